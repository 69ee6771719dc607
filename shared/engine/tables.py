"""The tables every service has: event log, outbox, inbox, parked events, timers, messages, deliveries, answers, leases,
search keys, audit.

A service's own tables are in its `adapters/tables.py`; its migrations create both. The column `case_id` holds the id
of the aggregate (`subject_id` in the code).
"""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

from shared.engine.db.types import Json, UtcTime

ENGINE_METADATA = MetaData()
"""The engine's tables. They are created in every service's database."""


def position() -> Column[int]:
    """An ascending number, assigned by the database. Rows may commit out of order: never read `position > last`."""
    return Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


event_log = Table(
    "event_log",
    ENGINE_METADATA,
    position(),
    Column("case_id", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", Text),
    Column("trace", Text),
    Column("data", Text, nullable=False),
    UniqueConstraint("case_id", "sequence"),
    Index("event_log_by_time", "at"),
)

outbox = Table(
    "outbox",
    ENGINE_METADATA,
    position(),
    Column("case_id", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("case_id", "sequence"),
)

inbox = Table(
    "inbox",
    ENGINE_METADATA,
    Column("consumer", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),
)

parked = Table(
    "parked",
    ENGINE_METADATA,
    position(),
    Column("consumer", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", UtcTime, nullable=False),
    Column("error", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("consumer", "event_id"),
    Index("parked_by_case", "consumer", "case_id"),
    Index("parked_by_retry", "state", "retry_at"),
)

timers = Table(
    "timers",
    ENGINE_METADATA,
    Column("case_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("due_at", UtcTime, nullable=False),
    Column("step", Text, nullable=False),
    Column("fire_at", UtcTime, nullable=False),  # due_at, or later after a failed attempt
    Column("attempts", Integer, nullable=False),
    Index("timers_by_fire_at", "fire_at"),
)

messages = Table(
    "messages",
    ENGINE_METADATA,
    position(),
    Column("key", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("late_by_seconds", Float, nullable=False),
    Column("delivered_at", UtcTime),
    Column("attempts", Integer, nullable=False),
    Column("seen_at", UtcTime),
    UniqueConstraint("key"),
    Index("messages_by_recipient", "recipient", "position"),
    Index(
        "messages_unseen",
        "recipient",
        "position",
        sqlite_where=text("seen_at IS NULL"),
        postgresql_where=text("seen_at IS NULL"),
    ),
    Index(
        "messages_undelivered",
        "attempts",
        "position",
        sqlite_where=text("delivered_at IS NULL"),
        postgresql_where=text("delivered_at IS NULL"),
    ),
)
"""`delivered_at` is when the last channel was sent; `attempts` how many tries were made, 0 before the first.

`seen_at` is when the recipient said that they have read it.
"""

deliveries = Table(
    "deliveries",
    ENGINE_METADATA,
    Column("message", Text, primary_key=True),  # messages.key
    Column("channel", Text, primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("state", Text, nullable=False),  # waiting | sent | failed
    Column("try_at", UtcTime, nullable=False),
    Column("tried_at", UtcTime),
    Column("error", Text),  # the kind of failure
    Column("proof", Text),  # the provider's reference
    Index(
        "deliveries_waiting",
        "channel",
        "attempt",
        "try_at",
        "message",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)
"""One row for each try of a message through a channel, from the first that was made of the message."""

answers = Table(
    "answers",
    ENGINE_METADATA,
    Column("key", Text, primary_key=True),
    Column("scope", Text, primary_key=True),  # who asked, and for what
    Column("fingerprint", Text, nullable=False),  # HMAC of the body
    Column("status", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON as first sent, byte for byte
    Column("at", UtcTime, nullable=False),
    Index("answers_by_time", "at"),
)


def lease_table(metadata: MetaData) -> Table:
    """The table of leases of one database: each service's, and the platform's for the loops of administration."""
    return Table(
        "leases",
        metadata,
        Column("name", Text, primary_key=True),
        Column("holder", Text, nullable=False),
        Column("term", Integer, nullable=False),  # incremented when the holder changes
        Column("until", UtcTime, nullable=False),
    )


leases = lease_table(ENGINE_METADATA)

search_keys = Table(
    "search_keys",
    ENGINE_METADATA,
    Column("key", Text, primary_key=True),
    Column("subject_id", Text, primary_key=True),  # ids ascend with time: the newest subject of a key comes last
    sqlite_with_rowid=False,
)
"""Values by which an aggregate is found that may have several of a kind: the blind indexes of a case's customer."""


def audit_table(metadata: MetaData) -> Table:
    """The audit table of one database: each service's, and the platform's for acts of administrators."""
    return Table(
        "audit",
        metadata,
        position(),
        Column("at", UtcTime, nullable=False),
        Column("actor", Text),
        Column("action", Text, nullable=False),
        Column("case_id", Text),
        Column("outcome", Text, nullable=False),  # done | refused
        Column("code", Text),
        Column("facts", Json, nullable=False),
        Index("audit_by_case", "case_id", "position"),
    )


audit = audit_table(ENGINE_METADATA)
