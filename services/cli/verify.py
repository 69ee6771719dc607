"""`verify`: whether every event arrived where it must; with `--repair` what is missing is sent again."""

import argparse
import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from services.cli.admin_client import Refused
from shared.contracts.services import PLATFORM
from shared.platform.settings import Settings
from shared.support.terminal import say, table

if TYPE_CHECKING:
    from shared.engine.db.database import Database
    from shared.runtime.reconciler import Findings

PIECE = 4000
MENDS_ITSELF = (
    "A hotline runs on {folder}, and only it may write there: it sends again what is missing, what is new and "
    "2,000 older events a minute. Look with `verify`; to have all sent again at once, stop it first."
)
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
    from shared.runtime.terminal_acts import record_act

    findings = _verified_alone(settings) if asked.repair else asyncio.run(verify(settings, repair=False))
    if findings.sent_again:
        counts = {fault.value: count for fault, count in sorted(findings.counts.items())}
        record_act(settings, "verify.repair", {"sent_again": findings.sent_again, "found": counts})
    if not findings.counts:
        say("Sound: every event has arrived or is on its way.")
        return 0
    table(("fault", "found"), sorted((fault.value, count) for fault, count in findings.counts.items()))
    rows = [(f.fault.value, f.service, f.consumer, f.case_id, f.sequence) for f in findings.first]
    table(("the first of them", "service", "consumer", "case", "event"), rows)
    if findings.sent_again:
        say(SENT.format(count=findings.sent_again))
    return 1 if findings.unmended else 0


def _verified_alone(settings: Settings) -> "Findings":
    """Verify and repair; no other process has the data folder meanwhile. Raises `Refused` if one has it."""
    from shared.runtime.finding import refuse_nothing
    from shared.runtime.ownership import FolderTaken, taking_folder

    asyncio.run(refuse_nothing(settings))
    if settings.database_url is not None:
        return asyncio.run(verify(settings, repair=True))
    try:
        with taking_folder(settings.data_dir):
            return asyncio.run(verify(settings, repair=True))
    except FolderTaken:
        raise Refused([MENDS_ITSELF.format(folder=settings.data_dir)]) from None


async def verify(settings: Settings, *, repair: bool) -> "Findings":
    """What is wrong in the databases of these settings. Raises `HalfRestored`, `NothingHere`, `NotMigrated`."""
    from shared.runtime.finding import refuse_nothing
    from shared.runtime.opening_together import opened_together
    from shared.runtime.reconciler import TRAVEL, Reconciler

    await refuse_nothing(settings)
    async with opened_together(settings) as (databases, joint):

        async def opened(name: str) -> "Database":
            return databases[name]

        travel = TRAVEL if settings.kafka_bootstrap else timedelta()
        reconciler = Reconciler(opened, travel=travel, piece=PIECE)
        return await reconciler.check_all(await _now(databases[PLATFORM]), joint, repair=repair, progress=say)


async def _now(platform: "Database") -> datetime:
    """The hotline's time, as far as the stored row of its clock tells."""
    from shared.platform.clock.anchor_row import READ
    from shared.support.host_clock import read_wall

    now: datetime = read_wall()
    for row in await platform.ask(READ):
        now = row["hotline"] + (now - row["wall"]) * row["speed"]
    return now
