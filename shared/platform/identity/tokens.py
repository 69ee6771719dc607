"""Bearer tokens: issued by an administrator, stored as hashes, revocable, with an expiry.

A token identifies a person and grants nothing. A machine that needs one has a line in the staff list, with its roles.
When its person leaves, or gets another unit or other roles, a token ends for good: it does not come back with them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import bindparam, insert, select, union, update

from shared.engine.db.database import Connection, Database
from shared.engine.db.statements import Row
from shared.platform.directory.tables import staff
from shared.platform.identity.tables import sessions, tokens

DEMO_LABEL = "demo"
"""The label of the demo's sign-ins, which stay valid."""

USUAL_LIFE_DAYS = 90
"""How many real days a token is valid unless asked otherwise, and after an upgrade one that had no end."""

_NOW = bindparam("now", type_=tokens.c.issued_at.type)
_INSERT = insert(tokens)
_LOOKUP = select(tokens.c.token_id, tokens.c.staff_id, tokens.c.expires_at).where(
    tokens.c.hash == bindparam("hash"), tokens.c.revoked_at.is_(None)
)
_IS_KNOWN = select(tokens.c.token_id).where(tokens.c.hash == bindparam("hash"))
_REVOKED = {"revoked_at": _NOW, "ended_as": bindparam("why")}
_REVOKE = (
    update(tokens)
    .where(tokens.c.token_id == bindparam("of"), tokens.c.revoked_at.is_(None))
    .values(_REVOKED)
    .returning(tokens.c.staff_id)
)
_REVOKE_OWN = (
    update(tokens)
    .where(tokens.c.token_id == bindparam("of"), tokens.c.staff_id == bindparam("who"), tokens.c.revoked_at.is_(None))
    .values(_REVOKED)
    .returning(tokens.c.staff_id)
)
_REVOKE_ALL_OF = (
    update(tokens).where(tokens.c.staff_id == bindparam("who"), tokens.c.revoked_at.is_(None)).values(_REVOKED)
)
_HOLDERS = union(
    select(tokens.c.staff_id).where(tokens.c.revoked_at.is_(None)),
    select(sessions.c.staff_id).where(sessions.c.ended_at.is_(None)),
).subquery("holders")
_HELD = select(_HOLDERS.c.staff_id, staff.c.unit_id, staff.c.roles, staff.c.active).select_from(
    _HOLDERS.outerjoin(staff, staff.c.staff_id == _HOLDERS.c.staff_id)
)
_USED = (
    update(tokens)
    .where(tokens.c.token_id == bindparam("of"))
    .values(used_at=bindparam("at", type_=tokens.c.used_at.type))
)
_UNLIMITED = update(tokens).where(tokens.c.expires_at.is_(None), tokens.c.revoked_at.is_(None))
_LIMIT = _UNLIMITED.values(expires_at=bindparam("until", type_=tokens.c.expires_at.type))
_LIMIT_BUT_DEMO = _LIMIT.where(tokens.c.label != DEMO_LABEL)
_SHOWN = select(*(column for column in tokens.c if column is not tokens.c.hash)).order_by(
    tokens.c.staff_id, tokens.c.issued_at, tokens.c.token_id
)
_ISSUED = _SHOWN
_ISSUED_TO = _SHOWN.where(tokens.c.staff_id == bindparam("who"))


Holders = Mapping[str, Row]
"""By the staff id of who holds tokens or sessions, what the stored directory says of them."""


class Ended(StrEnum):
    """Why a token ended before its time."""

    REVOKED = "revoked"  # by its owner or an administrator
    LEFT = "left"  # its person left, or is not in the directory any more
    MOVED = "moved"  # they work for another unit
    OTHER_ROLES = "other_roles"  # their roles changed
    RESTORED = "restored"  # a back-up was restored, which cannot know what was revoked since


@dataclass(frozen=True, kw_only=True, slots=True)
class NewToken:
    """A token to be issued. `secret` is what its holder sends; it is shown once and not stored."""

    token_id: str
    secret: str = field(repr=False)
    staff_id: str
    label: str
    issued_at: datetime
    expires_at: datetime | None = None
    issued_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenView:
    """A token as its owner or an administrator sees it, without its secret. `used_at`: its last use, to the hour."""

    token_id: str
    staff_id: str
    label: str
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    issued_by: str | None
    ended_as: str | None
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Credential:
    """A token that is valid: which one, and whose."""

    token_id: str
    staff_id: str


CACHED_FOR = timedelta(seconds=1)
"""How long a look-up is cached; a revocation by another process takes effect within this time."""

MOST_CACHED = 10_000

