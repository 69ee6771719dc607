"""How many colleagues' names a person is shown within an hour: enough for all pages, too few to copy a large directory.

Ids are easy to guess, and names are for everybody who is signed in. Counted in the memory of one process, as other
budgets of a minute are (docs/decisions/0025); the same name again is free.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.platform.rates import Notes
from shared.platform.security_events import SecurityKind
from shared.support.clock import Clock
from shared.support.errors import TooMany

HOUR = timedelta(hours=1)
MOST_NAMES = 2_000
MOST_PEOPLE = 1_000
"""So many people are remembered; then all are forgotten."""


@dataclass(slots=True)
class _Shown:
    since: datetime
    staff_ids: set[str] = field(default_factory=set)


class ShownNames:
    """The names that each person was shown in the hour that began with the first."""

    def __init__(self, clock: Clock, security: Notes) -> None:
        self._clock = clock
        self._security = security
        self._people: dict[str, _Shown] = {}

    def show(self, who: str, staff_ids: Iterable[str]) -> None:
        """Count these names. Raises `TooMany` if they are too many: that is a security event."""
        now, hour = self._clock.now(), self._clock.scaled(HOUR)
        shown = self._people.get(who)
        if shown is None or now >= shown.since + hour:
            if len(self._people) >= MOST_PEOPLE:
                self._people.clear()
            shown = self._people[who] = _Shown(now)
        more = set(staff_ids) - shown.staff_ids
        if len(shown.staff_ids) + len(more) > MOST_NAMES:
            self._security.note(SecurityKind.BUDGET_EXCEEDED, f"names {who}", most=MOST_NAMES)
            wait = (shown.since + hour - now) / self._clock.scaled(timedelta(seconds=1))
            sentence = f"At most {MOST_NAMES} colleagues' names in an hour."
            raise TooMany("too_many_names", sentence, retry_after=max(1, round(wait)))
        shown.staff_ids |= more
