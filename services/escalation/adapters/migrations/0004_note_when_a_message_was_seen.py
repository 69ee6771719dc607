"""Note when a message was seen."""

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables. Of older messages it is not known whether they were read: they count as unread."""
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_at", UtcTime(), nullable=True))
        batch_op.create_index(
            "messages_unseen",
            ["recipient", "position"],
            unique=False,
            sqlite_where=sa.text("seen_at IS NULL"),
            postgresql_where=sa.text("seen_at IS NULL"),
        )
