"""How a customer is called until reached, without any case: calls, rounds, results, retries, leases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.callback_values import Outcome, UnreachableBecause
from shared.contracts.policy import RetryAt, RetryStep
from shared.rules.calendar.working import WorkingCalendar, YearDays
from shared.rules.outreach import leases
from shared.rules.outreach.call import Attempt, Call
from shared.rules.outreach.owed import OwedPolicy, open_marks, owed_marks
from shared.rules.outreach.result import Result
from shared.rules.outreach.retries import Next, RetryPolicy, after_attempt
from shared.rules.task import Task, TaskState
from shared.support.errors import Invalid

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
"""12:00 in Shanghai."""

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LEASE = timedelta(seconds=120)
CALENDAR = WorkingCalendar(lambda year: YearDays())
POLICY = RetryPolicy(
    steps=(
        RetryStep(seconds=120),
        RetryStep(seconds=900),
        RetryStep(at=RetryAt.HALF_DAY, seconds=7_200),
        RetryStep(at=RetryAt.NEXT_DAY),
    ),
    half_days=("09:00", "14:00"),
    least_pause={Outcome.POWERED_OFF: 1_800, Outcome.HUNG_UP: 3_600, Outcome.THIRD_PARTY: 3_600},
    new_number_seconds=600,
    max_attempts=5,
    give_up_seconds=172_800,
    quiet_from="21:00",
    quiet_until="08:00",
)
OWED = OwedPolicy(
    retry_warning_seconds=300,
    appointment_warning_seconds=120,
    overdue_seconds=900,
    warning_share=0.8,
    quiet_from="21:00",
    quiet_until="08:00",
)
SILENT = (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.POWERED_OFF, Outcome.THIRD_PARTY, Outcome.HUNG_UP)


def a_call() -> Call:
    return Call(task=Task(id="t", due_at=NOON, not_before=NOON), round_from=NOON)


def tried(call: Call, at: datetime, outcome: Outcome = Outcome.NO_ANSWER, **said: datetime) -> tuple[Call, Next]:
    """Claimed, dialled and ended at one moment."""
    then = after_attempt(call, Result(outcome=outcome, **said), POLICY, at)
    held = call.claimed("ann", at, at + LEASE).started(at)
    attempt = Attempt(number=held.next_number, round=held.round, by="ann", started_at=at, ended_at=at, outcome=outcome)
    return held.ended(attempt, then.not_before), then


def after(attempts: int, at: datetime = NOON) -> Call:
    call = a_call()
    for _ in range(attempts):
        call, _ = tried(call, at)
    return call


@pytest.mark.parametrize(
    ("attempts", "now", "expected"),
    [
        (0, NOON, NOON + 2 * MINUTE),
        (1, NOON, NOON + 15 * MINUTE),
        (2, NOON, NOON + 2 * HOUR),  # 14:00 is just two hours ahead
        (2, NOON + MINUTE, NOON + 21 * HOUR),  # 09:00 of the next day
        (2, NOON - 5 * HOUR, NOON - 3 * HOUR),  # from 07:00 to 09:00
        (3, NOON, NOON + 21 * HOUR),
        (3, NOON - 6 * HOUR, NOON + 21 * HOUR),  # 06:00: not this morning
    ],
)
def test_tries_are_spread_over_two_days(attempts: int, now: datetime, expected: datetime) -> None:
    assert tried(after(attempts, now), now)[1].not_before == expected


@pytest.mark.parametrize(
    ("outcome", "pause"),
    [
        (Outcome.NO_ANSWER, 2 * MINUTE),
        (Outcome.BUSY, 2 * MINUTE),
        (Outcome.POWERED_OFF, 30 * MINUTE),
        (Outcome.HUNG_UP, HOUR),
        (Outcome.THIRD_PARTY, HOUR),
    ],
)
def test_each_outcome_has_its_least_pause(outcome: Outcome, pause: timedelta) -> None:
    assert tried(a_call(), NOON, outcome)[1].not_before == NOON + pause
    assert tried(after(2), NOON, outcome)[1].not_before == NOON + 2 * HOUR  # the spread is longer


def test_the_person_who_answered_says_when_and_it_counts_as_an_attempt() -> None:
    said = {"call_later_at": NOON + 5 * HOUR}
    assert tried(a_call(), NOON, Outcome.THIRD_PARTY, **said)[1].not_before == NOON + 5 * HOUR
    assert tried(after(4), NOON, Outcome.THIRD_PARTY, **said)[1] == Next(given_up=UnreachableBecause.ATTEMPTS)
    tonight = {"call_later_at": NOON + 10 * HOUR}
    assert tried(a_call(), NOON, Outcome.THIRD_PARTY, **tonight)[1].not_before == NOON + 20 * HOUR


def test_a_retry_is_moved_out_of_the_quiet_hours() -> None:
    at = NOON + 9 * HOUR - MINUTE  # 20:59
    assert tried(a_call(), at)[1].not_before == NOON + 20 * HOUR


def test_an_appointment_is_kept_at_night_and_after_any_number_of_attempts() -> None:
    call, tonight = after(4), NOON + 10 * HOUR
    for _ in range(3):
        call, then = tried(call, NOON, Outcome.CALL_LATER, call_later_at=tonight)
        assert then == Next(not_before=tonight)
        assert call.appointment


def test_an_appointment_counts_for_nothing_and_begins_the_count_again() -> None:
    call, later = after(4), NOON + 10 * DAY
    call, _ = tried(call, NOON, Outcome.CALL_LATER, call_later_at=later)
    for _ in range(4):
        call, then = tried(call, later)
        assert then.not_before is not None
        assert not call.appointment
    assert tried(call, later)[1] == Next(given_up=UnreachableBecause.ATTEMPTS)


def test_a_wrong_number_waits_for_another_and_counts_as_an_attempt() -> None:
    assert tried(a_call(), NOON, Outcome.WRONG_NUMBER)[1].not_before == NOON + 10 * MINUTE
    assert tried(after(4), NOON, Outcome.WRONG_NUMBER)[1] == Next(given_up=UnreachableBecause.ATTEMPTS)


def test_the_last_attempt_of_a_round_gives_up_and_leaves_nothing_to_do() -> None:
    call, then = tried(after(4), NOON)
    assert then == Next(given_up=UnreachableBecause.ATTEMPTS)
    assert (call.open, call.task.state, call.next_number) == (False, TaskState.DONE, 6)


def test_a_round_is_given_up_when_its_time_is_over_at_exactly_its_end() -> None:
    assert tried(after(1), NOON + 2 * DAY - timedelta(microseconds=1))[1].not_before is not None
    assert tried(after(1), NOON + 2 * DAY)[1] == Next(given_up=UnreachableBecause.PERIOD)


def test_time_counts_from_the_first_attempt_not_from_the_order() -> None:
    assert tried(a_call(), NOON + 3 * DAY)[1].not_before is not None


def test_whoever_refuses_or_is_reached_is_not_tried_again() -> None:
    assert tried(a_call(), NOON, Outcome.REFUSED)[1] == Next(given_up=UnreachableBecause.REFUSED)
    assert tried(a_call(), NOON, Outcome.REACHED)[1] == Next()


def test_another_round_counts_attempts_and_time_from_zero_under_the_next_fence() -> None:
    given_up, _ = tried(after(4), NOON)
    again = given_up.another_round(NOON + 2 * DAY, NOON + 2 * DAY)
    assert (again.round, again.counted, again.open) == (2, (), True)
    assert tried(again, NOON + 2 * DAY)[1].not_before == NOON + 2 * DAY + 2 * MINUTE
    assert again.claimed("bob", NOON, NOON + LEASE).task.fence == 6
    assert again.first_attempt_at == NOON


def test_an_attempt_under_way_that_comes_to_nothing_was_none() -> None:
    held = a_call().claimed("ann", NOON, NOON + LEASE).started(NOON)
    call = held.queued(NOON + MINUTE, released_by="ann")
    assert (call.started_at, call.first_attempt_at, call.task.state) == (None, None, TaskState.QUEUED)
    assert (held.waits, call.waits, call.resumed_at, call.released_by) == (True, False, NOON + MINUTE, "ann")


def test_an_attempt_counts_from_its_start() -> None:
    held = a_call().claimed("ann", NOON, NOON + LEASE).started(NOON)
    attempt = Attempt(number=1, round=1, by="ann", started_at=NOON, ended_at=NOON + MINUTE, outcome=Outcome.NO_ANSWER)
    assert held.first_attempt_at is None
    assert held.ended(attempt, NOON + HOUR).first_attempt_at == NOON


def test_an_attempt_that_runs_too_long_holds_the_clocks_no_more_until_the_next_one() -> None:
    held = a_call().claimed("ann", NOON, NOON + LEASE).started(NOON).resumed(NOON + 30 * MINUTE)
    assert not held.waits
    again = held.queued(NOON + 40 * MINUTE)
    assert again.resumed_at == NOON + 30 * MINUTE
    assert again.started(NOON + HOUR).waits


def marks(call: Call) -> list[datetime]:
    return [mark.at for mark in owed_marks(call, OWED)]


def test_a_retry_is_owed_five_minutes_after_its_time_and_an_appointment_two() -> None:
    retry, _ = tried(a_call(), NOON)
    assert marks(retry) == [NOON + 7 * MINUTE, NOON + 17 * MINUTE]
    appointment, _ = tried(a_call(), NOON, Outcome.CALL_LATER, call_later_at=NOON + DAY)
    assert marks(appointment) == [NOON + DAY + 2 * MINUTE, NOON + DAY + 15 * MINUTE]


def test_what_nobody_has_tried_yet_is_owed_by_its_due_time() -> None:
    call = replace(a_call(), task=Task(id="t", due_at=NOON + DAY, not_before=NOON))
    assert marks(call) == [NOON + 0.8 * DAY, NOON + DAY]


def test_a_retry_that_could_not_be_made_before_the_quiet_hours_is_owed_after_them() -> None:
    retry, _ = tried(a_call(), NOON + 9 * HOUR - 6 * MINUTE)  # 20:54; due again 20:56
    assert marks(retry) == [NOON + 20 * HOUR + 5 * MINUTE, NOON + 20 * HOUR + 15 * MINUTE]
    appointment, _ = tried(a_call(), NOON, Outcome.CALL_LATER, call_later_at=NOON + 10 * HOUR)
    assert marks(appointment) == [NOON + 10 * HOUR + 2 * MINUTE, NOON + 10 * HOUR + 15 * MINUTE]


def test_while_an_attempt_is_under_way_nothing_is_owed() -> None:
    retry, _ = tried(a_call(), NOON)
    assert len(open_marks(retry, OWED)) == 2
    assert open_marks(retry.claimed("bob", NOON, NOON + LEASE).started(NOON), OWED) == ()
    assert [mark.name for mark in open_marks(replace(retry, owed_at=NOON + 7 * MINUTE), OWED)] == ["overdue"]


def test_the_lease_of_a_held_task_is_owed_and_ends_at_exactly_its_end() -> None:
    held = a_call().claimed("ann", NOON, NOON + LEASE).task
    free = replace(held, id="free").queued()
    assert [(each.kind, each.due_at, each.step) for each in leases.owed([held, free])] == [
        ("lease", NOON + LEASE, "t:1")
    ]
    assert leases.ended([held, free], NOON + LEASE - timedelta(microseconds=1)) == ()
    assert leases.ended([held, free], NOON + LEASE) == ((held, held.lease),)


@pytest.mark.parametrize(
    ("result", "wrong"),
    [
        (Result(outcome=Outcome.REACHED), [("satisfied", "required")]),
        (Result(outcome=Outcome.REACHED, satisfied=True, score=69), [("satisfied", "conflicts_with_score")]),
        (
            Result(outcome=Outcome.BUSY, satisfied=True, score=101, talk_seconds=-1),
            [
                ("talk_seconds", "negative"),
                ("score", "out_of_range"),
                ("score", "not_reached"),
                ("satisfied", "not_reached"),
            ],
        ),
        (Result(outcome=Outcome.CALL_LATER, call_later_at=NOON), [("call_later_at", "not_in_future")]),
        (
            Result(outcome=Outcome.CALL_LATER, call_later_at=NOON + 15 * DAY + timedelta(microseconds=1)),
            [("call_later_at", "too_far")],
        ),
        (Result(outcome=Outcome.BUSY, call_later_at=NOON + HOUR), [("call_later_at", "not_asked")]),
    ],
)
def test_a_result_that_contradicts_itself_is_refused_with_every_wrong_field(
    result: Result, wrong: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as refusal:
        result.check(70, NOON, NOON + 15 * DAY)
    assert [(error.field, error.code) for error in refusal.value.errors] == wrong


def test_a_score_outranks_the_plain_answer() -> None:
    assert Result(outcome=Outcome.REACHED, score=70).content(70)
    assert not Result(outcome=Outcome.REACHED, score=69).content(70)
    assert Result(outcome=Outcome.REACHED, satisfied=True).content(70)


@given(
    outcomes=st.lists(st.sampled_from([*SILENT, Outcome.WRONG_NUMBER, Outcome.CALL_LATER]), max_size=12),
    minutes=st.lists(st.integers(0, 600), min_size=12, max_size=12),
)
def test_until_given_up_there_is_always_a_next_try_that_lies_ahead(outcomes: list[Outcome], minutes: list[int]) -> None:
    call, now = a_call(), NOON
    for outcome, pause in zip(outcomes, minutes, strict=False):
        said = {"call_later_at": now + HOUR} if outcome is Outcome.CALL_LATER else {}
        call, then = tried(call, now, outcome, **said)
        assert (then.not_before is None) is (then.given_up is not None)
        if then.not_before is None:
            assert not call.open
            return
        assert then.not_before > now
        assert outcome is Outcome.CALL_LATER or not CALENDAR.is_quiet(then.not_before, "21:00", "08:00")
        now = then.not_before + pause * MINUTE
