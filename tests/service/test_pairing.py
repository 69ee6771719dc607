"""Data open with their own keys and profile only, whichever process starts; and a refused start changes nothing.

Each fault is tried on each way to start: everything in one process, administration alone and the commands on SQLite,
and on PostgreSQL each service as a process of its own.
"""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from deploy.servers.postgres import Postgres
from services.admin import bootstrap as admin
from services.all_in_one import MODULES, open_all
from services.callback import bootstrap as callback
from services.cli.main import main
from services.escalation import bootstrap as escalation
from services.intake import bootstrap as intake
from services.intake.settings import IntakeSettings
from shared.contracts.services import DATABASES
from shared.engine.db.database import Connection
from shared.engine.migrations import migrate_sqlite, open_postgres
from shared.platform.pairing.judgement import NotPaired
from shared.platform.pairing.rows import READ, pairing_of
from shared.platform.privacy.case_keys import CaseKeys, case_keys
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.sealing import random_bytes
from shared.platform.settings import Profile, Settings
from shared.runtime.opening import Overrides, open_process
from shared.runtime.process import ServiceModule
from shared.runtime.rotation import StillRunning, rotate
from shared.support.errors import CannotStart
from tests.harness.clock import A_MONDAY_MORNING, ManualClock
from tests.harness.crash_injection import InjectedFailure
from tests.harness.people import REPORTER
from tests.harness.world import World

NOW = A_MONDAY_MORNING
Break = Callable[[Path], None]


def absent(keys: Path) -> None:
    keys.unlink()


def another(keys: Path) -> None:
    KeyFile.new().save_over(keys)


def older(keys: Path) -> None:
    shutil.copy(keys.with_suffix(".older"), keys)


def damaged(keys: Path) -> None:
    document = json.loads(keys.read_text("utf-8"))
    document["wrapping"] = dict.fromkeys(document["wrapping"], "A" * 43 + "=")
    keys.write_text(json.dumps(document), "utf-8")


def empty(keys: Path) -> None:
    keys.write_text("", "utf-8")


FAULTS: dict[Break, str] = {
    absent: "the key file is absent",
    another: "of another installation",
    older: "older than the data",
    damaged: "damaged",
    empty: "not a key file",
}
faults = pytest.mark.parametrize(("fault", "says"), FAULTS.items(), ids=[fault.__name__ for fault in FAULTS])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demo with one report, whose key file was rotated after its first start."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    asyncio.run(_prepare(folder))
    return folder


async def _prepare(folder: Path) -> None:
    async with World.running(folder) as world:
        await world.by(REPORTER).submits(key="one", stage="filed", text="定损太慢", customer={"phone": "13812345678"})
        await world.settle()
    keys = folder / "hotline.key"
    shutil.copy(keys, keys.with_suffix(".older"))
    KeyFile.load(keys).rotated().save_over(keys)
    await (await open_all(Settings(data_dir=folder), Overrides(clock=ManualClock()))).close()


@pytest.fixture
def settings(prepared: Path, tmp_path: Path) -> Settings:
    """A copy of it."""
    shutil.copytree(prepared, tmp_path / "data")
    return Settings(data_dir=tmp_path / "data")


def rows_of(folder: Path) -> list[str]:
    """Everything in the databases of a folder but security events, in which a refused start of a server is named."""
    lines = []
    for name in DATABASES:
        connection = sqlite3.connect(folder / f"{name}.db")
        lines += [line for line in connection.iterdump() if "security_events" not in line]
        connection.close()
    return lines


def mismatches(folder: Path) -> list[str]:
    """What is recorded of starts with other keys."""
    connection = sqlite3.connect(folder / "platform.db")
    found = connection.execute("SELECT facts FROM security_events WHERE kind = 'key_mismatch'").fetchall()
    connection.close()
    return [facts for (facts,) in found]


