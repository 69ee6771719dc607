"""One process owns a data folder; whoever comes second is told who (48)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.all_in_one import open_all
from shared.engine.db.database import Cause, DatabaseAway
from shared.platform.settings import ROOT, Settings
from shared.runtime.opening import Overrides
from shared.runtime.ownership import FolderTaken, Ownership, taken
from tests.harness.clock import ManualClock
from tests.harness.world import World

HOLDER = """
import sys
from pathlib import Path
from shared.runtime.opening import Overrides
from shared.runtime.ownership import Ownership
owner = Ownership(Path(sys.argv[1]))
owner.take()
print("taken", flush=True)
sys.stdin.read()
"""


def test_the_second_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    first = Ownership(tmp_path)
    first.take()

    with pytest.raises(FolderTaken, match=f"in use by process {os.getpid()}"):
        Ownership(tmp_path).take()
    first.release()


def test_let_go_of_it_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        owner = Ownership(tmp_path)
        owner.take()
        owner.release()
    assert taken(tmp_path) is None


def test_letting_go_twice_or_of_nothing_is_fine(tmp_path: Path) -> None:
    owner = Ownership(tmp_path)
    owner.release()
    owner.take()
    owner.release()
    owner.release()


def test_an_owner_that_is_killed_has_let_go_of_it(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "taken\n"
        refused = taken(tmp_path)
        assert refused is not None
        assert f"process {holder.pid}" in str(refused)
        holder.kill()
        holder.wait()

    assert taken(tmp_path) is None


def test_where_the_owner_answers_is_told_too(tmp_path: Path) -> None:
    owner = Ownership(tmp_path)
    owner.take()
    owner.announce("http://127.0.0.1:8080")

    refused = taken(tmp_path)
    owner.release()

    assert refused is not None
    assert refused.address == "http://127.0.0.1:8080"


async def test_a_second_server_on_the_same_folder_does_not_start_and_the_first_goes_on(world: World) -> None:
    with pytest.raises(FolderTaken):
        await open_all(world.settings, Overrides(clock=world.clock, ids=world.ids))

    assert (await world.http.get("/readyz")).status_code == 200


async def test_a_process_that_cannot_write_at_its_stop_stops_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    process = await open_all(Settings(data_dir=tmp_path / "data"), Overrides(clock=ManualClock()))

    async def full() -> None:
        raise DatabaseAway("database or disk is full", Cause.FULL)

    monkeypatch.setattr(process.storage, "store", full)
    assert taken(tmp_path / "data") is not None
    await process.stop()
    assert taken(tmp_path / "data") is None
    assert "not written at the stop" in caplog.text
