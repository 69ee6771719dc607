"""The aggregates of a unit of work: loaded by set, changed in memory, saved by set under a version guard."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import CheckConstraint, Column, Integer, Select, Table, Text, bindparam, delete, insert, select, update

from shared.engine import codec
from shared.engine.db.database import Change, Connection
from shared.engine.db.statements import any_of
from shared.engine.db.types import Json
from shared.engine.tables import search_keys

T = TypeVar("T")

ADD_KEY = insert(search_keys)
DROP_KEY = delete(search_keys).where(search_keys.c.key == bindparam("was"), search_keys.c.subject_id == bindparam("of"))


class GuardLost(Exception):
    """Another transaction saved this aggregate first; load it and decide again."""


def aggregate_columns() -> tuple[Column[Any], ...]:
    """The first columns of every aggregate's table; searchable columns follow, computed on each save."""
    return (
        Column("id", Text, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("sequence", Integer, nullable=False),
        Column("document", Json, nullable=False),
    )


def state_column(states: type[StrEnum]) -> tuple[Column[Any], CheckConstraint]:
    """The column `state`, and the constraint that it holds a member of the enum."""
    listed = ", ".join(repr(state.value) for state in states)
    return Column("state", Text, nullable=False), CheckConstraint(f"state IN ({listed})", name="state_is_known")


def found_by_keys(table: Table) -> Select[Any]:
    """The documents of one table that have one of the search keys `keys`, the newest first; `most` from `skip` on."""
    of_keys = select(search_keys.c.subject_id).where(any_of(search_keys.c.key, "keys"))
    found = select(table.c.document).where(table.c.id.in_(of_keys)).order_by(table.c.id.desc())
    return found.limit(bindparam("most", type_=Integer)).offset(bindparam("skip", type_=Integer))


def _no_keys(aggregate: object) -> frozenset[str]:
    return frozenset()


class AggregateTable(Generic[T]):
    """Maps one class of aggregates to one table. Built once; holds the statements.

    `columns` computes the searchable columns of an aggregate, `keys` the values by which it is found in `search_keys`.
    """

    def __init__(
        self,
        table: Table,
        cls: type[T],
        columns: Callable[[T], Mapping[str, Any]],
        keys: Callable[[T], frozenset[str]] = _no_keys,
    ) -> None:
        self.table = table
        self.cls = cls
        self.columns = columns
        self.keys = keys
        self.load = select(table).where(any_of(table.c.id, "ids")).order_by(table.c.id).with_for_update()
        self.insert = insert(table)
        changed = {column.name: bindparam(f"new_{column.name}", type_=column.type) for column in table.c}
        self.update = (
            update(table).where(table.c.id == bindparam("of"), table.c.version == bindparam("was")).values(changed)
        )


@dataclass(slots=True)
class _Entry(Generic[T]):
    value: T | None
    version: int
    sequence: int


class Aggregates(Generic[T]):
    """An identity map over one table. Changes of the current job can be rolled back.

    Rows are locked in the order of their ids, and an aggregate's row before its timers: two units of work cannot
    deadlock.
    """

    def __init__(self, table: AggregateTable[T]) -> None:
        self._table = table
        self._loaded: dict[str, _Entry[T]] = {}
        self._kept: dict[str, _Entry[T]] = {}
        self._of_job: dict[str, _Entry[T]] = {}

    def expect_new(self, ids: Iterable[str]) -> None:
        """Treat these ids as new without loading them."""
        self._loaded.update({id_: _Entry(None, 0, 0) for id_ in ids})

    async def preload(self, connection: Connection, ids: Iterable[str]) -> bool:
        """Load and lock those not loaded yet, by one statement. Returns False if all were loaded before."""
        missing = sorted({id_ for id_ in ids if id_ not in self._loaded})
        if not missing:
            return False
        self.expect_new(missing)
        for row in await connection.execute(self._table.load, {"ids": missing}):
            value = codec.load(row["document"], self._table.cls)
            self._loaded[row["id"]] = _Entry(value, row["version"], row["sequence"])
        return True

    def is_new(self, id_: str) -> bool:
        """True if this unit of work inserts it."""
        return id_ in self._kept and self._kept[id_].version == 0

    def loaded_ids(self) -> list[str]:
        """The ids of all that were loaded or expected to be new."""
        return list(self._loaded)

    def get(self, id_: str) -> T | None:
        """The aggregate with the changes made so far; None if there is none. Preload it first."""
        return self._entry(id_).value

    def values(self) -> dict[str, T]:
        """Those that exist, with the changes made so far."""
        found = {id_: self._entry(id_).value for id_ in self._loaded}
        return {id_: value for id_, value in found.items() if value is not None}

    def put(self, id_: str, value: T, events: int) -> int:
        """Change it in memory. Returns the sequence of the first of its `events` new events."""
        entry = self._entry(id_)
        self._of_job[id_] = _Entry(value, entry.version, entry.sequence + events)
        return entry.sequence + 1

    def checkpoint(self) -> None:
        """Keep the changes of the current job, even if it is rolled back later."""
        self._kept.update(self._of_job)
        self._of_job.clear()

    def rollback_job(self) -> None:
        """Drop the changes of the current job since its last `checkpoint`."""
        self._of_job.clear()

    def kept_ids(self) -> Collection[str]:
        """The ids of those whose changes were kept: a view, which costs nothing until it is read."""
        return self._kept.keys()

    def changes(self) -> list[Change]:
        """The statements that save what was kept: inserts, and updates guarded by the version that was loaded."""
        new = [self._row(id_, entry) for id_, entry in self._kept.items() if entry.version == 0]
        old = [self._row(id_, entry) for id_, entry in self._kept.items() if entry.version > 0]
        guarded = [{f"new_{k}": v for k, v in row.items()} | _guard(row) for row in old]
        changes: list[Change] = [(self._table.insert, new), (self._table.update, guarded)]
        return [(statement, rows) for statement, rows in changes if rows]

    def key_changes(self) -> list[Change]:
        """The statements that bring `search_keys` up to what was kept."""
        found, lost = [], []
        for id_, entry in self._kept.items():
            before, after = self._keys(self._loaded[id_].value), self._keys(entry.value)
            found += [{"key": key, "subject_id": id_} for key in sorted(after - before)]
            lost += [{"was": key, "of": id_} for key in sorted(before - after)]
        changes: list[Change] = [(ADD_KEY, found), (DROP_KEY, lost)]
        return [(statement, rows) for statement, rows in changes if rows]

    def _keys(self, value: T | None) -> frozenset[str]:
        return self._table.keys(value) if value is not None else frozenset()

    def _entry(self, id_: str) -> _Entry[T]:
        return self._of_job.get(id_) or self._kept.get(id_) or self._loaded[id_]

    def _row(self, id_: str, entry: _Entry[T]) -> dict[str, Any]:
        assert entry.value is not None
        return {
            "id": id_,
            "version": entry.version + 1,
            "sequence": entry.sequence,
            "document": codec.dump(entry.value, self._table.cls),
            **self._table.columns(entry.value),
        }


def _guard(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"of": row["id"], "was": row["version"] - 1}
