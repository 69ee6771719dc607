"""Parked events: what a consumer could not handle, kept with all that came later for the same case.

The row is the truth, in order of arrival. The first of each case is tried again with growing distance; after the
last try it is a dead letter: an error in the log, a metric, and a person who decides (`replay`).
"""

from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import bindparam, delete, func, insert, select, update

from shared.contracts.registry import UnreadableEvent
from shared.engine import codec
from shared.engine.db.database import Connection, Database
from shared.engine.db.statements import Row
from shared.engine.events.record import Record, read_record
from shared.engine.executor import Executor, Job
from shared.engine.tables import parked
from shared.engine.unit_of_work import UnitOfWork

T = TypeVar("T")

RETRYING, DEAD = "retrying", "dead"
LAST_TRY = 8
FIRST_PAUSE = timedelta(seconds=1)

BY_EVENT = select(parked.c.position).where(parked.c.consumer == bindparam("by"), parked.c.event_id == bindparam("of"))
PARK = insert(parked)
UNPARK = delete(parked).where(parked.c.consumer == bindparam("by"), parked.c.event_id == bindparam("of"))
_earlier = parked.alias()
_FIRST = (
    parked.c.state == RETRYING,
    ~select(_earlier.c.position)
    .where(
        _earlier.c.consumer == parked.c.consumer,
        _earlier.c.case_id == parked.c.case_id,
        _earlier.c.position < parked.c.position,
    )
    .exists(),
)
FIRST_OF_EACH_SUBJECT = (
    select(parked).where(parked.c.retry_at <= bindparam("now"), *_FIRST).order_by(parked.c.position).limit(100)
)
NEXT_TRY = select(func.min(parked.c.retry_at).label("at")).where(*_FIRST)
FAILED = (
    update(parked)
    .where(parked.c.position == bindparam("of"))
    .values(
        state=bindparam("new_state"),
        attempts=bindparam("new_attempts"),
        retry_at=bindparam("new_retry_at"),
        error=bindparam("new_error"),
    )
)
REPLAY = (
    update(parked)
    .where(parked.c.position == bindparam("of"), parked.c.state == DEAD)
    .values(state=RETRYING, attempts=0, retry_at=bindparam("new_retry_at"))
    .returning(parked.c.position)
)
LISTED = select(parked).where(parked.c.state == bindparam("which")).order_by(parked.c.position).limit(bindparam("most"))


class BehindParked(Exception):
    """An earlier event of the same case is parked; this one waits behind it."""


def unpark(work: UnitOfWork[Any], consumer: str, record: Record) -> None:
    """It is handled, in this commit."""
    work.stage(UNPARK, {"by": consumer, "of": record.event_id})


def job(consumer: str, record: Record, error: Exception) -> Job[Any]:
    """The job that parks a record; one that came twice is parked once. Its value: whether a dead letter was made."""

    async def run(work: UnitOfWork[Any]) -> bool:
        if await work.execute(BY_EVENT, {"by": consumer, "of": record.event_id}):
            return False
        hopeless = isinstance(error, UnreadableEvent)
        row = {
            "consumer": consumer,
            "event_id": record.event_id,
            "case_id": record.subject_id,
            "type": record.type,
            "record": codec.dump(record, Record),
            "state": DEAD if hopeless else RETRYING,
            "attempts": 0 if isinstance(error, BehindParked) else 1,
            "retry_at": work.now() + (timedelta() if isinstance(error, BehindParked) else FIRST_PAUSE),
            "error": describe(error),
            "at": work.now(),
        }
        await work.connection.execute(PARK, row)
        return hopeless

    return Job(run=run)


def describe(error: Exception) -> str:
    """The kind of error, without its values: those may hold what must not be seen."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


class Retried(Protocol[T]):
    """A consumer, as far as trying again needs it (`shared.engine.events.consumer`)."""

    executor: Executor[T]

    def job(self, record: Record, *, from_parking: bool = False) -> Job[T]:
        """The job that handles this record."""

    async def give_up(self, record: Record, error: Exception) -> None:
        """Say that it is a dead letter now."""


class Parking(Generic[T]):
    """Tries parked events again. `run_once` tries the first of each case that is due."""

    def __init__(self, database: Database, consumer: Retried[T]) -> None:
        self._database = database
        self._consumer = consumer

    async def run_once(self, now: datetime) -> int:
        """Returns how many were handled."""
        rows = await self._database.ask(FIRST_OF_EACH_SUBJECT, {"now": now})
        handled = 0
        for row in rows:
            record = read_record(row["record"])
            [outcome] = await self._consumer.executor.run([self._consumer.job(record, from_parking=True)])
            if outcome.error is not None:
                await self._put_off(row, record, outcome.error, now)
                continue
            handled += 1
            if outcome.repeated:  # somebody else handled it meanwhile, and knew nothing of this row
                await self._forget(row)
        return handled

    async def next_at(self) -> datetime | None:
        """When the next one is to be tried."""
        [row] = await self._database.ask(NEXT_TRY)
        found: datetime | None = row["at"]
        return found

    async def _forget(self, row: Row) -> None:
        await self._database.change((UNPARK, [{"by": row["consumer"], "of": row["event_id"]}]))

    async def _put_off(self, row: Row, record: Record, error: Exception, now: datetime) -> None:
        attempts = row["attempts"] + 1
        dead = attempts >= LAST_TRY or isinstance(error, UnreadableEvent)
        change = {
            "of": row["position"],
            "new_state": DEAD if dead else RETRYING,
            "new_attempts": attempts,
            "new_retry_at": now + FIRST_PAUSE * 2**attempts,
            "new_error": describe(error),
        }
        await self._database.change((FAILED, [change]))
        if dead:
            await self._consumer.give_up(record, error)


async def dead_letters(connection: Connection, most: int = 200) -> list[Row]:
    """The dead letters, oldest first."""
    return await connection.execute(LISTED, {"which": DEAD, "most": most})


async def replay(connection: Connection, position: int, now: datetime) -> bool:
    """Let a dead letter be tried again, from the beginning; False if there is no such dead letter."""
    return bool(await connection.execute(REPLAY, {"of": position, "new_retry_at": now}))
