"""Callback's tables: cases, with the columns of their queue; details that arrived before their case; drafts; calls."""

from typing import Any

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, text

from services.callback.domain.states import State
from shared.engine.aggregates import aggregate_columns, state_column
from shared.engine.db.types import Json, UtcTime
from shared.engine.tables import position

METADATA = MetaData()

OPEN, ENDED = "next_due_at IS NOT NULL", "next_due_at IS NULL"
WITH_UNIT, WITH_HANDLER = "responsible_unit_id IS NOT NULL", "handler_id IS NOT NULL"
QUEUED = "task_state = 'queued'"


def _where(condition: str) -> dict[str, Any]:
    """The condition of an index that holds some rows only: ended cases, by far the most, cost open ones nothing."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


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
    # by which lists are ordered; empty where a case is not in the list (`domain.slack`)
    Column("handler_id", Text),
    Column("next_due_at", UtcTime),
    Column("decision_due_at", UtcTime),
    Column("order_due_at", UtcTime),
    Column("ordered_at", UtcTime),
    Column("review_due_at", UtcTime),
    Column("reviewed_at", UtcTime),
    Index("cases_queue", "task_state", "task_band", "task_calm", "task_due_at", "id"),
    Index("cases_joining", "task_state", "task_joins_at"),
    Index("cases_held", "task_holder"),
    Index("cases_waiting", "task_state", "task_not_before", "id", **_where(QUEUED)),
    Index("cases_by_number", "number"),
    Index("cases_open", "next_due_at", "id", **_where(OPEN)),
    Index("cases_open_of_unit", "responsible_unit_id", "next_due_at", "id", **_where(f"{OPEN} AND {WITH_UNIT}")),
    Index("cases_open_of_handler", "handler_id", "next_due_at", "id", **_where(f"{OPEN} AND {WITH_HANDLER}")),
    Index("cases_to_decide", "decision_due_at", "id", **_where("decision_due_at IS NOT NULL")),
    Index("cases_ended", "filed_at", "id", **_where(ENDED)),
    Index("cases_ended_of_unit", "responsible_unit_id", "filed_at", "id", **_where(f"{ENDED} AND {WITH_UNIT}")),
    Index("cases_ended_of_handler", "handler_id", "filed_at", "id", **_where(f"{ENDED} AND {WITH_HANDLER}")),
    Index("cases_to_answer", "order_due_at", "id", **_where("order_due_at IS NOT NULL")),
    Index("cases_ordered", "ordered_at", "id", **_where("ordered_at IS NOT NULL")),
    Index("cases_to_review", "review_due_at", "id", **_where("review_due_at IS NOT NULL")),
    Index("cases_reviewed", "reviewed_at", "id", **_where("reviewed_at IS NOT NULL")),
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
    Column("outcome", Text),  # empty in what was not sent yet, unless the caller chose one already
    Column("note", Text),  # sealed
    Column("said", Json),  # satisfied and score, as far as the customer gave them
    Column("unsent", Integer),  # 1 for what a caller is still writing: their next heartbeat replaces it
    Index("drafts_by_case", "case_id", "staff_id"),
)

calls_made = Table(
    "calls_made",
    METADATA,
    position(),
    Column("at", UtcTime, nullable=False),  # when the attempt ended
    Column("staff_id", Text, nullable=False),
    Column("in_time", Integer, nullable=False),  # 1 if it began by the time at which it should be tried
    Index("calls_made_by_time", "at", "staff_id", "in_time"),
)
"""A row for each attempt, for the figures of a day; of which case it was is in the log."""
