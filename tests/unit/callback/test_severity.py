"""How grave a case is: set with a reason, raised by what comes later, never lowered by itself."""

from datetime import timedelta

import pytest

from services.callback.domain.states import State
from shared.contracts.base import Sealed
from shared.contracts.callback import (
    CaseComplaintMarked,
    CaseReopened,
    CaseSeverityChanged,
    CaseSeverityRaised,
    LimitBreached,
)
from shared.contracts.callback_values import LimitKind, Outcome, RaisedBecause, ReopenedBecause
from shared.contracts.intake import Details
from shared.contracts.words import Ground, RiskFlag
from shared.support.errors import Invalid
from tests.harness.refusals import refused
from tests.unit.callback.story import NOON, PHONE, Story

HOUR = timedelta(hours=1)
STRETCHES = ["given_up", "found_dissatisfied", "handled", "resolved"]
ENDS = [{"satisfied": True}, {"satisfied": False}]


def dispatched() -> Story:
    return Story().found_dissatisfied().dispatch()


# Set by a person


def test_a_changed_severity_counts_from_the_same_start() -> None:
    story = Story().handled().wait(hours=1).severity(1)
    assert story.last(CaseSeverityChanged).before == 2
    assert story.next_due("limit") == NOON + 0.8 * 24 * HOUR


def test_a_severity_raised_when_its_limit_is_over_is_breached_at_once() -> None:
    story = Story().handled().wait(hours=30).severity(1).wait(minutes=0)
    [breached] = story.all(LimitBreached)
    assert breached.skipped_warning
    assert breached.late_by_seconds == 6 * 3600


def test_a_limit_breached_once_stays_quiet_even_if_the_case_is_given_more_time() -> None:
    story = Story().found_dissatisfied().dispatch(severity=1).accept().wait(hours=25).severity(2).wait(days=5)
    assert len(story.all(LimitBreached)) == 1


def test_the_same_severity_again_is_refused() -> None:
    with refused(Invalid, "invalid"):
        Story().severity(2)


@pytest.mark.parametrize("severity", [2, 3])
def test_lowering_the_severity_at_dispatch_needs_a_reason_and_is_on_record(severity: int) -> None:
    grave = Story(Details(risk_flags=(RiskFlag.MEDIA, RiskFlag.INJURY), customer=PHONE)).found_dissatisfied()
    with refused(Invalid, "invalid"):
        grave.dispatch(severity=severity)
    grave.dispatch(severity=severity, reason=Sealed("r"))
    changed = grave.last(CaseSeverityChanged)
    assert (changed.before, changed.severity, grave.case.severity) == (1, severity, severity)


def test_keeping_or_raising_the_severity_at_dispatch_needs_none() -> None:
    for severity in (None, 1, 2):
        assert Story().found_dissatisfied().dispatch(severity=severity).all(CaseSeverityChanged) == []


# Raised by new details


@pytest.mark.parametrize("flag", list(RiskFlag))
@pytest.mark.parametrize("stretch", STRETCHES)
def test_a_risk_that_shows_later_raises_the_severity_in_every_state(stretch: str, flag: RiskFlag) -> None:
    story = getattr(Story(), stretch)().amend(risk_flags=(flag,))
    assert (story.case.severity, story.last(CaseSeverityRaised).because) == (1, RaisedBecause.DETAILS)


@pytest.mark.parametrize("end", ENDS)
def test_a_risk_that_shows_after_the_end_raises_the_severity_too(end: dict[str, bool]) -> None:
    story = Story().attempt(Outcome.REACHED, **end).amend(ground=Ground.COMPLAINT_DEMANDED)
    assert story.case.severity == 1


def test_the_running_limits_are_reckoned_anew_from_their_start() -> None:
    story = dispatched().wait(minutes=10).amend(risk_flags=(RiskFlag.MEDIA,))
    accept, handling = story.case.limit(LimitKind.ACCEPT), story.case.limit(LimitKind.HANDLING)
    assert accept is not None
    assert handling is not None
    assert (accept.started_at, accept.due_at) == (NOON, NOON + timedelta(minutes=30))
    assert (handling.started_at, handling.due_at) == (NOON, NOON + 24 * HOUR)


