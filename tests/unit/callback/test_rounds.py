"""Rounds of handling: the clock stops while a case is resolved, and each further round has a limit of its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.callback.domain.evolve import evolve
from services.callback.domain.model import Case, LimitClock
from services.callback.domain.policy import round_limit
from shared.contracts.base import Event
from shared.contracts.callback import CaseReopened, CaseResolved, LimitBreached, LimitWarned
from shared.contracts.callback_values import LimitKind, Outcome
from shared.contracts.intake import Details
from shared.contracts.policy import HandlingPolicy, Limit, Timing
from shared.contracts.words import Ground
from tests.unit.callback.story import NOON, PHONE, Story

HOUR = timedelta(hours=1)
DAY = 86_400


def handling(story: Story) -> LimitClock:
    limit = story.case.limit(LimitKind.HANDLING)
    assert limit is not None
    return limit


def failed(story: Story) -> Story:
    """The follow-up finds the customer still dissatisfied."""
    return story.attempt(Outcome.REACHED, score=10, inbound=True)


@pytest.mark.parametrize(("severity", "half"), [(1, 12 * HOUR), (2, 36 * HOUR)])
def test_a_failed_follow_up_begins_a_round_with_half_the_limit_at_once(severity: int, half: timedelta) -> None:
    story = failed(Story().found_dissatisfied().dispatch(severity=severity).accept().wait(hours=20).resolve())
    assert (handling(story).round, handling(story).started_at) == (2, story.now)
    assert handling(story).due_at == story.now + half
    assert handling(story).warn_at == story.now + 0.8 * half


def test_a_unit_that_resolved_in_time_is_not_in_breach_because_the_follow_up_came_late() -> None:
    story = Story().found_dissatisfied().dispatch(severity=1).accept().wait(hours=20).resolve().wait(hours=20)
    failed(story).wait(hours=11)
    assert story.all(LimitBreached) == []
    story.wait(hours=1)
    assert len(story.all(LimitBreached)) == 1


def test_each_mark_fires_once_in_each_round() -> None:
    story = Story().handled().wait(days=4).resolve()
    failed(story).wait(days=4)
    marks = [event for event in story.events if isinstance(event, LimitWarned | LimitBreached)]
    kinds = [type(event) for event in marks if event.limit is LimitKind.HANDLING]
    assert kinds == [LimitWarned, LimitBreached] * 2


def test_a_reopened_case_begins_its_round_with_the_next_dispatch_and_no_breach_comes_before() -> None:
    story = Story().resolved().attempt(Outcome.REACHED, score=90).wait(days=10).reopen().wait(hours=2)
    assert story.case.limit(LimitKind.HANDLING) is None
    story.dispatch("sales")
    assert (handling(story).started_at, handling(story).due_at) == (story.now, story.now + 36 * HOUR)
    story.transfer("claims").wait(hours=37)
    assert [event.limit for event in story.all(LimitBreached)][-1] is LimitKind.HANDLING


def test_a_case_that_was_archived_has_the_whole_limit_when_it_is_dispatched_at_last() -> None:
    story = Story().attempt(Outcome.REACHED, satisfied=True).wait(days=3).reopen().dispatch()
    assert (handling(story).round, handling(story).due_at) == (1, story.now + 72 * HOUR)


def test_a_third_round_has_half_the_limit_as_the_second() -> None:
    story = failed(failed(Story().resolved()).resolve())
    assert (handling(story).round, handling(story).due_at) == (3, story.now + 36 * HOUR)


def test_a_changed_severity_or_unit_reckons_the_round_from_its_own_start() -> None:
    story = failed(Story().handled().wait(hours=30).resolve().wait(hours=5))
    begun = story.now
    story.wait(hours=1).severity(1)
    assert (handling(story).started_at, handling(story).due_at) == (begun, begun + 12 * HOUR)
    quick = HandlingPolicy(policy="quick", by_severity=(Limit(seconds=20 * 3600),) * 3)
    story.transfer("sales", policy=quick)
    assert (handling(story).round, handling(story).due_at) == (2, begun + 10 * HOUR)


def test_half_of_five_working_days_are_three_whole_ones() -> None:
    slight = Story(Details(ground=Ground.PERCEIVED, customer=PHONE))
    story = failed(slight.found_dissatisfied().dispatch().accept().resolve())
    assert handling(story).due_at == NOON + timedelta(days=3)  # Monday noon to Thursday noon


@pytest.mark.parametrize(
    ("limit", "again"),
    [
        (Limit(seconds=24 * 3600), Limit(seconds=12 * 3600)),
        (Limit(seconds=10 * 3600), Limit(seconds=8 * 3600)),
        (Limit(seconds=3600), Limit(seconds=8 * 3600)),
        (Limit(seconds=DAY, timing=Timing.WORKING), Limit(seconds=DAY, timing=Timing.WORKING)),
        (Limit(seconds=4 * DAY, timing=Timing.WORKING), Limit(seconds=2 * DAY, timing=Timing.WORKING)),
        (Limit(seconds=5 * DAY, timing=Timing.WORKING), Limit(seconds=3 * DAY, timing=Timing.WORKING)),
        (Limit(seconds=26 * 3600, timing=Timing.SERVICE), Limit(seconds=13 * 3600, timing=Timing.SERVICE)),
        (Limit(seconds=3 * 3600, timing=Timing.SERVICE), Limit(seconds=8 * 3600, timing=Timing.SERVICE)),
    ],
)
def test_a_further_round_has_half_in_the_same_timing_and_at_least_eight_hours(limit: Limit, again: Limit) -> None:
    policy = HandlingPolicy(policy="p", by_severity=(limit,) * 3)
    assert [round_limit(policy, severity, number) for severity in (1, 2, 3) for number in (1, 2, 5)] == (
        [limit, again, again] * 3
    )


def test_the_time_of_all_rounds_is_a_figure_of_its_own_and_leaves_out_the_time_as_resolved() -> None:
    story = failed(Story().handled().wait(hours=10).resolve().wait(hours=20)).wait(hours=5)
    assert story.case.handling_seconds() == 10 * 3600
    assert story.case.handling_seconds(story.now) == 15 * 3600
    story.wait(hours=1).resolve()
    assert (story.last(CaseResolved).round, story.last(CaseResolved).handling_seconds) == (2, 16 * 3600)


def test_events_of_a_version_without_rounds_read_on_as_they_were_meant() -> None:
    """The limit ran on from where it began, however the case was reopened."""

    def earlier(event: Event) -> Event:
        return replace(event, new_round=False, handling=None) if isinstance(event, CaseReopened) else event

    for story in (failed(Story().resolved()), Story().resolved().attempt(Outcome.REACHED, score=90).reopen()):
        case: Case | None = None
        for event in story.events:
            case = evolve(case, earlier(event))
        assert case is not None
        limit = case.limit(LimitKind.HANDLING)
        assert limit is not None
        assert (limit.started_at, limit.due_at, limit.round) == (NOON, NOON + 72 * HOUR, 1)
