"""Intake's tables: reports, raw WeCom pushes, and open questions about the directory."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, text

from services.intake.application.wecom_ports import PushState
from services.intake.domain.states import State
from shared.engine.aggregates import aggregate_columns, state_column
from shared.engine.db.types import UtcTime
from shared.engine.tables import position

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
    Column("delivery", Text, primary_key=True),  # sha256 of the encrypted text: a redelivery of the message has another
    Column("envelope", LargeBinary, nullable=False),  # as received, still encrypted
    *state_column(PushState),
    Column("dedupe_key", Text),  # of the message inside, once read; its answer is in `answers`, unique by this key
    Column("case_id", Text),
    Column("attempts", Integer, nullable=False),
    Column("try_at", UtcTime, nullable=False),  # when the loop is to finish it, while received
    Column("at", UtcTime, nullable=False),
    Index("wecom_messages_by_message", "app", "dedupe_key"),
    Index("wecom_messages_by_time", "at"),
    Index(
        "wecom_messages_waiting",
        "try_at",
        sqlite_where=text("state = 'received'"),
        postgresql_where=text("state = 'received'"),
    ),
)

quality_items = Table(
    "quality_items",
    METADATA,
    position(),
    Column("kind", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("outcome", Text),  # resolved | dismissed, with the following; nothing while it is open
    Column("closed_at", UtcTime),
    Column("closed_by", Text),
    Column("staff_id", Text),  # the reporter who was named
    Column("reason", Text),  # without data of the customer
    Index("quality_items_open", "closed_at", "position"),
)
