"""Count what is revealed."""

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables."""
    op.create_table(
        "budgets",
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uses", Json(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "purpose"),
    )
