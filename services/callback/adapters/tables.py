"""Callback's tables: cases, with the columns of their queue; details that arrived before their case; drafts."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

from services.callback.domain.states import State
from shared.engine.aggregates import aggregate_columns, state_column
from shared.engine.db.types import Json, UtcTime
from shared.engine.tables import position

METADATA = MetaData()

cases = Table(
    "cases",
    METADATA,
    *aggregate_columns(),
    *state_column(State),
    Column("number", Text, nullable=False),
    Column("filed_at", UtcTime, nullable=False),
    Column("responsible_unit_id", Text),
    # the open task, if any, as the queue orders it
    Column("task_state", Text),
    Column("task_band", Integer),
    Column("task_joins_at", UtcTime),  # from then on it belongs to the first band
    Column("task_calm", Integer),  # 0 for a risky one: first within its band
    Column("task_due_at", UtcTime),
    Column("task_not_before", UtcTime),
    Column("task_quiet_from", Integer),  # the minutes of the local day in which it is not offered, if any
    Column("task_quiet_until", Integer),
    Column("task_holder", Text),
    # open cases of one customer; empty once the case has ended
    Column("phone_index", Text),
    Column("policy_index", Text),
    Index("cases_queue", "task_state", "task_band", "task_calm", "task_due_at", "id"),
    Index("cases_joining", "task_state", "task_joins_at"),
    Index("cases_held", "task_holder"),
    Index("cases_by_phone", "phone_index"),
    Index("cases_by_policy", "policy_index"),
    Index("cases_by_unit", "responsible_unit_id", "filed_at"),
)

details = Table(
    "details",
    METADATA,
    Column("case_id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("document", Json, nullable=False),
)

drafts = Table(
    "drafts",
    METADATA,
    position(),
    Column("case_id", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("staff_id", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("note", Text),  # sealed
    Index("drafts_by_case", "case_id", "staff_id"),
)
