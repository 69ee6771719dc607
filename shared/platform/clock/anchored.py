"""The clock of one host: hotline time from the host's boot clock. It never moves back and may run faster.

Boot time includes suspension and does not change when the wall clock is set. So hotline time is `anchor + boot time
since * speed`; the wall clock is only compared. If the two differ by more than `TOLERANCE`, the clock follows boot time
and reports it (`jumped`) until an operator confirms. The anchor is a row of the platform database, shared by all
processes and kept over restarts (`shared.platform.clock.anchor_row`).

After another boot only the wall clock says how long the host was off. If it says more than `LONGEST_STEP`, or that it
is earlier than before, the clock is *held*: time continues where it stopped, and timers do not fire until a person
confirms, or the wall clock becomes plausible again (docs/decisions/0026).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.support.host_clock import read_boot, read_wall

TOLERANCE = timedelta(seconds=2)
LONGEST_STEP = timedelta(days=7)
"""The longest time a host is believed to have been off."""
LAST_STAMPS = timedelta(seconds=10)
"""What was stamped after the anchor was stored last is not older than this; a hold begins after it."""
AHEAD = timedelta(minutes=1)
"""From then on a hotline that is ahead of the wall clock can be set back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """One moment on all clocks: at `wall` and `boot` (of the boot `boot_id`) the hotline's time was `hotline`.

    `held_since`: the hotline's time when the clock was held; None while it is not. `wall` then continues from the last
    moment that was believed.
    """

    wall: datetime
    boot: timedelta
    boot_id: str
    hotline: datetime
    speed: float = 1.0
    held_since: datetime | None = None


class AnchoredClock:
    """The `shared.support.clock.Clock` of an installation on one host.

    `redating`: a step was made, and the services have not re-dated yet what it moves.
    """

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
        self.redating = False

    @property
    def speed(self) -> float:
        """Hotline seconds in a real second."""
        return self._anchor.speed

    def now(self) -> datetime:
        passed = self._boot() - self._anchor.boot
        self._latest = max(self._latest, self._anchor.hotline + passed * self._anchor.speed)
        return self._latest

    def wall(self) -> datetime:
        """The host's wall clock."""
        return self._wall()

    def scaled(self, duration: timedelta) -> timedelta:
        return duration * self._anchor.speed

    def wait_for(self, moment: datetime) -> timedelta:
        """The real time until the hotline's time is `moment`; zero if it has passed."""
        return max(moment - self.now(), timedelta()) / self._anchor.speed

    def jumped(self) -> timedelta | None:
        """By how much wall clock and boot clock differ since the anchor; None within the tolerance."""
        drift = self._drift()
        return drift if abs(drift) > TOLERANCE else None

    def _drift(self) -> timedelta:
        return (self._wall() - self._anchor.wall) - (self._boot() - self._anchor.boot)

    @property
    def held_since(self) -> datetime | None:
        """The hotline's time when the clock was held; None while it is not."""
        return self._anchor.held_since

    @property
    def fires(self) -> bool:
        """False while timers must not fire: the clock is held, or what a step moves is not re-dated yet."""
        return self.held_since is None and not self.redating

    def plausible_again(self) -> bool:
        """True for a held clock whose wall clock a new start would believe."""
        return self.held_since is not None and is_plausible(self._drift())

    def ahead_by(self) -> timedelta | None:
        """By how much the hotline's time is ahead of the wall clock; None within a minute, and at another speed."""
        ahead = self.now() - self._wall()
        return ahead if self.speed == 1.0 and ahead > AHEAD else None

    def confirm(self, *, follow_wall: bool = False) -> None:
        """Accept the present wall clock (`confirmed`)."""
        self.adopt(self.confirmed(follow_wall=follow_wall))

    def confirmed(self, *, follow_wall: bool = False) -> Anchor:
        """The anchor after an operator's confirmation: from then on the present wall clock is compared again.

        A held clock moves ahead by the step of a wall clock that is ahead. Else the hotline's time does not change;
        with `follow_wall` it moves ahead to a wall clock that is ahead. Then all that is due in between is due at once.
        """
        wall, hotline = self._wall(), self.now()
        if self.held_since is not None:
            hotline += max(self._drift(), timedelta()) * self.speed
        elif follow_wall:
            hotline = max(hotline, wall)
        return replace(self._anchor, wall=wall, boot=self._boot(), hotline=hotline, held_since=None)

    def set_back(self) -> Anchor:
        """The anchor by which the hotline's time is that of the wall clock, even if that is earlier."""
        wall = self._wall()
        return replace(self._anchor, wall=wall, boot=self._boot(), hotline=wall, held_since=None)

    def adopt(self, anchor: Anchor) -> None:
        """Run from this anchor, which is stored. Only after `set_back` the time is earlier than before."""
        self._anchor, self._latest = anchor, anchor.hotline

    def current_anchor(self) -> Anchor:
        """The anchor of this moment, to be stored. After a jump its `wall` is computed from the boot clock."""
        boot = self._boot()
        wall = self._wall() if self.jumped() is None else self._anchor.wall + (boot - self._anchor.boot)
        return replace(self._anchor, wall=wall, boot=boot, hotline=self.now())


def is_plausible(step: timedelta) -> bool:
    """Whether a host may have been off for so long: not less than nothing, and not more than a week."""
    return -TOLERANCE <= step <= LONGEST_STEP


def resume(stored: Anchor, *, wall: datetime, boot: timedelta, boot_id: str, speed: float) -> Anchor:
    """The anchor after a stop. The downtime is taken from the boot clock within one boot, else from the wall clock.

    Time never moves back. A wall clock that says something implausible is not followed: the clock is held, and time
    continues from the stored one, `LAST_STAMPS` later. It stays held over further boots: what was stamped meanwhile is
    re-dated at its end.
    """
    same_boot = bool(boot_id) and boot_id == stored.boot_id and boot >= stored.boot
    if same_boot:
        passed = boot - stored.boot
        resumed = replace(stored, wall=stored.wall + passed, hotline=stored.hotline + passed * stored.speed)
    elif stored.held_since is not None or not is_plausible(wall - stored.wall):
        begins = stored.hotline + LAST_STAMPS * stored.speed
        held_since = stored.held_since or begins
        resumed = replace(stored, wall=stored.wall + LAST_STAMPS, hotline=begins, held_since=held_since)
    else:
        off = max(wall - stored.wall, timedelta())
        resumed = replace(stored, wall=wall, hotline=stored.hotline + off * stored.speed)
    return replace(resumed, boot=boot, boot_id=boot_id, speed=speed)


def first_anchor(*, wall: datetime, boot: timedelta, boot_id: str, speed: float, start: datetime | None) -> Anchor:
    """The anchor of a fresh data folder: now, or `start`, where a demo begins its day."""
    return Anchor(wall=wall, boot=boot, boot_id=boot_id, hotline=start or wall, speed=speed)
