"""Finds the suspicious places of whole logs by statements over all databases at once: one index look-up an event.

Every place at which `reconciling` would find a fault is among them; that judges what is really wrong there. So a sound
log of millions of events is read inside the database, without a row for Python.

The statements need a connection that sees every database as a schema of its name: PostgreSQL does, SQLite after
`SqliteDatabase.attach`.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)

from shared.contracts.flows import FLOWS, Flow
from shared.contracts.services import PLATFORM, SERVICES
from shared.engine.db.database import Database
from shared.engine.db.statements import any_of
from shared.engine.tables import event_log, inbox

DIGITS = "0123456789"
PIECE = 200_000
"""Positions of a log a statement: a second or so."""


async def suspects(joint: Database, service: str, after: int, until: int, keys: tuple[Table, ...]) -> set[int]:
    """The suspicious positions of this piece of a service's log.

    `keys` are the platform's tables of which one has to know the case of a report: case keys, and what was erased.
    """
    window = {"after": after, "until": until}
    found: set[int] = set()
    for flow in FLOWS:
        if flow.producer == service:
            found |= _positions(await joint.ask(_not_arrived(flow, keys), window))
        if flow.consumer == service and flow.opening:
            found |= _positions(await joint.ask(_without_cause(flow), window))
    return found


async def suspects_of_all(joint: Database, service: str) -> set[int]:
    """Suspicious positions that show only in all of a log: gaps, and events that its producers do not know."""
    found = _positions(await joint.ask(_gaps(service)))
    for producer in dict.fromkeys(flow.producer for flow in FLOWS if flow.consumer == service):
        rows = await joint.ask(_unknown(producer, service))
        case_ids = sorted({_case_of(row["event_id"], producer) for row in rows})
        if case_ids:
            found |= _positions(await joint.ask(_begins(service), {"case_ids": case_ids}))
    return found


def _positions(rows: Iterable[dict[str, Any]]) -> set[int]:
    return {row["position"] for row in rows}


def _case_of(event_id: str, producer: str) -> str:
    return event_id.removeprefix(f"{producer}.").rpartition(".")[0]


@cache
def _in(name: str, table: Table) -> Table:
    """The table in this database, seen from a connection that sees all."""
    return table.to_metadata(MetaData(), schema=name)


def _window(log: Table) -> Iterator[ColumnElement[bool]]:
    yield log.c.position > bindparam("after", type_=Integer)
    yield log.c.position <= bindparam("until", type_=Integer)


def _is_of(log: Table, types: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(log.c.type == type_ for type_ in types))


# A scalar subquery is looked up for each row. `NOT EXISTS` would be made a join, with all of the inbox for each piece.


@cache
def _not_arrived(flow: Flow, keys: tuple[Table, ...]) -> Select[Any]:
    """Events of the flow that the consumer has not handled, or without the case or the case key that they need."""
    log, seen, begun = _in(flow.producer, event_log), _in(flow.consumer, inbox), _begun(flow)
    arrived = select(seen.c.event_id).where(seen.c.consumer == flow.consumer, seen.c.event_id == log.c.event_id)
    missing: list[ColumnElement[bool]] = [arrived.scalar_subquery().is_(None)]
    if flow.opening:
        opening = _is_of(log, flow.opening_types())
        first = select(begun.c.sequence).where(begun.c.case_id == log.c.case_id, begun.c.sequence == 1)
        missing.append(opening & first.scalar_subquery().is_(None))
        if flow.producer == SERVICES[0]:
            known = [_in(PLATFORM, table).c.case_id for table in keys]
            of_case = [select(case_id).where(case_id == log.c.case_id).scalar_subquery() for case_id in known]
            missing.append(and_(opening, *(found.is_(None) for found in of_case)))
    return select(log.c.position).where(*_window(log), _is_of(log, flow.types()), or_(*missing))


def _begun(flow: Flow) -> Table:
    return _in(flow.consumer, event_log)


@cache
def _without_cause(flow: Flow) -> Select[Any]:
    """First events of the consumer's cases that the producer does not know."""
    log, cause = _begun(flow), _in(flow.producer, event_log)
    known = select(cause.c.sequence).where(cause.c.case_id == log.c.case_id, cause.c.sequence == 1)
    return select(log.c.position).where(*_window(log), log.c.sequence == 1, known.scalar_subquery().is_(None))


@cache
def _unknown(producer: str, consumer: str) -> Select[Any]:
    """Ids of events the consumer has handled that are not in the producer's log.

    An id is `producer.case.sequence`; one that a stranger wrote may be any text.
    """
    seen, log = _in(consumer, inbox), _in(producer, event_log)
    stem = func.rtrim(seen.c.event_id, DIGITS)
    start = len(producer) + 2
    named = func.substr(seen.c.event_id, start, func.length(stem) - start, type_=Text)
    case_id = case((func.length(stem) > start, named), else_="")
    is_event = cast(log.c.sequence, Text) == func.substr(seen.c.event_id, func.length(stem) + 1)
    known = select(log.c.sequence).where(log.c.case_id == case_id, is_event).scalar_subquery()
    of_producer = func.substr(seen.c.event_id, 1, len(producer) + 1) == f"{producer}."
    return select(seen.c.event_id).where(seen.c.consumer == consumer, of_producer, known.is_(None))


@cache
def _gaps(service: str) -> Select[Any]:
    """The first event, by position, of cases whose numbers are not 1 to the last."""
    log = _in(service, event_log)
    whole = (func.min(log.c.sequence) == 1) & (func.max(log.c.sequence) == func.count())
    cases = select(log.c.case_id).group_by(log.c.case_id).having(~whole).subquery()
    before = log.alias()
    previous = select(before.c.sequence).where(
        before.c.case_id == log.c.case_id, before.c.sequence == log.c.sequence - 1
    )
    return (
        select(log.c.position)
        .join(cases, cases.c.case_id == log.c.case_id)
        .where(log.c.sequence > 1, previous.scalar_subquery().is_(None))
    )


@cache
def _begins(service: str) -> Select[Any]:
    log = _in(service, event_log)
    return select(log.c.position).where(any_of(log.c.case_id, "case_ids"), log.c.sequence == 1)
