"""The five minutes of Art. 12: who hears of it while no attempt starts, and what happens without a tick."""

from datetime import timedelta

import pytest

from services.callback.domain.states import State
from shared.contracts.callback import (
    AttemptOverlong,
    CallOverdue,
    CallWarned,
    SupervisorReminded,
    TaskHeldTooLong,
    WindowBreached,
    WindowWarned,
)
from shared.contracts.callback_values import Outcome, Window
from shared.contracts.policy import CallbackPolicy
from shared.support.errors import Conflict
from tests.harness.refusals import refused
from tests.unit.callback.story import NOON, Story

SECOND = timedelta(seconds=1)


def breaches(story: Story) -> list[Window]:
    return [event.window for event in story.all(WindowBreached)]


def test_the_group_is_warned_at_three_minutes_thirty() -> None:
    story = Story().wait(seconds=209)
    assert story.all(WindowWarned) == []
    story.wait(seconds=1)
    [warned] = story.all(WindowWarned)
    assert (warned.at, warned.window) == (NOON + 210 * SECOND, Window.WARNING)


def test_at_five_minutes_without_an_attempt_the_promise_is_broken_once() -> None:
    story = Story().wait(minutes=14)
    assert breaches(story) == [Window.BREACH]
    assert story.last(WindowBreached).at == NOON + 300 * SECOND


def test_at_fifteen_minutes_it_goes_to_the_head_of_the_centre() -> None:
    assert breaches(Story().wait(minutes=15)) == [Window.BREACH, Window.HEAD]


def test_an_attempt_that_ends_in_time_disarms_every_window() -> None:
    story = Story().wait(seconds=200).claim().start().keep(seconds=60).end(Outcome.NO_ANSWER).wait(hours=1)
    assert story.all(WindowWarned) == []
    assert breaches(story) == []


def test_while_an_attempt_is_under_way_the_windows_wait_and_its_start_counts() -> None:
    story = Story().wait(seconds=200).claim().start().keep(minutes=25).end(Outcome.REACHED, satisfied=True)
    assert (story.all(WindowWarned), breaches(story)) == ([], [])
    assert story.case.first_attempt_at == NOON + 200 * SECOND


@pytest.mark.parametrize("nothing", ["release", "silence", "take_over"])
def test_a_start_that_comes_to_nothing_brings_the_windows_back(nothing: str) -> None:
    story = Story().wait(seconds=100).claim().start().keep(minutes=8)
    assert breaches(story) == []
    if nothing == "silence":
        story.wait(seconds=120)
    else:
        getattr(story, nothing)()
    story.wait(seconds=0)
    [breached] = story.all(WindowBreached)
    assert (breached.window, breached.skipped) == (Window.BREACH, (Window.WARNING,))
    assert breached.due_at == NOON + 300 * SECOND
    story.wait(minutes=30)
    assert breaches(story) == [Window.BREACH, Window.HEAD]
    assert story.case.first_attempt_at is None


def test_starting_again_and_again_silences_nothing() -> None:
    story = Story()
    for _ in range(6):
        story.claim().start().wait(minutes=2)
    assert breaches(story) == [Window.BREACH]
    assert story.wait(minutes=3).all(WindowBreached)[-1].window is Window.HEAD


def test_an_attempt_holds_the_windows_for_half_an_hour_at_most() -> None:
    story = Story().claim().start().keep(minutes=30, seconds=-1)
    assert (breaches(story), story.all(AttemptOverlong)) == ([], [])
    story.keep(seconds=1)
    [overlong] = story.all(AttemptOverlong)
    assert (overlong.at, overlong.holder) == (NOON + 1800 * SECOND, "ann")
    assert breaches(story) == [Window.HEAD]
    story.keep(minutes=40).end(Outcome.REACHED, satisfied=True)
    assert len(story.all(AttemptOverlong)) == 1
    assert story.case.first_attempt_at == NOON


def test_a_hold_without_dialling_is_told_once_after_three_minutes() -> None:
    story = Story().claim().keep(minutes=10)
    [held] = story.all(TaskHeldTooLong)
    assert (held.at, held.holder) == (NOON + 180 * SECOND, "ann")
    story.release().claim().start().keep(minutes=10)
    assert len(story.all(TaskHeldTooLong)) == 1


def test_a_claim_alone_keeps_no_promise() -> None:
    story = Story().wait(seconds=200).claim().wait(seconds=100)
    assert breaches(story) == [Window.BREACH]


def test_at_exactly_five_minutes_the_step_wins_over_the_dialling() -> None:
    story = Story().wait(seconds=250).claim()
    story.now = NOON + 300 * SECOND
    story.start()
    assert breaches(story) == [Window.BREACH]


