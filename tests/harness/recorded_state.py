"""What all services have on record at one moment: every row that an invariant is about, read once.

Reading is here, checking is `invariants`. The rows look the same from each kind of database.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Table, select

from services.callback.adapters.repository import SPEC as CALLBACK
from services.escalation.adapters.repository import SPEC as ESCALATION
from services.intake.adapters.repository import SPEC as INTAKE
from shared.contracts.base import Event
from shared.contracts.registry import split_type
from shared.engine import codec
from shared.engine.db.database import Connection
from shared.engine.db.statements import Row
from shared.engine.tables import answers, deliveries, event_log, inbox, messages, outbox, parked, timers
from shared.engine.unit_of_work import AggregateSpec
from shared.runtime.service import Service

SPECS: dict[str, AggregateSpec[Any]] = {"intake": INTAKE, "escalation": ESCALATION, "callback": CALLBACK}
"""How each service folds its events, and what its aggregates owe."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of an event log: the row, and the event in it."""

    row: Row
    event: Event

    @property
    def event_id(self) -> str:
        """Its id on the bus."""
        return str(self.row["event_id"])


@dataclass(frozen=True, kw_only=True)
class ServiceRecord:
    """What one service has on record. `log` is by case, in order; `outbox` and `handled` hold event ids.

    `handled` and `parked` are of this service as a consumer: events of others that it has handled, or has put aside.
    """

    name: str
    spec: AggregateSpec[Any]
    log: Mapping[str, tuple[Entry, ...]]
    rows: Mapping[str, Row]
    cases: Mapping[str, Any]
    timers: tuple[Row, ...]
    outbox: frozenset[str]
    handled: frozenset[str]
    parked: tuple[Row, ...]
    messages: tuple[Row, ...]
    deliveries: tuple[Row, ...]
    answers: tuple[Row, ...]

    def entries(self, kind: type[Event] | None = None) -> Iterator[Entry]:
        """Every line of the log, of one kind of event if given."""
        for entries in self.log.values():
            yield from (entry for entry in entries if kind is None or isinstance(entry.event, kind))

    def history(self, case_id: str) -> tuple[Event, ...]:
        """What happened to a case, in order."""
        return tuple(entry.event for entry in self.log.get(case_id, ()))

    @cached_property
    def folded(self) -> Mapping[str, tuple[Any, ...]]:
        """Every case as it was after each of its events: the log folded from empty, by the service's own `evolve`."""
        return {case_id: tuple(self._folds(case_id)) for case_id in self.log}

    def _folds(self, case_id: str) -> Iterator[Any]:
        case: Any = None
        for event in self.history(case_id):
            case = self.spec.evolve(case, event)
            yield case

    def due(self, case_id: str) -> list[Row]:
        """The timers of a case."""
        return [row for row in self.timers if row["case_id"] == case_id]


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemRecord:
    """What all services have on record at `now`.

    `seen` is what the bus has carried since the world began, by event id, with the different texts under which it came;
    None if it was not observed. `undelivered` has, by consumer, the ids of the events that the bus still holds for it.
    """

    now: datetime
    intake: ServiceRecord
    escalation: ServiceRecord
    callback: ServiceRecord
    seen: Mapping[str, set[str]] | None
    undelivered: Mapping[str, Set[str]]

    @property
    def all(self) -> tuple[ServiceRecord, ServiceRecord, ServiceRecord]:
        """Every service, in the order in which a report passes them."""
        return self.intake, self.escalation, self.callback


async def read_system(
    services: Mapping[str, Service],
    now: datetime,
    seen: Mapping[str, set[str]] | None,
    undelivered: Mapping[str, Set[str]] | None = None,
) -> SystemRecord:
    """Read the rows of all services."""
    found = {name: await _read(name, services[name]) for name in SPECS}
    return SystemRecord(now=now, seen=seen, undelivered=undelivered or {}, **found)


async def _read(name: str, service: Service) -> ServiceRecord:
    spec = SPECS[name]
    async with service.database.reading() as connection:
        rows = {row["id"]: row for row in await _all(connection, spec.table.table)}
        log = _by_case(await connection.execute(_IN_ORDER))
        waiting = {(row["case_id"], row["sequence"]) for row in await _all(connection, outbox)}
        return ServiceRecord(
            name=name,
            spec=spec,
            log=log,
            rows=rows,
            cases={case_id: _loaded(row["document"], spec.table.cls) for case_id, row in rows.items()},
            timers=await _all(connection, timers),
            outbox=frozenset(
                entry.event_id
                for case_id, entries in log.items()
                for entry in entries
                if (case_id, entry.row["sequence"]) in waiting
            ),
            handled=frozenset(r["event_id"] for r in await _all(connection, inbox) if r["consumer"] == name),
            parked=await _all(connection, parked),
            messages=await _all(connection, messages),
            deliveries=await _all(connection, deliveries),
            answers=await _all(connection, answers),
        )


_IN_ORDER = select(event_log).order_by(event_log.c.case_id, event_log.c.sequence)
_EVERYTHING: dict[Table, Any] = {}


async def _all(connection: Connection, table: Table) -> tuple[Row, ...]:
    statement = _EVERYTHING.setdefault(table, select(table).order_by(*table.primary_key.columns))
    return tuple(await connection.execute(statement))


def _by_case(rows: list[Row]) -> dict[str, tuple[Entry, ...]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        found[row["case_id"]].append(Entry(row=row, event=_decoded(row["type"], row["data"])))
    return {case_id: tuple(entries) for case_id, entries in found.items()}


@lru_cache(maxsize=20_000)
def _decoded(type_: str, data: str) -> Event:
    """Cached: the rows are read after every step, and most of them were there the step before."""
    return codec.decode(*split_type(type_), data.encode())


@lru_cache(maxsize=5_000)
def _loaded(document: str, cls: Any) -> Any:
    return codec.load(document, cls)
