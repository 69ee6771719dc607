"""Bearer tokens: issued by an administrator, stored as hashes, revocable, with or without an expiry.

A token identifies a person and grants nothing. A machine that needs one has a line in the staff list, with its roles.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import bindparam, insert, select, update

from shared.engine.db.database import Connection, Database
from shared.platform.identity.tables import tokens

_NOW = bindparam("now", type_=tokens.c.issued_at.type)
_INSERT = insert(tokens)
_LOOKUP = select(tokens.c.staff_id, tokens.c.expires_at).where(
    tokens.c.hash == bindparam("hash"), tokens.c.revoked_at.is_(None)
)
_REVOKE = (
    update(tokens)
    .where(tokens.c.token_id == bindparam("token_id"), tokens.c.revoked_at.is_(None))
    .values(revoked_at=_NOW)
    .returning(tokens.c.token_id)
)
_ISSUED = select(*(column for column in tokens.c if column is not tokens.c.hash)).order_by(
    tokens.c.staff_id, tokens.c.issued_at, tokens.c.token_id
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewToken:
    """A token to be issued. `secret` is what its holder sends; it is shown once and not stored."""

    token_id: str
    secret: str = field(repr=False)
    staff_id: str
    label: str
    issued_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenView:
    """A token as an administrator sees it, without its secret."""

    token_id: str
    staff_id: str
    label: str
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


CACHED_FOR = timedelta(seconds=1)
"""How long a look-up is cached; a revocation by another process takes effect within this time."""

MOST_CACHED = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cached:
    staff_id: str
    expires_at: datetime | None
    until: datetime


class TokenStore:
    """The tokens in the `platform` database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cache: dict[str, _Cached] = {}

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
            }
            for token in new_tokens
        ]
        await connection.execute_many(_INSERT, rows)

    async def lookup(self, secret: str, now: datetime) -> str | None:
        """The staff id of this token; None if it is unknown, revoked or expired."""
        hashed = _hash(secret)
        cached = self._cache.get(hashed)
        if cached is None or cached.until <= now:
            cached = await self._read(hashed, now)
        if cached is None or (cached.expires_at is not None and cached.expires_at <= now):
            return None
        return cached.staff_id

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
            return await self.revoke_in(connection, token_id, now)

    async def revoke_in(self, connection: Connection, token_id: str, now: datetime) -> bool:
        """Like `revoke`, in the caller's transaction."""
        self._cache.clear()
        return bool(await connection.execute(_REVOKE, {"token_id": token_id, "now": now}))

    async def issued(self) -> tuple[TokenView, ...]:
        """Every token ever issued, the revoked too, by person and time."""
        async with self._database.reading() as connection:
            return tuple(TokenView(**row) for row in await connection.execute(_ISSUED))


def _hash(secret: str) -> str:
    """No salt is needed: a token has 256 random bits, there is no dictionary to try."""
    return sha256(secret.encode()).hexdigest()
