"""The clock of one host: hotline time from the host's boot clock. It never moves back and may run faster.

Boot time includes suspension and does not change when the wall clock is set. So hotline time is `anchor + boot time
since * speed`; the wall clock is only compared. If the two differ by more than `TOLERANCE`, the clock follows boot time
and reports it (`jumped`) until an operator confirms. The anchor is a row of the platform database, shared by all
processes and kept over restarts (`shared.platform.clock.anchor_row`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.support.host_clock import read_boot, read_wall

TOLERANCE = timedelta(seconds=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """One moment on all clocks: at `wall` and `boot` (of the boot `boot_id`) the hotline's time was `hotline`."""

    wall: datetime
    boot: timedelta
    boot_id: str
    hotline: datetime
    speed: float = 1.0


class AnchoredClock:
    """The `shared.support.clock.Clock` of an installation on one host."""

    def __init__(
        self,
        anchor: Anchor,
        *,
        wall: Callable[[], datetime] = read_wall,
        boot: Callable[[], timedelta] = read_boot,
    ) -> None:
        self._anchor = anchor
        self._wall = wall
        self._boot = boot
        self._latest = anchor.hotline

    @property
    def speed(self) -> float:
        """Hotline seconds in a real second."""
        return self._anchor.speed

    def now(self) -> datetime:
        passed = self._boot() - self._anchor.boot
        self._latest = max(self._latest, self._anchor.hotline + passed * self._anchor.speed)
        return self._latest

    def scaled(self, duration: timedelta) -> timedelta:
        return duration * self._anchor.speed

    def wait_for(self, moment: datetime) -> timedelta:
        """The real time until the hotline's time is `moment`; zero if it has passed."""
        return max(moment - self.now(), timedelta()) / self._anchor.speed

    def jumped(self) -> timedelta | None:
        """By how much wall clock and boot clock differ since the anchor; None within the tolerance."""
        drift = (self._wall() - self._anchor.wall) - (self._boot() - self._anchor.boot)
        return drift if abs(drift) > TOLERANCE else None

    def confirm(self, *, follow_wall: bool = False) -> None:
        """Accept the present wall clock after an operator's confirmation: from now on it is compared again.

        The hotline's time does not change. With `follow_wall` it moves ahead to a wall clock that is ahead; then all
        that is due in between is due at once.
        """
        wall, hotline = self._wall(), self.now()
        self._anchor = replace(
            self._anchor, wall=wall, boot=self._boot(), hotline=max(hotline, wall) if follow_wall else hotline
        )

    def current_anchor(self) -> Anchor:
        """The anchor of this moment, to be stored. After a jump its `wall` is computed from the boot clock."""
        boot = self._boot()
        wall = self._wall() if self.jumped() is None else self._anchor.wall + (boot - self._anchor.boot)
        return replace(self._anchor, wall=wall, boot=boot, hotline=self.now())


def resume(stored: Anchor, *, wall: datetime, boot: timedelta, boot_id: str, speed: float) -> Anchor:
    """The anchor after a stop. The downtime is taken from the boot clock within one boot, else from the wall clock.

    Time never moves back: with a wall clock behind the stored one the downtime counts as zero.
    """
    same_boot = bool(boot_id) and boot_id == stored.boot_id and boot >= stored.boot
    downtime = boot - stored.boot if same_boot else max(wall - stored.wall, timedelta())
    hotline = stored.hotline + downtime * stored.speed
    reference = stored.wall + downtime if same_boot else wall
    return Anchor(wall=reference, boot=boot, boot_id=boot_id, hotline=hotline, speed=speed)


def first_anchor(*, wall: datetime, boot: timedelta, boot_id: str, speed: float, start: datetime | None) -> Anchor:
    """The anchor of a fresh data folder: now, or `start`, where a demo begins its day."""
    return Anchor(wall=wall, boot=boot, boot_id=boot_id, hotline=start or wall, speed=speed)
