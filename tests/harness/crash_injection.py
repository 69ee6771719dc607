"""What befalls a process under test: it dies at a crash point, or a commit there fails a few times.

Dying raises a `BaseException`, so that nothing in the house can take it for a failure and go on. A dead process does
nothing more: every later crash point raises too, until it is born again on the same files.
"""

from collections import Counter

from shared.support.faults import CrashPoint


class Death(BaseException):
    """The process is gone at this point."""


class Trouble(Exception):
    """A statement failed; what was staged is lost, the process lives."""


class Fate:
    """The crash hook of a world. Harmless until told otherwise; `met` counts what has befallen the process."""

    def __init__(self) -> None:
        self.met: Counter[str] = Counter()
        self._dies_at: CrashPoint | None = None
        self._passes = 0
        self._dead = False
        self._troubles: Counter[CrashPoint] = Counter()

    def dies_at(self, point: CrashPoint, *, after: int = 0) -> None:
        """Die at this point, having passed it `after` times."""
        self._dies_at, self._passes = point, after

    def fails_at(self, point: CrashPoint, times: int) -> None:
        """The next `times` commits fail at this point."""
        self._troubles[point] += times

    def is_born_again(self) -> None:
        """A new process; what hung over the old one does not hang over it."""
        self._dies_at, self._dead = None, False

    def relents(self) -> None:
        """Nothing befalls anybody any more."""
        self.is_born_again()
        self._troubles.clear()

    @property
    def troubled(self) -> bool:
        """Something is still to fail."""
        return self._troubles.total() > 0

    def __call__(self, point: CrashPoint) -> None:
        """See `shared.support.faults.Crash`."""
        if self._dead or self._is_the_end(point):
            self._dead = True
            self.met[f"died at {point}"] += 1
            raise Death(point)
        if self._troubles[point] > 0:
            self._troubles[point] -= 1
            self.met[f"failed at {point}"] += 1
            raise Trouble(point)

    def _is_the_end(self, point: CrashPoint) -> bool:
        if point is not self._dies_at:
            return False
        self._passes -= 1
        return self._passes < 0