async def refused(settings: Settings, *modules: ServiceModule, single_process: bool = True) -> str:
    """The line with which these services do not start."""
    with pytest.raises(CannotStart) as told:
        await open_process(settings, modules, Overrides(clock=ManualClock()), single_process=single_process)
    assert "\n" not in str(told.value)
    return str(told.value)


@faults
@pytest.mark.parametrize("modules", [MODULES, (admin,)], ids=["everything", "administration"])
async def test_a_server_on_files_refuses_other_keys_and_changes_nothing(
    settings: Settings, fault: Break, says: str, modules: tuple[ServiceModule, ...]
) -> None:
    before = rows_of(settings.data_dir)
    fault(settings.keys)
    assert says in await refused(settings, *modules)
    assert rows_of(settings.data_dir) == before
    assert settings.keys.exists() is (fault is not absent)
    assert says in mismatches(settings.data_dir)[0]


@faults
@pytest.mark.parametrize("command", ["token list", "clock status", "export nothing", "import-directory deploy/demo"])
def test_a_command_refuses_other_keys_in_one_line_with_code_2(
    settings: Settings,
    fault: Break,
    says: str,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(settings.data_dir))
    before = rows_of(settings.data_dir)
    fault(settings.keys)
    assert main(command.split()) == 2
    answer, complaint = capsys.readouterr()
    assert answer == ""
    assert says in complaint
    assert complaint.count("\n") == 1
    assert rows_of(settings.data_dir) == before


@pytest.mark.parametrize("command", ["token list", "migrate", "clock status"])
def test_the_folder_of_a_demo_is_not_opened_in_production(
    settings: Settings, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("HOTLINE_PROFILE", "production")
    before = rows_of(settings.data_dir)
    assert main(command.split()) == 2
    assert "these data were made by the profile demo" in capsys.readouterr().err
    assert rows_of(settings.data_dir) == before


async def test_the_folder_of_production_is_not_opened_as_a_demo(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", profile=Profile.PRODUCTION)
    settings.data_dir.mkdir()
    for name in DATABASES:
        migrate_sqlite(name, settings.data_dir / f"{name}.db")
    await (await open_all(settings, Overrides(clock=ManualClock()))).close()
    before = rows_of(settings.data_dir)
    demo = settings.model_copy(update={"profile": Profile.DEMO})
    assert "made by the profile production" in await refused(demo, *MODULES)
    assert len(mismatches(settings.data_dir)) == 1
    assert rows_of(settings.data_dir) == before
    assert not (settings.data_dir / "demo-sign-ins.json").exists()


async def test_the_data_stay_with_the_enterprise_at_wecom_they_belong_to(settings: Settings) -> None:
    other = IntakeSettings(profile=settings.profile, wecom_corpid="ww0000another0001")
    with pytest.raises(NotPaired, match="HOTLINE_WECOM_CORPID is ww0000another0001, but these data belong to"):
        await open_all(settings, Overrides(clock=ManualClock(), service_settings=(other,)))
    assert len(mismatches(settings.data_dir)) == 1


async def test_another_enterprise_is_paired_after_a_person_has_said_so_on_record(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(settings.data_dir))
    accept = ["keys", "accept", "wecom_corpid"]
    assert [await asyncio.to_thread(main, accept) for _ in range(2)] == [0, 1]
    assert await asyncio.to_thread(main, ["keys", "accept", "policies"]) == 1
    assert "paired with no such account" in capsys.readouterr().err
    assert any("keys.accept" in row for row in rows_of(settings.data_dir))
    other = IntakeSettings(profile=settings.profile, wecom_corpid="ww0000another0001")
    overrides = Overrides(clock=ManualClock(), service_settings=(other,))
    await (await open_all(settings, overrides)).close()
    with pytest.raises(NotPaired, match="these data belong to ww0000another0001"):
        await open_all(settings, Overrides(clock=ManualClock()))


def test_keys_are_checked_without_changing_anything(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(settings.data_dir))
    before = rows_of(settings.data_dir)
    assert main(["keys", "check"]) == 0
    answer = capsys.readouterr().out
    assert "keys, profile and data go together" in answer
    assert KeyFile.load(settings.keys).fingerprint() in answer
    older(settings.keys)
    assert main(["keys", "check"]) == 2
    assert "older than the data" in capsys.readouterr().err
    assert rows_of(settings.data_dir) == before


def test_keys_of_a_new_folder_are_checked_without_making_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path / "data"))
    assert main(["keys", "check"]) == 0
    assert "not there yet" in capsys.readouterr().out
    assert not (tmp_path / "data").exists()


