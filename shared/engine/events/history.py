"""The events of one subject, read from a service's own log."""

from sqlalchemy import bindparam, select

from shared.contracts.base import Event
from shared.contracts.registry import split_type
from shared.engine import codec
from shared.engine.db.database import Database
from shared.engine.tables import event_log

OF_SUBJECT = select(event_log).where(event_log.c.case_id == bindparam("of")).order_by(event_log.c.sequence)


async def history(database: Database, subject_id: str) -> list[Event]:
    """All events of a subject, in order."""
    rows = await database.ask(OF_SUBJECT, {"of": subject_id})
    return [codec.decode(*split_type(row["type"]), row["data"].encode()) for row in rows]
