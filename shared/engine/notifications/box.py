"""A person's message box: their messages, newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from shared.engine.db.database import Connection
from shared.engine.tables import messages

IN_BOX = (
    select(
        messages.c.position,
        messages.c.case_id,
        messages.c.kind,
        messages.c.text,
        messages.c.at,
        messages.c.late_by_seconds,
    )
    .where(messages.c.recipient == bindparam("of"), messages.c.position < bindparam("before"))
    .order_by(messages.c.position.desc())
    .limit(bindparam("most"))
)
NEWEST = 2**62


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageView:
    """One message as its recipient reads it."""

    case_id: str
    kind: str
    text: str
    at: datetime
    late_by_seconds: float


async def read_box(
    connection: Connection, staff_id: str, *, limit: int, before: int | None
) -> tuple[list[MessageView], int | None]:
    """At most `limit` messages before position `before`, and the position to continue from (None at the end)."""
    params = {"of": staff_id, "before": before or NEWEST, "most": limit + 1}
    rows = await connection.execute(IN_BOX, params)
    more = rows[limit - 1]["position"] if len(rows) > limit else None
    views = [MessageView(**{k: v for k, v in row.items() if k != "position"}) for row in rows[:limit]]
    return views, more
