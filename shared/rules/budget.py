"""How often a person may do a thing: so many different subjects within a time, that slides. The same one is free.

Without a subject each use counts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `most` different subjects within `seconds`."""

    most: int
    seconds: int = 3_600

    @property
    def period(self) -> timedelta:
        """How long a use counts."""
        return timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Use:
    """One use: of which subject, and since when it counts."""

    subject: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Uses:
    """What one person has used of one budget, the oldest first."""

    made: tuple[Use, ...] = ()

    def counting(self, now: datetime, budget: Budget) -> "Uses":
        """Those that still count."""
        return Uses(tuple(use for use in self.made if use.at + budget.period > now))

    def has(self, subject: str | None) -> bool:
        """True if there is one of this subject."""
        return subject is not None and any(use.subject == subject for use in self.made)

    def free_at(self, subject: str | None, now: datetime, budget: Budget) -> datetime:
        """From when this subject may be used: `now`, or when the oldest use that still counts ends."""
        counting = self.counting(now, budget)
        made = counting.made
        if len(made) < budget.most or counting.has(subject):
            return now
        return made[len(made) - budget.most].at + budget.period if budget.most else now + budget.period

    def after(self, subject: str | None, now: datetime, budget: Budget) -> "Uses":
        """With one more use, unless this subject counts already."""
        counting = self.counting(now, budget)
        if counting.has(subject):
            return counting
        return Uses((*counting.made, Use(subject, now)))
