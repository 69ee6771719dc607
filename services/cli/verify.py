"""`verify`: whether every event arrived where it must; with `--repair` what is missing is sent again."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.contracts.services import DATABASES
from shared.platform.settings import Settings
from shared.support.terminal import say, table

if TYPE_CHECKING:
    from shared.engine.db.database import Database
    from shared.runtime.reconciler import Findings

PIECE = 4000
SENT = "To be sent again: {count}. A running hotline does it within seconds, a stopped one when it starts."


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command."""
    parser = commands.add_parser(
        "verify",
        help="check that every event arrived and every report has its case; --repair sends again what is missing",
        description="Compares the event logs of all services with what their consumers have seen, while the hotline "
        "runs or is stopped. Ends with 1 if something is left for people to mend.",
    )
    parser.add_argument("--repair", action="store_true", help="send again what is missing")
    parser.set_defaults(run=run)


def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Verify; 1 if a fault remains."""
    findings = asyncio.run(verify(settings, repair=asked.repair))
    if not findings.counts:
        say("Sound: every event has arrived or is on its way.")
        return 0
    table(("fault", "found"), sorted((fault.value, count) for fault, count in findings.counts.items()))
    rows = [(f.fault.value, f.service, f.consumer, f.case_id, f.sequence) for f in findings.first]
    table(("the first of them", "service", "consumer", "case", "event"), rows)
    if findings.sent_again:
        say(SENT.format(count=findings.sent_again))
    return 1 if findings.unmended else 0


async def verify(settings: Settings, *, repair: bool) -> "Findings":
    """What is wrong in the databases of these settings. Raises `HalfRestored`, `NotMigrated`."""
    from shared.runtime.finding import refuse_if_half_restored
    from shared.runtime.reconciler import TRAVEL, Reconciler
    from shared.support.host_clock import read_wall

    await refuse_if_half_restored(settings)
    async with _opened(settings) as databases:

        async def opened(name: str) -> "Database":
            return databases[name]

        travel = TRAVEL if settings.kafka_bootstrap else timedelta()
        reconciler = Reconciler(opened, travel=travel, piece=PIECE)
        return await reconciler.check_all(read_wall(), repair=repair, progress=say)


@asynccontextmanager
async def _opened(settings: Settings) -> "AsyncIterator[dict[str, Database]]":
    """All databases, with connections of their own: also while the hotline runs. Raises `NotMigrated`."""
    from shared.engine.db.postgres import PostgresDatabase
    from shared.engine.db.sqlite import SqliteDatabase
    from shared.engine.migrations import check_postgres, check_sqlite

    async with AsyncExitStack() as stack:
        opened: dict[str, Database] = {}
        for name in DATABASES:
            if settings.database_url is not None:
                await check_postgres(name, settings.database_url)
                opened[name] = await PostgresDatabase.connect(settings.database_url, name, size=2)
            else:
                path = settings.data_dir / f"{name}.db"
                check_sqlite(name, path)
                opened[name] = SqliteDatabase(path, name)
            stack.push_async_callback(opened[name].close)
        yield opened
