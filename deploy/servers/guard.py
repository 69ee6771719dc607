"""Sees to it that no server outlives the process that started it, even when that one is killed with -9.

One small process for each owner, run from this very file. The owner tells it through a pipe what to watch; the kernel
closes the pipe when the owner ends, in whatever way. What is still watched then is asked to stop, and killed if it
does not. (The kernel's own parent-death signal goes by threads, not processes, and so fires too early.)
"""

import atexit
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

GRACE = 8.0  # seconds to stop in, before they are killed


class Guard:
    """The owner's end. Started at the first server; ends with the owner."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def watch(self, pid: int, stop: signal.Signals) -> None:
        """End this process group when we are gone; `stop` is the signal by which it ends in good order."""
        self._tell(f"watch {pid} {stop.value}\n")

    def forget(self, pid: int) -> None:
        """It has ended already."""
        self._tell(f"forget {pid}\n")

    def _tell(self, line: str) -> None:
        if self._process is None or self._owner != os.getpid():
            self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()

    def _start(self) -> None:
        self._owner = os.getpid()
        command = [sys.executable, "-I", "-S", str(Path(__file__).resolve())]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, cwd="/")
        atexit.register(self._end)

    def _end(self) -> None:
        if self._process is not None and self._owner == os.getpid():
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait(GRACE + 5)
            self._process = None


GUARD = Guard()


def main() -> None:
    """The guard's own end: remember what is watched until the pipe closes, then end it."""
    watched: dict[int, tuple[int, int]] = {}  # pid -> its handle, the signal it stops by
    for line in sys.stdin:
        verb, pid, *stop = line.split()
        if int(pid) in watched:
            os.close(watched.pop(int(pid))[0])
        if verb == "watch":
            with suppress(ProcessLookupError):
                watched[int(pid)] = os.pidfd_open(int(pid)), int(stop[0])
    _end_all(watched)


def _end_all(watched: dict[int, tuple[int, int]]) -> None:
    for handle, stop in watched.values():
        for number in (signal.SIGCONT, stop):  # one that is held would never hear of its end
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, number)
    left = {handle: pid for pid, (handle, _) in watched.items()}
    until = time.monotonic() + GRACE
    while left and (ended := select.select(list(left), [], [], max(0.0, until - time.monotonic()))[0]):
        for handle in ended:
            del left[handle]
    for pid in left.values():
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
