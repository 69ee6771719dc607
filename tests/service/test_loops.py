"""Loops: again at once while there is something to do, else asleep until woken, due, or the metronome's beat."""

import asyncio
import logging
from datetime import datetime, timedelta

import pytest

from shared.engine.loops import Loop
from tests.harness.clock import A_MONDAY_MORNING as NOW
from tests.harness.clock import HOUR


class StillClock:
    """A clock for which every moment is a given real time away."""

    def __init__(self, away: timedelta = HOUR) -> None:
        self.away = away

    def now(self) -> datetime:
        return NOW

    def wait_for(self, moment: datetime) -> timedelta:
        return self.away


class Work:
    """Something to do a few times over; tells when it was looked at and found nothing."""

    def __init__(self, todo: int = 0) -> None:
        self.todo = todo
        self.rounds = 0
        self.idle = asyncio.Event()
        self.fails = False

    async def run_once(self, now: datetime) -> int:
        self.rounds += 1
        if self.fails:
            self.idle.set()
            raise RuntimeError
        did = min(self.todo, 1)
        self.todo -= did
        if not did:
            self.idle.set()
        return did

    async def comes_to_rest(self) -> None:
        self.idle.clear()
        await self.idle.wait()


class Plan:
    """When there is more to do; asked for it last thing before the loop sleeps, which it tells."""

    def __init__(self, at: datetime | None) -> None:
        self.at = at
        self.asked = asyncio.Event()

    async def next_at(self) -> datetime | None:
        self.asked.set()
        return self.at


class TakenLease:
    """A lease that another process takes in time; tells when that was noticed."""

    def __init__(self) -> None:
        self.taken = False
        self.refused = asyncio.Event()

    async def held(self) -> bool:
        if self.taken:
            self.refused.set()
        return not self.taken

    def wake_holder(self) -> None:
        """No loop asks for it here."""


class CountingLease:
    """A lease that this process holds; counts how often its holder was to be woken."""

    def __init__(self) -> None:
        self.calls = 0

    async def held(self) -> bool:
        return True

    def wake_holder(self) -> None:
        self.calls += 1

    async def release(self) -> None:
        return


async def test_it_runs_again_at_once_while_there_is_something_to_do() -> None:
    work = Work(todo=5)
    loop = Loop("l", work.run_once)
    loop.start(StillClock())
    await work.idle.wait()
    await loop.stop()

    assert (work.todo, work.rounds, loop.last_ran_at) == (0, 6, NOW)


async def test_a_round_that_was_not_full_has_seen_the_end() -> None:
    work, plan = Work(todo=5), Plan(None)
    loop = Loop("l", work.run_once, next_at=plan.next_at, batch=2)
    loop.start(StillClock())
    await plan.asked.wait()
    assert (work.todo, work.rounds) == (4, 1)

    loop.wake()
    plan.asked.clear()
    await plan.asked.wait()
    await loop.stop()
    assert (work.todo, work.rounds) == (3, 2)


async def test_asleep_it_does_nothing_until_it_is_woken() -> None:
    work = Work()
    loop = Loop("l", work.run_once)
    loop.start(StillClock())
    await work.idle.wait()
    for _ in range(20):
        await asyncio.sleep(0)
    assert work.rounds == 1

    work.todo = 1
    loop.wake()
    await work.comes_to_rest()
    await loop.stop()
    assert (work.todo, work.rounds) == (0, 3)


async def test_it_wakes_by_itself_when_something_is_due() -> None:
    work = Work()

    async def next_at() -> datetime:
        return NOW

    loop = Loop("l", work.run_once, next_at=next_at)
    loop.start(StillClock(away=timedelta(milliseconds=1)))
    await work.idle.wait()
    await work.comes_to_rest()
    await loop.stop()

    assert work.rounds >= 2


async def test_being_woken_while_it_runs_is_not_lost() -> None:
    rounds = 0
    second = asyncio.Event()

    async def run_once(now: datetime) -> int:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            loop.wake()
        else:
            second.set()
        return 0

    loop = Loop("l", run_once)
    loop.start(StillClock())
    async with asyncio.timeout(5):
        await second.wait()
    await loop.stop()


async def test_a_failure_is_logged_once_and_it_goes_on_when_it_can(caplog: pytest.LogCaptureFixture) -> None:
    work = Work(todo=1)
    work.fails = True
    loop = Loop("l", work.run_once)
    loop.start(StillClock())
    await work.idle.wait()
    for _ in range(3):
        loop.wake()
        await work.comes_to_rest()
    assert loop.failing == "RuntimeError"

    work.fails = False
    loop.wake()
    await work.comes_to_rest()
    await loop.stop()

    assert (work.todo, loop.failing) == (0, None)
    assert len([line for line in caplog.records if line.levelno == logging.ERROR]) == 1


async def test_a_loop_that_another_process_has_taken_over_is_no_longer_failing_here() -> None:
    work, lease = Work(), TakenLease()
    work.fails = True
    loop = Loop("test", work.run_once)
    loop.lease = lease
    loop.start(StillClock())
    await work.idle.wait()
    lease.taken = True
    loop.wake()
    await lease.refused.wait()
    await loop.stop()
    assert loop.failing is None
    assert work.rounds == 1


async def test_stopping_finishes_the_round_under_way() -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()
    ended = False

    async def run_once(now: datetime) -> int:
        nonlocal ended
        begun.set()
        await may_end.wait()
        ended = True
        return 0

    loop = Loop("l", run_once)
    loop.start(StillClock())
    await begun.wait()
    stopping = asyncio.create_task(loop.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    may_end.set()
    await stopping

    assert ended


async def test_a_call_for_a_moment_at_which_it_wakes_anyhow_leaves_it_asleep() -> None:
    due = NOW + HOUR
    work, plan, lease = Work(), Plan(due), CountingLease()
    loop = Loop("l", work.run_once, next_at=plan.next_at)
    loop.lease = lease
    loop.start(StillClock())
    await plan.asked.wait()

    loop.call(due)
    loop.call(due + HOUR)
    assert lease.calls == 0

    work.idle.clear()
    loop.call(due - timedelta(seconds=1))
    await work.idle.wait()
    await loop.stop()
    assert (lease.calls, work.rounds) == (1, 2)
