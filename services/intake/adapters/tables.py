"""Intake's tables: reports, raw WeCom messages as they came, and open questions about the directory."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

from services.intake.domain.states import State
from shared.db.metadata import position
from shared.db.types import UtcTime
from shared.work.aggregates import aggregate_columns, state_column

METADATA = MetaData()

reports = Table(
    "reports",
    METADATA,
    *aggregate_columns(),
    *state_column(State),
    Column("number", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("reporter_id", Text),
    Column("accepted_at", UtcTime, nullable=False),
    UniqueConstraint("number"),
    Index("reports_by_reporter", "reporter_id", "accepted_at"),
)

wecom_messages = Table(
    "wecom_messages",
    METADATA,
    Column("app", Text, primary_key=True),
    Column("dedupe_key", Text, primary_key=True),
    Column("case_id", Text),
    Column("envelope", LargeBinary, nullable=False),  # as it came, still encrypted
    Column("reply", Text),  # as it was sent, encrypted; each redelivery gets the same
    Column("state", Text, nullable=False),  # received | answered
    Column("attempts", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("wecom_messages_by_time", "at"),
)

quality_items = Table(
    "quality_items",
    METADATA,
    position(),
    Column("kind", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)
