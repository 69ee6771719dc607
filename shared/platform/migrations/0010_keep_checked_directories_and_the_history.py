"""Keep directories that were checked, when a token was used, and the history of imports, as far as the audit tells it."""

import json

import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import Json, UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the tables."""
    op.create_table(
        "directory_drafts",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("found", Json(), nullable=False),
        sa.PrimaryKeyConstraint("draft_id"),
    )
    op.create_table(
        "directory_draft_parts",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "part"),
    )
    op.add_column("tokens", sa.Column("used_at", UtcTime(), nullable=True))
    versions = op.create_table(
        "directory_versions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("found", Json(), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
    rows = _history()
    if rows:
        op.bulk_insert(versions, rows)


def _history() -> list[dict[str, object]]:
    """A row for each version that the audit knows of."""
    audit = sa.table(
        "audit",
        sa.column("position", sa.BigInteger()),
        sa.column("at", UtcTime()),
        sa.column("actor", sa.Text()),
        sa.column("action", sa.Text()),
        sa.column("facts", Json()),
    )
    told = sa.cast(audit.c.facts, sa.Text()).label("facts")
    asked = sa.select(audit.c.at, audit.c.actor, told).where(audit.c.action == "directory.import")
    found = {}
    for row in op.get_bind().execute(asked.order_by(audit.c.position)).mappings():
        facts = json.loads(row["facts"])
        known = {"units": facts["units"], "people": facts["people"], "diff": None}
        found[facts["version"]] = {
            "version": facts["version"],
            "at": row["at"],
            "by": row["actor"],
            "found": json.dumps(known),
        }
    return list(found.values())
