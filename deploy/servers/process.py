"""One server process: started in its folder, waited for, held, stopped, killed. What it serves is not its matter.

The server and all its children inherit an open lock file. So the lock is free exactly when the last of them is gone,
which is what the next start waits for: of two processes on one folder the later one is refused, and a server that
was killed is followed only when nothing of it is left.
"""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from deploy.servers.failures import ServerFailed
from deploy.servers.guard import GUARD

PAUSE = 0.01  # between two looks
PATIENCE = 15.0  # for a predecessor to be gone
LINES_SHOWN = 20
LARGEST_LOG = 4_000_000


class ServerProcess:
    """One server on one folder. `stop_signal` is the one by which it ends in good order."""

    def __init__(self, name: str, folder: Path, stop_signal: signal.Signals = signal.SIGTERM) -> None:
        self.name = name
        self.folder = folder
        self.log = folder / "server.log"
        self._stop_signal = stop_signal
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[bytes] | None = None
        self._log_began = 0

    @property
    def running(self) -> bool:
        """True while the process is there (held or not)."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id. Raises `ServerFailed` if it does not run."""
        if self._process is None or not self.running:
            raise ServerFailed(f"{self.name} is not running")
        return self._process.pid

    def take(self) -> None:
        """Wait until nothing of a predecessor is left, and keep others out. Raises `ServerFailed` if one stays."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            self._lock = (self.folder / "server.lock").open("ab")
        until = time.monotonic() + PATIENCE
        while not _locked(self._lock):
            if time.monotonic() > until:
                self.release()
                raise ServerFailed(f"{self.name}: the folder {self.folder} is in use by another process")
            time.sleep(PAUSE)

    def release(self) -> None:
        """Let go of the folder; what runs in it keeps it all the same."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def launch(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        """Start it, in a process group of its own; does not wait. `take` comes first."""
        assert self._lock is not None
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.rename(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._log_began = log.tell()
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=None if environment is None else {**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[self._lock.fileno()],
                start_new_session=True,
                umask=0o077,
            )
        GUARD.watch(self._process.pid, self._stop_signal)
        self.release()

    def wait_until(self, ready: Callable[[], bool], *, within: float) -> None:
        """Come back when it is ready. Raises `ServerFailed`, with the end of its log, if it ends or takes too long."""
        until = time.monotonic() + within
        while not ready():
            if not self.running:
                raise self._failed(f"ended with {self._process and self._process.returncode}")
            if time.monotonic() > until:
                self.kill()
                raise self._failed(f"was not ready within {within:.0f} s")
            time.sleep(PAUSE)

    def said(self) -> str:
        """What it has written to its log since it was started."""
        with self.log.open("rb") as log:
            log.seek(self._log_began)
            return log.read().decode(errors="replace")

    def ask_to_stop(self) -> None:
        """Tell it to stop; does not wait."""
        self.resume()
        if self.running:
            self._send(self._stop_signal, [self.pid])

    def stop(self, *, within: float = 10.0) -> int | None:
        """End it in good order, or by force after `within` seconds; returns its exit code, None if there was none."""
        self.ask_to_stop()
        process = self._process
        if process is None:
            return None
        try:
            process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
        self._ended()
        return process.returncode

    def kill(self) -> None:
        """End it as a crash would: -9 for the process and all its children, nothing is finished."""
        if self._process is not None and self.running:
            self._send(signal.SIGKILL, self._family())
            self._process.wait()
        self._ended()

    def pause(self) -> None:
        """Hold it with all its children: connections stay open, unanswered. Returns when all their threads stand still:
        on a busy machine that is some time after the signal. Raises `ServerFailed` if one does not.
        """
        until = time.monotonic() + PATIENCE
        while moving := [pid for pid in self._family() if not _stands_still(pid)]:
            if time.monotonic() > until:
                raise ServerFailed(f"{self.name}: the processes {moving} could not be held")
            self._send(signal.SIGSTOP, moving)
            time.sleep(PAUSE)

    def resume(self) -> None:
        """Let it go on; nothing to do for one that does not run."""
        if self.running:
            self._send(signal.SIGCONT, self._family())

    def _ended(self) -> None:
        if self._process is not None:
            GUARD.forget(self._process.pid)
            self._process = None

    def _failed(self, what: str) -> ServerFailed:
        tail = "\n".join(f"    {line}" for line in self.said().splitlines()[-LINES_SHOWN:])
        self._ended()
        return ServerFailed(f"{self.name} {what}. The end of {self.log}:\n{tail or '    (nothing)'}")

    def _family(self) -> list[int]:
        """It and everything below it, top first. Children may have process groups of their own."""
        parents = _parents()
        family = [self.pid]
        for member in family:
            family += [pid for pid, parent in parents.items() if parent == member]
        return family

    def _send(self, number: signal.Signals, pids: Sequence[int]) -> None:
        for pid in pids:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue  # gone meanwhile


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stands_still(pid: int) -> bool:
    """True if every thread of a process is stopped or has ended."""
    return all(_state(thread) in "TtZX" for thread in Path(f"/proc/{pid}/task").glob("*/stat"))


def _state(stat: Path) -> str:
    try:
        return stat.read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "X"  # gone meanwhile


def _parents() -> dict[int, int]:
    """Every process of this machine, and its parent."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # gone meanwhile
            found[int(entry.name)] = int(fields[1])
    return found
