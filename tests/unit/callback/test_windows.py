"""The five minutes of Art. 12: who hears of it while no attempt starts, and what happens without a tick."""

from datetime import timedelta

from services.callback.domain.states import State
from shared.contracts.callback import SupervisorReminded, WindowBreached, WindowWarned
from shared.contracts.callback_values import Outcome, Window
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


def test_dialling_in_time_disarms_every_window() -> None:
    story = Story().wait(seconds=200).claim().start().wait(hours=1)
    assert story.all(WindowWarned) == []
    assert breaches(story) == []


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


def test_a_forgotten_retry_is_brought_to_mind_a_day_after_the_first_attempt() -> None:
    story = Story().attempt(Outcome.NO_ANSWER).wait(days=1)
    assert story.last(SupervisorReminded).at == NOON + timedelta(days=1)


def test_an_ended_case_reminds_nobody() -> None:
    story = Story().attempt(Outcome.REACHED, satisfied=True).wait(days=30)
    assert story.all(SupervisorReminded) == []
    assert story.next_due("reminder") is None
