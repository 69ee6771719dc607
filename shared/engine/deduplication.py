"""What keeps a thing from being done twice: handled events (inbox) and stored answers (idempotency keys)."""

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
"""One row for each of these events that was handled, and for each of these subjects that has parked events."""
INSERT_HANDLED = insert(inbox)
STORED = select(answers).where(any_of(answers.c.key, "keys"))
INSERT_ANSWER = insert(answers)


class Inbox:
    """Which events each consumer has handled (the row is written in the handler's commit), and which subjects have
    parked events: later events of such a subject wait behind them.
    """

    def __init__(self) -> None:
        self._parked: set[tuple[str, str]] = set()
        self._loaded: set[tuple[str, str]] = set()
        self._kept: dict[tuple[str, str], None] = {}
        self._of_job: dict[tuple[str, str], None] = {}

    async def preload(
        self, connection: Connection, consumer: str, event_ids: Iterable[str], subject_ids: Iterable[str]
    ) -> None:
        """Load by one statement which events the consumer has handled, and which subjects have parked events."""
        params = {"by": consumer, "event_ids": list(event_ids), "subject_ids": list(subject_ids)}
        rows = await connection.execute(KNOWN, params)
        self._loaded.update((consumer, row["event_id"]) for row in rows if row["event_id"])
        self._parked.update((consumer, row["case_id"]) for row in rows if row["case_id"])

    def has_parked(self, consumer: str, subject_id: str) -> bool:
        """True if an event of this subject is parked."""
        return (consumer, subject_id) in self._parked

    def handled(self, consumer: str, event_id: str) -> bool:
        """True if the event was handled before, or earlier in this unit of work."""
        return any((consumer, event_id) in known for known in (self._loaded, self._kept, self._of_job))

    def mark_handled(self, consumer: str, event_id: str) -> None:
        """Write the event into the inbox, unless the current job is rolled back."""
        self._of_job[consumer, event_id] = None

    def checkpoint(self) -> None:
        self._kept |= self._of_job
        self._of_job = {}

    def rollback_job(self) -> None:
        self._of_job = {}

    def changes(self, now: datetime) -> list[Change]:
        """The insert of the inbox rows."""
        rows = [{"consumer": consumer, "event_id": event_id, "at": now} for consumer, event_id in self._kept]
        return [(INSERT_HANDLED, rows)] if rows else []


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """Identifies one request of a caller.

    `scope` is who asked and for what, `fingerprint` the HMAC of the body, `status` the HTTP status of its answer.
    """

    scope: str
    key: str
    fingerprint: str
    status: int = 200


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The answer to a command: its JSON text, as first sent."""

    key: IdempotencyKey
    body: str


class Answers:
    """Answers by idempotency key, written in the command's own commit."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], StoredAnswer] = {}
        self._kept: list[StoredAnswer] = []
        self._of_job: list[StoredAnswer] = []

    async def preload(self, connection: Connection, keys: Iterable[IdempotencyKey]) -> None:
        """Load by one statement the answers stored under these keys."""
        wanted = [key.key for key in keys]
        if not wanted:
            return
        for row in await connection.execute(STORED, {"keys": wanted}):
            key = IdempotencyKey(row["scope"], row["key"], row["fingerprint"], row["status"])
            self._by_key[key.scope, key.key] = StoredAnswer(key, row["body"])

    def find(self, key: IdempotencyKey) -> StoredAnswer | None:
        """The answer stored under this key, None if there is none. Refuses the same key with another body."""
        stored = self._by_key.get((key.scope, key.key))
        if stored is not None and stored.key.fingerprint != key.fingerprint:
            raise Conflict("idempotency_key_reused", "This Idempotency-Key was used before with another body.")
        return stored

    def store(self, key: IdempotencyKey, body: str) -> None:
        """Store the answer, unless the current job is rolled back."""
        self._of_job.append(StoredAnswer(key, body))

    def checkpoint(self) -> None:
        self._by_key.update({(answer.key.scope, answer.key.key): answer for answer in self._of_job})
        self._kept += self._of_job
        self._of_job = []

    def rollback_job(self) -> None:
        self._of_job = []

    def changes(self, now: datetime) -> list[Change]:
        """The insert of the answers."""
        return [(INSERT_ANSWER, [_answer_row(answer, now) for answer in self._kept])] if self._kept else []


def _answer_row(answer: StoredAnswer, now: datetime) -> dict[str, object]:
    key = answer.key
    return {
        "scope": key.scope,
        "key": key.key,
        "fingerprint": key.fingerprint,
        "status": key.status,
        "body": answer.body,
        "at": now,
    }
