"""The real clock: the hotline's time from the host's boot clock, anchored, never going back, possibly sped up.

Boot time runs on through a suspended machine and is not moved by whoever sets the wall clock. So hotline time is
always `anchor + boot time since * speed`; the wall clock is only compared. When the two drift apart by more than
`TOLERANCE` the clock goes on by boot time and says so (`jumped`) until an operator confirms. The anchor is a row of the
platform database, shared by all processes and kept over restarts (`shared.platform.clock.anchor_row`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.support.host_clock import read_boot, read_wall

TOLERANCE = timedelta(seconds=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """One moment on all clocks at once: at `wall` and `boot` (of `boot_id`) the hotline's time was `hotline`."""

    wall: datetime
    boot: timedelta
    boot_id: str
    hotline: datetime
    speed: float = 1.0


class AnchoredClock:
    """See the module, and `shared.support.clock.Clock`."""

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
        """How many hotline seconds pass in a real one."""
        return self._anchor.speed

    def now(self) -> datetime:
        """See `Clock.now`."""
        passed = self._boot() - self._anchor.boot
        self._latest = max(self._latest, self._anchor.hotline + passed * self._anchor.speed)
        return self._latest

    def scaled(self, duration: timedelta) -> timedelta:
        """See `Clock.scaled`."""
        return duration * self._anchor.speed

    def wait_for(self, moment: datetime) -> timedelta:
        """How long, in real time, until the hotline's time is `moment`; zero if it has passed."""
        return max(moment - self.now(), timedelta()) / self._anchor.speed

    def jumped(self) -> timedelta | None:
        """By how much the wall clock left the boot clock since the anchor, if by more than the tolerance."""
        drift = (self._wall() - self._anchor.wall) - (self._boot() - self._anchor.boot)
        return drift if abs(drift) > TOLERANCE else None

    def confirm(self, *, follow_wall: bool = False) -> None:
        """An operator has looked: from here on the wall clock is believed again.

        The hotline's time goes on as it is. With `follow_wall` it moves ahead to the wall clock where that is ahead;
        then everything due in between is due at once.
        """
        wall, hotline = self._wall(), self.now()
        self._anchor = replace(
            self._anchor, wall=wall, boot=self._boot(), hotline=max(hotline, wall) if follow_wall else hotline
        )

    def mark(self) -> Anchor:
        """An anchor of this moment, to be stored. After a jump the wall clock is not believed: its old line goes on."""
        boot = self._boot()
        wall = self._wall() if self.jumped() is None else self._anchor.wall + (boot - self._anchor.boot)
        return replace(self._anchor, wall=wall, boot=boot, hotline=self.now())


def resume(stored: Anchor, *, wall: datetime, boot: timedelta, boot_id: str, speed: float) -> Anchor:
    """The anchor to go on from after a stop. Within one boot the boot clock says how long it was; else the wall clock.

    Time never goes back: a wall clock behind the stored one counts as no time at all.
    """
    same_boot = bool(boot_id) and boot_id == stored.boot_id and boot >= stored.boot
    away = boot - stored.boot if same_boot else max(wall - stored.wall, timedelta())
    hotline = stored.hotline + away * stored.speed
    believed = stored.wall + away if same_boot else wall
    return Anchor(wall=believed, boot=boot, boot_id=boot_id, hotline=hotline, speed=speed)


def first_anchor(*, wall: datetime, boot: timedelta, boot_id: str, speed: float, start: datetime | None) -> Anchor:
    """The anchor of a fresh data folder: now, or `start` where a demo begins its day."""
    return Anchor(wall=wall, boot=boot, boot_id=boot_id, hotline=start or wall, speed=speed)
