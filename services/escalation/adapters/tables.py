"""Escalation's table: one row a case, with the searchable columns beside the document."""

from sqlalchemy import Column, Index, MetaData, Table, Text

from services.escalation.domain.states import State
from shared.engine.aggregates import aggregate_columns, state_column
from shared.engine.db.types import UtcTime

METADATA = MetaData()

cases = Table(
    "cases",
    METADATA,
    *aggregate_columns(),
    *state_column(State),
    Column("number", Text, nullable=False),
    Column("reporter_id", Text),
    Column("accepted_at", UtcTime, nullable=False),
    Column("next_due_at", UtcTime),
    Index("cases_live", "next_due_at"),
    Index("cases_by_time", "accepted_at", "id"),
    Index("cases_by_reporter", "reporter_id", "accepted_at"),
)
