"""When a step of the ladder is due, and when the next one is."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.rules.ladders.due import ON_TIME, first_due, is_due, late_by_seconds, next_due

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
TEN_MINUTES = 600
moments = st.timedeltas(timedelta(days=-5_000), timedelta(days=5_000)).map(lambda passed: NOON + passed)
lateness = st.timedeltas(timedelta(0), timedelta(days=2))
lengths = st.integers(1, 86_400)


def after(**duration: float) -> datetime:
    return NOON + timedelta(**duration)


def test_the_reporter_has_five_minutes_from_the_detection() -> None:
    assert first_due(detected_at=NOON, accepted_at=after(minutes=2), after_seconds=300) == after(minutes=5)


def test_an_old_dissatisfaction_is_due_at_once_but_not_before_it_was_accepted() -> None:
    assert first_due(detected_at=after(hours=-3), accepted_at=NOON, after_seconds=300) == NOON


def test_small_lateness_of_a_timer_does_not_move_the_next_step() -> None:
    due = next_due(due_at=NOON, happened_at=after(seconds=30), by_timer=True, after_seconds=TEN_MINUTES)
    assert due == after(minutes=10)


def test_a_step_later_than_the_tolerance_gives_the_full_time_from_receipt() -> None:
    due = next_due(due_at=NOON, happened_at=after(seconds=30.001), by_timer=True, after_seconds=TEN_MINUTES)
    assert due == after(seconds=630.001)


def test_a_step_somebody_asked_for_early_counts_from_that_moment() -> None:
    due = next_due(due_at=NOON, happened_at=after(minutes=-3), by_timer=False, after_seconds=TEN_MINUTES)
    assert due == after(minutes=7)


def test_a_step_somebody_asked_for_counts_from_that_moment_however_small_the_difference() -> None:
    due = next_due(due_at=NOON, happened_at=after(seconds=-1), by_timer=False, after_seconds=TEN_MINUTES)
    assert due == after(seconds=599)


def test_at_exactly_the_due_time_the_step_wins() -> None:
    assert is_due(NOON, NOON)
    assert not is_due(NOON, NOON - timedelta(microseconds=1))


def test_lateness_is_told_in_seconds_and_never_negative() -> None:
    assert late_by_seconds(NOON, after(seconds=1.5)) == 1.5
    assert late_by_seconds(NOON, after(minutes=-3)) == 0.0


@given(due_at=moments, late=lateness, seconds=lengths)
def test_a_due_time_is_never_early(due_at: datetime, late: timedelta, seconds: int) -> None:
    """Never before the step's time has passed since the due time, nor, but for the tolerance, since receipt."""
    happened_at, length = due_at + late, timedelta(seconds=seconds)
    due = next_due(due_at=due_at, happened_at=happened_at, by_timer=True, after_seconds=seconds)
    assert due >= due_at + length
    assert due >= happened_at + length - ON_TIME


@given(at=moments, seconds=lengths)
def test_who_asks_moves_the_ladder_to_his_own_moment(at: datetime, seconds: int) -> None:
    due = next_due(due_at=NOON, happened_at=at, by_timer=False, after_seconds=seconds)
    assert due == at + timedelta(seconds=seconds)


@given(lates=st.lists(st.timedeltas(timedelta(0), ON_TIME), max_size=8), seconds=lengths)
def test_small_lateness_never_adds_up(lates: list[timedelta], seconds: int) -> None:
    due = NOON
    for late in lates:
        due = next_due(due_at=due, happened_at=due + late, by_timer=True, after_seconds=seconds)
    assert due == NOON + len(lates) * timedelta(seconds=seconds)


@given(detected_at=moments, accepted_at=moments, seconds=lengths)
def test_the_first_step_is_never_due_before_the_report_is_there(
    detected_at: datetime, accepted_at: datetime, seconds: int
) -> None:
    due = first_due(detected_at=detected_at, accepted_at=accepted_at, after_seconds=seconds)
    assert due >= accepted_at
    assert due >= detected_at + timedelta(seconds=seconds)
