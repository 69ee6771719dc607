"""`import-directory`: replaces the directory by that of a folder of CSV files, all or nothing."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from services.cli.admin_client import Refused, admin_client, checked
from shared.platform.directory.reading import COLUMNS
from shared.platform.settings import Settings
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
    imported = asyncio.run(_import(settings, files, check_only=asked.check))
    version = f"imported as version {imported['version']}" if imported["version"] else "sound; nothing was imported"
    say(f"{folder}: {imported['units']} units, {imported['people']} people: {version}")
    return 0


async def _import(settings: Settings, files: dict[str, bytes], *, check_only: bool) -> Any:  # noqa: ANN401 - JSON
    form = [(name, (name, content, "text/csv")) for name, content in files.items()]
    async with admin_client(settings) as client:
        params = {"check_only": "true"} if check_only else {}
        answer = await client.post(
            "/api/platform/directory", files=form or NO_FILES, params=params, timeout=PATIENCE_SECONDS
        )
        return checked(answer)


PATIENCE_SECONDS = 300.0
"""For one answer: 300,000 people take half a minute."""
NO_FILES = [("none", ("none", b"", "text/csv"))]
"""A form has at least one part; the answer then names every file that is missing."""
