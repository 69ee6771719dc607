"""Crashes and failures injected into a process under test: it crashes at a crash point, or commits there fail.

A crash raises a `BaseException`, so that no code of the application can handle it as a failure. A crashed process does
nothing more: every later crash point raises too, until the process is restarted on the same files.
"""

from collections import Counter

from shared.support.faults import CrashPoint


class SimulatedCrash(BaseException):
    """The process has crashed at this point."""


class InjectedFailure(Exception):
    """A statement failed: what was staged is lost, the process lives."""


class CrashInjector:
    """The crash hook of a world. Does nothing until a crash or failure is ordered; `counts` what was injected."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._crashes_at: CrashPoint | None = None
        self._passes = 0
        self._crashed = False
        self._failures: Counter[CrashPoint] = Counter()

    def crashes_at(self, point: CrashPoint, *, after: int = 0) -> None:
        """Crash at this point, having passed it `after` times."""
        self._crashes_at, self._passes = point, after

    def fails_at(self, point: CrashPoint, times: int) -> None:
        """The next `times` commits fail at this point."""
        self._failures[point] += times

    def restart(self) -> None:
        """A new process: a crash ordered for the old one is cancelled."""
        self._crashes_at, self._crashed = None, False

    def clear(self) -> None:
        """Cancel everything that was ordered."""
        self.restart()
        self._failures.clear()

    @property
    def failures_left(self) -> bool:
        """True while a commit is still to fail."""
        return self._failures.total() > 0

    def __call__(self, point: CrashPoint) -> None:
        """Called by the application when it passes a crash point."""
        if self._crashed or self._is_reached(point):
            self._crashed = True
            self.counts[f"crashed at {point}"] += 1
            raise SimulatedCrash(point)
        if self._failures[point] > 0:
            self._failures[point] -= 1
            self.counts[f"failed at {point}"] += 1
            raise InjectedFailure(point)

    def _is_reached(self, point: CrashPoint) -> bool:
        if point is not self._crashes_at:
            return False
        self._passes -= 1
        return self._passes < 0
