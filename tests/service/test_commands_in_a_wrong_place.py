"""Every command where there is no hotline, or one of a newer version: one line says so, and nothing changes."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from deploy.servers.postgres import Postgres
from services.cli.main import COMMANDS, main
from shared.contracts.services import DATABASES
from shared.runtime.ownership import Ownership

ROOT = Path(__file__).resolve().parents[2]
PROVINCE = str(ROOT / "deploy" / "demo")
NEED_A_HOTLINE = (
    ("token", "issue", "S0118"),
    ("token", "list"),
    ("token", "revoke", "--all"),
    ("dead-letters", "list"),
    ("dead-letters", "replay", "--all"),
    ("export", "x"),
    ("erase", "x", "--reason", "asked"),
    ("hold", "x", "--reason", "asked"),
    ("retention",),
    ("retention", "--dry-run"),
    ("backup", "COPY"),
    ("verify",),
    ("verify", "--repair"),
    ("clock", "status"),
    ("clock", "confirm"),
    ("clock", "set-back", "--reason", "wrong"),
    ("keys", "rotate"),
    ("keys", "accept", "wecom_corpid"),
)
OTHERS = (("serve",), ("migrate",), ("import-directory", PROVINCE), ("keys", "check"), ("policy", "check"))
Says = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that is not there yet."""
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


@pytest.fixture(scope="module")
def hotline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demo."""
    folder = tmp_path_factory.mktemp("hotline") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOTLINE_DATA_DIR", str(folder))
        assert main(["migrate"]) == 0
        assert main(["token", "list"]) == 0
    return folder


@pytest.fixture
def refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> Says:
    """Runs a command that is refused with this code; returns the one line that it complains with."""

    def says(*arguments: str, code: int = 2) -> str:
        capsys.readouterr()
        assert main(arguments) == code
        answer, complaint = capsys.readouterr()
        assert (answer, complaint.count("\n")) == ("", 1), complaint
        return complaint

    return says


def test_the_commands_tried_here_are_all_there_are() -> None:
    makers = {"serve", "migrate", "directory", "settings_list", "policies"}
    tried = {words[0].replace("-", "_") for words in (*NEED_A_HOTLINE, *OTHERS)}
    named = {module.__name__.rpartition(".")[2] for module in COMMANDS} - makers
    assert {name.removesuffix("s") for name in named} <= {name.removesuffix("s") for name in tried}


@pytest.mark.parametrize("command", NEED_A_HOTLINE, ids=" ".join)
@pytest.mark.parametrize("profile", ["demo", "production"])
def test_where_there_is_no_hotline_a_command_says_so_and_makes_nothing(
    folder: Path, refused: Says, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], profile: str
) -> None:
    monkeypatch.setenv("HOTLINE_PROFILE", profile)
    assert refused(*command).startswith(f"{folder}: there is no hotline here: correct HOTLINE_DATA_DIR")
    assert list(folder.parent.iterdir()) == []


async def test_in_an_empty_postgresql_database_nothing_is_made_either(
    refused: Says, monkeypatch: pytest.MonkeyPatch, postgres_server: Postgres
) -> None:
    url = await postgres_server.create_database("no_hotline_here")
    monkeypatch.setenv("HOTLINE_DATABASE_URL", url)
    for command in NEED_A_HOTLINE:
        assert "there is no hotline here" in await asyncio.to_thread(refused, *command)
    connection = await asyncpg.connect(url)
    assert await connection.fetch("SELECT 1 FROM pg_namespace WHERE nspname = ANY($1::text[])", list(DATABASES)) == []
    await connection.close()


def test_a_directory_is_checked_before_there_is_a_hotline(
    folder: Path, tmp_path: Path, refused: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import-directory", PROVINCE, "--check"]) == 0
    assert capsys.readouterr().out == f"{PROVINCE}: 70 units, 435 people: sound; nothing was imported\n"
    (tmp_path / "empty").mkdir()
    assert main(["import-directory", str(tmp_path / "empty"), "--check"]) == 1
    assert "units.csv:1: the file is missing" in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.parametrize("command", [*NEED_A_HOTLINE, *OTHERS], ids=lambda words: " ".join(words[:2]))
def test_tables_of_a_newer_version_are_refused_by_every_command_and_stay_as_they_are(
    hotline: Path, folder: Path, refused: Says, command: tuple[str, ...]
) -> None:
    shutil.copytree(hotline, folder)
    for name in ("callback", "platform"):
        before = of_version(folder / f"{name}.db", "9999")
        kept = {path.name: path.read_bytes() for path in (folder / "hotline.key", folder / f"{name}.db")}
        said = refused(*command)
        assert said.startswith(f"{name} is at 9999, which only a newer version of the hotline knows")
        assert kept == {path.name: path.read_bytes() for path in (folder / "hotline.key", folder / f"{name}.db")}
        assert not Path("COPY").exists()
        of_version(folder / f"{name}.db", before)


def of_version(path: Path, version: str) -> str:
    """Write this version into the file; returns the one before."""
    database = sqlite3.connect(path)
    [[before]] = database.execute("SELECT version_num FROM alembic_version").fetchall()
    database.execute("UPDATE alembic_version SET version_num = ?", (version,))
    database.commit()
    database.close()
    return str(before)


def test_a_repair_beside_a_running_hotline_is_left_to_it(hotline: Path, folder: Path, refused: Says) -> None:
    shutil.copytree(hotline, folder)
    owner = Ownership(folder)
    owner.take()
    assert refused("verify", "--repair", code=1).startswith(f"A hotline runs on {folder}, and only it may write there")
    assert main(["verify"]) == 0
    owner.release()
    assert main(["verify", "--repair"]) == 0
