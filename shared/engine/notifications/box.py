"""A person's message box: their messages, newest first, and which of them they have read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from shared.engine.db.database import Connection, Database
from shared.engine.tables import messages

MOST_COUNTED = 100
"""Unread messages are counted up to this number."""

NEWEST = 2**62

IN_BOX = (
    select(
        messages.c.position,
        messages.c.key,
        messages.c.case_id,
        messages.c.kind,
        messages.c.text,
        messages.c.at,
        messages.c.late_by_seconds,
        messages.c.seen_at,
    )
    .where(messages.c.recipient == bindparam("of"), messages.c.position < bindparam("before"))
    .order_by(messages.c.position.desc())
    .limit(bindparam("most"))
)
_UNSEEN = select(messages.c.position).where(messages.c.recipient == bindparam("of"), messages.c.seen_at.is_(None))
UNREAD = select(func.count().label("n")).select_from(_UNSEEN.limit(MOST_COUNTED).subquery())
LAST = (
    select(messages.c.position, messages.c.at)
    .where(messages.c.recipient == bindparam("of"))
    .order_by(messages.c.position.desc())
    .limit(1)
)
SEEN = (
    update(messages)
    .where(
        # A row that is being sent at this moment stays unread: waiting for it could be a deadlock.
        messages.c.position.in_(
            _UNSEEN.where(messages.c.position <= bindparam("up_to")).with_for_update(skip_locked=True)
        )
    )
    .values(seen_at=bindparam("now"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageView:
    """One message as its recipient reads it. `position` ascends within the service; `seen_at` is None if unread."""

    position: int
    key: str
    case_id: str
    kind: str
    text: str
    at: datetime
    late_by_seconds: float
    seen_at: datetime | None


async def read_box(
    connection: Connection, staff_id: str, *, limit: int, before: int | None
) -> tuple[list[MessageView], int | None]:
    """At most `limit` messages before position `before`, and the position to continue from (None at the end)."""
    params = {"of": staff_id, "before": before or NEWEST, "most": limit + 1}
    rows = await connection.execute(IN_BOX, params)
    more = rows[limit - 1]["position"] if len(rows) > limit else None
    return [MessageView(**row) for row in rows[:limit]], more


async def count_unread(database: Database, staff_id: str) -> int:
    """How many messages a person has not read, at most `MOST_COUNTED`."""
    [row] = await database.ask(UNREAD, {"of": staff_id})
    return int(row["n"])


async def mark_seen(database: Database, staff_id: str, *, up_to: int, now: datetime) -> int:
    """Note that a person has read their messages up to this position; returns how many are unread still."""
    async with database.transaction() as connection:
        await connection.execute(SEEN, {"of": staff_id, "up_to": up_to, "now": now})
    return await count_unread(database, staff_id)


async def last_messages(connection: Connection, staff_ids: Sequence[str]) -> Mapping[str, tuple[int, datetime]]:
    """Position and time of the newest message of each of these people (at least one) who have any."""
    found = await connection.execute_each(LAST, [{"of": staff_id} for staff_id in staff_ids])
    pairs = zip(staff_ids, found, strict=True)
    return {staff_id: (rows[0]["position"], rows[0]["at"]) for staff_id, rows in pairs if rows}
