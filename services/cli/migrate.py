"""`migrate`: brings every database to the newest version of its tables. In production a step of its own."""

import argparse
import asyncio
from typing import Any

from shared.contracts.services import DATABASES
from shared.platform.settings import Settings
from shared.support.terminal import say


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command."""
    parser = commands.add_parser("migrate", help="bring every database to the newest version of its tables")
    parser.set_defaults(run=run)


def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Migrate; safe to run again, also after it was killed. SQLite files must not be in use."""
    from shared.engine.migrations import migrate_postgres, migrate_sqlite
    from shared.runtime.finding import refuse_unpaired
    from shared.runtime.ownership import take_folder
    from shared.runtime.start_failures import in_one_line

    if settings.database_url is not None:
        asyncio.run(refuse_unpaired(settings))
        for name in DATABASES:
            asyncio.run(migrate_postgres(name, settings.database_url))
            say(f"{name}: at its head")
        return 0
    ownership = take_folder(settings.data_dir)
    try:
        asyncio.run(refuse_unpaired(settings))
        for name in DATABASES:
            path = settings.data_dir / f"{name}.db"
            with in_one_line(path):
                copy = migrate_sqlite(name, path)
            say(f"{name}: at its head" + (f"; {copy} is the file as it was before" if copy else ""))
    finally:
        ownership.release()
    return 0
