"""`dead-letters`: list the events that a consumer gave up on, and retry them."""

import argparse
import asyncio
from typing import Any

from services.cli.admin_client import admin_client, checked, segment
from shared.platform.settings import Settings
from shared.support.terminal import say, say_error, table

ROUTE = "/api/platform/dead-letters"


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the commands."""
    parser = commands.add_parser("dead-letters", help="list and replay events that were given up on")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    listing = acts.add_parser("list", help="dead letters of all services, oldest first")
    listing.set_defaults(run=lambda settings, asked: asyncio.run(_list(settings)))
    replay = acts.add_parser("replay", help="retry one, or all, from the first attempt")
    which = replay.add_mutually_exclusive_group(required=True)
    which.add_argument("position", metavar="POSITION", nargs="?", type=_position, help="as listed: escalation:12")
    which.add_argument("--all", action="store_true", help="all that are listed")
    replay.set_defaults(run=lambda settings, asked: asyncio.run(_replay(settings, asked)))


def _position(text: str) -> str:
    service, _, number = text.partition(":")
    if not service or not number.isdigit():
        raise argparse.ArgumentTypeError("must be a service and a number, as listed: escalation:12")
    return text


async def _list(settings: Settings) -> int:
    async with admin_client(settings) as client:
        letters = _listed(checked(await client.get(ROUTE)))
    columns = ("at", "type", "case_id", "attempts", "error")
    rows = [[f"{letter['service']}:{letter['position']}", *(letter[c] for c in columns)] for letter in letters]
    table(("position", *columns), rows)
    return 0


async def _replay(settings: Settings, asked: argparse.Namespace) -> int:
    async with admin_client(settings) as client:
        letters = _listed(checked(await client.get(ROUTE))) if asked.all else []
        positions = [f"{letter['service']}:{letter['position']}" for letter in letters] or [asked.position]
        for position in filter(None, positions):
            service, _, number = position.partition(":")
            checked(await client.post(f"{ROUTE}/{segment(service)}/{number}/replay"))
            say(f"{position}: will be tried again")
    if asked.all and not letters:
        say("there are no dead letters")
    return 0


def _listed(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The dead letters of an answer; services that did not answer are named to the reader.

    A server of version 0.1.0 that still runs does not say `away`.
    """
    if away := answer.get("away"):
        say_error(f"incomplete: no answer from the database of {', '.join(away)}")
    letters: list[dict[str, Any]] = answer["items"]
    return letters
