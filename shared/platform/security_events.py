"""Security events: what an auditor wants to hear of at once, as a stream of its own.

`SecurityLog.note` is one plain call: a metric, a log line, and a row. Repeats of one kind about one subject are counted
in one row a minute, so that ten thousand wrong tokens make a few rows. A subject is an id, an app or an address, never
personal data of a customer.

Noted events are written by a loop within a moment. What is noted and not written yet is lost if the process is killed;
its log line is not. A process that refuses to start calls `record_now`.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint, bindparam, insert, select, update

from shared.engine.db.database import Collision, Connection, Database
from shared.engine.db.statements import Row
from shared.engine.db.types import Json, UtcTime
from shared.engine.tables import position
from shared.platform.directory.tables import PLATFORM
from shared.support import metrics
from shared.support.clock import Clock

log = logging.getLogger(__name__)


class SecurityKind(StrEnum):
    """What happened."""

    SIGN_IN_FAILED = "sign_in_failed"  # a token that is unknown, revoked or expired; the subject is an address
    FORGED_PUSH = "forged_push"  # a WeCom push or URL check that was refused; the subject is the app
    URL_CHECK = "url_check"  # WeCom checked the URL of an app, and was answered
    BULK_REVEAL = "bulk_reveal"  # a person revealed half of the cases they may in an hour
    BUDGET_EXCEEDED = "budget_exceeded"  # a person or an address did a thing too often
    TOKEN_ISSUED = "token_issued"  # noqa: S105
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - also as its person left or moved
    CASE_ERASED = "case_erased"  # the personal data of a case was erased; the subject is the case
    CLOCK_HELD = "clock_held"  # the clock made an implausible step, which is not followed
    KEY_MISMATCH = "key_mismatch"  # a key file or a setting does not belong to the database
    BACKED_UP = "backed_up"  # all data were copied; the subject is when
    RESTORED = "restored"  # a back-up was restored, all tokens ended; the subject is when it was made


for _kind in SecurityKind:
    metrics.security_events.labels(_kind.value)  # so that the first event is a rise from zero

security_events = Table(
    "security_events",
    PLATFORM,
    position(),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("minute", UtcTime, nullable=False),
    Column("times", Integer, nullable=False),
    Column("first_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=False),
    Column("facts", Json, nullable=False),  # of the first of this minute
    UniqueConstraint("kind", "subject", "minute"),
    Index("security_events_by_kind", "kind", "position"),
)

INSERT = insert(security_events)
COUNT = (
    update(security_events)
    .where(
        security_events.c.kind == bindparam("of_kind"),
        security_events.c.subject == bindparam("of_subject"),
        security_events.c.minute == bindparam("of_minute", type_=UtcTime()),
    )
    .values(
        times=security_events.c.times + bindparam("more", type_=Integer),
        last_at=bindparam("until", type_=UtcTime()),
    )
)
_BEFORE = select(security_events).where(security_events.c.position < bindparam("before"))
NEWEST = _BEFORE.order_by(security_events.c.position.desc()).limit(bindparam("most", type_=Integer))
NEWEST_OF_KIND = (
    _BEFORE.where(security_events.c.kind == bindparam("of_kind"))
    .order_by(security_events.c.position.desc())
    .limit(bindparam("most", type_=Integer))
)

MOST_SUBJECTS = 20
"""So many subjects of a kind have a row of their own in a minute of a process; all others share the row `(others)`."""
OTHERS = "(others)"
MOST_WAITING = 2_000
"""So many rows wait while the database is away; what comes then is only logged and counted by its metric."""
LONGEST_SUBJECT = 100
BEYOND_ALL = 2**53


@dataclass(frozen=True, kw_only=True, slots=True)
class SecurityEvent:
    """One row: what happened, about what, how often within its minute. `facts` are those of the first."""

    position: int
    kind: SecurityKind
    subject: str
    times: int
    first_at: datetime
    last_at: datetime
    facts: dict[str, Any]


@dataclass(slots=True)
class _Noted:
    times: int
    first_at: datetime
    last_at: datetime
    facts: Mapping[str, Any]


_Key = tuple[SecurityKind, str, datetime]


class SecurityLog:
    """The security events of one process. `on_note` wakes the loop that writes them."""

    def __init__(self, platform: Database, clock: Clock) -> None:
        self._platform = platform
        self._clock = clock
        self._waiting: dict[_Key, _Noted] = {}
        self._minute: datetime | None = None
        self._seen: dict[SecurityKind, set[str]] = {}
        self.on_note: Callable[[], None] = lambda: None

    def note(self, kind: SecurityKind, subject: str, **facts: Any) -> None:  # noqa: ANN401
        """Count an event; returns at once. The first of its minute is logged. Facts hold no personal data."""
        now = self._clock.now()
        subject = self._bounded(kind, subject[:LONGEST_SUBJECT], _minute_of(now))
        metrics.security_events.labels(kind.value).inc()
        key = (kind, subject, _minute_of(now))
        noted = self._waiting.get(key)
        if noted is not None:
            noted.times += 1
            noted.last_at = now
        elif len(self._waiting) < MOST_WAITING:
            self._waiting[key] = _Noted(1, now, now, facts)
        self.on_note()

    async def record_in(self, connection: Connection, kind: SecurityKind, subject: str, **facts: Any) -> None:  # noqa: ANN401
        """Write an event in the transaction of the act it is about. The subject never had this kind."""
        now = self._clock.now()
        _log(kind, subject)
        metrics.security_events.labels(kind.value).inc()
        await connection.execute(INSERT, _row((kind, subject, _minute_of(now)), _Noted(1, now, now, facts)))

    async def flush(self) -> int:
        """Write what is noted; returns how many rows that were. If the database is away it is kept for later."""
        written = 0
        while self._waiting:
            key = next(iter(self._waiting))
            noted = self._waiting.pop(key)
            try:
                await _write(self._platform, key, noted)
            except BaseException:
                self._put_back(key, noted)
                raise
            written += 1
        return written

    async def page(
        self, kind: SecurityKind | None, *, limit: int, before: int | None
    ) -> tuple[list[SecurityEvent], int | None]:
        """Events before a position, newest first, and the position before which the next page begins."""
        params = {"before": before or BEYOND_ALL, "most": limit + 1}
        if kind is None:
            rows = await self._platform.ask(NEWEST, params)
        else:
            rows = await self._platform.ask(NEWEST_OF_KIND, params | {"of_kind": kind.value})
        found = [_event(row) for row in rows[:limit]]
        return found, found[-1].position if len(rows) > limit else None

    def _bounded(self, kind: SecurityKind, subject: str, minute: datetime) -> str:
        """The subject, or `OTHERS` if this minute has too many; logs the first of each."""
        if minute != self._minute:
            self._minute, self._seen = minute, {}
        seen = self._seen.setdefault(kind, set())
        if subject not in seen and len(seen) >= MOST_SUBJECTS:
            subject = OTHERS
        if subject not in seen:
            seen.add(subject)
            _log(kind, subject)
        return subject

    def _put_back(self, key: _Key, noted: _Noted) -> None:
        since = self._waiting.get(key)
        if since is not None:
            noted.times += since.times
            noted.last_at = since.last_at
        self._waiting[key] = noted


async def record_now(
    platform: Database | None,
    now: datetime,
    kind: SecurityKind,
    subject: str,
    **facts: Any,  # noqa: ANN401
) -> None:
    """Write one event at once, without a running process, if there is a database: for a start that is refused."""
    _log(kind, subject)
    metrics.security_events.labels(kind.value).inc()
    if platform is not None:
        await _write(platform, (kind, subject[:LONGEST_SUBJECT], _minute_of(now)), _Noted(1, now, now, facts))


def announce(kind: SecurityKind, subject: str) -> None:
    """Log and count an event whose row is written in another way."""
    _log(kind, subject)
    metrics.security_events.labels(kind.value).inc()


def first_row(kind: SecurityKind, subject: str, now: datetime, facts: Mapping[str, Any]) -> Row:
    """The row of an event that is the first of its kind, subject and minute: to be inserted without a `SecurityLog`."""
    return _row((kind, subject[:LONGEST_SUBJECT], _minute_of(now)), _Noted(1, now, now, facts))


async def _write(platform: Database, key: _Key, noted: _Noted) -> None:
    """Count on in the row of this minute, or insert it. Another process may do the same."""
    kind, subject, minute = key
    more = {
        "of_kind": kind.value,
        "of_subject": subject,
        "of_minute": minute,
        "more": noted.times,
        "until": noted.last_at,
    }
    if sum(await platform.change((COUNT, [more]))):
        return
    try:
        await platform.change((INSERT, [_row(key, noted)]))
    except Collision:
        await platform.change((COUNT, [more]))


def _row(key: _Key, noted: _Noted) -> Row:
    kind, subject, minute = key
    return {
        "kind": kind.value,
        "subject": subject,
        "minute": minute,
        "times": noted.times,
        "first_at": noted.first_at,
        "last_at": noted.last_at,
        "facts": json.dumps(noted.facts, ensure_ascii=False, default=str),
    }


def _event(row: Row) -> SecurityEvent:
    return SecurityEvent(
        position=row["position"],
        kind=SecurityKind(row["kind"]),
        subject=row["subject"],
        times=row["times"],
        first_at=row["first_at"],
        last_at=row["last_at"],
        facts=json.loads(row["facts"]),
    )


def _minute_of(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _log(kind: SecurityKind, subject: str) -> None:
    log.warning("security event", extra={"action": f"security.{kind}", "about": subject})
