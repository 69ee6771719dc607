"""Audit lines: every command that came, done or refused, and every reveal of personal data."""

from sqlalchemy import Column, Index, MetaData, Table, Text

from shared.db.metadata import HOUSE, position
from shared.db.types import Json, UtcTime


def audit_table(metadata: MetaData) -> Table:
    """The table of one database; what administrators do to the platform is on record in the platform's own."""
    return Table(
        "audit",
        metadata,
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


audit = audit_table(HOUSE)
