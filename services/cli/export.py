"""`export`: every event of a case as JSON lines, from the event logs of all services. Personal data stays sealed."""

import argparse
import asyncio
from typing import Any

from services.cli.admin_client import admin_client, checked_lines, segment
from shared.platform.settings import Settings
from shared.support.terminal import say, say_error

AWAY = "Services-Away"
"""The header that names the services whose events are missing."""


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command."""
    parser = commands.add_parser("export", help="every event of a case as JSON lines, personal data still sealed")
    parser.add_argument("case_id", metavar="CASE_ID")
    parser.set_defaults(run=run)


def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Export them; 1 if some are missing."""
    return asyncio.run(_export(settings, asked.case_id))


async def _export(settings: Settings, case_id: str) -> int:
    async with admin_client(settings) as client:
        answer = await client.get(f"/api/platform/cases/{segment(case_id)}/events")
        lines = checked_lines(answer)
    for line in lines:
        say(line)
    if away := answer.headers.get(AWAY):
        say_error(f"incomplete: no answer from the database of {away}")
    return 1 if away else 0