async def test_rotated_keys_open_everything_and_the_file_before_nothing(settings: Settings) -> None:
    await rotate(settings, NOW)  # finishes the one of the fixture
    before = settings.keys.read_bytes()
    key_id, count = await rotate(settings, NOW, batch=7)
    assert (KeyFile.load(settings.keys).current, count > 7) == (key_id, True)
    await opens_every_case(settings, key_id)
    assert any("keys.rotate" in row for row in rows_of(settings.data_dir))
    settings.keys.write_bytes(before)
    assert f"lacks the wrapping key {key_id}" in await refused(settings, *MODULES)


@pytest.mark.parametrize("rewrapped", [0, 7])
async def test_a_rotation_that_was_cut_off_is_finished_by_the_next_run_with_the_same_key(
    settings: Settings, rewrapped: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rotate(settings, NOW)  # finishes the one of the fixture
    whole = CaseKeys.rewrap
    done = 0

    async def cut_off(self: CaseKeys, connection: Connection, limit: int = 500) -> int:
        nonlocal done
        if done >= rewrapped:
            raise InjectedFailure
        done += await whole(self, connection, limit)
        return done

    monkeypatch.setattr(CaseKeys, "rewrap", cut_off)
    with pytest.raises(InjectedFailure):
        await rotate(settings, NOW, batch=7)
    monkeypatch.undo()
    key_id = KeyFile.load(settings.keys).current
    await (await open_all(settings, Overrides(clock=ManualClock()))).close()  # opens in between
    assert (await rotate(settings, NOW))[0] == key_id
    await opens_every_case(settings, key_id)


async def test_a_rotation_cut_off_after_the_key_file_was_written_makes_no_further_key(settings: Settings) -> None:
    await rotate(settings, NOW)
    keys = KeyFile.load(settings.keys).rotated()
    keys.save_over(settings.keys)
    assert (await rotate(settings, NOW))[0] == keys.current
    await opens_every_case(settings, keys.current)


async def opens_every_case(settings: Settings, key_id: str) -> None:
    """All keys of cases are wrapped by this key, and open."""
    process = await open_all(settings, Overrides(clock=ManualClock()))
    try:
        rows = await process.context.platform.ask(select(case_keys))
        assert {row["key_id"] for row in rows} == {key_id}
        assert len(await process.context.vault.keys(row["case_id"] for row in rows)) == len(rows)
    finally:
        await process.close()


async def test_an_emptied_platform_database_is_not_taken_for_a_new_one(settings: Settings) -> None:
    for path in settings.data_dir.glob("platform.db*"):
        path.unlink()
    assert "intake, escalation, callback hold sealed data" in await refused(settings, *MODULES)
    assert not (settings.data_dir / "platform.db").exists()


async def test_a_file_that_is_no_database_is_named(settings: Settings) -> None:
    for path in settings.data_dir.glob("platform.db*"):
        path.unlink()
    (settings.data_dir / "platform.db").write_bytes(random_bytes(8192))
    assert "platform.db: this is not a database" in await refused(settings, *MODULES)


async def test_a_new_folder_is_paired_at_its_first_start_and_never_gets_a_second_key(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    await (await open_all(settings, Overrides(clock=ManualClock()))).close()
    settings.keys.unlink()  # nothing is sealed yet: the pairing is enough
    assert "the key file is absent" in await refused(settings, *MODULES)
    assert not settings.keys.exists()


async def test_processes_with_other_rules_start_and_say_so(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(settings.policy_dir, tmp_path / "policy")
    with (tmp_path / "policy" / "default.toml").open("a", encoding="utf-8") as file:
        file.write("# another edition\n")
    changed = settings.model_copy(update={"policy_dir": tmp_path / "policy"})
    for _ in range(2):
        await (await open_all(changed, Overrides(clock=ManualClock()))).close()
    told = [record for record in caplog.records if getattr(record, "action", "") == "installation.differs"]
    assert [getattr(record, "differing", "") for record in told] == ["policies"]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def on_postgres(postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    """An installation on PostgreSQL, paired with a rotated key file."""
    folder = tmp_path_factory.mktemp("postgres") / "data"
    folder.mkdir(mode=0o700)
    settings = Settings(data_dir=folder, database_url=await postgres_server.create_database("pairing"))
    old = KeyFile.create(folder / "hotline.older")
    old.rotated().save_over(settings.keys)
    first = await open_process(settings, MODULES, Overrides(clock=ManualClock()))
    await first.context.vault.new_case()
    await first.close()
    yield settings


@faults
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.NAME)
@pytest.mark.asyncio(loop_scope="module")
async def test_each_service_on_its_own_refuses_other_keys(
    on_postgres: Settings, fault: Break, says: str, module: ServiceModule, tmp_path: Path
) -> None:
    shutil.copytree(on_postgres.data_dir, tmp_path / "data")
    settings = on_postgres.model_copy(update={"data_dir": tmp_path / "data"})
    fault(settings.keys)
    before = await _pairing_row(settings)
    assert says in await refused(settings, module, single_process=False)
    assert await _pairing_row(settings) == before
    assert settings.keys.exists() is (fault is not absent)


@pytest.mark.parametrize("module", [intake, escalation, callback, admin], ids=lambda module: module.NAME)
@pytest.mark.asyncio(loop_scope="module")
async def test_each_service_on_its_own_refuses_another_profile(on_postgres: Settings, module: ServiceModule) -> None:
    settings = on_postgres.model_copy(update={"profile": Profile.PRODUCTION})
    assert "made by the profile demo" in await refused(settings, module, single_process=False)


@pytest.mark.asyncio(loop_scope="module")
async def test_keys_are_not_rotated_under_a_running_process(on_postgres: Settings, tmp_path: Path) -> None:
    shutil.copytree(on_postgres.data_dir, tmp_path / "data")
    settings = on_postgres.model_copy(update={"data_dir": tmp_path / "data"})
    before = settings.keys.read_bytes()
    process = await open_process(settings, [intake], Overrides(clock=ManualClock()), single_process=False)
    with pytest.raises(StillRunning, match="stop every process"):
        await rotate(settings, NOW)
    await process.close()
    assert settings.keys.read_bytes() == before


@pytest.mark.asyncio(loop_scope="module")
async def test_of_two_hosts_that_start_first_at_once_one_pairs_and_the_other_makes_no_key(
    postgres_server: Postgres, tmp_path: Path
) -> None:
    url = await postgres_server.create_database("first_starts")
    hosts = [Settings(data_dir=tmp_path / name, database_url=url) for name in ("one", "two")]
    opened = await asyncio.gather(
        *(open_process(host, MODULES, Overrides(clock=ManualClock())) for host in hosts), return_exceptions=True
    )
    [refusal] = [each for each in opened if isinstance(each, BaseException)]
    [process] = [each for each in opened if not isinstance(each, BaseException)]
    await process.close()
    assert isinstance(refusal, NotPaired)
    assert sorted(host.keys.exists() for host in hosts) == [False, True]


async def _pairing_row(settings: Settings) -> object:
    assert settings.database_url is not None
    async with open_postgres("platform", settings.database_url) as connection:
        [row] = (await connection.execute(READ)).mappings().all()
    return pairing_of(dict(row))
