"""The smallest aggregate there can be, for tests of the engine: a tally that is added to until it is ended.

It uses two events of the on-site case, because only registered events can be stored: an acknowledgement of level n adds
n, settling ends it. Until then it has a timer, a nudge, a minute after the last addition.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table, UniqueConstraint

from shared.contracts.base import Event, Sealed
from shared.contracts.escalation import CaseAcknowledged, CaseSettled
from shared.engine.aggregates import AggregateTable, aggregate_columns
from shared.engine.db.database import Database
from shared.engine.executor import Job
from shared.engine.notifications.message import Message
from shared.engine.unit_of_work import AggregateSpec, UnitOfWork
from shared.rules.obligation import Obligation
from shared.support.errors import Conflict

SOURCE = "escalation"
NUDGE = "nudge"
PATIENCE = timedelta(minutes=1)
METADATA = MetaData()

tallies = Table(
    "tallies",
    METADATA,
    *aggregate_columns(),
    Column("total", Integer, nullable=False),
    UniqueConstraint("total", name="no_two_totals_are_the_same"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What was added so far; `ended` by whom."""

    id: str
    total: int = 0
    last_at: datetime
    ended: str | None = None


Work = UnitOfWork[Tally]


def evolve(tally: Tally | None, event: Event) -> Tally:
    """The tally after this event."""
    match event:
        case CaseAcknowledged():
            before = tally or Tally(id=event.case_id, last_at=event.at)
            return replace(before, total=before.total + event.level, last_at=event.at)
        case CaseSettled():
            assert tally is not None
            return replace(tally, ended=event.by or "time")
        case _:
            raise TypeError(type(event).__name__)


def obligations(tally: Tally) -> tuple[Obligation, ...]:
    """A nudge, until it is ended."""
    return () if tally.ended else (Obligation(NUDGE, tally.last_at + PATIENCE, f"{tally.total}"),)


def _columns(tally: Tally) -> Mapping[str, Any]:
    return {"total": tally.total}


SPEC = AggregateSpec(SOURCE, AggregateTable(tallies, Tally, _columns), evolve, obligations)


async def add(work: Work, id_: str, number: int) -> Tally:
    """Add to it, unless it has ended."""
    tally = await work.get(id_)
    if tally is not None and tally.ended:
        raise Conflict("already_ended", "It has ended.", by=tally.ended)
    added = work.record(id_, [CaseAcknowledged(case_id=id_, at=work.now(), level=number)])
    assert added is not None
    return added


async def end(work: Work, id_: str) -> Tally:
    """End it, unless it has ended."""
    tally = await work.get(id_)
    if tally is None or tally.ended:
        raise Conflict("already_ended", "It has ended.")
    ended = work.record(id_, [CaseSettled(case_id=id_, at=work.now(), note=Sealed("v1.-"))])
    assert ended is not None
    return ended


async def nudge(id_: str, work: Work) -> Tally | None:
    """What a due nudge does: it ends the tally, and a message is sent."""
    tally = await work.get(id_)
    if tally is None or tally.ended or tally.last_at + PATIENCE > work.now():
        return tally
    work.notify(message(id_))
    return await end(work, id_)


def message(id_: str, *, key: str | None = None) -> Message:
    """A message about a tally."""
    return Message(key=key or f"nudged.{id_}", subject_id=id_, recipient="S1", kind="nudged", text="…")


def adding(id_: str, number: int, **options: Any) -> Job[Tally]:
    """The job that adds to it."""
    return job(lambda work: add(work, id_, number), id_, **options)


def job(run: Callable[[Work], Awaitable[Any]], *cases: str, **options: Any) -> Job[Tally]:
    """A job on these tallies."""
    return Job(run=run, subjects=cases, **options)


async def totals(database: Database) -> dict[str, int]:
    """Every tally there is, by its id."""
    async with database.reading() as connection:
        rows = await connection.execute(ALL)
    return {row["id"]: row["total"] for row in rows}


ALL = tallies.select().order_by(tallies.c.id)
