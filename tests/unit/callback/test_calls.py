"""The first callback: from the promise to the customer's verdict, and all the ways of not reaching the customer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.callback.domain.calling_hours import may_call_at
from services.callback.domain.decisions_receiving import amend, receive
from services.callback.domain.states import State
from shared.contracts.base import Sealed
from shared.contracts.callback import (
    AttemptStarted,
    CallOverdue,
    CallWarned,
    CaseArchived,
    CaseFoundDissatisfied,
    CaseUnreachable,
    CustomerReached,
    ReporterReminded,
    TaskLeaseExpired,
)
from shared.contracts.callback_values import Band, Outcome, TaskKind, UnreachableBecause
from shared.contracts.intake import Details, SealedCustomer
from shared.contracts.policy import CallbackPolicy
from shared.contracts.words import Ground, RiskFlag
from shared.rules.task import TaskState
from shared.support.errors import Conflict, Forbidden, Invalid
from tests.harness.refusals import refused
from tests.unit.callback.story import CALENDAR, NOON, PHONE, Story, filed

MINUTE = timedelta(minutes=1)
ANOTHER = SealedCustomer(phone=Sealed("another"), phone_index="another")
SILENT = {
    Outcome.NO_ANSWER: 2,
    Outcome.BUSY: 2,
    Outcome.POWERED_OFF: 30,
    Outcome.THIRD_PARTY: 60,
    Outcome.HUNG_UP: 60,
}


# Receiving


def test_a_filed_case_promises_one_callback_within_five_minutes_of_filing() -> None:
    story = Story(late=timedelta(minutes=3))
    [call] = story.case.calls
    assert (call.kind, call.task.due_at) == (TaskKind.FIRST_CALLBACK, NOON + 5 * MINUTE)
    assert story.case.state is State.AWAITING_CALLBACK


def test_a_case_that_arrives_twice_is_begun_once() -> None:
    story = Story()
    policy = CallbackPolicy(policy="default")
    again = receive(
        story.case, now=story.now, filed=filed(), stored=None, policy=policy, task="other", calendar=CALENDAR
    )
    assert again == ()


def test_details_that_came_before_the_case_count_when_they_are_newer() -> None:
    newer = Details(revision=4, ground=Ground.PERCEIVED, customer=PHONE)
    policy = CallbackPolicy(policy="default")
    [received, _] = receive(None, now=NOON, filed=filed(), stored=newer, policy=policy, task="t", calendar=CALENDAR)
    assert received.details == newer
    older = Details(revision=0)
    [received, _] = receive(None, now=NOON, filed=filed(), stored=older, policy=policy, task="t", calendar=CALENDAR)
    assert received.details == filed().details


def test_an_amendment_of_an_older_revision_changes_nothing() -> None:
    story = Story()
    assert amend(story.case, by="rita", now=NOON, details=Details(revision=1), calendar=CALENDAR) == ()


def test_a_risk_flag_added_later_moves_the_task_up_and_weighs_the_case_anew() -> None:
    story = Story().amend(risk_flags=(RiskFlag.MEDIA,))
    assert story.call.task.risk
    assert story.case.severity == 1


# Claiming


def test_a_claimed_task_is_held_by_one_person() -> None:
    story = Story().claim("ann")
    with refused(Conflict, "already_claimed", by="ann"):
        story.claim("bob")


def test_a_caller_who_falls_silent_loses_the_task_and_it_keeps_its_due_time() -> None:
    story = Story().claim("ann").wait(seconds=120)
    lost = story.last(TaskLeaseExpired)
    assert (lost.holder, lost.at, lost.late_by_seconds) == ("ann", NOON + timedelta(seconds=120), 0)
    assert (story.call.task.state, story.call.task.due_at) == (TaskState.QUEUED, NOON + 5 * MINUTE)


def test_the_lease_ends_even_if_the_ticker_sleeps_and_the_late_hand_is_refused() -> None:
    story = Story().claim("ann")
    story.now += timedelta(seconds=120)
    with refused(Conflict, "stale_fence"):
        story.end(Outcome.NO_ANSWER, "ann")
    assert len(story.all(TaskLeaseExpired)) == 1


def test_a_heartbeat_keeps_the_lease_and_leaves_no_event() -> None:
    story = Story().claim("ann").wait(seconds=70)
    before = list(story.events)
    story.heartbeat("ann").wait(seconds=100)
    assert story.events == before
    assert story.call.task.holder(story.now) == "ann"


def test_a_late_submit_with_the_fence_of_an_earlier_claim_is_refused() -> None:
    story = Story().claim("ann")
    old = story.fence
    story.wait(seconds=120).claim("bob")
    story.fence = old
    with refused(Conflict, "stale_fence", by="bob"):
        story.end(Outcome.NO_ANSWER, "ann")


def test_a_released_task_can_be_claimed_by_the_next() -> None:
    story = Story().claim("ann").release("ann").claim("bob")
    assert (story.call.task.holder(story.now), story.fence) == ("bob", 2)


# Starting


def test_the_first_attempt_is_measured_when_dialling_starts() -> None:
    story = Story().claim().wait(seconds=30).start().wait(seconds=40).end(Outcome.REACHED, satisfied=True)
    assert story.case.first_attempt_at == NOON + timedelta(seconds=30)
    assert story.case.reached_at == NOON + timedelta(seconds=70)


def test_an_attempt_nobody_started_starts_when_its_outcome_arrives() -> None:
    story = Story().claim().wait(seconds=30).end(Outcome.NO_ANSWER)
    assert story.case.first_attempt_at == NOON + timedelta(seconds=30)


def test_start_pressed_twice_started_the_first_time() -> None:
    story = Story().claim().start().wait(seconds=5).start()
    assert len(story.all(AttemptStarted)) == 1


def test_an_attempt_under_way_is_forgotten_with_the_lease_and_keeps_no_promise() -> None:
    story = Story().claim().start().wait(seconds=120)
    assert story.case.first_attempt_at is None
    story.attempt(Outcome.NO_ANSWER, "bob")
    assert len(story.all(AttemptStarted)) == 2
    assert story.case.first_attempt_at == story.call.attempts[0].started_at == story.now


# No answer


@pytest.mark.parametrize(("outcome", "minutes"), SILENT.items())
def test_when_nobody_answers_the_task_is_queued_again_by_outcome(outcome: Outcome, minutes: int) -> None:
    story = Story().attempt(outcome)
    assert story.call.task.not_before == NOON + minutes * MINUTE
    assert story.call.task.due_at == NOON + 5 * MINUTE


def test_a_case_filed_under_the_earlier_policy_keeps_its_pauses() -> None:
    story = Story(policy=CallbackPolicy(policy="old", retry_seconds=(120, 300)))
    story.attempt(Outcome.BUSY).attempt(Outcome.BUSY)
    assert story.call.task.not_before == NOON + 5 * MINUTE


def test_five_attempts_in_vain_bring_the_case_to_the_supervisor() -> None:
    story = Story()
    for _ in range(5):
        story.attempt(Outcome.NO_ANSWER)
    given_up = story.last(CaseUnreachable)
    assert (given_up.because, given_up.attempts) == (UnreachableBecause.ATTEMPTS, 5)
    assert story.case.state is State.UNREACHABLE
    assert story.case.open_call is None


def test_two_days_after_the_first_attempt_is_judged_when_an_attempt_ends() -> None:
    story = Story().attempt(Outcome.NO_ANSWER).wait(hours=49)
    assert story.case.state is State.AWAITING_CALLBACK
    story.attempt(Outcome.NO_ANSWER)
    assert story.last(CaseUnreachable).because is UnreachableBecause.PERIOD


def test_at_exactly_two_days_the_time_is_up() -> None:
    story = Story().claim().start().end(Outcome.BUSY).wait(hours=48).attempt(Outcome.BUSY)
    assert story.case.state is State.UNREACHABLE


def test_retries_respect_the_quiet_hours_but_the_first_attempt_does_not() -> None:
    story = Story().wait(hours=8, minutes=59)  # 20:59
    story.attempt(Outcome.NO_ANSWER)
    assert story.call.task.not_before == NOON + timedelta(hours=20)  # 08:00
    night = Story(at=NOON + timedelta(hours=10))  # 22:00
    assert night.call.task.not_before == NOON + timedelta(hours=10)


# Other times, other numbers


def test_the_customer_names_another_time_and_the_appointment_is_kept_even_at_night() -> None:
    at = NOON + timedelta(hours=10)
    story = Story().attempt(Outcome.CALL_LATER, call_later_at=at)
    assert story.call.task.not_before == at


def test_an_appointment_opens_a_new_round_of_attempts_and_time() -> None:
    story = Story()
    for _ in range(4):
        story.attempt(Outcome.NO_ANSWER)
    story.attempt(Outcome.CALL_LATER, call_later_at=story.now + timedelta(days=3)).wait(days=3)
    for _ in range(4):
        story.attempt(Outcome.NO_ANSWER)
    assert story.case.state is State.AWAITING_CALLBACK
    story.attempt(Outcome.NO_ANSWER)
    assert story.case.state is State.UNREACHABLE


def test_a_wrong_number_asks_the_reporter_and_waits_a_quarter_of_an_hour() -> None:
    story = Story().attempt(Outcome.WRONG_NUMBER)
    assert story.call.ask_reporter
    assert story.call.task.not_before == NOON + 15 * MINUTE


def test_an_amendment_frees_the_task_at_once() -> None:
    story = Story().attempt(Outcome.WRONG_NUMBER).wait(minutes=3)
    story.amend(customer=ANOTHER)
    assert not story.call.ask_reporter
    assert story.call.task.not_before == NOON + 3 * MINUTE


def test_a_wrong_number_in_another_spelling_frees_nothing_and_neither_does_any_other_amendment() -> None:
    story = Story().attempt(Outcome.WRONG_NUMBER).wait(minutes=3)
    story.amend(text=Sealed("t")).amend(customer=replace(PHONE, phone=Sealed("the same, spelled otherwise")))
    assert story.call.ask_reporter
    assert story.call.task.not_before == NOON + 15 * MINUTE


def test_a_number_found_wrong_before_stays_wrong_after_another() -> None:
    story = Story().attempt(Outcome.WRONG_NUMBER).amend(customer=ANOTHER).attempt(Outcome.WRONG_NUMBER)
    story.amend(customer=PHONE)
    assert story.call.ask_reporter


def test_a_number_without_a_normal_form_is_no_number() -> None:
    story = Story(Details(ground=Ground.PERCEIVED, customer=SealedCustomer(phone=Sealed("none"))))
    assert story.call.ask_reporter


def test_a_number_that_is_taken_back_asks_the_reporter() -> None:
    story = Story().amend(customer=SealedCustomer())
    assert story.call.ask_reporter
    story.wait(days=1)
    assert story.last(ReporterReminded).at == NOON + timedelta(days=1)


def test_the_reporter_is_asked_for_a_number_every_day_until_there_is_one() -> None:
    story = Story(Details(ground=Ground.PERCEIVED)).wait(days=3)
    assert [event.at - NOON for event in story.all(ReporterReminded)] == [timedelta(days=n) for n in (1, 2, 3)]
    story.amend(customer=PHONE).wait(days=3)
    assert len(story.all(ReporterReminded)) == 3


def test_after_an_outage_of_days_the_reporter_is_asked_once() -> None:
    story = Story(Details(ground=Ground.PERCEIVED)).outage(days=3, hours=1)
    [reminded] = story.all(ReporterReminded)
    assert reminded.due_at == NOON + timedelta(days=3)


def test_a_corrected_number_is_not_dialled_in_the_quiet_hours() -> None:
    story = Story(at=NOON + timedelta(hours=8, minutes=50)).attempt(Outcome.WRONG_NUMBER)  # 20:50
    assert story.call.task.not_before == NOON + timedelta(hours=20)
    story.wait(hours=1).amend(customer=ANOTHER)
    assert (story.call.ask_reporter, story.call.task.not_before) == (False, NOON + timedelta(hours=20))


@pytest.mark.parametrize("hours", [0.1, 3, 8.5, 9, 15, 20, 33.5])
def test_a_corrected_number_frees_the_task_for_a_time_to_come_whatever_has_passed(hours: float) -> None:
    story = Story().attempt(Outcome.WRONG_NUMBER).wait(hours=hours)
    warned = len(story.all(CallWarned)) + len(story.all(CallOverdue))
    story.amend(customer=ANOTHER)
    assert story.call.task.not_before >= story.now
    assert may_call_at(story.case, story.call, story.call.task.not_before)
    story.wait(minutes=4)
    assert len(story.all(CallWarned)) + len(story.all(CallOverdue)) == warned


@pytest.mark.parametrize("hours", [3, 9.5])
def test_a_number_that_comes_leaves_the_time_the_customer_named(hours: float) -> None:
    story, at = Story(Details(ground=Ground.PERCEIVED)), NOON + timedelta(hours=10)
    story.attempt(Outcome.CALL_LATER, call_later_at=at).wait(hours=hours).amend(customer=ANOTHER)
    assert (story.call.ask_reporter, story.call.task.not_before) == (False, at)


def test_an_amendment_does_not_hurry_an_ordinary_retry() -> None:
    story = Story().attempt(Outcome.NO_ANSWER).amend(cause="slow")
    assert story.call.task.not_before == NOON + 2 * MINUTE


def test_a_task_without_a_number_is_queued_with_a_question_to_the_reporter() -> None:
    story = Story(Details(ground=Ground.PERCEIVED, customer=SealedCustomer(policy_no=Sealed("p"))))
    assert story.call.ask_reporter
    assert story.call.task.open_at(NOON)
    story.amend(customer=PHONE)
    assert not story.call.ask_reporter


# The customer


def test_a_customer_who_is_not_dissatisfied_is_archived() -> None:
    story = Story().attempt(Outcome.REACHED, satisfied=True)
    assert story.case.state is State.ARCHIVED
    assert [type(event) for event in story.events[-2:]] == [CustomerReached, CaseArchived]


def test_a_dissatisfied_customer_is_to_be_dispatched_within_the_limit() -> None:
    story = Story().found_dissatisfied()
    assert story.case.state is State.TO_DISPATCH
    assert story.last(CaseFoundDissatisfied).limit.due_at == NOON + 15 * MINUTE


@pytest.mark.parametrize(("score", "state"), [(70, State.ARCHIVED), (69, State.TO_DISPATCH)])
def test_a_score_below_seventy_is_dissatisfied(score: int, state: State) -> None:
    story = Story().attempt(Outcome.REACHED, score=score)
    assert (story.case.state, story.case.score) == (state, score)


def test_the_score_names_its_band() -> None:
    bands = [Story().attempt(Outcome.REACHED, score=score).case.band for score in (100, 90, 80, 70, 60, 59, 0)]
    assert bands == [
        *(Band.VERY_SATISFIED, Band.VERY_SATISFIED, Band.FAIRLY_SATISFIED, Band.SATISFIED),
        *(Band.DISSATISFIED, Band.UNQUALIFIED, Band.UNQUALIFIED),
    ]


def test_a_customer_who_refuses_counts_as_reached_and_goes_to_the_supervisor() -> None:
    story = Story().attempt(Outcome.REFUSED)
    assert story.last(CustomerReached).refused
    assert story.last(CaseUnreachable).because is UnreachableBecause.REFUSED
    assert (story.case.state, story.case.reached_at) == (State.UNREACHABLE, NOON)


@pytest.mark.parametrize(
    ("outcome", "said", "field", "code"),
    [
        (Outcome.REACHED, {}, "satisfied", "required"),
        (Outcome.REACHED, {"satisfied": True, "score": 69}, "satisfied", "conflicts_with_score"),
        (Outcome.REACHED, {"satisfied": False, "score": 70}, "satisfied", "conflicts_with_score"),
        (Outcome.REACHED, {"score": 101}, "score", "out_of_range"),
        (Outcome.REACHED, {"score": -1}, "score", "out_of_range"),
        (Outcome.REACHED, {"score": 80, "talk_seconds": -1}, "talk_seconds", "negative"),
        (Outcome.NO_ANSWER, {"score": 80}, "score", "not_reached"),
        (Outcome.BUSY, {"satisfied": True}, "satisfied", "not_reached"),
        (Outcome.CALL_LATER, {}, "call_later_at", "required"),
        (Outcome.CALL_LATER, {"call_later_at": NOON}, "call_later_at", "not_in_future"),
        (Outcome.CALL_LATER, {"call_later_at": NOON + timedelta(days=16)}, "call_later_at", "too_far"),
        (Outcome.CALL_LATER, {"call_later_at": datetime(2899, 1, 1, tzinfo=UTC)}, "call_later_at", "too_far"),
        (Outcome.NO_ANSWER, {"call_later_at": NOON + MINUTE}, "call_later_at", "not_asked"),
    ],
)
def test_a_report_that_contradicts_itself_is_refused(outcome: Outcome, said: dict, field: str, code: str) -> None:
    story = Story().claim()
    with pytest.raises(Invalid) as refusal:
        story.end(outcome, **said)
    assert (field, code) in [(error.field, error.code) for error in refusal.value.errors]
    assert story.call.attempts == ()


def test_a_score_and_an_answer_that_agree_are_taken() -> None:
    assert Story().attempt(Outcome.REACHED, satisfied=True, score=70).case.state is State.ARCHIVED


def test_whoever_comes_late_is_told_who_ended_it_and_when() -> None:
    story = Story().attempt(Outcome.REACHED, "bob", satisfied=True).wait(minutes=1)
    with refused(Conflict, "already_archived", state="archived", by="bob", at=NOON):
        story.claim("ann")


def test_nobody_reports_for_the_holder_of_the_task() -> None:
    story = Story().claim("ann")
    with refused(Forbidden, "forbidden"):
        story.end(Outcome.NO_ANSWER, "bob")
