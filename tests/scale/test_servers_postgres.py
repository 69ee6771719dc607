"""The PostgreSQL we start: there at once, back after a crash with all that was committed, gone with its owner."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from deploy.servers import process
from deploy.servers.failures import ServerFailed
from deploy.servers.postgres import Postgres
from tests.harness.waiting import until


async def ask(url: str, statement: str) -> object:
    """One statement on a connection of its own."""
    connection = await asyncpg.connect(url, timeout=5)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_what_was_committed_is_there_after_a_crash(postgres_server: Postgres, postgres_url: str) -> None:
    await ask(postgres_url, "CREATE TABLE promises (text text)")
    await ask(postgres_url, "INSERT INTO promises VALUES ('five minutes')")
    postgres_server.kill()
    postgres_server.start()
    assert await ask(postgres_url, "SELECT text FROM promises") == "five minutes"


async def test_the_number_of_a_process_that_died_does_not_keep_it_down(
    postgres_server: Postgres, postgres_url: str
) -> None:
    written = (postgres_server.data / "postmaster.pid").read_text().split("\n")
    postgres_server.kill()
    taken_by_another = "\n".join([str(os.getpid()), *written[1:]])
    (postgres_server.data / "postmaster.pid").write_text(taken_by_another)
    postgres_server.start()
    assert await ask(postgres_url, "SELECT 1") == 1


async def test_a_restart_keeps_address_and_data(postgres_server: Postgres, postgres_url: str) -> None:
    await ask(postgres_url, "CREATE TABLE kept (x int)")
    before = postgres_server.url
    postgres_server.restart()
    assert postgres_server.url == before
    assert await ask(postgres_url, "SELECT count(*) FROM kept") == 0


async def test_a_held_server_answers_when_it_goes_on(postgres_server: Postgres, postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    postgres_server.pause()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(answer := asyncio.ensure_future(connection.fetchval("SELECT 1"))), 0.2)
    postgres_server.resume()
    assert await answer == 1
    await connection.close()


async def test_each_test_has_tables_without_rows(postgres_url: str) -> None:
    assert await ask(postgres_url, "SELECT count(*) FROM intake.reports") == 0
    assert await ask(postgres_url, "SELECT count(*) FROM platform.staff") == 0
    await ask(postgres_url, "INSERT INTO platform.units (unit_id, name, level) VALUES ('U', 'unit', 1)")


async def test_what_another_test_wrote_is_not_seen(postgres_url: str) -> None:
    assert await ask(postgres_url, "SELECT count(*) FROM platform.units") == 0


async def test_nobody_comes_in_without_the_password(postgres_server: Postgres) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await ask(f"postgresql://hotline:guess@127.0.0.1:{postgres_server.port}/hotline", "SELECT 1")


def test_a_folder_has_one_server(postgres_server: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.1)
    with pytest.raises(ServerFailed, match="in use by another process"):
        Postgres(postgres_server.folder).start()


def test_a_server_that_does_not_start_says_why(postgres_server: Postgres) -> None:
    postgres_server.stop()
    with pytest.raises(ServerFailed, match=r'(?s)PostgreSQL ended with 1.*invalid value for parameter "work_mem"'):
        Postgres(postgres_server.folder, settings={"work_mem": "plenty"}).start()


def test_data_of_a_version_that_is_not_here_are_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(Exception, match="written by PostgreSQL 9, and only"):
        Postgres(tmp_path).start()


OWNER = """
import sys, time
from pathlib import Path
from deploy.servers.postgres import Postgres
server = Postgres(Path(sys.argv[1])).start()
print((server.data / "postmaster.pid").read_text().split()[0], flush=True)
time.sleep(60)
"""


def test_a_server_ends_with_its_owner_even_when_that_one_is_killed(postgres_server: Postgres) -> None:
    postgres_server.stop()
    command = [sys.executable, "-c", OWNER, str(postgres_server.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pid = owner.stdout.readline().strip()
        assert Path(f"/proc/{pid}").exists()
        owner.send_signal(signal.SIGKILL)
    until(lambda: not Path(f"/proc/{pid}").exists())
    assert "database system is shut down" in postgres_server.log.read_text()
    postgres_server.start()
