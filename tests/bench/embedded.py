"""The one process on SQLite: reports a second through HTTP, beside what SQLite itself commits on this disk."""

import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.contracts.services import PLATFORM, SERVICES
from tests.bench.figures import Section, Table, ratio
from tests.bench.load import Loaded, Order, put_load
from tests.bench.stage import Served, Stage

HOW = """\
`python -m services`: all services, their pages and loops in one process on SQLite files (WAL, `synchronous=FULL`), with
nothing configured. Each accepted report is also carried to escalation, opened as a case there and given its timer, in
that process. SQLite's own limit is Python's `sqlite3`, inline, no HTTP: the rows one report left in intake's file,
written with one commit a report; then the rows it left in all files, with one commit a file."""
LIMITS = """\
One thread does everything, so a report's cost is the sum: request, handler, commit, and then the second commit that
opens its case and the third that takes it off the outbox. Reports that come together share commits, which is why more
clients mean more reports; *waiting* says how many events the loops had still to carry when the load ended, which they
do as soon as requests leave them room. The disk is asked for a flush with every commit; on one with slow flushes the
figure for one client falls first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """What so many clients reached; `waiting` are events not carried yet when they stopped."""

    clients: int
    loaded: Loaded
    waiting: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """What one report left in one file: an insert for each row, and the texts that make it this report's."""

    file: Path
    inserts: tuple[tuple[str, tuple[Any, ...]], ...]
    unique: tuple[str, ...]


def measure(stage: Stage) -> Section:
    """See the module."""
    folder = stage.folder / stage.new("embedded")
    folder.mkdir()
    with stage.serving([""], None, data_dir=str(folder)) as [served]:
        reached = [_reach(stage, folder, served, clients) for clients in (1, 8, 32)]
    intake, *others = _rows_of_a_report(folder)
    seconds = stage.spell(0.5, 4.0)
    stage.tell("SQLite alone")
    one, all_ = _commits(stage, [intake], seconds), _commits(stage, [intake, *others], seconds)
    return Section(
        title="Embedded: one process on SQLite",
        how=HOW,
        tables=(_limit_table(one, all_), _reached_table(reached, one, all_)),
        limits=LIMITS,
    )


def _reach(stage: Stage, folder: Path, served: Served, clients: int) -> Reached:
    stage.tell(f"embedded, {clients} clients")
    loaded = put_load(
        Order(
            addresses=(served.address,),
            tokens=stage.tokens(data=folder),
            clients=clients,
            seconds=stage.spell(1.5, 6.0),
            name=stage.new("embedded"),
        )
    )
    return Reached(clients=clients, loaded=loaded, waiting=_waiting(folder))


def _waiting(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "intake.db")) as database:
        return int(database.execute("SELECT count(*) FROM outbox").fetchone()[0])


# What SQLite does by itself


def _rows_of_a_report(folder: Path) -> list[Rows]:
    """The files one report went into, intake's first."""
    with closing(sqlite3.connect(folder / "intake.db")) as database:
        case_id, number = database.execute("SELECT id, number FROM reports ORDER BY id LIMIT 1").fetchone()
    files = [folder / f"{name}.db" for name in (*SERVICES, PLATFORM)]
    found = [Rows(file=file, inserts=tuple(_left_by(file, case_id)), unique=(case_id, number)) for file in files]
    return [rows for rows in found if rows.inserts]


def _left_by(file: Path, case_id: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every row that names the report, and the pointers in the outbox that are gone by now."""
    with closing(sqlite3.connect(file)) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [column for _, column, *_ in database.execute(f'PRAGMA table_info("{table}")').fetchall()]
            named = " OR ".join(f'instr("{column}", ?1)' for column in columns)
            for row in database.execute(f'SELECT * FROM "{table}" WHERE {named}', (case_id,)).fetchall():
                kept = {name: value for name, value in zip(columns, row, strict=True) if name != "position"}
                yield _insert(table, tuple(kept)), tuple(kept.values())
                if table == "event_log":
                    pointer = {name: kept[name] for name in ("case_id", "sequence", "at")}
                    yield _insert("outbox", tuple(pointer)), tuple(pointer.values())


def _insert(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


def _commits(stage: Stage, rows: list[Rows], seconds: float) -> float:
    """Reports a second, one commit a report and file, on copies of the files."""
    folder = stage.folder / stage.new("sqlite")
    folder.mkdir()
    databases = [(_opened(shutil.copy(each.file, folder)), each) for each in rows]
    done, spent, number = 0, 0.0, 0
    while spent < seconds:
        ready = [[(database, _another(each, number + n)) for database, each in databases] for n in range(100)]
        number += 100
        began = time.perf_counter()
        for report in ready:
            for database, inserts in report:
                _commit(database, inserts)
        spent += time.perf_counter() - began
        done += len(ready)
    for database, _ in databases:
        database.close()
    return done / spent


def _opened(file: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    return database


def _commit(database: sqlite3.Connection, inserts: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
    database.execute("BEGIN IMMEDIATE")
    for statement, row in inserts:
        database.execute(statement, row)
    database.execute("COMMIT")


def _another(rows: Rows, number: int) -> list[tuple[str, tuple[Any, ...]]]:
    """The same rows for another report: whatever is unique has this number in it."""
    new = f"{number:012d}"

    def renamed(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        for text in rows.unique:
            value = value.replace(text, text[: -len(new)] + new)
        is_hash = len(value) == 64 and value.isalnum()
        return value[:-12] + new if is_hash else value

    return [(statement, tuple(map(renamed, row))) for statement, row in rows.inserts]


# Tables


def _limit_table(one: float, all_: float) -> Table:
    rows = (("the rows in intake's file, one commit", one), ("the rows in all files, one commit each", all_))
    return Table(title="sqlite3 alone, one report after the other", columns=("what", "reports/s"), rows=rows)


def _reached_table(reached: list[Reached], one: float, all_: float) -> Table:
    return Table(
        title="the process through HTTP",
        columns=(
            *("clients", "reports/s", "÷ intake's rows", "÷ all rows", "p50 ms", "p99 ms", "refused", "waiting"),
            "load's own CPU",
        ),
        rows=tuple(
            (
                *(each.clients, loaded.per_second, ratio(loaded.per_second, one), ratio(loaded.per_second, all_)),
                *(loaded.p50, loaded.p99, loaded.refused, each.waiting, f"{loaded.own_cpu:.0%}"),
            )
            for each, loaded in ((each, each.loaded) for each in reached)
        ),
    )