def test_a_ground_that_grows_from_felt_to_said_raises_it_a_step() -> None:
    story = Story(Details(ground=Ground.PERCEIVED, customer=PHONE)).amend(ground=Ground.DISCONTENT_VOICED)
    assert (story.case.severity, story.last(CaseSeverityRaised).before) == (2, 3)


@pytest.mark.parametrize("change", [{"risk_flags": ()}, {"ground": Ground.PERCEIVED}, {"cause": "slow"}])
def test_nothing_lowers_it_by_itself(change: dict[str, object]) -> None:
    story = Story(Details(ground=Ground.COMPLAINT_DEMANDED, risk_flags=(RiskFlag.GROUP,), customer=PHONE))
    assert story.amend(**change).case.severity == 1


def test_a_severity_lowered_by_a_person_stays_until_something_new_shows() -> None:
    story = Story(Details(risk_flags=(RiskFlag.MEDIA,), customer=PHONE)).severity(3).amend(cause="slow")
    assert story.case.severity == 3
    assert story.amend(risk_flags=(RiskFlag.MEDIA, RiskFlag.LAWYER)).case.severity == 1


# A formal complaint


@pytest.mark.parametrize("stretch", STRETCHES)
def test_a_formal_complaint_makes_an_open_case_grave_and_leaves_its_state(stretch: str) -> None:
    story = getattr(Story(), stretch)()
    before = story.case.state
    story.complaint()
    assert (story.case.state, story.case.severity, story.case.complaints[0].source) == (before, 1, "12378")


def ended(how: str) -> Story:
    if how == "archived":
        return Story().attempt(Outcome.REACHED, satisfied=True)
    return Story().resolved().attempt(Outcome.REACHED, score=90)


@pytest.mark.parametrize("how", ["archived", "closed"])
def test_a_formal_complaint_reopens_a_case_that_has_ended(how: str) -> None:
    story = ended(how).wait(days=14).complaint()
    assert (story.case.state, story.case.severity) == (State.TO_DISPATCH, 1)
    assert story.last(CaseReopened).because is ReopenedBecause.COMPLAINT
    assert story.next_due("limit") == story.now + timedelta(minutes=12)


@pytest.mark.parametrize("how", ["archived", "closed"])
def test_after_the_period_for_reopening_it_is_only_marked(how: str) -> None:
    story = ended(how).wait(days=15).complaint()
    assert (str(story.case.state), len(story.case.complaints)) == (how, 1)
    assert story.case.severity == 2


@pytest.mark.parametrize("again", ["12378", " 12378 ", "1 2378"])
@pytest.mark.parametrize("number", ["a-1", "A-1", "A -1 "])
def test_the_same_source_and_number_twice_is_one_complaint(again: str, number: str) -> None:
    story = Story().complaint(number="A-1").wait(hours=3).complaint("bob", source=again, number=number)
    assert len(story.all(CaseComplaintMarked)) == 1


def test_another_source_or_number_is_another_complaint() -> None:
    story = Story().complaint(number="1").complaint(number="2").complaint(source="银保监", number="1")
    story.complaint().wait(hours=1).complaint()
    assert len(story.case.complaints) == 5


def test_the_same_complaint_marked_again_does_not_reopen_a_case_closed_since() -> None:
    story = Story().complaint(number="1").resolved().attempt(Outcome.REACHED, score=90).complaint(number="1")
    assert story.case.state is State.CLOSED


def test_a_complaint_cannot_lie_ahead_but_clocks_may_differ_a_little() -> None:
    story = Story().complaint(at=NOON + timedelta(minutes=2))
    assert story.case.complaints[0].complained_at == NOON
    with refused(Invalid, "invalid"):
        story.complaint(at=NOON + timedelta(minutes=3))
