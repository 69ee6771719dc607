"""A large directory is read by a process of its own and stored and loaded in slices; the event loop serves others."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.engine.db import sqlite as engine
from shared.engine.db.database import Database
from shared.engine.migrations import migrate_sqlite
from shared.platform.directory import child, store
from shared.platform.directory.changes import apply, changes_to
from shared.platform.directory.reading import COLUMNS, read_files
from shared.platform.directory.rows import SLICE, row_of, slices_of
from shared.platform.directory.sheets import DirectoryRefused
from shared.platform.settings import Settings
from shared.rules.directory import Directory
from shared.support.errors import Unavailable
from tests.harness.databases import sqlite

DEMO = Settings.model_fields["directory_dir"].default
NOW = datetime(2026, 11, 23, tzinfo=UTC)
MANY = 6_000


class Heartbeat:
    """Counts how often the event loop gives it a turn."""

    turns = 0

    async def beat(self) -> None:
        while True:
            self.turns += 1
            await asyncio.sleep(0)


@contextmanager
def heartbeat() -> Iterator[Heartbeat]:
    heart = Heartbeat()
    task = asyncio.create_task(heart.beat())
    yield heart
    task.cancel()


def many(unit: str, people: int = MANY) -> Mapping[str, bytes]:
    """The files of the demo, with many more people in a unit."""
    files = {file: (DEMO / file).read_bytes() for file in COLUMNS}
    lines = "".join(f"X{n:06},张三,{unit},CLAIMS,reporter,,,yes,\n" for n in range(people))
    return files | {"staff.csv": files["staff.csv"].rstrip() + b"\n" + lines.encode()}


@pytest.fixture(autouse=True)
def unfrozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Objects of other tests are left to the garbage collector."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(scope="module")
def large() -> Directory:
    return read_files(many("JS-NJ-GL"))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    migrate_sqlite("platform", tmp_path / "platform.db")
    async with sqlite(tmp_path, "platform") as opened:
        yield opened


async def test_a_large_import_is_read_by_another_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = many("JS-NJ-GL", 1)
    large = read_files(files)
    monkeypatch.setattr(child, "SMALL", 0)
    monkeypatch.setattr(child, "read_files", None)  # it would be called in this process
    read = await child.read_apart(files)

    assert list(read.slices()) == list(slices_of(large))
    assert (read.people, read.tree().units()) == (large.size(), large.units())


async def test_of_the_faults_of_a_large_import_the_first_thousand_are_listed_and_all_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child, "SMALL", 0)
    with pytest.raises(DirectoryRefused) as refused:
        await child.read_apart(many("NO-SUCH-UNIT", 1001))

    assert len(refused.value.faults) == child.MOST_FAULTS
    assert "1001" in str(refused.value)


async def test_a_reading_process_that_dies_is_told_and_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "__name__", "no.such.module")  # what the child is told to run
    with pytest.raises(Unavailable):
        await child.read_apart(many("JS-NJ-GL"))


async def test_the_loop_serves_others_after_each_slice_that_is_stored_or_loaded(
    database: Database, large: Directory
) -> None:
    slices = list(slices_of(large))
    assert max(len(rows) for _, rows in slices) == SLICE
    with heartbeat() as storing:
        async with database.transaction() as connection:
            await store.take_version(connection, NOW)
            await store.replace_rows(connection, slices)
    assert storing.turns >= len(slices)

    source = store.DirectorySource(database)
    with heartbeat() as loading:
        assert await source.refresh()
    assert loading.turns >= len(slices)
    assert source.current.people() == large.people()
    assert set(source.current.leaves()) == set(large.leaves())


async def test_of_a_directory_that_is_imported_again_only_what_differs_is_written(
    database: Database, large: Directory
) -> None:
    await stored(database, large)
    [first, *rest] = large.people()
    leaves = [replace(leave, until_at=NOW) for leave in large.leaves()]
    other = Directory(units=large.units(), people=[replace(first, name="李四"), *rest[:-1]], leaves=leaves)

    with heartbeat() as heart:
        changes = await changes_to(database.ask, slices_of(other))
    assert heart.turns >= 2 * MANY // SLICE
    assert changes.inserted["staff"] == [row_of(replace(first, name="李四"))]
    assert changes.deleted["staff"] == [(first.staff_id,), (rest[-1].staff_id,)]
    async with database.transaction() as connection:
        await store.take_version(connection, NOW)
        await apply(connection, changes)

    source = store.DirectorySource(database)
    await source.refresh()
    assert source.current.people() == other.people()
    assert set(source.current.leaves()) == set(leaves)
    assert not source.current.duty_shifts()
    nothing = await changes_to(database.ask, slices_of(other))
    assert not any((*nothing.deleted.values(), *nothing.inserted.values()))


async def test_many_changes_are_committed_in_a_thread(
    database: Database, large: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[int] = []
    run = engine._run_to_its_end

    async def watched(*args: object) -> None:
        inside.append(1)
        await run(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "_run_to_its_end", watched)
    await stored(database, Directory(units=large.units()))
    assert not inside
    await stored(database, large)
    assert inside


async def stored(database: Database, directory: Directory) -> None:
    async with database.transaction() as connection:
        await store.replace(connection, directory, NOW)


async def test_work_goes_on_by_the_directory_before_while_a_large_one_is_loaded(
    database: Database, large: Directory
) -> None:
    source = store.DirectorySource(database)
    await stored(database, large)
    await source.follow(NOW)  # the one before is small: it is waited for
    assert source.current.version == 1
    await stored(database, large)

    await source.follow(NOW + timedelta(minutes=1))
    assert source.current.version == 1  # a decision did not wait

    await source.refresh()  # an administrator does
    assert source.current.version == 2
    await source.close()


async def test_a_large_directory_that_was_replaced_is_freed_in_slices(database: Database, large: Directory) -> None:
    source = store.DirectorySource(database)
    await stored(database, large)
    await source.refresh()
    await stored(database, Directory(units=large.units()))
    with heartbeat() as freeing:
        await source.refresh()
    of_a_person = 4  # by their id, and in three scopes of their role
    assert freeing.turns >= of_a_person * (MANY // SLICE)


async def test_a_replaced_directory_stays_whole_for_those_who_still_read_it(
    database: Database, large: Directory
) -> None:
    source = store.DirectorySource(database)
    await stored(database, large)
    await source.refresh()
    read = source.current
    await stored(database, Directory(units=large.units()))
    await source.refresh()
    assert source.current.size() == 0
    assert read.people() == large.people()
    assert set(read.leaves()) == set(large.leaves())


async def test_a_cancelled_import_leaves_the_database_free_for_the_next(database: Database, large: Directory) -> None:
    for turns in (1, 5, 20, 35):
        task = asyncio.create_task(stored(database, large))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
    source = store.DirectorySource(database)
    await source.refresh()
    assert source.current.version in (0, 1)
    await stored(database, Directory(units=large.units()))
    assert await source.refresh()
    assert source.current.size() == 0
