"""A bad day with many cases: how long `verify` takes, and how long a back-up holds those who report meanwhile."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import httpx

from tests.bench.figures import Section, Table
from tests.bench.filling import LOGS, Seed, fill_files, fill_postgres
from tests.bench.load import Order, put_load
from tests.bench.stage import ROOT, Served, Stage, wait_until
from tests.harness.waiting import until

RATE = 20
SEEDS = 4
CARRIED = f"SELECT (SELECT count(*) FROM {{schema}}cases) = {SEEDS} AND NOT EXISTS (SELECT 1 FROM {{schema}}outbox)"
CARRIED_WITHIN = 30.0  # seconds
HOW = """\
A few filed reports go through all services; what they left in event logs, inboxes and case keys is copied inside the
databases (`tests.bench.filling`), five events a case. Then `python -m services verify` and `backup`, each as a process
of its own, on this machine. **slowest report**: of twenty a second (open load), sent to the one process that serves
all, before the back-up and while it runs."""
LIMITS = """\
`verify` looks each event up in an index of its consumer, inside the database: that is one core's time, and on a cold
disk the reading of the logs. Only what is suspicious comes to Python. A back-up of SQLite locks all files for the
instant in which snapshots are begun, then copies beside the writers, who share the disk with it; PostgreSQL's locks
nobody."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """One database. Seconds, and milliseconds for reports; `held` is how long SQLite's writers were locked out."""

    database: str
    cases: int
    verify: float
    backup: float
    held: str
    before: float | None
    during: float | None


def measure(stage: Stage) -> Section:
    """See the module."""
    cases = stage.pick(20_000, 1_000_000)
    url = stage.database("backups")
    folder = stage.folder / stage.new("backups")
    folder.mkdir(mode=0o700)
    measured = [_measure(stage, "SQLite", None, folder, cases), _measure(stage, "PostgreSQL", url, stage.data, cases)]
    stage.drop(url)
    rmtree(folder)
    rows = tuple((m.database, m.cases, m.verify, m.backup, m.held, m.before, m.during) for m in measured)
    columns = ("database", "cases", "verify s", "back-up s", "writers held", "slowest report ms", "meanwhile ms")
    return Section(
        title="Back-ups and verifying",
        how=HOW,
        tables=(Table(title="a database of so many cases", columns=columns, rows=rows),),
        limits=LIMITS,
    )


def _measure(stage: Stage, database: str, url: str | None, data: Path, cases: int) -> Measured:
    with stage.serving([""], url, data_dir=str(data)) as [served]:
        seeds = [_seed(stage, served, data, number) for number in range(SEEDS)]
        _wait_until_carried(url, data)
    stage.tell(f"{database}: {cases} cases")
    if url is None:
        fill_files(data, seeds, cases, LOGS)
    else:
        fill_postgres(url, seeds, cases, LOGS)
        stage.settle(url)
    stage.tell(f"{database}: verify")
    verify, _ = _command(data, url, "verify")
    with stage.serving([""], url, data_dir=str(data)) as [served]:
        before = _slowest(stage, served, data, seconds=stage.spell(2, 10))
        backup, during, said = _back_up(stage, served, data, url)
    held = next((line.removeprefix("writers were held for ") for line in said if line.startswith("writers")), "not")
    return Measured(
        database=database, cases=cases, verify=verify, backup=backup, held=held, before=before, during=during
    )


def _seed(stage: Stage, served: Served, data: Path, number: int) -> Seed:
    body = {"stage": "filed", "text": "客户不满", "customer": {"phone": f"1390000000{number}"}}
    headers = {"Authorization": f"Bearer {stage.tokens(data=data)[0]}", "Idempotency-Key": stage.new("seed")}
    url = f"http://{served.address}/api/intake/reports"
    report = httpx.post(url, json=body, headers=headers, trust_env=False).raise_for_status().json()
    return Seed(report["id"], report["number"])


def _wait_until_carried(url: str | None, data: Path) -> None:
    """Come back when the last service has all of them, and has said so."""
    if url is not None:
        wait_until(url, CARRIED.format(schema="callback."), within=CARRIED_WITHIN)
        return
    with closing(sqlite3.connect(data / "callback.db")) as database:
        statement = CARRIED.format(schema="")
        until(lambda: database.execute(statement).fetchone() == (1,), within=CARRIED_WITHIN)


def _slowest(stage: Stage, served: Served, data: Path, *, seconds: float) -> float | None:
    order = Order(
        addresses=(served.address,),
        tokens=stage.tokens(data=data),
        clients=RATE,
        rate=RATE,
        seconds=seconds,
        name=stage.new("backups"),
    )
    return put_load(order).worst


def _back_up(stage: Stage, served: Served, data: Path, url: str | None) -> tuple[float, float | None, list[str]]:
    """Seconds it took, the slowest report meanwhile in milliseconds, and what it said."""
    folder = stage.folder / stage.new("backup")
    began = time.monotonic()
    with _started(data, url, "backup", str(folder)) as command:
        worst: list[float] = []
        while command.poll() is None:
            worst.append(_slowest(stage, served, data, seconds=1.0) or 0.0)
        said, _ = command.communicate()
    took = time.monotonic() - began
    rmtree(folder)
    assert command.returncode == 0
    return took, max(worst, default=None), said.splitlines()


def _command(data: Path, url: str | None, *arguments: str) -> tuple[float, list[str]]:
    began = time.monotonic()
    with _started(data, url, *arguments) as command:
        said, _ = command.communicate()
    assert command.returncode == 0, said
    return time.monotonic() - began, said.splitlines()


def _started(data: Path, url: str | None, *arguments: str) -> "subprocess.Popen[str]":
    environment: Mapping[str, str] = {**os.environ, "HOTLINE_DATA_DIR": str(data)}
    environment = environment if url is None else {**environment, "HOTLINE_DATABASE_URL": url}
    line = [sys.executable, "-m", "services", *arguments]
    return subprocess.Popen(line, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
