"""The row `installation` of the platform's database: what the data are paired with. Written at a first start."""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, column, insert, select, table, update

from shared.engine.db.database import Connection, Database
from shared.engine.db.statements import Row
from shared.platform.pairing.judgement import Found, Pairing, judge, judge_account
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.settings import Profile, Settings
from shared.platform.tables import audit, installation

log = logging.getLogger(__name__)

ACCOUNTS = frozenset({"wecom_corpid"})
"""The facts that are outside accounts; they change only when a person says so."""

READ = select(installation.c.profile, installation.c.root, installation.c.wrapping, installation.c.facts)
_FIRST = insert(installation)
_AUDIT = insert(audit)
_ONE_AT_A_TIME: Select[tuple[str]] = (
    select(column("version_num")).select_from(table("alembic_version")).with_for_update()
)
"""Locks the platform's version row on PostgreSQL: of two first starts the second finds what the first has paired."""


def pairing_of(row: Row) -> Pairing:
    """The pairing that a row of `READ` holds."""
    return Pairing(
        profile=Profile(row["profile"]),
        root=row["root"],
        wrapping=json.loads(row["wrapping"]),
        facts=json.loads(row["facts"]),
    )


async def read(connection: Connection) -> Pairing | None:
    """The pairing of this installation; None before its first start."""
    rows = await connection.execute(READ)
    return pairing_of(rows[0]) if rows else None


async def lock(connection: Connection) -> Pairing | None:
    """As `read`; until the end of the transaction no other process changes the pairing."""
    await connection.execute(_ONE_AT_A_TIME)
    return await read(connection)


async def pair(platform: Database, settings: Settings, found: Found, now: datetime) -> KeyFile:
    """The keys of this installation, which are compared again; at a first start they are made, and paired.

    The key file is written before its fingerprint is committed: after a kill in between the next start pairs that file.
    Raises `NotPaired`, `KeyFileRefused`.
    """
    async with platform.transaction() as connection:
        paired = await lock(connection)
        if paired is None:
            judge(found, existing_keys(settings), settings.profile, settings.keys)
            keys = KeyFile.load_or_create(settings.keys)
            pairing = Pairing(
                profile=settings.profile,
                root=keys.fingerprint(),
                wrapping={key_id: keys.fingerprint(key_id) for key_id in {*_in_use(found), keys.current}},
            )
            await connection.execute(_FIRST, {"id": 1, "paired_at": now, **_row(pairing)})
            log.info("paired with its keys", extra={"action": "installation.paired", "keys": pairing.root})
            return keys
        loaded = existing_keys(settings)
        judge(replace(found, pairing=paired), loaded, settings.profile, settings.keys)
        assert loaded is not None  # judged
        if loaded.current not in paired.wrapping:  # before any case key is wrapped with it
            wrapping = {**paired.wrapping, loaded.current: loaded.fingerprint(loaded.current)}
            await write(connection, replace(paired, wrapping=wrapping))
        return loaded


async def pair_accounts(platform: Database, accounts: Mapping[str, str]) -> None:
    """Compare the outside accounts of this process's services with those of the data; new ones are paired.

    Raises `NotPaired`.
    """
    if not accounts:
        return
    async with platform.transaction() as connection:
        paired = await lock(connection)
        assert paired is not None
        for name, given in accounts.items():
            judge_account(name, paired.facts.get(name, given), given)
        if accounts.items() - paired.facts.items():
            await write(connection, replace(paired, facts={**paired.facts, **accounts}))


async def compare_told(platform: Database, told: Mapping[str, str]) -> None:
    """Log where this process differs from the one that started before it (policies, calendar, speed), and note it.

    Rules may change from one start to the next, so nothing is refused.
    """
    async with platform.transaction() as connection:
        paired = await lock(connection)
        assert paired is not None
        differing = sorted(name for name, value in told.items() if paired.facts.get(name, value) != value)
        if differing:
            facts = {"action": "installation.differs", "differing": ", ".join(differing)}
            log.warning("this process has other rules than the one that started before it", extra=facts)
        if told.items() - paired.facts.items():
            await write(connection, replace(paired, facts={**paired.facts, **told}))


async def forget_account(platform: Database, account: str, now: datetime) -> bool:
    """Let the next start pair another account of this name; on record. Returns False if none was paired."""
    async with platform.transaction() as connection:
        paired = await lock(connection)
        if paired is None or account not in ACCOUNTS & paired.facts.keys():
            return False
        left = {name: value for name, value in paired.facts.items() if name != account}
        await write(connection, replace(paired, facts=left))
        await record_locally(connection, now, "keys.accept", {account: paired.facts[account]})
    return True


async def record_locally(
    connection: Connection, now: datetime, action: str, facts: Mapping[str, str], case_id: str | None = None
) -> None:
    """Add an audit line of an act on the command line."""
    line = {"at": now, "actor": "local", "action": action, "case_id": case_id, "outcome": "done", "code": None}
    await connection.execute(_AUDIT, {**line, "facts": json.dumps(facts, ensure_ascii=False)})


async def write(connection: Connection, pairing: Pairing) -> None:
    """Replace the wrapping keys and the facts of the pairing. Profile and root never change."""
    row = _row(pairing)
    await connection.execute(update(installation).values(wrapping=row["wrapping"], facts=row["facts"]))


def existing_keys(settings: Settings) -> KeyFile | None:
    """The keys of the key file; None if there is no file. Raises `KeyFileRefused`."""
    return KeyFile.load(settings.keys) if settings.keys.exists() else None


def _in_use(found: Found) -> set[str]:
    return {each.key_id for each in found.wrapped}


def _row(pairing: Pairing) -> Row:
    return {
        "profile": pairing.profile.value,
        "root": pairing.root,
        "wrapping": json.dumps(dict(pairing.wrapping), sort_keys=True),
        "facts": json.dumps(dict(pairing.facts), sort_keys=True),
    }
