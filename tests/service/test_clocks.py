"""The real clock: hotline time goes by the boot clock, never back, whatever is done to the wall clock (18-20)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Self, cast

import pytest

from shared.engine.db.database import Database
from shared.platform.clock.anchor_row import READ, store_anchor
from shared.platform.clock.anchored import LAST_STAMPS, Anchor, AnchoredClock, first_anchor, resume
from shared.platform.clock.database_clock import ASK, DatabaseClock
from shared.support.host_clock import read_boot, read_boot_id, read_wall
from tests.harness.world import World

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Host:
    """A host's two clocks: time passes for both, somebody may set the one on the wall."""

    def __init__(self) -> None:
        self.wall = NOON
        self.boot = 3 * HOUR
        self.boot_id = "boot-1"

    def passes(self, duration: timedelta) -> None:
        self.wall += duration
        self.boot += duration

    def clock(self, speed: float = 1.0, start: datetime | None = None) -> AnchoredClock:
        anchor = first_anchor(wall=self.wall, boot=self.boot, boot_id=self.boot_id, speed=speed, start=start)
        return self.at(anchor)

    def at(self, anchor: Anchor) -> AnchoredClock:
        return AnchoredClock(anchor, wall=lambda: self.wall, boot=lambda: self.boot)

    def resumes(self, stored: Anchor, speed: float = 1.0) -> AnchoredClock:
        return self.at(resume(stored, wall=self.wall, boot=self.boot, boot_id=self.boot_id, speed=speed))


