"""Keep the verdict of a draft."""

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import Json

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables."""
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("said", Json(), nullable=True))
