"""A start that cannot succeed says why in one line, with what to do, and ends with 2; it prints no traceback."""

import errno
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from fastapi import FastAPI

from deploy.servers.postgres import Postgres
from services.cli.main import main
from shared.platform.settings import Settings
from shared.runtime.process import Process
from shared.runtime.server import serve
from shared.runtime.start_failures import in_one_line
from shared.support.errors import CannotStart
from tests.harness.running import ROOT, environment

SECRET = "geheim"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a migrated hotline."""
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HOTLINE_PORT", "0")
    assert main(["migrate"]) == 0
    return tmp_path / "data"


@pytest.fixture
def line(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs a command that cannot start; returns the one line that it complains with."""

    def said(*arguments: str) -> str:
        capsys.readouterr()
        assert main(arguments) == 2
        _, complaint = capsys.readouterr()
        assert complaint.count("\n") == 1, complaint
        assert SECRET not in complaint
        return complaint

    return said


def cut(path: Path) -> None:
    os.truncate(path, 5000)


def fill_with_noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 80)


def lose_pages(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[:4096] + bytes(20 * 4096) + raw[21 * 4096 :])


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("name", ["platform.db", "callback.db"])
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (cut, "the database is damaged: restore it from a back-up"),
        (fill_with_noise, "this is not a database, or a damaged one: restore it from a back-up"),
        (lose_pages, "the database is damaged: restore it from a back-up"),
        (make_a_folder, "the database cannot be opened: make the file and its folder writable"),
    ],
)
def test_a_database_that_cannot_be_used_is_named(
    folder: Path, line: Callable[..., str], harm: Callable[[Path], None], said: str, name: str
) -> None:
    harm(folder / name)
    for arguments in (), ("migrate",), ("token", "list"):
        assert line(*arguments).startswith(f"{folder / name}: {said}")


def test_a_data_folder_that_is_a_file_is_named(folder: Path, line: Callable[..., str]) -> None:
    moved = folder.rename(folder.with_name("moved"))
    folder.touch()
    assert line("migrate").startswith(f"{folder}: this is a file, not a folder")
    assert (moved / "intake.db").exists()


def test_a_data_folder_that_other_programs_share_is_named_and_stays_as_it_is(
    tmp_path: Path, line: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hosts").touch()
    tmp_path.chmod(0o755)
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path))
    for arguments in (), ("migrate",), ("import-directory", str(ROOT / "deploy" / "demo")):
        assert line(*arguments).startswith(f"{tmp_path} has mode 0755 and files that are not the hotline's: chmod 700")
    assert [path.name for path in tmp_path.iterdir()] == ["hosts"]


def test_a_database_that_another_program_writes_to_is_not_waited_for_without_end(
    folder: Path, line: Callable[..., str]
) -> None:
    other = sqlite3.connect(folder / "intake.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert line("migrate").startswith(f"{folder / 'intake.db'}: another program has the database open for writing")
    other.close()


@pytest.mark.parametrize(
    "url", [f"mysql://u:{SECRET}@host/name", f"postgresql://u:{SECRET}@host:port/name", f"u:{SECRET}@host"]
)
def test_an_address_of_no_postgresql_database_is_refused(
    folder: Path, line: Callable[..., str], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("HOTLINE_DATABASE_URL", url)
    assert line("migrate").startswith("HOTLINE_DATABASE_URL: must be the address of a PostgreSQL database")


def test_a_database_server_that_does_not_run_is_named_without_its_password(
    folder: Path, line: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_DATABASE_URL", f"postgresql://u:{SECRET}@127.0.0.1:1/name")
    for arguments in (), ("migrate",), ("token", "list"):
        assert line(*arguments).startswith("PostgreSQL at 127.0.0.1:1 does not answer: start it, or correct HOTLINE_D")


def test_a_wrong_password_and_an_unknown_database_are_said(
    folder: Path, line: Callable[..., str], monkeypatch: pytest.MonkeyPatch, postgres_server: Postgres
) -> None:
    user, _, rest = postgres_server.url_of("nowhere").partition("@")
    wrong = f"{user.rpartition(':')[0]}:{SECRET}@{rest}"
    for url, said in (wrong, "refuses the user or the password"), (f"{user}@{rest}", "has no such database: create"):
        monkeypatch.setenv("HOTLINE_DATABASE_URL", url)
        for arguments in (), ("migrate",):
            assert said in line(*arguments)


def test_the_driver_reads_the_address_and_what_it_cannot_have_is_said(
    folder: Path, line: Callable[..., str], monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    for asked, said in (
        ("sslmode=require", "rejected SSL upgrade"),
        ("sslmode=nonsense", "correct it (`sslmode` parameter must be one of: disable"),
        ("nonsense=1", "does not know what HOTLINE_DATABASE_URL asks of it: correct it (unrecognized configuration"),
    ):
        monkeypatch.setenv("HOTLINE_DATABASE_URL", f"{postgres_url}?{asked}")
        assert said in line("migrate")
    monkeypatch.setenv("HOTLINE_DATABASE_URL", f"{postgres_url}?sslmode=disable")
    assert main(["migrate"]) == 0


def test_a_port_that_another_process_took_in_the_same_moment_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        port, closed = other.getsockname()[1], []

        class Opened:
            def app(self) -> FastAPI:
                return FastAPI()

            async def close(self) -> None:
                closed.append(self)

        async def open_process(settings: Settings) -> Process:
            other.listen()
            return cast("Process", Opened())

        with pytest.raises(CannotStart, match=f"cannot listen on 127.0.0.1:{port}: Address already in use; choose"):
            serve(Settings(port=port, data_dir=tmp_path), open_process)
        assert len(closed) == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_disk_that_takes_nothing_is_said(number: int, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=rf"^{tmp_path}: .+ \({os.strerror(number)}\)$"), in_one_line(tmp_path):
        raise OSError(number, os.strerror(number))


def test_a_command_whose_output_is_not_read_to_its_end_ends_without_a_word(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "services", "settings"]
    unread, output = os.pipe()
    os.close(unread)
    done = subprocess.run(
        line, cwd=ROOT, env=environment(tmp_path), stdout=output, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(output)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_fault_of_the_program_keeps_its_traceback(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), in_one_line(tmp_path):
        sqlite3.connect(":memory:").execute("SELECT * FROM missing")
    with pytest.raises(KeyError), in_one_line(tmp_path, "postgresql://host/name"):
        raise KeyError
