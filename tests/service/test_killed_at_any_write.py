"""What is killed at any of its writes, and killed again, leaves a folder that starts, and data that are all there.

`HOTLINE_KILLS` says how often each is killed (`make endurance`: a hundred times).
"""

import asyncio
import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from services.all_in_one import open_all
from services.cli.main import main
from shared.contracts.services import DATABASES
from shared.engine.migrations import migrate_sqlite
from shared.platform.settings import Settings
from shared.rules.directory import Directory
from shared.runtime.backup.files import unfinished
from shared.runtime.backup.manifest import BackupRefused, check_files, read_manifest
from shared.runtime.backup.restoring import restore_sqlite
from shared.runtime.backup.sqlite import back_up_sqlite
from shared.runtime.ownership import RESTORING, HalfRestored
from tests.harness.killed_at import Step
from tests.harness.killed_writes import killed_at_write, spread, writes_of
from tests.harness.old_data import VERSIONS
from tests.harness.old_data import restore_sqlite as restore_old

KILLS = int(os.environ.get("HOTLINE_KILLS", "3"))
DEMO = Path(__file__).parents[2] / "deploy" / "demo"
ROWS = {"intake": "reports", "escalation": "cases", "callback": "cases", "platform": "case_keys"}
pytestmark = pytest.mark.timeout(3600)


def start(folder: Path) -> Directory:
    """Open the whole hotline on this folder, check that everybody can sign in, and close it; returns its directory."""
    return asyncio.run(_start(Settings(data_dir=folder)))


async def _start(settings: Settings) -> Directory:
    process = await open_all(settings)
    try:
        context = process.context
        for entry in json.loads((settings.data_dir / "demo-sign-ins.json").read_bytes()):
            assert await context.tokens.lookup(entry["token"], context.clock.now()) == entry["staff_id"]
        return context.directory.current
    finally:
        await process.close()


def rows(folder: Path) -> dict[str, int]:
    """How many reports, cases and keys the databases have."""
    found = {}
    for name, table in ROWS.items():
        with closing(sqlite3.connect(folder / f"{name}.db")) as connection:
            [[found[name]]] = connection.execute(f"SELECT count(*) FROM {table}")
    return found


def silent(line: str) -> None:
    """Show no progress."""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an earlier version, with cases."""
    folder = tmp_path_factory.mktemp("old") / "data"
    restore_old(VERSIONS[-1], folder)
    return folder


@pytest.fixture(scope="module")
def current(old: Path) -> Path:
    """The same folder, upgraded and stopped."""
    folder = old.with_name("current")
    shutil.copytree(old, folder)
    start(folder)
    return folder


def test_a_folder_whose_first_starts_were_killed_starts(tmp_path: Path) -> None:
    writes = writes_of(lambda _: start(tmp_path / "whole"), tmp_path / "count")
    assert writes > 100
    for place, number in enumerate(spread(writes, KILLS)):
        folder = tmp_path / f"killed-{place}"

        def job(_: Step, folder: Path = folder) -> None:
            start(folder)

        assert killed_at_write(number, job)
        killed_at_write(writes - number + 1, job)
        start(folder)
        assert not [*folder.glob("*.before-upgrade-from-*")]
        shutil.rmtree(folder)


def test_a_folder_whose_upgrades_were_killed_starts_with_all_its_cases(old: Path, tmp_path: Path) -> None:
    def upgrade(folder: Path) -> None:
        for name in DATABASES:
            migrate_sqlite(name, folder / f"{name}.db")

    shutil.copytree(old, tmp_path / "whole")
    writes = writes_of(lambda _: upgrade(tmp_path / "whole"), tmp_path / "count")
    for place, number in enumerate(spread(writes, KILLS)):
        folder = tmp_path / f"killed-{place}"
        shutil.copytree(old, folder)

        def job(_: Step, folder: Path = folder) -> None:
            upgrade(folder)

        assert killed_at_write(number, job)
        killed_at_write(writes - number + 1, job)
        start(folder)
        assert rows(folder) == rows(old)
        shutil.rmtree(folder)


def test_a_directory_import_that_is_killed_leaves_the_old_directory_or_the_new(
    current: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, copy = tmp_path / "new", tmp_path / "data"
    shutil.copytree(DEMO, new)
    before = start(current)
    person = before.people()[0]
    staff = (new / "staff.csv").read_text("utf-8")
    (new / "staff.csv").write_text(
        staff.replace(f"{person.staff_id},{person.name},", f"{person.staff_id},新名,"), "utf-8"
    )
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(copy))

    def job(_: Step) -> None:
        assert main(["import-directory", str(new)]) == 0

    shutil.copytree(current, copy)
    writes, seen = writes_of(job, tmp_path / "count"), set()
    for number in spread(writes, KILLS):
        shutil.rmtree(copy)
        shutil.copytree(current, copy)
        assert killed_at_write(number, job)
        found = start(copy)
        seen.add((found.version - before.version, found.people()[0].name))
    assert (0, person.name) in seen
    assert seen <= {(0, person.name), (1, "新名")}


def test_a_back_up_that_is_killed_is_whole_or_named_unfinished(current: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=current)
    writes = writes_of(lambda step: back_up_sqlite(settings, tmp_path / "whole", step), tmp_path / "count")
    for place, number in enumerate(spread(writes, KILLS)):
        folder = tmp_path / f"killed-{place}"

        def job(step: Step, folder: Path = folder) -> None:
            back_up_sqlite(settings, folder, step)

        assert killed_at_write(number, job)
        assert not folder.exists() or not unfinished(folder)
        if not folder.exists():
            job(silent)
        check_files(read_manifest(folder), folder, silent)
    start(current)


def test_a_back_up_whose_restorings_were_killed_is_restored(current: Path, tmp_path: Path) -> None:
    back_up_sqlite(Settings(data_dir=current), tmp_path / "backup", silent)

    def restore(folder: Path, step: Step) -> None:
        try:
            restore_sqlite(Settings(data_dir=folder), tmp_path / "backup", step)
        except BackupRefused as complete:  # the one before was killed after its last write
            if "there is a database already" not in str(complete):
                raise

    whole = _with_the_key_of(current, tmp_path / "whole")
    writes = writes_of(lambda step: restore(whole, step), tmp_path / "count")
    for place, number in enumerate(spread(writes, KILLS)):
        folder = _with_the_key_of(current, tmp_path / f"killed-{place}")

        def job(step: Step, folder: Path = folder) -> None:
            restore(folder, step)

        assert killed_at_write(number, job)
        if (folder / RESTORING).exists():
            with pytest.raises(HalfRestored):
                start(folder)
        killed_at_write(writes - number + 1, job)
        restore(folder, silent)
        start(folder)
        assert rows(folder) == rows(current)
        shutil.rmtree(folder)


def _with_the_key_of(installation: Path, folder: Path) -> Path:
    """A data folder that a back-up of this installation can be restored into."""
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.copy(installation / "hotline.key", folder)
    return folder
