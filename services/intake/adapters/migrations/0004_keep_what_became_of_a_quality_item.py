"""Keep what became of a quality item."""

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables."""
    with op.batch_alter_table("quality_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outcome", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("closed_by", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("staff_id", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=True))
        batch_op.create_index("quality_items_open", ["closed_at", "position"], unique=False)
