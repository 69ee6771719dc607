"""List reviewed cases, and those of assisting units."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import UtcTime
from shared.engine.refill import refill, refill_keys

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables."""
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("review_due_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("reviewed_at", UtcTime(), nullable=True))
        batch_op.create_index(
            "cases_reviewed",
            ["reviewed_at", "id"],
            unique=False,
            sqlite_where=sa.text("reviewed_at IS NOT NULL"),
            postgresql_where=sa.text("reviewed_at IS NOT NULL"),
        )
        batch_op.create_index(
            "cases_to_review",
            ["review_due_at", "id"],
            unique=False,
            sqlite_where=sa.text("review_due_at IS NOT NULL"),
            postgresql_where=sa.text("review_due_at IS NOT NULL"),
        )
    refill(op.get_bind(), "cases", {"review_due_at": UtcTime(), "reviewed_at": UtcTime()}, _reviewed)
    refill_keys(op.get_bind(), "cases", _assisting)


def _reviewed(document: dict[str, Any]) -> dict[str, Any]:
    """When a grave case that was archived is to be looked at, or was."""
    grave = document["severity"] == 1 or document["details"]["risk_flags"]
    review = document.get("review")
    waits = document["state"] == "archived" and grave and not review
    return {
        "review_due_at": _time(document["moved_at"]) + timedelta(seconds=document["policy"]["repeat_seconds"])
        if waits
        else None,
        "reviewed_at": _time(review["at"]) if review else None,
    }


def _assisting(document: dict[str, Any]) -> list[str]:
    return [f"assists:{unit_id}" for unit_id in document["assisting_unit_ids"]]


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
