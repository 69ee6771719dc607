"""How late things were, apart for the times at which nothing was struck: told to a person, asserted by nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.chaos.record import Late

BEFORE = timedelta(seconds=1)  # what is due so shortly before a fault may be hit by it


@dataclass(slots=True)
class Calm:
    """The stretches of time in which nothing was struck."""

    stretches: list[tuple[datetime, datetime]] = field(default_factory=list)
    _since: datetime | None = None

    def begins(self) -> None:
        """The last fault is over."""
        self._since = datetime.now(UTC)

    def ends(self) -> None:
        """The next one strikes."""
        if self._since is not None:
            self.stretches.append((self._since, datetime.now(UTC)))
            self._since = None

    def covers(self, moment: datetime, after: timedelta) -> bool:
        """True if nothing was struck for so long before this moment, nor shortly after it."""
        return any(since + after <= moment <= until - BEFORE for since, until in self.stretches)


def told(what: str, lates: Iterable[Late], calm: Calm, after: timedelta) -> str:
    """A line: how late these were in calm, and at all."""
    every = list(lates)
    in_calm = [late for late in every if calm.covers(late.due_at, after)]
    return f"{what}: in calm {_spread(in_calm)}; at any time {_spread(every)}"


def _spread(lates: Sequence[Late]) -> str:
    if not lates:
        return "none"
    late = sorted((each.committed_at - each.due_at).total_seconds() for each in lates)
    shown = {"p50": late[len(late) // 2], "p99": late[len(late) * 99 // 100], "max": late[-1]}
    return f"{len(late)}, " + ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in shown.items())
