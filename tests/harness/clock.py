"""A clock that stands still until a test moves it, and ids that come out the same in every run."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from shared.platform.clock import anchor_row
from shared.platform.clock.anchored import Anchor, AnchoredClock, first_anchor, resume

A_MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""09:00 in Shanghai on a working Monday."""

MILLISECOND = timedelta(milliseconds=1)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class ManualClock:
    """A clock that stands still until it is moved, only forward."""

    def __init__(self, at: datetime = A_MONDAY_MORNING) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def scaled(self, duration: timedelta) -> timedelta:
        return duration

    def move_to(self, moment: datetime) -> None:
        assert moment >= self._at, "time never goes back"
        self._at = moment


class CountedIds:
    """Ids in order, the same in every run."""

    def __init__(self, start: int = 0) -> None:
        self._last = start

    def new(self) -> str:
        self._last += 1
        return str(uuid.UUID(int=0x0193_5000_7000_8000 << 64 | self._last * 0x9E3779B97F4A7C15 & (1 << 64) - 1))

    def secret(self) -> str:
        self._last += 1
        return f"secret-{self._last}"


class Host:
    """A host whose two clocks can be moved."""

    def __init__(self) -> None:
        self.wall, self.boot, self.boot_id = A_MONDAY_MORNING, timedelta(days=3), "b1"

    def boots(self, *, wall: datetime) -> None:
        """The host is started again, with this on its wall clock."""
        self.wall, self.boot, self.boot_id = wall, SECOND, f"{self.boot_id}+"

    def is_read_by(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Clocks that are started from now on read this host's."""
        monkeypatch.setattr(anchor_row, "read_wall", lambda: self.wall)
        monkeypatch.setattr(anchor_row, "read_boot", lambda: self.boot)
        monkeypatch.setattr(anchor_row, "read_boot_id", lambda: self.boot_id)

    def passes(self, time: timedelta) -> None:
        """Time passes on both clocks."""
        self.wall += time
        self.boot += time

    def clock(self, *, speed: float = 1.0, start: datetime | None = None) -> AnchoredClock:
        """A clock of the hotline on this host, from now on."""
        return self.with_anchor(first_anchor(wall=self.wall, boot=self.boot, boot_id="b1", speed=speed, start=start))

    def with_anchor(self, anchor: Anchor) -> AnchoredClock:
        return AnchoredClock(anchor, wall=lambda: self.wall, boot=lambda: self.boot)

    def restarted(self, anchor: Anchor, *, speed: float = 1.0, boot_id: str = "b1") -> AnchoredClock:
        """The clock after a restart of the hotline on a stored anchor."""
        return self.with_anchor(resume(anchor, wall=self.wall, boot=self.boot, boot_id=boot_id, speed=speed))
