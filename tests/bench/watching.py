"""What processes cost, as the kernel counts it: processor time and memory, of one or of a whole family."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds


@dataclass(slots=True)
class Spent:
    """Processor time in seconds, by the services watched and by PostgreSQL."""

    services: float = 0.0
    database: float = 0.0


@contextmanager
def spending(services: Iterable[int], postgres: int) -> Iterator[Spent]:
    """What these processes and PostgreSQL with all its children spend meanwhile; to be read afterwards."""
    watched = (list(services), family(postgres))
    before = [cpu_seconds(pids) for pids in watched]
    spent = Spent()
    yield spent
    watched = (watched[0], sorted({*watched[1], *family(postgres)}))
    spent.services, spent.database = (cpu_seconds(pids) - was for pids, was in zip(watched, before, strict=True))


def flush_milliseconds(times: int = 100) -> float:
    """How long a write of 8 kB takes to be safe where temporary files lie; the median."""
    took = []
    with TemporaryFile() as file:
        for _ in range(times):
            began = time.perf_counter()
            os.pwrite(file.fileno(), b"x" * 8_192, 0)
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - began) * 1000)
    return median(took)


def cpu_seconds(pids: Iterable[int]) -> float:
    """Processor time these have used so far, with that of their children who have ended."""
    return sum(_used(pid) for pid in pids)


def family(pid: int) -> list[int]:
    """This process and everything below it that is there now."""
    found = [pid]
    for member in found:
        found += [child for child, parent in _parents() if parent == member]
    return found


def proportional_megabytes(pid: int) -> float:
    """Its memory, shared pages counted by share."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def resident_megabytes(pid: int) -> float:
    """Its memory, shared pages counted whole."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def _used(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) * TICK


def _parents() -> Iterable[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # gone meanwhile
