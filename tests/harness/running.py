"""A real server in a process of its own, on a free port of this machine, started as `make run` starts it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 60
ENDS_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    process: "subprocess.Popen[str]"
    folder: Path
    url: str

    def get(self, path: str, staff_id: str | None = None) -> Any:
        """Read something, as this person."""
        headers = {"Authorization": f"Bearer {self.token(staff_id)}"} if staff_id else {}
        answer = httpx.get(f"{self.url}{path}", headers=headers, trust_env=False, verify=False)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def token(self, staff_id: str) -> str:
        """The token of a person, from the demo sign-ins."""
        entries = json.loads((self.folder / "demo-sign-ins.json").read_text("utf-8"))
        return next(str(entry["token"]) for entry in entries if entry["staff_id"] == staff_id)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; returns its exit code."""
        self.process.send_signal(how)
        return self.process.wait(ENDS_WITHIN)

    def output(self) -> str:
        """What it has printed and logged so far."""
        return (self.folder.parent / "output.txt").read_text("utf-8")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of this process without its settings, and with these."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
    given = {f"HOTLINE_{name.upper()}": value for name, value in settings.items()}
    no_limits = {"HOTLINE_REPORTS_A_MINUTE": "0", "HOTLINE_FAILURES_A_MINUTE": "0"}
    return plain | no_limits | {"HOTLINE_DATA_DIR": str(folder), "HOTLINE_PORT": "0"} | given


def command(folder: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """`python -m services …`, run to its end."""
    line = [sys.executable, "-m", "services", *arguments]
    return subprocess.run(
        line, cwd=ROOT, env=environment(folder, **settings), capture_output=True, text=True, timeout=60
    )


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Running]:
    """A server on this folder; killed at the end, if it still runs."""
    with (folder.parent / "output.txt").open("w", encoding="utf-8") as output:
        line = [sys.executable, "-m", "services"]
        process = subprocess.Popen(
            line, cwd=ROOT, env=environment(folder, **settings), stdout=output, stderr=output, text=True
        )
    running = Running(process, folder, "")
    try:
        yield Running(process, folder, _address(running))
    finally:
        process.kill()
        process.wait()


def _address(running: Running) -> str:
    """Where it answers: it writes that into the lock of its folder when it is ready."""
    lock = running.folder / "owner.lock"
    for _ in range(READY_WITHIN * 20):
        process, _, address = (lock.read_text("ascii") if lock.exists() else "").partition(" ")
        if address and process == str(running.process.pid):
            return address
        assert running.process.poll() is None, running.output()
        time.sleep(0.05)
    raise AssertionError(f"not ready in time: {running.output()}")
