"""Parked events: what a consumer could not handle, and all later events of the same subject.

They are rows, in order of arrival. The first of each subject is retried with exponential back-off; after the last try
it is a dead letter: an error in the log, a metric, and a person decides (`replay`).
"""

from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import bindparam, delete, func, insert, select, update

from shared.contracts.registry import UnreadableEvent
from shared.engine.db.database import Connection, Database
from shared.engine.db.statements import Row
from shared.engine.events.record import Record, read_record, write_record
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
_later = parked.alias()
_BEHIND = (
    select(func.count())
    .where(
        _later.c.consumer == parked.c.consumer,
        _later.c.case_id == parked.c.case_id,
        _later.c.position > parked.c.position,
    )
    .correlate(parked)
    .scalar_subquery()
    .label("behind")
)
LISTED = (
    select(parked, _BEHIND)
    .where(parked.c.state == bindparam("which"))
    .order_by(parked.c.position)
    .limit(bindparam("most"))
)


class BehindParked(Exception):
    """An earlier event of the same subject is parked; this one waits behind it."""


def unpark(work: UnitOfWork[Any], consumer: str, record: Record) -> None:
    """Delete the parked row in this commit, which handles the event."""
    work.stage(UNPARK, {"by": consumer, "of": record.event_id})


def parking_job(consumer: str, record: Record, error: Exception) -> Job[Any]:
    """The job that parks a record, once if it is delivered twice. Its value: whether it is a dead letter now."""

    async def run(work: UnitOfWork[Any]) -> bool:
        if await work.execute(BY_EVENT, {"by": consumer, "of": record.event_id}):
            return False
        unreadable = isinstance(error, UnreadableEvent)
        row = {
            "consumer": consumer,
            "event_id": record.event_id,
            "case_id": record.subject_id,
            "type": record.type,
            "record": write_record(record),
            "state": DEAD if unreadable else RETRYING,
            "attempts": 0 if isinstance(error, BehindParked) else 1,
            "retry_at": work.now() + (timedelta() if isinstance(error, BehindParked) else FIRST_PAUSE),
            "error": error_class(error),
            "at": work.now(),
        }
        await work.connection.execute(PARK, row)
        return unreadable

    return Job(run=run)


def error_class(error: Exception) -> str:
    """The class of an error, without its text: that may hold personal data."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


class RetriedConsumer(Protocol[T]):
    """What retrying needs of a consumer (`shared.engine.events.consumer`)."""

    executor: Executor[T]

    def job(self, record: Record, *, from_parking: bool = False) -> Job[T]:
        """The job that handles this record."""

    async def report_dead_letter(self, record: Record, error: Exception) -> None:
        """Log, count and publish a record that is a dead letter now."""


class Parking(Generic[T]):
    """Retries parked events: `run_once` those that are due, the first of each subject."""

    def __init__(self, database: Database, consumer: RetriedConsumer[T]) -> None:
        self._database = database
        self._consumer = consumer

    async def run_once(self, now: datetime) -> int:
        """Retry what is due; returns how many events were handled."""
        rows = await self._database.ask(FIRST_OF_EACH_SUBJECT, {"now": now})
        handled = 0
        for row in rows:
            record = read_record(row["record"])
            [outcome] = await self._consumer.executor.run([self._consumer.job(record, from_parking=True)])
            if outcome.error is not None:
                await self._put_off(row, record, outcome.error, now)
                continue
            handled += 1
            if outcome.repeated:  # handled by a delivery that did not see this row
                await self._forget(row)
        return handled

    async def next_at(self) -> datetime | None:
        """When the next one is due, None if there is none."""
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
            "new_error": error_class(error),
        }
        await self._database.change((FAILED, [change]))
        if dead:
            await self._consumer.report_dead_letter(record, error)


async def dead_letters(connection: Connection, most: int = 200) -> list[Row]:
    """The first `most` dead letters, oldest first, each with how many events wait `behind` it."""
    return await connection.execute(LISTED, {"which": DEAD, "most": most})


async def replay(connection: Connection, position: int, now: datetime) -> bool:
    """Retry a dead letter from its first attempt; False if there is no such dead letter."""
    return bool(await connection.execute(REPLAY, {"of": position, "new_retry_at": now}))
