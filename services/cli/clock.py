"""`clock`: the hotline's time, and after a jump of the host's clock to confirm it or to set the hotline back."""

import argparse
import asyncio
from typing import Any

from services.cli.admin_client import admin_client, checked
from shared.platform.settings import Settings
from shared.support.terminal import say, table

ROUTE = "/api/platform/clock"


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the commands."""
    parser = commands.add_parser("clock", help="the hotline's clock: status, confirm, set-back after a jump")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    status = acts.add_parser("status", help="the hotline's time, its speed, and whether the wall clock differs")
    status.set_defaults(run=lambda settings, asked: asyncio.run(_status(settings)))
    confirm = acts.add_parser(
        "confirm",
        help="after a jump of the wall clock: end the alarm",
        description="After the host's wall clock has jumped, the hotline counts the time that really passed and raises "
        "an alarm. Confirming ends the alarm. The hotline's time stays as it is, unless --follow-wall. A clock that is "
        "held since a boot moves ahead by what the wall clock says; cases from the hold keep their distances.",
    )
    confirm.add_argument(
        "--follow-wall", action="store_true", help="move ahead to the wall clock; what is due in between fires at once"
    )
    confirm.set_defaults(run=lambda settings, asked: asyncio.run(_confirm(settings, asked)))
    back = acts.add_parser(
        "set-back",
        help="lead a hotline that stands in the future back to the wall clock",
        description="For a hotline whose time is ahead, as the wall clock was once wrong. First set the host's clock "
        "right. Open cases are re-dated and keep their distances; what fired wrongly is listed. It is on record.",
    )
    back.add_argument("--reason", required=True, help="why, for the audit")
    back.set_defaults(run=lambda settings, asked: asyncio.run(_set_back(settings, asked)))


async def _status(settings: Settings) -> int:
    async with admin_client(settings) as client:
        _show(checked(await client.get(ROUTE)))
    return 0


async def _confirm(settings: Settings, asked: argparse.Namespace) -> int:
    async with admin_client(settings) as client:
        _show(checked(await client.post(f"{ROUTE}/confirm", json={"follow_wall": asked.follow_wall})))
    return 0


async def _set_back(settings: Settings, asked: argparse.Namespace) -> int:
    async with admin_client(settings) as client:
        done = checked(await client.post(f"{ROUTE}/set-back", json={"reason": asked.reason}))
    _show(done["clock"])
    say(f"cases  {done['redated']} re-dated")
    say(f"fired  {len(done['fired'])} events while the hotline was ahead, at times as they were stamped:")
    table(
        ("service", "case", "event", "at"),
        [(each["service"], each["case_id"], each["type"], each["at"]) for each in done["fired"]],
    )
    return 0


def _show(clock: dict[str, Any]) -> None:
    say(f"time   {clock['now']}")
    say(f"speed  {clock['speed']:g}")
    drift = clock["drift_seconds"]
    say(f"wall   {'agrees' if drift is None else f'differs by {drift:+.1f} s: check it, then `clock confirm`'}")
    if clock["held_since"] is not None:
        say(f"HELD   since {clock['held_since']}, no timer fires: check the host's clock, then `clock confirm`")
    if clock["ahead_seconds"] is not None:
        say(f"AHEAD  of the wall clock by {clock['ahead_seconds']:.0f} s: if that one is right, `clock set-back`")
