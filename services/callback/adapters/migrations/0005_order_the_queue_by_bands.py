"""Order the queue by bands, and find the tasks a person holds.

An open task has a band, the moment from which it belongs to the first one, the hours in which it is not offered, and
its holder. Documents are read as version 0.1.0 wrote them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import UtcTime
from shared.engine.refill import refill
from shared.rules.calendar.working import WorkingCalendar

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "task_band": sa.Integer(),
    "task_joins_at": UtcTime(),
    "task_due_at": UtcTime(),
    "task_quiet_from": sa.Integer(),
    "task_quiet_until": sa.Integer(),
    "task_holder": sa.Text(),
}
ADDED = tuple(name for name in COLUMNS if name != "task_due_at")


def upgrade() -> None:
    """Upgrade the tables."""
    with op.batch_alter_table("cases", schema=None) as batch_op:
        for name in ADDED:
            batch_op.add_column(sa.Column(name, COLUMNS[name], nullable=True))
        batch_op.drop_index("cases_queue")
        batch_op.drop_column("task_minute")
        batch_op.create_index(
            "cases_queue", ["task_state", "task_band", "task_calm", "task_due_at", "id"], unique=False
        )
        batch_op.create_index("cases_joining", ["task_state", "task_joins_at"], unique=False)
        batch_op.create_index("cases_held", ["task_holder"], unique=False)
    refill(op.get_bind(), "cases", COLUMNS, _columns)


def _columns(document: Mapping[str, Any]) -> Mapping[str, Any]:
    call = next((each for each in document["calls"] if each["task"]["state"] != "done"), None)
    if call is None:
        return dict.fromkeys(COLUMNS)
    band, joins_at, due_at = _place(call, document["policy"])
    lease = call["task"]["lease"]
    quiet_from, quiet_until = _quiet(call, document)
    return {
        "task_band": band,
        "task_joins_at": joins_at,
        "task_due_at": due_at,
        "task_quiet_from": quiet_from,
        "task_quiet_until": quiet_until,
        "task_holder": lease["holder"] if lease else None,
    }


def _place(call: Mapping[str, Any], policy: Mapping[str, Any]) -> tuple[int, datetime | None, datetime]:
    due_at, not_before = _at(call["task"]["due_at"]), _at(call["task"]["not_before"])
    if call["ask_reporter"]:
        return 3, None, due_at
    if _appointment(call):
        return 0, None, not_before
    if call["attempts"]:
        return 1, _after_quiet(not_before + timedelta(minutes=5), policy), not_before + timedelta(minutes=15)
    if call["kind"] == "first_callback":
        return 0, None, due_at
    begins = _at(call["round_from"])
    return 2, begins + (due_at - begins) * policy["warning_share"], due_at


def _after_quiet(at: datetime, policy: Mapping[str, Any]) -> datetime:
    quiet = policy["quiet_from"], policy["quiet_until"]
    if not WorkingCalendar.is_quiet(at, *quiet):
        return at
    return WorkingCalendar.after_quiet(at, *quiet) + timedelta(minutes=5)


def _quiet(call: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[int | None, int | None]:
    begin, end = document["policy"]["quiet_from"], document["policy"]["quiet_until"]
    first = call["kind"] == "first_callback" and not call["attempts"]
    moved = _at(call["task"]["not_before"]) > _at(document["filed_at"])
    if begin == end or (not moved if first else _appointment(call)):
        return None, None
    return _minutes(begin), _minutes(end)


def _appointment(call: Mapping[str, Any]) -> bool:
    last = call["attempts"][-1] if call["attempts"] else None
    return last is not None and last["outcome"] == "call_later" and last["round"] == call["round"]


def _minutes(written: str) -> int:
    hour = time.fromisoformat(written)
    return hour.hour * 60 + hour.minute


def _at(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
