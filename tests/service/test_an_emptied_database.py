"""A service's database that was emptied, removed or replaced: no start goes on without a person who says so."""

import asyncio
import json
import logging
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from services.admin import bootstrap as admin
from services.all_in_one import open_all
from services.callback import bootstrap as callback
from services.cli.main import main
from services.intake import bootstrap as intake
from shared.contracts.services import SERVICES
from shared.engine.migrations import migrate_postgres, migrate_sqlite
from shared.platform.demo import SIGN_INS
from shared.platform.settings import Settings
from shared.runtime.opening import open_process
from shared.support.http import in_process_client
from tests.harness.people import REPORTER
from tests.harness.world import World

SAYS = "callback: its database has no event any more, and had come to number"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demo with one filed report, after a start and a stop."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    asyncio.run(_prepare(folder))
    return folder


async def _prepare(folder: Path) -> None:
    async with World.running(folder) as world:
        await world.by(REPORTER).submits(key="one", stage="filed", text="定损太慢", customer={"phone": "13812345678"})
        await world.settle()
        await world.process.extents.store()


@pytest.fixture
def folder(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    shutil.copytree(prepared, tmp_path / "data")
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def remove(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


def replace_by_a_fresh_one(path: Path) -> None:
    remove(path)
    migrate_sqlite(path.stem, path)


def empty(path: Path) -> None:
    remove(path)
    path.touch()


@pytest.mark.parametrize("lose", [remove, replace_by_a_fresh_one, empty])
def test_nothing_starts_on_it_or_backs_it_up_until_a_person_accepts_the_loss(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lose: Callable[[Path], None]
) -> None:
    lose(folder / "callback.db")
    before = {path.name: path.stat().st_size for path in folder.glob("*.db")}
    commands: list[list[str]] = [[], ["migrate"], ["token", "list"], ["keys", "rotate"], ["keys", "check"]]
    for command in (*commands, ["backup", str(tmp_path / "copy")]):
        capsys.readouterr()
        assert main(command) == 2
        complaint = capsys.readouterr().err
        assert (complaint.startswith(SAYS), complaint.count("\n")) == (True, 1), complaint
    assert {path.name: path.stat().st_size for path in folder.glob("*.db")} == before
    assert main(["keys", "accept", "intake"]) == 2  # the callback's is still to be decided
    assert main(["keys", "accept", "callback"]) == 0
    assert main(["token", "list"]) == 0
    assert "keys.accept" in acts(folder)
    assert main(["keys", "accept", "callback"]) == 1


def acts(folder: Path) -> list[str]:
    database = sqlite3.connect(folder / "platform.db")
    found = [action for (action,) in database.execute("SELECT action FROM audit WHERE actor = 'local'")]
    database.close()
    return found


def test_an_older_copy_goes_on_and_what_it_lost_is_on_record_once(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    known = sqlite3.connect(folder / "platform.db")
    known.execute("UPDATE log_extents SET position = position + 3 WHERE service = 'callback'")
    known.commit()
    known.close()
    with caplog.at_level(logging.ERROR):
        assert main(["token", "list"]) == 0
    assert [record.__dict__["count"] for record in caplog.records if record.levelname == "ERROR"] == [3]
    assert main(["token", "list"]) == 0
    assert acts(folder).count("database.behind") == 1


def test_a_hotline_from_before_this_was_noted_is_taken_as_it_is(folder: Path) -> None:
    platform = sqlite3.connect(folder / "platform.db")
    for table in ("log_extents", "directory_drafts", "directory_draft_parts", "directory_versions"):
        platform.execute(f"DROP TABLE {table}")
    platform.execute("ALTER TABLE tokens DROP COLUMN used_at")
    platform.execute("UPDATE alembic_version SET version_num = '0008'")
    platform.commit()
    platform.close()
    replace_by_a_fresh_one(folder / "callback.db")
    assert main(["token", "list"]) == 0


async def test_on_postgresql_only_the_service_whose_schema_was_emptied_does_not_start(
    tmp_path: Path, postgres_url: str
) -> None:
    settings = Settings(data_dir=tmp_path / "data", database_url=postgres_url)
    async with World.running(tmp_path / "data", database_url=postgres_url) as world:
        await world.by(REPORTER).submits(key="one", stage="filed", text="定损太慢", customer={"phone": "13812345678"})
        await world.settle()
        await world.process.extents.store()
    connection = await asyncpg.connect(postgres_url)
    await connection.execute("DROP SCHEMA callback CASCADE")
    await migrate_postgres("callback", postgres_url)
    with pytest.raises(Exception, match=SAYS):
        await open_process(settings, [callback], single_process=False)
    for module in intake, admin:
        await (await open_process(settings, [module], single_process=False)).close()
    assert await asyncio.to_thread(accepted, settings) == 0
    await (await open_process(settings, [callback], single_process=False)).close()
    [facts] = await connection.fetch("SELECT facts FROM platform.audit WHERE action = 'keys.accept'")
    assert json.loads(facts["facts"])["service"] == "callback"
    await connection.close()


def accepted(settings: Settings) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOTLINE_DATA_DIR", str(settings.data_dir))
        patch.setenv("HOTLINE_DATABASE_URL", str(settings.database_url))
        return main(["keys", "accept", "callback"])


def test_what_came_since_the_last_note_is_noted_at_the_stop(folder: Path) -> None:
    asyncio.run(one_more(folder))
    noted, there = positions(folder)
    assert noted == there


async def one_more(folder: Path) -> None:
    process = await open_all(Settings(data_dir=folder))
    process.start()
    token = {entry["staff_id"]: entry["token"] for entry in json.loads((folder / SIGN_INS).read_text("utf-8"))}[
        REPORTER
    ]
    async with in_process_client(process.app(run=False), token=token) as http:
        body = {"stage": "calming", "text": "定损太慢", "customer": {"phone": "13812345679"}}
        answer = await http.post("/api/intake/reports", json=body, headers={"Idempotency-Key": "two"})
        assert answer.status_code == 201
    await process.stop()


def positions(folder: Path) -> tuple[list[int], list[int]]:
    """The last position of each log, as it is noted and as it is."""
    platform = sqlite3.connect(folder / "platform.db")
    noted = dict(platform.execute("SELECT service, position FROM log_extents").fetchall())
    platform.close()
    there = []
    for name in SERVICES:
        database = sqlite3.connect(folder / f"{name}.db")
        there += [last for (last,) in database.execute("SELECT max(position) FROM event_log")]
        database.close()
    return [noted[name] for name in SERVICES], there
