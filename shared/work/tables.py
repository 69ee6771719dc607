"""Answers already given, by idempotency key, so that a lost answer can be asked for again."""

from sqlalchemy import Column, Index, Integer, Table, Text

from shared.db.metadata import HOUSE
from shared.db.types import UtcTime

answers = Table(
    "answers",
    HOUSE,
    Column("key", Text, primary_key=True),
    Column("scope", Text, primary_key=True),  # who asked, and for what
    Column("fingerprint", Text, nullable=False),  # HMAC of the body
    Column("status", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON as it was first sent, byte for byte
    Column("at", UtcTime, nullable=False),
    Index("answers_by_time", "at"),
)
