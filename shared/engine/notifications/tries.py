"""A try of a message through a channel: the value, the row of `deliveries`, and the statements that read and write it.

Rows are first *waiting*, then *sent* or *failed*. A failed try keeps the kind of its error.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Update,
    bindparam,
    case,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from shared.engine.db.statements import Row, any_of
from shared.engine.notifications.message import Message
from shared.engine.tables import deliveries, messages

WAITING, SENT, FAILED = "waiting", "sent", "failed"
MOST_DOUBLINGS = 16

FRESH = (
    select(messages)
    .where(messages.c.delivered_at.is_(None), messages.c.attempts == 0)
    .order_by(messages.c.position)
    .limit(bindparam("most"))
)
DUE = (
    select(deliveries)
    .where(
        deliveries.c.state == literal_column(f"'{WAITING}'"),  # literal: its index is partial
        deliveries.c.channel == bindparam("by"),
        deliveries.c.try_at <= bindparam("now"),
    )
    .order_by(deliveries.c.attempt, deliveries.c.try_at, deliveries.c.message)
    .limit(bindparam("most"))
)
MESSAGES = select(messages).where(any_of(messages.c.key, "keys"))
INSERT_TRY = insert(deliveries)
TRIED = (
    update(deliveries)
    .where(
        deliveries.c.message == bindparam("of"),
        deliveries.c.channel == bindparam("by"),
        deliveries.c.attempt == bindparam("which"),
        deliveries.c.state == bindparam("was"),
    )
    .values(
        state=bindparam("new_state"),
        tried_at=bindparam("new_tried_at"),
        error=bindparam("new_error"),
        proof=bindparam("new_proof"),
    )
)


class Try(NamedTuple):
    """A try that is due. `position` is that of the message; `fresh` says that it is the message's first of all."""

    message: Message
    position: int
    due_at: datetime
    attempt: int
    fresh: bool


class Tried(NamedTuple):
    """A try that was made: `error` is the kind of its failure, None if it was sent; `proof` is the reference."""

    made: Try
    error: str | None = None
    proof: str | None = None

    @property
    def key(self) -> str:
        """The key of the message."""
        return self.made.message.key


def counted(others: Sequence[str]) -> Update:
    """The update of a message that a channel tried. It sets `delivered_at`, unless one of the others is waiting."""
    at: ColumnElement[Any] = bindparam("new_at", type_=messages.c.delivered_at.type)
    if others:
        of_message = select(deliveries.c.message).where(deliveries.c.message == messages.c.key)
        of_others = of_message.where(or_(*(deliveries.c.channel == literal(other) for other in others)))
        at = case((~of_others.where(deliveries.c.tried_at.is_(None)).correlate(messages).exists(), at))
    return (
        update(messages)
        .where(messages.c.position == bindparam("of"))
        .values(attempts=messages.c.attempts + 1, delivered_at=func.coalesce(messages.c.delivered_at, at))
    )


def fresh_try(row: Row) -> Try:
    """The first try of a message, from its row."""
    return Try(_message(row), row["position"], row["at"], attempt=1, fresh=True)


def waiting_try(message: Row, row: Row) -> Try:
    """A try that is waiting, from the rows of its message and of the try."""
    return Try(_message(message), message["position"], row["try_at"], attempt=row["attempt"], fresh=False)


def row_of(tried: Tried, channel: str, now: datetime) -> dict[str, Any]:
    """The row of a try that was made."""
    return {
        "message": tried.key,
        "channel": channel,
        "attempt": tried.made.attempt,
        "state": FAILED if tried.error else SENT,
        "try_at": tried.made.due_at,
        "tried_at": now,
        "error": tried.error,
        "proof": tried.proof,
    }


def waiting_row(message: str, channel: str, due_at: datetime, attempt: int = 1) -> dict[str, Any]:
    """The row of a try of this message (its key) that is waiting."""
    planned = {"message": message, "channel": channel, "attempt": attempt, "state": WAITING, "try_at": due_at}
    return planned | {"tried_at": None, "error": None, "proof": None}


def next_row(failed: Tried, channel: str, now: datetime) -> dict[str, Any]:
    """The row of the try that follows a failed one: 1, 2, 4, … seconds later."""
    pause = timedelta(seconds=2 ** min(failed.made.attempt - 1, MOST_DOUBLINGS))
    return waiting_row(failed.key, channel, now + pause, failed.made.attempt + 1)


def change_of(tried: Tried, channel: str, now: datetime) -> dict[str, Any]:
    """The parameters of `TRIED`."""
    return {
        "of": tried.key,
        "by": channel,
        "which": tried.made.attempt,
        "was": WAITING,
        "new_state": FAILED if tried.error else SENT,
        "new_tried_at": now,
        "new_error": tried.error,
        "new_proof": tried.proof,
    }


def _message(row: Row) -> Message:
    return Message(
        key=row["key"],
        subject_id=row["case_id"],
        recipient=row["recipient"],
        kind=row["kind"],
        text=row["text"],
        late_by_seconds=row["late_by_seconds"],
    )
