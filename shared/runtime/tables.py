"""Which process of a service runs its loops, as a row."""

from sqlalchemy import Column, Integer, Table, Text

from shared.db.metadata import HOUSE
from shared.db.types import UtcTime

leases = Table(
    "leases",
    HOUSE,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("term", Integer, nullable=False),
    Column("until", UtcTime, nullable=False),
)
"""`term` rises whenever the holder changes."""