USE_NOTED_EVERY = timedelta(hours=1)
"""How exact `used_at` is: a token in use is written once in so long, beside the requests, by each process."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cached:
    token_id: str
    staff_id: str
    expires_at: datetime | None
    until: datetime


class TokenStore:
    """The tokens in the `platform` database. `on_use` wakes the loop that writes when they were used."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cache: dict[str, _Cached] = {}
        self._noted: dict[str, datetime] = {}
        self._used: dict[str, datetime] = {}
        self.on_use: Callable[[], None] = lambda: None

    async def issue(self, *new_tokens: NewToken) -> None:
        """Store the tokens, all or none. Raises `Collision` if a secret or token id exists already."""
        if new_tokens:
            async with self._database.transaction() as connection:
                await self.issue_in(connection, *new_tokens)

    async def issue_in(self, connection: Connection, *new_tokens: NewToken) -> None:
        """Like `issue`, in the caller's transaction."""
        rows = [
            {
                "hash": _hash(token.secret),
                "token_id": token.token_id,
                "staff_id": token.staff_id,
                "label": token.label,
                "issued_at": token.issued_at,
                "expires_at": token.expires_at,
                "issued_by": token.issued_by,
            }
            for token in new_tokens
        ]
        await connection.execute_many(_INSERT, rows)

    async def lookup(self, secret: str, now: datetime) -> str | None:
        """The staff id of this token; None if it is unknown, revoked or expired."""
        found = await self.find(secret, now, used=False)
        return found.staff_id if found is not None else None

    async def find(self, secret: str, now: datetime, *, used: bool = True) -> Credential | None:
        """The token with this secret; None if it is unknown, revoked or expired. `used`: its holder asks."""
        hashed = _hash(secret)
        cached = self._cache.get(hashed)
        if cached is None or cached.until <= now:
            cached = await self._read(hashed, now)
        if cached is None or (cached.expires_at is not None and cached.expires_at <= now):
            return None
        if used:
            self._note_use(cached.token_id, now)
        return Credential(cached.token_id, cached.staff_id)

    async def write_uses(self) -> int:
        """Write which tokens were used since the last time; returns how many. What cannot be written is kept."""
        used, self._used = self._used, {}
        if not used:
            return 0
        try:
            await self._database.change((_USED, [{"of": token_id, "at": at} for token_id, at in used.items()]))
        except BaseException:
            self._used = used | self._used
            raise
        return len(used)

    def _note_use(self, token_id: str, now: datetime) -> None:
        before = self._noted.get(token_id)
        if before is not None and now - before < USE_NOTED_EVERY:
            return
        if len(self._noted) >= MOST_CACHED:
            self._noted.clear()
        self._noted[token_id] = self._used[token_id] = now
        self.on_use()

    async def was_issued(self, secret: str) -> bool:
        """True if there ever was such a token, valid or not."""
        return bool(await self._database.ask(_IS_KNOWN, {"hash": _hash(secret)}))

    async def _read(self, hashed: str, now: datetime) -> _Cached | None:
        rows = await self._database.ask(_LOOKUP, {"hash": hashed})
        if len(self._cache) >= MOST_CACHED:
            self._cache.clear()
        if not rows:
            self._cache.pop(hashed, None)
            return None
        cached = self._cache[hashed] = _Cached(**rows[0], until=now + CACHED_FOR)
        return cached

    async def revoke(self, token_id: str, now: datetime) -> bool:
        """Revoke a token; False if it is unknown or already revoked."""
        async with self._database.transaction() as connection:
            return await self.revoke_in(connection, token_id, now) is not None

    async def revoke_in(
        self, connection: Connection, token_id: str, now: datetime, *, owner: str | None = None
    ) -> str | None:
        """Like `revoke`, in the caller's transaction; of this owner if one is named. Returns whose it was."""
        self._cache.clear()
        params = {"of": token_id, "now": now, "why": Ended.REVOKED.value}
        if owner is None:
            rows = await connection.execute(_REVOKE, params)
        else:
            rows = await connection.execute(_REVOKE_OWN, params | {"who": owner})
        return str(rows[0]["staff_id"]) if rows else None

    async def held_by(self, connection: Connection) -> Holders:
        """Who holds tokens or sessions, and what the stored directory says of them; None for one it does not know."""
        return {str(row["staff_id"]): row for row in await connection.execute(_HELD)}

    async def end_of_changed(self, connection: Connection, before: Holders, now: datetime) -> dict[str, Ended]:
        """End the tokens of all who left, moved or got other roles, as compared with `held_by` before.

        In the transaction of an import, after the rows were replaced. Returns whose and why; their sessions end with
        `SessionStore.end_all_of`.
        """
        self._cache.clear()
        after = await self.held_by(connection)
        ended = {who: why for who, row in after.items() if (why := _why_ended(before.get(who, row), row)) is not None}
        if ended:
            rows = [{"who": staff_id, "now": now, "why": why.value} for staff_id, why in ended.items()]
            await connection.execute_many(_REVOKE_ALL_OF, rows)
        return ended

    async def limit_open_ones(self, until: datetime, *, but_demo: bool) -> None:
        """Give those without an expiry one: tokens of version 0.1.0 had none."""
        async with self._database.transaction() as connection:
            await connection.execute(_LIMIT_BUT_DEMO if but_demo else _LIMIT, {"until": until})

    async def issued_to(self, staff_id: str) -> tuple[TokenView, ...]:
        """Every token ever issued to a person, the revoked too, by time."""
        rows = await self._database.ask(_ISSUED_TO, {"who": staff_id})
        return tuple(TokenView(**row) for row in rows)

    async def issued(self) -> tuple[TokenView, ...]:
        """Every token ever issued, the revoked too, by person and time."""
        async with self._database.reading() as connection:
            return tuple(TokenView(**row) for row in await connection.execute(_ISSUED))


def expiry(now: datetime, lifetime: timedelta) -> datetime:
    """The end of a lifetime; real days of a fast clock may lead beyond the calendar's last day."""
    end_of_time = datetime.max.replace(tzinfo=UTC)
    return end_of_time if lifetime > end_of_time - now else now + lifetime


def _why_ended(before: Row, after: Row) -> Ended | None:
    """Why the tokens of a person end; what a row says of one who is not in the directory is None."""
    if not before["active"] or not after["active"]:
        return Ended.LEFT
    if after["unit_id"] != before["unit_id"]:
        return Ended.MOVED
    return Ended.OTHER_ROLES if set(after["roles"].split()) != set(before["roles"].split()) else None


def _hash(secret: str) -> str:
    """No salt is needed: a token has 256 random bits, there is no dictionary to try."""
    return sha256(secret.encode()).hexdigest()
