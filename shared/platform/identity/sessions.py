"""Sessions of people who use the pages: begun at sign-in, found by a cookie's secret, ended by idleness and by age.

A session identifies a person and grants nothing, as a token does. Times are the host's real ones: how fast a demo's
clock runs is nothing to a person who went for lunch.
"""

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from shared.engine.db.database import Connection, Database
from shared.platform.identity.tables import sessions

IDLE = timedelta(minutes=30)
"""A session in which nothing was asked for so long has ended."""

LONGEST = timedelta(hours=12)
"""A session ends after this time, used or not."""

CACHED_FOR = timedelta(seconds=1)
"""How long a look-up is cached; an end that another process decides takes effect within this time."""

SEEN_EVERY = timedelta(minutes=1)
"""How exact `seen_at` is: a session in use is written once in so long."""

KEPT_FOR = timedelta(days=90)
"""How long a session that has ended is listed to its person."""

MOST_CACHED = 10_000

_INSERT = insert(sessions)
_FIND = select(
    sessions.c.session_id, sessions.c.staff_id, sessions.c.began_at, sessions.c.seen_at, sessions.c.address
).where(sessions.c.hash == bindparam("of"), sessions.c.ended_at.is_(None))
_SEEN = update(sessions).where(sessions.c.hash == bindparam("of")).values(seen_at=bindparam("now"))
_END: dict[str, Any] = {"ended_at": bindparam("now"), "ended_as": bindparam("why")}
_END_ONE = (
    update(sessions)
    .where(sessions.c.session_id == bindparam("of"), sessions.c.ended_at.is_(None))
    .values(_END)
    .returning(sessions.c.staff_id)
)
_END_OWN = (
    update(sessions)
    .where(
        sessions.c.session_id == bindparam("of"),
        sessions.c.staff_id == bindparam("who"),
        sessions.c.ended_at.is_(None),
    )
    .values(_END)
    .returning(sessions.c.staff_id)
)
_END_ALL_OF = (
    update(sessions).where(sessions.c.staff_id == bindparam("who"), sessions.c.ended_at.is_(None)).values(_END)
)
_OF = (
    select(*(column for column in sessions.c if column is not sessions.c.hash))
    .where(sessions.c.staff_id == bindparam("who"))
    .order_by(sessions.c.began_at.desc(), sessions.c.session_id)
    .limit(100)
)
_OPEN = (
    select(*(column for column in sessions.c if column is not sessions.c.hash))
    .where(
        sessions.c.began_at > bindparam("began_after"),
        sessions.c.seen_at > bindparam("seen_after"),
        sessions.c.ended_at.is_(None),
    )
    .order_by(sessions.c.began_at.desc(), sessions.c.session_id)
    .limit(bindparam("most"))
)
_FORGET = delete(sessions).where(sessions.c.began_at < bindparam("before"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A session that is valid. `secret` is what the cookie holds; only its hash is stored."""

    session_id: str
    staff_id: str
    secret: str = field(repr=False)
    began_at: datetime
    seen_at: datetime
    address: str | None

    @property
    def ends_at(self) -> datetime:
        """When it ends unless it is used again; by the host's real time."""
        return min(self.seen_at + IDLE, self.began_at + LONGEST)

    def sign(self, text: str) -> str:
        """A keyed hash of a text that cannot be made without the cookie."""
        return hmac.new(self.secret.encode(), text.encode(), sha256).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionView:
    """A session as its owner or an administrator sees it, the ended ones too."""

    session_id: str
    staff_id: str
    began_at: datetime
    seen_at: datetime
    address: str | None
    ended_at: datetime | None
    ended_as: str | None

    def is_valid(self, now: datetime) -> bool:
        """True if it has not ended, nor grown too old."""
        return self.ended_at is None and now < min(self.seen_at + IDLE, self.began_at + LONGEST)


class SessionStore:
    """The sessions in the `platform` database. `now` is the host's real time everywhere."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cache: dict[str, tuple[Session, datetime]] = {}

    async def begin(self, session: Session) -> None:
        """Store a new session; those that ended long ago are forgotten."""
        row = {
            "hash": _hash(session.secret),
            "session_id": session.session_id,
            "staff_id": session.staff_id,
            "began_at": session.began_at,
            "seen_at": session.seen_at,
            "address": session.address,
        }
        async with self._database.transaction() as connection:
            await connection.execute(_FORGET, {"before": session.began_at - KEPT_FOR})
            await connection.execute_many(_INSERT, [row])

    async def find(self, secret: str, now: datetime, *, used: bool = True) -> Session | None:
        """The session with this secret; None if it is unknown or has ended. `used`: its person is there now."""
        hashed = _hash(secret)
        session, until = self._cache.get(hashed, (None, now))
        if session is None or until <= now:
            rows = await self._database.ask(_FIND, {"of": hashed})
            session = Session(secret=secret, **rows[0]) if rows else None
        if session is None or session.ends_at <= now:
            self._cache.pop(hashed, None)
            return None
        if used and now - session.seen_at >= SEEN_EVERY:
            session = await self._seen(session, now)
        if len(self._cache) >= MOST_CACHED:
            self._cache.clear()
        self._cache[hashed] = session, now + CACHED_FOR
        return session

    async def ended(self, secret: str) -> Session | None:
        """The session with this secret though it has ended by idleness or age; None if it is unknown, or was ended."""
        rows = await self._database.ask(_FIND, {"of": _hash(secret)})
        return Session(secret=secret, **rows[0]) if rows else None

    async def end(self, session_id: str, now: datetime, why: str, *, owner: str | None = None) -> str | None:
        """End a session, of this owner if one is named. Returns whose it was; None if it is unknown or has ended."""
        self._cache.clear()
        params = {"of": session_id, "now": now, "why": why}
        async with self._database.transaction() as connection:
            if owner is None:
                rows = await connection.execute(_END_ONE, params)
            else:
                rows = await connection.execute(_END_OWN, params | {"who": owner})
        return str(rows[0]["staff_id"]) if rows else None

    async def end_all_of(self, connection: Connection, ended: dict[str, str], now: datetime) -> None:
        """End every session of these people, with why; in the caller's transaction."""
        self._cache.clear()
        rows = [{"who": staff_id, "now": now, "why": why} for staff_id, why in ended.items()]
        if rows:
            await connection.execute_many(_END_ALL_OF, rows)

    async def of(self, staff_id: str) -> tuple[SessionView, ...]:
        """A person's sessions, the newest first, the ended ones too."""
        return tuple(SessionView(**row) for row in await self._database.ask(_OF, {"who": staff_id}))

    async def open(self, now: datetime, most: int) -> tuple[SessionView, ...]:
        """The sessions that are valid now, the newest first."""
        params = {"began_after": now - LONGEST, "seen_after": now - IDLE, "most": most}
        return tuple(SessionView(**row) for row in await self._database.ask(_OPEN, params))

    async def _seen(self, session: Session, now: datetime) -> Session:
        async with self._database.transaction() as connection:
            await connection.execute(_SEEN, {"of": _hash(session.secret), "now": now})
        return Session(
            session_id=session.session_id,
            staff_id=session.staff_id,
            secret=session.secret,
            began_at=session.began_at,
            seen_at=now,
            address=session.address,
        )


def _hash(secret: str) -> str:
    """No salt is needed: a secret has 256 random bits."""
    return sha256(secret.encode()).hexdigest()
