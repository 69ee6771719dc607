"""`erase`: erase the personal data of an ended case, for good and on record; `hold`: forbid it for now."""

import argparse
import asyncio
from typing import Any

from services.cli.admin_client import admin_client, checked, segment
from shared.platform.settings import Settings
from shared.support.terminal import say

ROUTE = "/api/platform/cases"


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command."""
    parser = commands.add_parser(
        "erase",
        help="erase the personal data of an ended case, for good",
        description="Deletes the key under which the case's personal data is sealed, and every index that leads to its "
        "customer. The case, its clocks and its events stay, without the person. It cannot be undone. An open case is "
        "refused. It is on record: who, when, and why.",
    )
    parser.add_argument("case_id", metavar="CASE_ID")
    parser.add_argument("--reason", required=True, help="why, for the audit; without the customer's name or numbers")
    parser.set_defaults(run=lambda settings, asked: asyncio.run(_erase(settings, asked.case_id, asked.reason)))
    holding = commands.add_parser(
        "hold",
        help="legal hold: a case is not erased until it is released",
        description="Holds a case, open or ended: erasing is refused until `hold CASE_ID --release`. It is on record.",
    )
    holding.add_argument("case_id", metavar="CASE_ID")
    holding.add_argument("--release", action="store_true", help="end the hold")
    holding.add_argument("--reason", required=True, help="why, for the audit; without the customer's name or numbers")
    holding.set_defaults(run=lambda settings, asked: asyncio.run(_hold(settings, asked)))


async def _erase(settings: Settings, case_id: str, reason: str) -> int:
    async with admin_client(settings) as client:
        done = checked(await client.post(f"{ROUTE}/{segment(case_id)}/erase", json={"reason": reason}))
    say(f"erased   {done['case_id']} at {done['at']}, by {done['by'] or 'no person'}")
    if done["owed_by"]:
        say(f"follows  {', '.join(done['owed_by'])}: they cut its indexes out of their rows within seconds of running")
    return 0


async def _hold(settings: Settings, asked: argparse.Namespace) -> int:
    act = "release" if asked.release else "hold"
    async with admin_client(settings) as client:
        checked(await client.post(f"{ROUTE}/{segment(asked.case_id)}/{act}", json={"reason": asked.reason}))
    say(f"{asked.case_id}: {'released' if asked.release else 'on legal hold'}")
    return 0
