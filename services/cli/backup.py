"""`backup` and `restore`: all databases at one moment, while the hotline runs or is stopped. Never the key file."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from services.cli.admin_client import Refused
from shared.platform.settings import Settings
from shared.support.terminal import say, say_error

KEEP_THE_KEY = "The key file {keys} is not in it: keep a copy in another place, no back-up can be read without it."

AFTERWARDS = (
    "Before others can reach the hotline: import the present directory (who left since is in the restored one), erase "
    "again what was erased since, and issue new tokens (`token issue`): those of the back-up have ended."
)


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the commands."""
    parser = commands.add_parser(
        "backup",
        help="back all databases up at one moment, while the hotline runs or is stopped",
        description="Writes a consistent copy of all databases with a manifest to a new folder DIR. The hotline may "
        "run. The key file is not copied: keep it apart.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.set_defaults(run=run_backup)
    parser = commands.add_parser(
        "restore",
        help="restore a back-up where there is no database yet",
        description="Checks the back-up DIR and restores it. Refuses if there is a database already, if the key file "
        "is not that of the back-up, or if the back-up is of a newer version or another profile. All tokens end. "
        "With Kafka no process may run: the consumers continue from the end of the topics.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.set_defaults(run=run_restore)


def run_backup(settings: Settings, asked: argparse.Namespace) -> int:
    """Back up."""
    from shared.platform.security_events import SecurityKind
    from shared.runtime.backup.aftermath import facts_of
    from shared.runtime.backup.files import unfinished
    from shared.runtime.backup.manifest import read_manifest
    from shared.runtime.backup.postgres import back_up_postgres
    from shared.runtime.backup.sqlite import back_up_sqlite
    from shared.runtime.finding import refuse_nothing, refuse_unpaired
    from shared.runtime.terminal_acts import record_act

    asyncio.run(refuse_nothing(settings))
    asyncio.run(refuse_unpaired(settings))  # its manifest would name keys that cannot read it
    back_up = back_up_postgres if settings.database_url else back_up_sqlite
    folder: Path = asked.folder
    for left in unfinished(folder):
        say_error(f"{left}: left by a back-up that was interrupted; it may be deleted")
    try:
        back_up(settings, folder, say)
    except FileExistsError:
        raise Refused([f"{folder}: exists already; a back-up is never written over"]) from None
    try:
        record_act(settings, "backup.make", facts_of(read_manifest(folder)), SecurityKind.BACKED_UP)
    except OSError as error:
        say_error(f"{folder}: is complete, but it is not on record ({error.strerror or error})")
    say(KEEP_THE_KEY.format(keys=settings.keys))
    return 0


def run_restore(settings: Settings, asked: argparse.Namespace) -> int:
    """Restore."""
    from shared.runtime.backup.postgres import restore_postgres
    from shared.runtime.backup.restoring import restore_sqlite

    restore = restore_postgres if settings.database_url else restore_sqlite
    restore(settings, asked.folder, say)
    say("Start the hotline, or run `verify` first. In production run `migrate` before, if this version is newer.")
    say(AFTERWARDS)
    return 0
