"""How often a person or an address may do a thing within a minute, kept in the memory of one process.

No statement is added to a report for it. So the loss is stated: each process counts for itself, and a restart forgets.
What must be exact over all processes, as reveals, is in rows (`shared.platform.privacy.budgets`).
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Protocol

from shared.platform.security_events import SecurityKind
from shared.support.clock import Clock
from shared.support.errors import TooMany

MINUTE = timedelta(minutes=1)
MOST_KNOWN = 10_000
"""So many people or addresses are remembered; beyond that those whose minute is over are forgotten, then all."""


class Notes(Protocol):
    """What a rate needs of the security log."""

    def note(self, kind: SecurityKind, subject: str, **facts: Any) -> None:  # noqa: ANN401
        """Count an event."""


@dataclass(slots=True)
class _Uses:
    at: deque[datetime] = field(default_factory=deque)
    keys: deque[str] = field(default_factory=deque)


class Rate:
    """At most `most` uses within a minute of real time, each one's own; 0 is no limit."""

    def __init__(self, action: str, most: int, clock: Clock, security: Notes) -> None:
        self._action = action
        self._most = most
        self._clock = clock
        self._security = security
        self._known: dict[str, _Uses] = {}

    def spend(self, who: str, key: str) -> None:
        """Count one use; the same key again is free, as a repeat does nothing new. Raises `TooMany`."""
        uses = self._known.get(who)
        if uses is not None and key in uses.keys:
            return
        wait = self.count(who, key)
        if wait is not None:
            raise TooMany("too_often", f"At most {self._most} in a minute; nothing was done.", retry_after=wait)

    def count(self, who: str, key: str = "") -> int | None:
        """Count one use. Returns None, or the seconds to wait if it is one too many: that is a security event."""
        if not self._most:
            return None
        now, minute = self._clock.now(), self._clock.scaled(MINUTE)
        uses = self._uses_of(who, now - minute)
        if len(uses.at) < self._most:
            uses.at.append(now)
            uses.keys.append(key)
            return None
        self._security.note(SecurityKind.BUDGET_EXCEEDED, f"{self._action} {who}", most=self._most)
        return max(1, ceil((uses.at[0] + minute - now) / self._clock.scaled(timedelta(seconds=1))))

    def _uses_of(self, who: str, since: datetime) -> _Uses:
        uses = self._known.get(who)
        if uses is None:
            self._make_room(since)
            uses = self._known[who] = _Uses()
        while uses.at and uses.at[0] <= since:
            uses.at.popleft()
            uses.keys.popleft()
        return uses

    def _make_room(self, since: datetime) -> None:
        if len(self._known) < MOST_KNOWN:
            return
        self._known = {who: uses for who, uses in self._known.items() if uses.at and uses.at[-1] > since}
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
