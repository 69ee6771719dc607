"""What one process committed, the process that runs the loops hears of at once, not at the next beat."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import asyncpg

from shared.engine.db.postgres import PostgresDatabase
from shared.engine.loops import Loop
from shared.runtime.lease import LASTS, Lease
from shared.runtime.wake_up import WakeUpNotifier
from tests.harness.clock import HOUR, ManualClock
from tests.harness.waiting import eventually

BACKENDS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE (query LIKE '%hotline_intake%' OR query LIKE '%pg_notify%') AND pid <> $1"""


class StillClock(ManualClock):
    """A clock for which every moment is far away."""

    def wait_for(self, moment: datetime) -> timedelta:
        """See `WaitingClock`."""
        return HOUR


class Heard(Loop):
    """A loop that only notes that it was woken."""

    def __init__(self) -> None:
        super().__init__("intake.relay", self.nothing)
        self.woken = asyncio.Event()

    async def nothing(self, now: datetime) -> int:
        return 0

    def wake(self) -> None:
        self.woken.set()

    async def hears(self) -> None:
        """Come back when it is woken (again)."""
        async with asyncio.timeout(15):
            await self.woken.wait()
        self.woken.clear()


@asynccontextmanager
async def listening(url: str) -> AsyncIterator[tuple[WakeUpNotifier, Heard]]:
    """A process's bell, listening, and a loop that it wakes."""
    heard = Heard()
    bell = WakeUpNotifier(url, "intake", [heard])
    bell.start(StillClock())
    try:
        await heard.hears()  # for whatever was rung before it listened
        yield bell, heard
    finally:
        await bell.stop()


async def test_a_ring_in_one_process_wakes_the_loops_of_another(postgres_url: str) -> None:
    async with listening(postgres_url) as (bell, _), listening(postgres_url) as (_, heard):
        bell.ring()

        await heard.hears()


async def test_only_a_process_that_stands_by_rings(postgres_url: str) -> None:
    rings: list[str] = []
    clock = StillClock()
    database = await PostgresDatabase.connect(postgres_url, "intake", size=2)
    one, other = (
        Lease(database, "loops", name, clock, lambda name=name: rings.append(name)) for name in ("one", "other")
    )
    assert await one.held()
    assert not await other.held()

    one.wake_holder()
    other.wake_holder()
    assert rings == ["other"]

    clock.move_to(clock.now() + LASTS)
    assert await other.held()
    assert not await one.held()
    one.wake_holder()
    other.wake_holder()
    assert rings == ["other", "one"]
    await database.close()


async def test_a_bell_that_lost_its_connection_listens_again(postgres_url: str) -> None:
    async with listening(postgres_url) as (bell, _), listening(postgres_url) as (_, heard):
        bell.ring()
        await heard.hears()
        killer = await asyncpg.connect(postgres_url)
        assert await killer.fetch(BACKENDS, killer.get_server_pid())
        await killer.close()
        await heard.hears()  # both are back when it hears of what it may have missed

        async def rings() -> bool:
            bell.ring()
            return bell.failing is None and heard.woken.is_set()

        await eventually(rings)


async def test_a_process_hears_which_subjects_another_one_changed_but_not_its_own(postgres_url: str) -> None:
    heard: list[Collection[str] | None] = []
    came = asyncio.Event()

    def note(subject_ids: Collection[str] | None) -> None:
        heard.append(subject_ids)
        came.set()

    async def next_one() -> Collection[str] | None:
        async with asyncio.timeout(15):
            await came.wait()
        came.clear()
        return heard.pop(0)

    one, other = (WakeUpNotifier(postgres_url, "intake", []) for _ in range(2))
    one.on_change = other.on_change = note
    for bell in (one, other):
        bell.start(StillClock())
        assert await next_one() is None, "what was said before it listened"

    one.tell(["case-1"])
    assert await next_one() == ["case-1"]
    other.tell([f"{number:036}" for number in range(200)])
    assert len(await next_one() or ()) == 200
    other.tell([f"{number:036}" for number in range(201)])
    assert await next_one() is None
    assert heard == []

    killer = await asyncpg.connect(postgres_url)
    assert await killer.fetch(BACKENDS, killer.get_server_pid())
    await killer.close()
    assert await next_one() is None, "what it may have missed"
    await one.stop()
    await other.stop()