def test_after_an_outage_only_the_highest_window_fires_and_says_what_it_skipped() -> None:
    story = Story().outage(minutes=20)
    [breached] = story.all(WindowBreached)
    assert (breached.window, breached.skipped) == (Window.HEAD, (Window.WARNING, Window.BREACH))
    assert breached.late_by_seconds == 300
    assert story.all(WindowWarned) == []


def test_a_case_that_arrives_late_is_already_past_its_windows() -> None:
    story = Story(late=timedelta(minutes=6)).wait(minutes=0)
    [breached] = story.all(WindowBreached)
    assert (breached.window, breached.skipped) == (Window.BREACH, (Window.WARNING,))


def test_the_windows_of_a_retry_ordered_by_a_supervisor_do_not_come_back() -> None:
    story = Story().given_up().retry().wait(minutes=30)
    assert breaches(story) == []


def test_after_the_last_window_the_supervisor_is_reminded_every_day() -> None:
    story = Story().wait(days=3, minutes=16)
    reminders = story.all(SupervisorReminded)
    assert [event.at - NOON for event in reminders] == [timedelta(days=n, minutes=15) for n in (1, 2, 3)]
    assert {event.state for event in reminders} == {State.AWAITING_CALLBACK}


def test_after_an_outage_of_days_the_supervisor_is_reminded_once() -> None:
    story = Story().wait(minutes=20).outage(days=3)
    [reminded] = story.all(SupervisorReminded)
    assert (reminded.due_at - NOON, reminded.late_by_seconds) == (timedelta(days=3, minutes=15), 300)
    assert story.next_due("reminder") == NOON + timedelta(days=4, minutes=15)


def test_a_forgotten_retry_warns_the_group_then_tells_the_supervisor_then_reminds_every_day() -> None:
    story = Story().attempt(Outcome.NO_ANSWER).wait(days=2, hours=1)
    retry = NOON + 120 * SECOND
    assert [event.at - retry for event in story.all(CallWarned)] == [timedelta(minutes=5)]
    assert [event.at - retry for event in story.all(CallOverdue)] == [timedelta(minutes=15)]
    reminded = [event.at - retry for event in story.all(SupervisorReminded)]
    assert reminded == [timedelta(days=n, minutes=15) for n in (1, 2)]


def test_a_forgotten_appointment_is_warned_of_after_two_minutes_and_nobody_is_pressed_before_it() -> None:
    at = NOON + timedelta(days=3)
    story = Story().attempt(Outcome.CALL_LATER, call_later_at=at).wait(days=3)
    assert story.all(SupervisorReminded) == story.all(CallWarned) == []
    story.wait(hours=1)
    assert [event.at - at for event in story.all(CallWarned)] == [timedelta(minutes=2)]
    assert [event.at - at for event in story.all(CallOverdue)] == [timedelta(minutes=15)]


def test_after_an_outage_only_the_higher_mark_of_a_retry_fires() -> None:
    story = Story().attempt(Outcome.NO_ANSWER).outage(hours=1)
    assert story.all(CallWarned) == []
    assert story.last(CallOverdue).skipped_warning


def test_a_retry_under_way_holds_its_clock_and_one_that_comes_to_nothing_brings_it_back() -> None:
    story = Story().attempt(Outcome.NO_ANSWER).wait(minutes=2).claim().start().keep(minutes=20)
    assert story.all(CallWarned) == story.all(CallOverdue) == []
    story.release().tick()
    assert len(story.all(CallOverdue)) == 1


def test_an_old_matter_is_called_after_the_quiet_hours_if_the_policy_says_so() -> None:
    night, morning = NOON + timedelta(hours=14), NOON + timedelta(hours=20)  # 02:00, 08:00
    policy = CallbackPolicy(policy="calm", quiet_first_seconds=1_800)
    story = Story(at=night, policy=policy, detected_at=night - timedelta(minutes=31))
    assert (story.call.task.not_before, story.call.task.due_at) == (morning, morning + 300 * SECOND)
    with refused(Conflict, "quiet_hours", until=morning):
        story.claim()
    story.wait(hours=6, minutes=4)
    assert story.last(WindowWarned).at == morning + 210 * SECOND
    at_once = Story(at=night, policy=policy, detected_at=night - timedelta(minutes=30))
    assert at_once.call.task.due_at == night + 300 * SECOND
    assert Story(at=night, detected_at=night - timedelta(days=1)).call.task.due_at == night + 300 * SECOND


def test_an_ended_case_reminds_nobody() -> None:
    story = Story().attempt(Outcome.REACHED, satisfied=True).wait(days=30)
    assert story.all(SupervisorReminded) == []
    assert story.next_due("reminder") is None
