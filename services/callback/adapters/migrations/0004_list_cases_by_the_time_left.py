"""List cases by the time left."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import UtcTime
from shared.engine.refill import refill

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables."""
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handler_id", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_due_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("decision_due_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("order_due_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("ordered_at", UtcTime(), nullable=True))
        batch_op.drop_index(batch_op.f("cases_by_unit"))
        batch_op.create_index(
            "cases_ended",
            ["filed_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_due_at IS NULL"),
            postgresql_where=sa.text("next_due_at IS NULL"),
        )
        batch_op.create_index(
            "cases_ended_of_handler",
            ["handler_id", "filed_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_due_at IS NULL AND handler_id IS NOT NULL"),
            postgresql_where=sa.text("next_due_at IS NULL AND handler_id IS NOT NULL"),
        )
        batch_op.create_index(
            "cases_ended_of_unit",
            ["responsible_unit_id", "filed_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_due_at IS NULL AND responsible_unit_id IS NOT NULL"),
            postgresql_where=sa.text("next_due_at IS NULL AND responsible_unit_id IS NOT NULL"),
        )
        batch_op.create_index(
            "cases_open",
            ["next_due_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_due_at IS NOT NULL"),
            postgresql_where=sa.text("next_due_at IS NOT NULL"),
        )
        batch_op.create_index(
            "cases_open_of_handler",
            ["handler_id", "next_due_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_due_at IS NOT NULL AND handler_id IS NOT NULL"),
            postgresql_where=sa.text("next_due_at IS NOT NULL AND handler_id IS NOT NULL"),
        )
        batch_op.create_index(
            "cases_open_of_unit",
            ["responsible_unit_id", "next_due_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_due_at IS NOT NULL AND responsible_unit_id IS NOT NULL"),
            postgresql_where=sa.text("next_due_at IS NOT NULL AND responsible_unit_id IS NOT NULL"),
        )
        batch_op.create_index(
            "cases_ordered",
            ["ordered_at", "id"],
            unique=False,
            sqlite_where=sa.text("ordered_at IS NOT NULL"),
            postgresql_where=sa.text("ordered_at IS NOT NULL"),
        )
        batch_op.create_index(
            "cases_to_answer",
            ["order_due_at", "id"],
            unique=False,
            sqlite_where=sa.text("order_due_at IS NOT NULL"),
            postgresql_where=sa.text("order_due_at IS NOT NULL"),
        )
        batch_op.create_index(
            "cases_to_decide",
            ["decision_due_at", "id"],
            unique=False,
            sqlite_where=sa.text("decision_due_at IS NOT NULL"),
            postgresql_where=sa.text("decision_due_at IS NOT NULL"),
        )
    refill(
        op.get_bind(),
        "cases",
        {
            "handler_id": sa.Text(),
            "next_due_at": UtcTime(),
            "decision_due_at": UtcTime(),
            "order_due_at": UtcTime(),
            "ordered_at": UtcTime(),
        },
        _listed,
    )


def _listed(document: dict[str, Any]) -> dict[str, Any]:
    """What lists are ordered by, of a document of version 0.1.0."""
    due_at, orders = _next_due_at(document), document["orders"]
    call = _open_call(document)
    asks = call is not None and call["ask_reporter"]
    waiting = [_time(order["deadline"]) for order in orders if order["answered_at"] is None]
    return {
        "handler_id": document["handler_id"],
        "next_due_at": due_at,
        "decision_due_at": due_at if _supervisor_decides(document) or asks else _review_due_at(document),
        "order_due_at": min(waiting, default=None),
        "ordered_at": max((_time(order["ordered_at"]) for order in orders), default=None),
    }


def _next_due_at(document: dict[str, Any]) -> datetime | None:
    if document["state"] in ("archived", "closed"):
        return None
    owed = [_time(limit["due_at"]) for limit in document["limits"] if limit["ended_at"] is None]
    call = _open_call(document)
    if call is not None:
        owed.append(max(_time(call["task"]["due_at"]), _time(call["task"]["not_before"])))
    since = _time(document["given_up"]["at"] if document["given_up"] else document["moved_at"])
    return min(owed, default=since + timedelta(seconds=document["policy"]["repeat_seconds"]))


def _review_due_at(document: dict[str, Any]) -> datetime | None:
    """A supervisor looks at what was archived with a risk flag or as severity 1."""
    grave = document["severity"] == 1 or document["details"]["risk_flags"]
    if document["state"] != "archived" or not grave:
        return None
    return _time(document["moved_at"]) + timedelta(seconds=document["policy"]["repeat_seconds"])


def _supervisor_decides(document: dict[str, Any]) -> bool:
    if document["state"] != "to_dispatch":
        return document["given_up"] is not None
    policy = document["handling_policy"]
    return policy is not None and document["returns"] >= policy["returns_before_supervisor"]


def _open_call(document: dict[str, Any]) -> dict[str, Any] | None:
    return next((call for call in document["calls"] if call["task"]["state"] != "done"), None)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
