"""Timers as rows. A case has at most one of each kind; a fired one is deleted, what happened is in the event log."""

from sqlalchemy import Column, Index, Integer, Table, Text

from shared.db.metadata import HOUSE
from shared.db.types import UtcTime

timers = Table(
    "timers",
    HOUSE,
    Column("case_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("due_at", UtcTime, nullable=False),
    Column("step", Text, nullable=False),
    Column("fire_at", UtcTime, nullable=False),  # due_at, later after a failed attempt
    Column("attempts", Integer, nullable=False),
    Index("timers_by_fire_at", "fire_at"),
)
