"""`clock`: the hotline's time, and how to confirm it after the host's clock has jumped."""

import argparse
import asyncio
from typing import Any

from services.cli.admin_client import admin_client, checked
from shared.platform.settings import Settings
from shared.support.terminal import say

ROUTE = "/api/platform/clock"


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the commands."""
    parser = commands.add_parser("clock", help="the hotline's clock: status, and confirm after a jump")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    status = acts.add_parser("status", help="the hotline's time, its speed, and whether the wall clock differs")
    status.set_defaults(run=lambda settings, asked: asyncio.run(_status(settings)))
    confirm = acts.add_parser(
        "confirm",
        help="after a jump of the wall clock: end the alarm",
        description="After the host's wall clock has jumped, the hotline counts the time that really passed and raises "
        "an alarm. Confirming ends the alarm. The hotline's time stays as it is, unless --follow-wall.",
    )
    confirm.add_argument(
        "--follow-wall", action="store_true", help="move ahead to the wall clock; what is due in between fires at once"
    )
    confirm.set_defaults(run=lambda settings, asked: asyncio.run(_confirm(settings, asked)))


async def _status(settings: Settings) -> int:
    async with admin_client(settings) as client:
        _show(checked(await client.get(ROUTE)))
    return 0


async def _confirm(settings: Settings, asked: argparse.Namespace) -> int:
    async with admin_client(settings) as client:
        _show(checked(await client.post(f"{ROUTE}/confirm", json={"follow_wall": asked.follow_wall})))
    return 0


def _show(clock: dict[str, Any]) -> None:
    say(f"time   {clock['now']}")
    say(f"speed  {clock['speed']:g}")
    drift = clock["drift_seconds"]
    say(f"wall   {'agrees' if drift is None else f'differs by {drift:+.1f} s: check it, then `clock confirm`'}")
