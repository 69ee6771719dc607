"""Sections as text: one Markdown for the console and for `docs/benchmarks.md`, with the machine and the versions."""

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from deploy.servers.postgres import binaries
from tests.bench.figures import Cell, Section, Table
from tests.bench.watching import flush_milliseconds

TOLD = ("fastapi", "uvicorn", "uvloop", "asyncpg", "aiokafka", "sqlalchemy", "pgqueuer", "procrastinate", "apscheduler")
PREAMBLE = """\
# Benchmarks

Written by the run itself; the figures are of one machine on one day. Load, services, database and broker share its
cores, so only ratios within one run mean anything. Durations are in milliseconds unless a column says otherwise.
"""


def preamble(command: str) -> str:
    """What comes before the first section: the command, the machine, the versions."""
    facts = {
        "command": f"`{command}`",
        "when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load average {os.getloadavg()[0]:.1f} at the start",
        "machine": f"{os.cpu_count()} cores ({_processor()}), {_memory():.0f} GB, {platform.system()}",
        "disk": f"{flush_milliseconds():.2f} ms for 8 kB to be safe on it (fdatasync, median)",
        "versions": ", ".join([f"Python {platform.python_version()}", _postgres(), *_packages()]),
    }
    return f"{PREAMBLE}\n" + "\n".join(f"- **{name}**: {value}" for name, value in facts.items()) + "\n"


def section(told: Section) -> str:
    """One section."""
    tables = "\n".join(_table(table) for table in told.tables)
    return f"## {told.title}\n\n{told.how}\n\n{tables}\n**What limits it**\n\n{told.limits}\n"


def _table(table: Table) -> str:
    lines = [table.columns, tuple("---" if not column else "---:" for column in _aligned(table)), *table.rows]
    text = "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)
    return f"**{table.title}**\n\n{text}\n" + (f"\n{table.note}\n" if table.note else "")


def _aligned(table: Table) -> Sequence[bool]:
    """Which columns hold figures."""
    return [any(isinstance(row[at], int | float) for row in table.rows) for at in range(len(table.columns))]


def _cell(cell: Cell) -> str:
    """Three digits that mean something; a dash for what was not measured."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) or abs(cell) >= 100:
        return f"{cell:,.0f}".replace(",", " ")
    return f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"


def _processor() -> str:
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return names[0].partition(":")[2].strip() if names else platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _postgres() -> str:
    said = subprocess.run([binaries() / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return f"PostgreSQL {said.split()[2]}"


def _packages() -> list[str]:
    found = []
    for name in TOLD:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found
