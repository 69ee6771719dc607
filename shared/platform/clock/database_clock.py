"""The clock of many processes, anchored to the database's clock, so that hosts with wrong clocks agree.

Between two measurements the host's monotonic clock counts. Its offset is a lower bound of the database's time (the
database answered before the answer arrived), so that nothing is done early. One row holds the real time at which the
hotline's time began, and its speed; it is written once, and downtime counts.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select

from shared.engine.db.database import Collision, Database
from shared.engine.db.types import UtcTime
from shared.platform.tables import clock
from shared.support.host_clock import read_monotonic

READ = select(clock)
WRITE = insert(clock)
ASK = select(func.clock_timestamp(type_=UtcTime()).label("at"))
EVERY = timedelta(seconds=5)


class DatabaseClock:
    """The `shared.support.clock.Clock` of processes that share a PostgreSQL database."""

    def __init__(self, platform: Database, monotonic: Callable[[], timedelta] = read_monotonic) -> None:
        self.speed = 1.0
        self._platform = platform
        self._monotonic = monotonic
        self._real0 = self._hotline0 = self._latest = datetime(1970, 1, 1, tzinfo=UTC)
        self._offset = self._real0

    async def start(self, *, speed: float, first: datetime | None) -> None:
        """Measure, and read the anchor. The first process writes it, beginning at `first` (None: now)."""
        await self.measure()
        real_now = self.wall()
        row = {"id": 1, "wall": real_now, "boot_micros": 0, "boot_id": "", "hotline": first or real_now}
        row |= {"speed": speed, "held_since": None}
        try:
            async with self._platform.transaction() as connection:
                rows = await connection.execute(READ)
                if not rows:
                    await connection.execute(WRITE, row)
        except Collision:
            rows = []
        async with self._platform.reading() as connection:
            [stored] = await connection.execute(READ)
        self._real0, self._hotline0, self.speed = stored["wall"], stored["hotline"], stored["speed"]

    def now(self) -> datetime:
        self._latest = max(self._latest, self._hotline0 + (self.wall() - self._real0) * self.speed)
        return self._latest

    def wall(self) -> datetime:
        """The database's wall clock; this host's may be wrong."""
        return self._offset + self._monotonic()

    def scaled(self, duration: timedelta) -> timedelta:
        return duration * self.speed

    def wait_for(self, moment: datetime) -> timedelta:
        """The real time until the hotline's time is `moment`; zero if it has passed."""
        return max(moment - self.now(), timedelta()) / self.speed

    async def measure(self) -> None:
        """Read the database's time, the lower bound from here on."""
        async with self._platform.reading() as connection:
            [row] = await connection.execute(ASK)
        self._offset = row["at"] - self._monotonic()

    async def run_once(self, now: datetime) -> int:
        """Measure again; returns 0, there is never more to do."""
        await self.measure()
        return 0
