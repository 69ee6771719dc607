"""What a unit of work recalls: events already handled (inbox) and answers already given (idempotency keys)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, bindparam, insert, literal_column, select, union_all

from shared.engine.db.database import Change, Connection
from shared.engine.db.statements import any_of
from shared.engine.tables import answers, inbox, parked
from shared.support.errors import Conflict

_by = bindparam("by", type_=Text)
KNOWN = union_all(
    select(inbox.c.event_id, literal_column("NULL", Text).label("case_id")).where(
        inbox.c.consumer == _by, any_of(inbox.c.event_id, "event_ids")
    ),
    select(literal_column("NULL", Text), parked.c.case_id).where(
        parked.c.consumer == _by, any_of(parked.c.case_id, "subject_ids")
    ),
)
"""Which of these events are handled, and of which of these cases events are parked: each row tells of one."""
INSERT_HANDLED = insert(inbox)
GIVEN = select(answers).where(any_of(answers.c.key, "keys"))
INSERT_ANSWER = insert(answers)


class Inbox:
    """Which events each consumer has handled. The row is written in the handler's own commit.

    And of which cases events are parked: what comes later for such a case waits behind them.
    """

    def __init__(self) -> None:
        self._behind: set[tuple[str, str]] = set()
        self._saved: set[tuple[str, str]] = set()
        self._kept: dict[tuple[str, str], None] = {}
        self._item: dict[tuple[str, str], None] = {}

    async def preload(
        self, connection: Connection, consumer: str, event_ids: Iterable[str], subject_ids: Iterable[str]
    ) -> None:
        """Learn by one statement which of these the consumer has handled, and which cases wait for it."""
        params = {"by": consumer, "event_ids": list(event_ids), "subject_ids": list(subject_ids)}
        rows = await connection.execute(KNOWN, params)
        self._saved.update((consumer, row["event_id"]) for row in rows if row["event_id"])
        self._behind.update((consumer, row["case_id"]) for row in rows if row["case_id"])

    def is_behind(self, consumer: str, subject_id: str) -> bool:
        """True if an event of this case is parked."""
        return (consumer, subject_id) in self._behind

    def handled(self, consumer: str, event_id: str) -> bool:
        """True if it was handled before, or earlier in this unit of work."""
        return any((consumer, event_id) in known for known in (self._saved, self._kept, self._item))

    def mark(self, consumer: str, event_id: str) -> None:
        """It is handled, if the item in hand is kept."""
        self._item[consumer, event_id] = None

    def checkpoint(self) -> None:
        """See `UnitOfWork.checkpoint`."""
        self._kept |= self._item
        self._item = {}

    def rollback_job(self) -> None:
        """See `UnitOfWork.rollback_job`."""
        self._item = {}

    def changes(self, now: datetime) -> list[Change]:
        """What writes the marks."""
        rows = [{"consumer": consumer, "event_id": event_id, "at": now} for consumer, event_id in self._kept]
        return [(INSERT_HANDLED, rows)] if rows else []


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A command as its caller identifies it: `scope` is who asked and for what, `fingerprint` the HMAC of the body."""

    scope: str
    key: str
    fingerprint: str
    status: int = 200


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer given to a command: its JSON text and status, as first sent."""

    asked: IdempotencyKey
    body: str


class Answers:
    """Answers by idempotency key, written in the command's own commit."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], StoredAnswer] = {}
        self._kept: list[StoredAnswer] = []
        self._item: list[StoredAnswer] = []

    async def preload(self, connection: Connection, asked: Iterable[IdempotencyKey]) -> None:
        """Learn by one statement which of these were answered before."""
        keys = [one.key for one in asked]
        if not keys:
            return
        for row in await connection.execute(GIVEN, {"keys": keys}):
            was = IdempotencyKey(row["scope"], row["key"], row["fingerprint"], row["status"])
            self._known[was.scope, was.key] = StoredAnswer(was, row["body"])

    def find(self, asked: IdempotencyKey) -> StoredAnswer | None:
        """The answer given before; refuses the same key with another body."""
        given = self._known.get((asked.scope, asked.key))
        if given is not None and given.asked.fingerprint != asked.fingerprint:
            raise Conflict("idempotency_key_reused", "This Idempotency-Key was used before with another body.")
        return given

    def give(self, asked: IdempotencyKey, body: str) -> None:
        """This is the answer, if the item in hand is kept."""
        self._item.append(StoredAnswer(asked, body))

    def checkpoint(self) -> None:
        """See `UnitOfWork.checkpoint`."""
        self._known.update({(given.asked.scope, given.asked.key): given for given in self._item})
        self._kept += self._item
        self._item = []

    def rollback_job(self) -> None:
        """See `UnitOfWork.rollback_job`."""
        self._item = []

    def changes(self, now: datetime) -> list[Change]:
        """What writes the answers."""
        return [(INSERT_ANSWER, [_answer_row(given, now) for given in self._kept])] if self._kept else []


def _answer_row(given: StoredAnswer, now: datetime) -> dict[str, object]:
    asked = given.asked
    return {
        "scope": asked.scope,
        "key": asked.key,
        "fingerprint": asked.fingerprint,
        "status": asked.status,
        "body": given.body,
        "at": now,
    }
