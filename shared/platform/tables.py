"""All tables of the platform database: directory, identity, keys, budgets, pairing, clock, acts, security, erasures."""

from sqlalchemy import BigInteger, Column, Float, Integer, Table, Text

from shared.engine.db.types import UtcTime
from shared.engine.tables import audit_table, lease_table
from shared.platform.directory.drafts import directory_draft_parts, directory_drafts, directory_versions
from shared.platform.directory.tables import PLATFORM
from shared.platform.identity.tables import sessions, tokens
from shared.platform.privacy.budgets import budgets
from shared.platform.privacy.case_keys import case_keys
from shared.platform.privacy.erasures import erasures, erasures_owed, legal_holds
from shared.platform.privacy.retained import retention_kept, retention_places
from shared.platform.security_events import security_events

clock = Table(
    "clock",
    PLATFORM,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1: there is one clock
    Column("wall", UtcTime, nullable=False),
    Column("boot_micros", BigInteger, nullable=False),
    Column("boot_id", Text, nullable=False),
    Column("hotline", UtcTime, nullable=False),
    Column("speed", Float, nullable=False),
    Column("held_since", UtcTime),  # the hotline's time when the clock was held
)

installation = Table(
    "installation",
    PLATFORM,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1: there is one installation
    Column("paired_at", UtcTime, nullable=False),  # by the host's wall clock
    Column("profile", Text, nullable=False),
    Column("root", Text, nullable=False),
    Column("wrapping", Text, nullable=False),
    Column("facts", Text, nullable=False),
)

clock_steps = Table(
    "clock_steps",
    PLATFORM,
    Column("id", Integer, primary_key=True, autoincrement=False),  # ascending
    Column("since", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("by_micros", BigInteger, nullable=False),
)
"""Steps of the hotline's time: what was stamped from `since` until `until` is moved by so much, in every service."""

log_extents = Table(
    "log_extents",
    PLATFORM,
    Column("service", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),  # the last one of its event log
    Column("at", UtcTime, nullable=False),  # by the host's wall clock, when it was noted
)
"""How far the log of each service has come: a database with an empty log was emptied, or is another one."""

audit = audit_table(PLATFORM)

leases = lease_table(PLATFORM)
"""The lease of administration's loops."""

TABLES = (
    *(tokens, sessions, case_keys, budgets, installation, clock, clock_steps, audit, security_events),
    *(erasures, erasures_owed, legal_holds, retention_places, retention_kept, leases, log_extents),
    *(directory_drafts, directory_draft_parts, directory_versions),
)
"""Listed so that importing this module registers all tables in `PLATFORM`."""

PLATFORM_TABLES = [PLATFORM]
