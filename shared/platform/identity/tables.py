"""The tables of tokens and sessions, in the `platform` database. A secret is never stored, only its SHA-256."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from shared.engine.db.types import UtcTime
from shared.platform.directory.tables import PLATFORM

tokens = Table(
    "tokens",
    PLATFORM,
    Column("hash", Text, primary_key=True),
    Column("token_id", Text, nullable=False),
    Column("staff_id", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("issued_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime),
    Column("revoked_at", UtcTime),
    Column("issued_by", Text),  # a staff id, or `local`; unknown for those of version 0.1.0 and of the demo
    Column("ended_as", Text),  # why it was revoked: revoked | left | moved | other_roles | restored
    Column("used_at", UtcTime),  # its last use, to the hour
    UniqueConstraint("token_id"),
    Index("tokens_by_staff", "staff_id"),
)

sessions = Table(
    "sessions",
    PLATFORM,
    Column("hash", Text, primary_key=True),
    Column("session_id", Text, nullable=False),
    Column("staff_id", Text, nullable=False),
    Column("began_at", UtcTime, nullable=False),  # real times of a host, as the others here
    Column("seen_at", UtcTime, nullable=False),
    Column("address", Text),
    Column("ended_at", UtcTime),
    Column("ended_as", Text),  # why it ended before its time: signed_out | ended, or as of tokens
    UniqueConstraint("session_id"),
    Index("sessions_by_staff", "staff_id", "began_at"),
    Index("sessions_by_begin", "began_at"),
)
