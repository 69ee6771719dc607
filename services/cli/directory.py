"""`import-directory`: replaces the directory by that of a folder of CSV files, all or nothing."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from services.cli.admin_client import Refused, admin_client, checked, field_line
from shared.platform.directory.reading import COLUMNS, read_files
from shared.platform.policies.loading import load_book
from shared.platform.settings import Settings
from shared.support.errors import Invalid
from shared.support.terminal import say


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command."""
    parser = commands.add_parser(
        "import-directory",
        help="import units, staff, leave, line executives and duty rosters",
        description=f"Imports {', '.join(COLUMNS)} of FOLDER. Faults are named by file, line and column, and then "
        "nothing is imported.",
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--check", action="store_true", help="only check whether it could be imported")
    parser.set_defaults(run=run)


def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Import it."""
    folder: Path = asked.folder
    if not folder.is_dir():
        raise Refused([f"{folder}: there is no such folder"])
    files = {file: (folder / file).read_bytes() for file in COLUMNS if (folder / file).is_file()}
    try:
        imported = asyncio.run(_import(settings, files, check_only=asked.check))
    except Invalid as faulty:  # of a check without a hotline
        raise Refused([*(field_line(fault.field, fault.message) for fault in faulty.errors), faulty.message]) from None
    version = f"imported as version {imported['version']}" if imported["version"] else "sound; nothing was imported"
    say(f"{folder}: {imported['units']} units, {imported['people']} people: {version}")
    return 0


async def _import(settings: Settings, files: dict[str, bytes], *, check_only: bool) -> Any:  # noqa: ANN401 - JSON
    from shared.runtime.finding import NothingHere

    try:
        return await _asked(settings, files, check_only=check_only)
    except NothingHere:
        return _checked_alone(settings, files)


def _checked_alone(settings: Settings, files: dict[str, bytes]) -> dict[str, int | None]:
    """What a check finds where there is no hotline yet. Raises `DirectoryRefused`, `BadFiles`."""
    directory = read_files(files)
    policies = load_book(settings.policy_dir)
    policies.check_units({unit.unit_id for unit in directory.units()})
    policies.check_inherited(directory.path)
    return {"version": None, "units": len(directory.units()), "people": directory.size()}


async def _asked(settings: Settings, files: dict[str, bytes], *, check_only: bool) -> Any:  # noqa: ANN401 - JSON
    form = [(name, (name, content, "text/csv")) for name, content in files.items()]
    async with admin_client(settings, may_create=not check_only) as client:
        params = {"check_only": "true"} if check_only else {}
        answer = await client.post(
            "/api/platform/directory", files=form or NO_FILES, params=params, timeout=PATIENCE_SECONDS
        )
        return checked(answer)


PATIENCE_SECONDS = 300.0
"""For one answer: 300,000 people take half a minute."""
NO_FILES = [("none", ("none", b"", "text/csv"))]
"""A form has at least one part; the answer then names every file that is missing."""
