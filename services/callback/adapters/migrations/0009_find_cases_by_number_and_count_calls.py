"""Find cases by number, list calls that wait for their time, count calls, and keep what callers are still writing.

Calls are counted from this upgrade on: the figures of its day have those made after it.
"""

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables."""
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("cases_by_number", ["number"], unique=False)
        batch_op.create_index(
            "cases_waiting",
            ["task_state", "task_not_before", "id"],
            unique=False,
            sqlite_where=sa.text("task_state = 'queued'"),
            postgresql_where=sa.text("task_state = 'queued'"),
        )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.alter_column("outcome", existing_type=sa.Text(), nullable=True)
        batch_op.add_column(sa.Column("unsent", sa.Integer(), nullable=True))
    op.create_table(
        "calls_made",
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
    )
    op.create_index("calls_made_by_time", "calls_made", ["at", "staff_id", "in_time"], unique=False)
