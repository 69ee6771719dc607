"""The real clock: anchored, never going back, running by boot time after a jump of the wall clock, until confirmed."""

from datetime import timedelta

from shared.platform.clock.anchored import LAST_STAMPS
from tests.harness.clock import A_MONDAY_MORNING as WALL
from tests.harness.clock import Host

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def test_a_sped_up_clock_begins_where_it_is_told_and_runs_so_much_faster() -> None:
    host = Host()
    start = WALL - 5 * HOUR
    clock = host.clock(speed=60, start=start)
    host.passes(10 * SECOND)
    assert clock.now() == start + timedelta(minutes=10)
    assert clock.scaled(timedelta(minutes=2)) == 2 * HOUR
    assert clock.wait_for(start + timedelta(minutes=11)) == SECOND


def test_downtime_passes_at_the_stored_speed_within_one_boot() -> None:
    host = Host()
    anchor = host.clock(speed=60).current_anchor()
    host.passes(10 * SECOND)
    assert host.restarted(anchor, speed=1).now() == WALL + timedelta(minutes=10)


def test_after_another_boot_the_wall_clock_says_how_long_it_was_and_never_less_than_nothing() -> None:
    host = Host()
    anchor = host.clock().current_anchor()
    host.boot = SECOND
    host.wall = WALL + HOUR
    assert host.restarted(anchor, boot_id="b2").now() == WALL + HOUR
    host.wall = WALL - HOUR
    held = host.restarted(anchor, boot_id="b2")
    assert (held.now(), held.held_since) == (WALL + LAST_STAMPS, WALL + LAST_STAMPS)


def test_a_wall_clock_that_jumps_moves_nothing_and_is_noticed() -> None:
    for jump in (HOUR, -HOUR):
        host = Host()
        clock = host.clock()
        host.wall += jump
        host.passes(SECOND)
        assert clock.now() == WALL + SECOND
        assert clock.jumped() == jump


def test_the_alarm_outlives_a_restart_until_somebody_confirms() -> None:
    host = Host()
    clock = host.clock()
    host.wall += HOUR
    host.passes(SECOND)
    again = host.restarted(clock.current_anchor())
    assert again.jumped() == HOUR
    again.confirm()
    assert again.jumped() is None
    assert again.now() == WALL + SECOND
    assert host.restarted(again.current_anchor()).jumped() is None


def test_following_the_wall_goes_ahead_and_never_back() -> None:
    for jump, then in ((HOUR, WALL + HOUR), (-HOUR, WALL)):
        host = Host()
        clock = host.clock()
        host.wall += jump
        clock.confirm(follow_wall=True)
        assert clock.now() == then
        assert clock.jumped() is None


def test_a_drift_within_the_tolerance_is_no_jump() -> None:
    host = Host()
    clock = host.clock()
    host.wall += SECOND
    assert clock.jumped() is None
