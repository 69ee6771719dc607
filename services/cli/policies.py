"""`policy check`: reads a folder of policies as a start does; prints every fault with file, line and reason."""

import argparse
import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.cli.admin_client import admin_client, checked
from shared.platform.policies.loading import load_book
from shared.platform.settings import Settings
from shared.support.errors import BadFiles
from shared.support.terminal import say, say_error


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command."""
    parser = commands.add_parser("policy", help="check policies before they are put in force")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    check = acts.add_parser("check", help="list every fault in the policies of a folder")
    check.add_argument("folder", metavar="FOLDER", type=Path, nargs="?", help="default: HOTLINE_POLICY_DIR")
    check.set_defaults(run=run)


def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Check them; if there is a directory their units too, and what these inherit down its tree."""
    folder = asked.folder or settings.policy_dir
    try:
        book = load_book(folder)
        known = asyncio.run(_units(settings))
        if known:
            book.check_units(known)
            book.check_inherited(lambda unit_id: _path(unit_id, known))
    except BadFiles as bad:
        say_error(str(bad))
        return 1
    names = "and the directory knows their units" if known else "their units were not checked: there is no directory"
    say(f"{folder}: the policies are sound, {names}")
    return 0


async def _units(settings: Settings) -> Mapping[str, str | None]:
    """The units the directory knows, and the one above each; none where there is no hotline."""
    from shared.runtime.finding import NothingHere

    try:
        async with admin_client(settings) as client:
            found: Mapping[str, str | None] = checked(await client.get("/api/platform/directory"))["parent_ids"]
            return found
    except NothingHere:
        return {}


def _path(unit_id: str, parent_ids: Mapping[str, str | None]) -> tuple[str, ...]:
    """The unit, its parent, and so on to the root."""
    path: dict[str, None] = {}
    above: str | None = unit_id
    while above is not None and above not in path:
        path[above] = None
        above = parent_ids.get(above)
    return tuple(path)
