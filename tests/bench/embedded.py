"""The one process on SQLite: reports a second through HTTP, beside what SQLite itself commits on this disk."""

import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
class Rows:
    """What one report left in one file: an insert for each row, and the texts that make it this report's."""

    file: Path
    inserts: tuple[tuple[str, tuple[Any, ...]], ...]
    unique: tuple[str, ...]


def measure(stage: Stage) -> Section:
    """See the module."""
    intake, *others = _rows_of_a_report(stage)
    seconds = stage.pick(1.5, 5.0)
    stage.tell("SQLite alone")
    one, all_ = _commits(stage, [intake], seconds), _commits(stage, [intake, *others], seconds)
    reached = list(_reached(stage))
    return Section(
        title="Embedded: one process on SQLite",
        how=HOW,
        tables=(_limit_table(one, all_), _reached_table(reached, one, all_)),
        limits=LIMITS,
    )


def _reached(stage: Stage) -> Iterator[tuple[Order, Loaded, int]]:
    folder = _folder(stage)
    with stage.serving([""], None, data_dir=str(folder)) as [served]:
        for clients in (1, 8, 32):
            stage.tell(f"embedded, {clients} clients")
            order = _order(stage, folder, served, clients, stage.pick(2.0, 6.0))
            loaded = put_load(order)
            yield order, loaded, _waiting(folder)


def _order(stage: Stage, folder: Path, served: Served, clients: int, seconds: float) -> Order:
    tokens = stage.tokens(data=folder)
    return Order(
        addresses=(served.address,), tokens=tokens, clients=clients, seconds=seconds, name=stage.new("embedded")
    )


def _folder(stage: Stage) -> Path:
    folder = stage.folder / stage.new("embedded")
    folder.mkdir()
    return folder


def _waiting(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "intake.db")) as database:
        return int(database.execute("SELECT count(*) FROM outbox").fetchone()[0])


# What SQLite does by itself


def _rows_of_a_report(stage: Stage) -> list[Rows]:
    """The files one report went into, intake's first."""
    folder = _folder(stage)
    with stage.serving([""], None, data_dir=str(folder)) as [served]:
        put_load(_order(stage, folder, served, 1, 0.2))
    with closing(sqlite3.connect(folder / "intake.db")) as database:
        case_id, number = database.execute("SELECT id, number FROM reports ORDER BY id LIMIT 1").fetchone()
    files = [folder / f"{name}.db" for name in ("intake", "platform", "escalation", "callback")]
    found = [Rows(file=file, inserts=tuple(_left_by(file, case_id)), unique=(case_id, number)) for file in files]
    return [rows for rows in found if rows.inserts]


def _left_by(file: Path, case_id: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every row that names the report, and the pointers in the outbox that are gone by now."""
    with closing(sqlite3.connect(file)) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            cursor = database.execute(f'SELECT * FROM "{table}"')
            columns = [column for column, *_ in cursor.description]
            for row in cursor.fetchall():
                if any(isinstance(value, str) and case_id in value for value in row):
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
    folder = _folder(stage)
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


def _reached_table(reached: list[tuple[Order, Loaded, int]], one: float, all_: float) -> Table:
    return Table(
        title="the process through HTTP",
        columns=(
            *("clients", "reports/s", "÷ intake's rows", "÷ all rows", "p50 ms", "p99 ms", "refused", "waiting"),
            "load's own CPU",
        ),
        rows=tuple(
            (
                *(order.clients, loaded.per_second, ratio(loaded.per_second, one), ratio(loaded.per_second, all_)),
                *(loaded.p50, loaded.p99, loaded.refused, waiting, f"{loaded.own_cpu:.0%}"),
            )
            for order, loaded, waiting in reached
        ),
    )
