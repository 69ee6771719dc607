"""`export`: a case's whole story as JSON lines, from the event logs of all services. Personal data stays sealed."""

import argparse
import asyncio
from typing import Any

from services.cli.desk import checked, desk
from shared.platform.settings import Settings
from shared.support.terminal import say


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command."""
    parser = commands.add_parser("export", help="a case's whole story as JSON lines, personal data still sealed")
    parser.add_argument("case_id", metavar="CASE_ID")
    parser.set_defaults(run=run)


def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Export it."""
    return asyncio.run(_export(settings, asked.case_id))


async def _export(settings: Settings, case_id: str) -> int:
    async with desk(settings) as client:
        answer = await client.get(f"/api/platform/cases/{case_id}/events")
        checked(answer)
    for line in answer.text.splitlines():
        say(line)
    return 0
