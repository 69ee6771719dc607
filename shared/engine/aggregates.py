"""The aggregates a unit of work has in hand: loaded by set, changed in memory, saved by set under a version guard."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text, bindparam, insert, select, update

from shared.engine import codec
from shared.engine.db.database import Change, Connection
from shared.engine.db.statements import any_of
from shared.engine.db.types import Json

T = TypeVar("T")


class GuardLost(Exception):
    """Somebody else saved this aggregate first; load it again and decide again."""


def aggregate_columns() -> tuple[Column[Any], ...]:
    """The columns every aggregate's table begins with; searchable ones follow, each filled from the aggregate."""
    return (
        Column("id", Text, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("sequence", Integer, nullable=False),
        Column("document", Json, nullable=False),
    )


def state_column(states: type[StrEnum]) -> tuple[Column[Any], CheckConstraint]:
    """The column `state`, and the constraint that it is one of the enum's members."""
    listed = ", ".join(repr(state.value) for state in states)
    return Column("state", Text, nullable=False), CheckConstraint(f"state IN ({listed})", name="state_is_known")


class AggregateTable(Generic[T]):
    """How aggregates of one class lie in one table. Built once; holds the prepared statements."""

    def __init__(self, table: Table, cls: type[T], columns: Callable[[T], Mapping[str, Any]]) -> None:
        self.table = table
        self.cls = cls
        self.columns = columns
        self.load = select(table).where(any_of(table.c.id, "ids")).order_by(table.c.id).with_for_update()
        self.insert = insert(table)
        changed = {column.name: bindparam(f"new_{column.name}", type_=column.type) for column in table.c}
        self.update = (
            update(table).where(table.c.id == bindparam("of"), table.c.version == bindparam("was")).values(changed)
        )


@dataclass(slots=True)
class _Held(Generic[T]):
    value: T | None
    version: int
    sequence: int


class Aggregates(Generic[T]):
    """An identity map over one table, with an undo for the item in hand.

    Lock order is the order of ids, and an aggregate's row is locked before anything that hangs on it: so two units
    of work never wait for each other.
    """

    def __init__(self, table: AggregateTable[T]) -> None:
        self._table = table
        self._saved: dict[str, _Held[T]] = {}
        self._kept: dict[str, _Held[T]] = {}
        self._item: dict[str, _Held[T]] = {}

    def expect_new(self, ids: Iterable[str]) -> None:
        """Nothing is stored under these ids yet."""
        self._saved.update({id_: _Held(None, 0, 0) for id_ in ids})

    async def preload(self, connection: Connection, ids: Iterable[str]) -> bool:
        """Load and lock those not in hand yet, by one statement; False if all were."""
        missing = sorted({id_ for id_ in ids if id_ not in self._saved})
        if not missing:
            return False
        self.expect_new(missing)
        for row in await connection.execute(self._table.load, {"ids": missing}):
            value = codec.load(row["document"], self._table.cls)
            self._saved[row["id"]] = _Held(value, row["version"], row["sequence"])
        return True

    def is_new(self, id_: str) -> bool:
        """True if it is stored for the first time here."""
        return id_ in self._kept and self._kept[id_].version == 0

    def in_hand(self) -> list[str]:
        """The ids of all that were preloaded."""
        return list(self._saved)

    def get(self, id_: str) -> T | None:
        """The aggregate as this unit of work has it now; preload it first."""
        return self._held(id_).value

    def put(self, id_: str, value: T, events: int) -> int:
        """Change it in memory; returns the sequence of the first of its `events` new events."""
        held = self._held(id_)
        self._item[id_] = _Held(value, held.version, held.sequence + events)
        return held.sequence + 1

    def checkpoint(self) -> None:
        """What the item in hand did so far stays, whatever it does later."""
        self._kept.update(self._item)
        self._item.clear()

    def rollback_job(self) -> None:
        """Forget what the item in hand did since the last `checkpoint`."""
        self._item.clear()

    def changes(self) -> list[Change]:
        """What saves all that was kept: the new ones, and those that were loaded, if they are still as loaded."""
        new = [self._row(id_, held) for id_, held in self._kept.items() if held.version == 0]
        old = [self._row(id_, held) for id_, held in self._kept.items() if held.version > 0]
        guarded = [{f"new_{k}": v for k, v in row.items()} | _guard(row) for row in old]
        changes: list[Change] = [(self._table.insert, new), (self._table.update, guarded)]
        return [(statement, rows) for statement, rows in changes if rows]

    def _held(self, id_: str) -> _Held[T]:
        return self._item.get(id_) or self._kept.get(id_) or self._saved[id_]

    def _row(self, id_: str, held: _Held[T]) -> dict[str, Any]:
        assert held.value is not None
        return {
            "id": id_,
            "version": held.version + 1,
            "sequence": held.sequence,
            "document": codec.dump(held.value, self._table.cls),
            **self._table.columns(held.value),
        }


def _guard(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"of": row["id"], "was": row["version"] - 1}
