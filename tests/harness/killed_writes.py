"""A job that is killed at one of its writes: a file opened to write, renamed, linked or removed, or a statement of SQL.

Python's audit events and SQLite's trace tell of them, so the job itself reports nothing, though it may (`Step`).
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.harness.killed_at import Step, killed_at

Job = Callable[[Step], object]

NAMES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod", "os.truncate", "fcntl.flock", "sqlite3.connect"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def killed_at_write(number: int, job: Job) -> bool:
    """Run the job in a process that is killed at its write of this number, from 1; False if it ended before."""
    return killed_at(number, lambda step: _watched(step, job))


def writes_of(job: Job, count: Path) -> int:
    """Run the job in a process of its own to its end; returns how many writes it has. `count` is a file to use."""

    def counted(_: Step) -> None:
        steps: list[str] = []
        _watched(steps.append, job)
        count.write_text(str(len(steps)), "ascii")

    assert not killed_at(1, counted)
    return int(count.read_text("ascii"))


def spread(writes: int, times: int) -> Iterator[int]:
    """This many numbers of writes, evenly from the first to the last one."""
    return (1 + place * (writes - 1) // max(times - 1, 1) for place in range(times))


def _watched(step: Step, job: Job) -> None:
    """Run the job, in a fork that ends with it: what is changed here is changed for the rest of the process."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in NAMES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING):
            step(event)

    connect = sqlite3.connect

    def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(step)
        return connection

    sqlite3.connect = sqlite3.dbapi2.connect = traced
    sys.addaudithook(hook)
    job(step)
