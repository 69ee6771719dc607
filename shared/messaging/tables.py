"""Rows of events: what happened (kept), what waits for the bus, what was handled, what is parked."""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from shared.db.metadata import HOUSE, position
from shared.db.types import UtcTime

event_log = Table(
    "event_log",
    HOUSE,
    position(),
    Column("case_id", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", Text),
    Column("trace", Text),
    Column("data", Text, nullable=False),
    UniqueConstraint("case_id", "sequence"),
    Index("event_log_by_time", "at"),
)

outbox = Table(
    "outbox",
    HOUSE,
    position(),
    Column("case_id", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("case_id", "sequence"),
)

inbox = Table(
    "inbox",
    HOUSE,
    Column("consumer", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),
)

parked = Table(
    "parked",
    HOUSE,
    position(),
    Column("consumer", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", UtcTime, nullable=False),
    Column("error", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("consumer", "event_id"),
    Index("parked_by_case", "consumer", "case_id"),
    Index("parked_by_retry", "state", "retry_at"),
)
