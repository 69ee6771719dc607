"""Find cases by the numbers of their customer."""

import sqlalchemy as sa
from alembic import op

from shared.engine.refill import refill_keys

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables."""
    op.create_table(
        "search_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "subject_id"),
        sqlite_with_rowid=False,
    )
    refill_keys(op.get_bind(), "cases", _indexes)
    for name in ("cases_by_phone", "cases_by_policy"):
        op.drop_index(name, table_name="cases")
    for name in ("phone_index", "policy_index"):
        op.drop_column("cases", name)


def _indexes(document: dict[str, dict[str, dict[str, str | None]]]) -> list[str]:
    """Version 0.1.0 made indexes of the phone and the policy number only."""
    customer = document["details"]["customer"]
    return [index for name in ("phone_index", "policy_index") if (index := customer.get(name))]
