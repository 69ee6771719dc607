"""A fresh data folder for each world, copied from one that was prepared once: migrating and importing take longer."""

import atexit
import shutil
from pathlib import Path
from tempfile import mkdtemp

from services.together import open_all
from shared.settings import Settings
from tests.harness.clock import CountedIds, ManualClock

_prepared: dict[tuple[Path, str], Path] = {}


async def fresh_folder(folder: Path, settings: Settings) -> None:
    """Make `folder` as the first start with these settings would leave it."""
    made_of = (settings.directory_dir, settings.profile)
    if made_of not in _prepared:
        _prepared[made_of] = await _prepare(settings)
    shutil.copytree(_prepared[made_of], folder)


async def _prepare(settings: Settings) -> Path:
    parent = Path(mkdtemp(prefix="hotline-fresh-"))
    atexit.register(shutil.rmtree, parent, ignore_errors=True)
    folder = parent / "data"
    first = await open_all(
        settings.model_copy(update={"data_dir": folder}), clock=ManualClock(), ids=CountedIds(start=1_000_000)
    )
    await first.close()
    return folder
