"""All tables of the platform database: directory, identity, case keys, and the clock's anchor."""

from sqlalchemy import BigInteger, Column, Float, Integer, Table, Text

from shared.db.types import UtcTime
from shared.directory.tables import PLATFORM
from shared.identity.tables import tokens
from shared.privacy.case_keys import case_keys

clock = Table(
    "clock",
    PLATFORM,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1: there is one clock
    Column("wall", UtcTime, nullable=False),
    Column("boot_micros", BigInteger, nullable=False),
    Column("boot_id", Text, nullable=False),
    Column("hotline", UtcTime, nullable=False),
    Column("speed", Float, nullable=False),
)

TABLES = (tokens, case_keys, clock)
"""Named here so that importing this module is enough to have them all in `PLATFORM`."""

PLATFORM_TABLES = [PLATFORM]
