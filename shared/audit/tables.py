"""Audit lines: every command that came, done or refused, and every reveal of personal data."""

from sqlalchemy import Column, Index, Table, Text

from shared.db.metadata import HOUSE, position
from shared.db.types import Json, UtcTime

audit = Table(
    "audit",
    HOUSE,
    position(),
    Column("at", UtcTime, nullable=False),
    Column("actor", Text),
    Column("action", Text, nullable=False),
    Column("case_id", Text),
    Column("outcome", Text, nullable=False),  # done | refused
    Column("code", Text),
    Column("facts", Json, nullable=False),
    Index("audit_by_case", "case_id", "position"),
)
