"""Keep security events; say of a token who issued it and why it ended."""

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import Json, UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables."""
    op.create_table(
        "security_events",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("minute", UtcTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcTime(), nullable=False),
        sa.Column("last_at", UtcTime(), nullable=False),
        sa.Column("facts", Json(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("kind", "subject", "minute"),
    )
    op.create_index("security_events_by_kind", "security_events", ["kind", "position"])
    op.add_column("tokens", sa.Column("issued_by", sa.Text(), nullable=True))
    op.add_column("tokens", sa.Column("ended_as", sa.Text(), nullable=True))
