"""The lease of a service's loops: of several processes, its holder runs them, the others stand by.

The lease spares work, it does not guard it: every effect is settled by a guarded row, so a holder that was suspended
and resumes after its lease expired overwrites nothing. Durations are real time: a holder that dies is replaced after
`LASTS` at most (docs/decisions/0008).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, or_, select, update

from shared.engine.db.database import Collision, Database
from shared.engine.tables import leases
from shared.support.clock import Clock

LASTS = timedelta(seconds=3)
RENEW = timedelta(seconds=1)

TAKE = (
    update(leases)
    .where(
        leases.c.name == bindparam("of"),
        or_(leases.c.holder == bindparam("me"), leases.c.until <= bindparam("now")),
    )
    .values(holder=bindparam("new_holder"), term=leases.c.term + bindparam("step"), until=bindparam("new_until"))
    .returning(leases.c.term)
)
LOOK = select(leases).where(leases.c.name == bindparam("of"))
FIRST = insert(leases)
GIVE_UP = (
    update(leases)
    .where(leases.c.name == bindparam("of"), leases.c.holder == bindparam("me"))
    .values(until=bindparam("new_until"))
)


class Lease:
    """One service's lease in one process; `term` is 0 while another process holds it (`shared.engine.loops`)."""

    def __init__(
        self, database: Database, name: str, holder: str, clock: Clock, ring: Callable[[], None] = lambda: None
    ) -> None:
        self.term = 0
        self._ring = ring
        self._database = database
        self._name = name
        self._holder = holder
        self._clock = clock
        self._renew_at: datetime | None = None

    async def held(self) -> bool:
        """Take or renew the lease; True if this process holds it. Asks the database once a `RENEW` at most."""
        now = self._clock.now()
        if self._renew_at is not None and now < self._renew_at:
            return self.term > 0
        self.term = await self._take(now)
        self._renew_at = now + self._clock.scaled(RENEW)
        return self.term > 0

    def wake_holder(self) -> None:
        """Wake the holder, if that is another process."""
        if not self.term:
            self._ring()

    async def release(self) -> None:
        """Release it, so that another process can take it at once."""
        self.term, self._renew_at = 0, None
        async with self._database.transaction() as connection:
            params = {"of": self._name, "me": self._holder, "new_until": self._clock.now()}
            await connection.execute_many(GIVE_UP, [params])

    async def _take(self, now: datetime) -> int:
        until = now + self._clock.scaled(LASTS)
        async with self._database.transaction() as connection:
            held = await connection.execute(LOOK, {"of": self._name})
            if held and held[0]["holder"] != self._holder and held[0]["until"] > now:
                return 0
            step = 0 if held and held[0]["holder"] == self._holder else 1
            params = {"of": self._name, "me": self._holder, "now": now, "step": step}
            taken = await connection.execute(TAKE, params | {"new_holder": self._holder, "new_until": until})
        if taken or held:
            return int(taken[0]["term"]) if taken else 0
        return await self._take_first(until)

    async def _take_first(self, until: datetime) -> int:
        row = {"name": self._name, "holder": self._holder, "term": 1, "until": until}
        try:
            async with self._database.transaction() as connection:
                await connection.execute(FIRST, row)
        except Collision:
            return 0
        return 1
