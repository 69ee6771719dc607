"""The directory's tables in the `platform` database. An import replaces all rows; a snapshot reads them all.

No foreign keys: units name heads and staff name units, and an import is checked before it is written.
"""

from sqlalchemy import Boolean, Column, Integer, MetaData, PrimaryKeyConstraint, Table, Text

from shared.engine.db.types import UtcTime

PLATFORM = MetaData()
"""The tables of the platform database; `shared.platform.identity` and others add theirs."""

units = Table(
    "units",
    PLATFORM,
    Column("unit_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("parent_id", Text),
    Column("head_id", Text),
    Column("deputy_id", Text),
)

staff = Table(
    "staff",
    PLATFORM,
    Column("staff_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("line", Text),
    Column("roles", Text, nullable=False),  # codes separated by spaces, sorted
    Column("leader_id", Text),
    Column("deputy_id", Text),
    Column("active", Boolean, nullable=False),
    Column("wecom_userid", Text),
)

leave = Table(
    "leave",
    PLATFORM,
    Column("staff_id", Text, nullable=False),
    Column("from_at", UtcTime, nullable=False),
    Column("until_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("staff_id", "from_at", "until_at"),
)

line_executives = Table(
    "line_executives",
    PLATFORM,
    Column("unit_id", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("staff_id", Text, nullable=False),
    PrimaryKeyConstraint("unit_id", "line"),
)

duty_shifts = Table(
    "duty_shifts",
    PLATFORM,
    Column("unit_id", Text, nullable=False),
    Column("staff_id", Text, nullable=False),
    Column("from_at", UtcTime, nullable=False),
    Column("until_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("unit_id", "staff_id", "from_at", "until_at"),
)

directory_version = Table(
    "directory_version",
    PLATFORM,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1: there is one directory
    Column("version", Integer, nullable=False),
    Column("imported_at", UtcTime, nullable=False),
)
