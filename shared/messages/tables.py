"""Messages to people, as rows."""

from sqlalchemy import Column, Float, Index, Integer, Table, Text, UniqueConstraint, text

from shared.db.metadata import HOUSE, position
from shared.db.types import UtcTime

messages = Table(
    "messages",
    HOUSE,
    position(),
    Column("key", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("late_by_seconds", Float, nullable=False),
    Column("delivered_at", UtcTime),
    Column("attempts", Integer, nullable=False),
    UniqueConstraint("key"),
    Index("messages_by_recipient", "recipient", "position"),
    Index(
        "messages_undelivered",
        "attempts",
        "position",
        sqlite_where=text("delivered_at IS NULL"),
        postgresql_where=text("delivered_at IS NULL"),
    ),
)