class TellsTheTime:
    """A database without rows, which always has this time."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._rows: list[dict[str, Any]] = []

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Self]:
        yield self

    transaction = reading

    async def execute(self, statement: object, row: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        if row is not None:
            self._rows.append(row)
        return [{"at": self._at}] if statement is ASK else self._rows


@pytest.fixture
def host() -> Host:
    return Host()


def test_it_begins_with_the_wall_and_goes_on_with_it(host: Host) -> None:
    clock = host.clock()
    host.passes(MINUTE)

    assert (clock.now(), clock.jumped()) == (NOON + MINUTE, None)


@pytest.mark.parametrize("jump", [HOUR, -HOUR, 3 * SECOND, -3 * SECOND])
def test_a_jump_of_the_wall_clock_moves_nothing_and_is_noticed(host: Host, jump: timedelta) -> None:
    clock = host.clock()
    host.passes(MINUTE)
    host.wall += jump

    assert (clock.now(), clock.jumped()) == (NOON + MINUTE, jump)
    host.passes(MINUTE)
    assert clock.now() == NOON + 2 * MINUTE


@pytest.mark.parametrize("drift", [2 * SECOND, -2 * SECOND])
def test_up_to_two_seconds_it_is_drift_and_no_jump(host: Host, drift: timedelta) -> None:
    clock = host.clock()
    host.wall += drift

    assert clock.jumped() is None


def test_it_never_goes_back_even_if_the_boot_clock_did(host: Host) -> None:
    clock = host.clock()
    host.passes(MINUTE)
    latest = clock.now()
    host.boot -= 10 * SECOND

    assert clock.now() == latest


def test_sped_up_it_runs_from_its_own_start(host: Host) -> None:
    start = datetime(2026, 11, 23, 1, tzinfo=UTC)
    clock = host.clock(speed=10, start=start)
    host.passes(MINUTE)

    assert clock.now() == start + 10 * MINUTE
    assert clock.scaled(2 * MINUTE) == 20 * MINUTE
    assert clock.wait_for(start + 15 * MINUTE) == 30 * SECOND
    assert clock.wait_for(start) == timedelta()


def test_over_a_restart_of_the_process_the_boot_clock_says_how_long_it_was_away(host: Host) -> None:
    clock = host.clock()
    stored = clock.current_anchor()
    host.passes(HOUR)
    host.wall += 5 * HOUR  # set while nobody looked

    resumed = host.resumes(stored)

    assert resumed.now() == NOON + HOUR
    assert resumed.jumped() == 5 * HOUR


def test_over_a_restart_of_the_host_the_wall_clock_does(host: Host) -> None:
    stored = host.clock().current_anchor()
    host.passes(HOUR)
    host.boot, host.boot_id = MINUTE, "boot-2"

    resumed = host.resumes(stored)

    assert (resumed.now(), resumed.jumped()) == (NOON + HOUR, None)


def test_a_wall_clock_set_back_over_a_restart_of_the_host_counts_as_no_time_at_all(host: Host) -> None:
    clock = host.clock()
    host.passes(HOUR)
    stored = clock.current_anchor()
    host.wall, host.boot, host.boot_id = NOON - HOUR, MINUTE, "boot-2"

    assert host.resumes(stored).now() == NOON + HOUR + LAST_STAMPS


async def test_where_the_database_tells_the_time_it_tells_the_real_time_too_at_any_speed(host: Host) -> None:
    clock = DatabaseClock(cast("Database", TellsTheTime(NOON + DAY)), monotonic=lambda: host.boot)
    await clock.start(speed=60, first=NOON)
    host.passes(MINUTE)

    assert (clock.wall(), clock.now()) == (NOON + DAY + MINUTE, NOON + HOUR)


def test_a_host_that_does_not_tell_its_boot_is_taken_for_another_boot(host: Host) -> None:
    host.boot_id = ""
    stored = host.clock().current_anchor()
    host.passes(HOUR)

    assert host.resumes(stored).now() == NOON + HOUR


def test_time_away_passes_at_the_old_speed_and_goes_on_at_the_new(host: Host) -> None:
    stored = host.clock(speed=10).current_anchor()
    host.passes(MINUTE)
    resumed = host.resumes(stored, speed=2)
    host.passes(MINUTE)

    assert resumed.now() == NOON + 10 * MINUTE + 2 * MINUTE


def test_after_a_jump_the_old_line_of_the_wall_clock_is_what_is_stored(host: Host) -> None:
    clock = host.clock()
    host.wall += HOUR
    host.passes(MINUTE)

    stored = clock.current_anchor()

    assert (stored.wall, stored.hotline) == (NOON + MINUTE, NOON + MINUTE)
    assert host.resumes(stored).jumped() == HOUR


def test_a_kill_loses_at_most_nothing_the_anchor_may_be_seconds_old(host: Host) -> None:
    clock = host.clock()
    stored = clock.current_anchor()
    host.passes(5 * SECOND)
    last = clock.now()

    assert host.resumes(stored).now() >= last


def test_an_operator_confirms_and_the_wall_clock_is_believed_again(host: Host) -> None:
    clock = host.clock()
    host.wall += HOUR
    clock.confirm()

    assert (clock.jumped(), clock.now()) == (None, NOON)
    host.passes(MINUTE)
    assert clock.now() == NOON + MINUTE


def test_an_operator_may_let_it_catch_up_but_never_fall_back(host: Host) -> None:
    ahead = host.clock()
    host.wall += HOUR
    ahead.confirm(follow_wall=True)
    assert ahead.now() == NOON + HOUR

    host.wall -= 3 * HOUR
    ahead.confirm(follow_wall=True)
    assert ahead.now() == NOON + HOUR


def test_the_hosts_own_clocks_can_be_read() -> None:
    assert read_wall().tzinfo is UTC
    assert read_boot() > timedelta()
    assert read_boot_id() == read_boot_id()


async def test_the_anchor_is_kept_over_a_restart_to_the_microsecond(world: World, host: Host) -> None:
    platform = world.process.context.platform
    running = host.clock(speed=7.5, start=NOON + timedelta(microseconds=1))
    await store_anchor(platform, running)
    await store_anchor(platform, running)

    async with platform.reading() as connection:
        [row] = await connection.execute(READ)
    assert (row["hotline"], row["wall"], row["speed"]) == (NOON + timedelta(microseconds=1), NOON, 7.5)
    assert (row["boot_micros"], row["boot_id"]) == (host.boot // timedelta(microseconds=1), "boot-1")
