"""What people do to an on-site case: the events it causes, and what is refused."""

from datetime import timedelta

import pytest

from services.escalation.domain.states import State
from shared.contracts.base import Sealed
from shared.contracts.escalation import (
    CaseAcknowledged,
    CaseAmended,
    CaseComplaintMarked,
    CaseFiled,
    CaseOpened,
    CaseSettled,
    FiledBecause,
    LevelTold,
    OnSiteDeed,
)
from shared.contracts.intake import Reporter
from shared.contracts.words import Stage
from shared.support.errors import Conflict, Forbidden, Invalid
from tests.harness.refusals import refused
from tests.unit.escalation.onsite import MINUTE, NINE, UNKNOWN, OnSite, customer_service, directory, flow, leader

# A report arrives


def test_a_case_opens_with_its_ladder_and_five_minutes_from_the_detection() -> None:
    onsite = OnSite(detected_at=NINE - 2 * MINUTE)
    opened = onsite.last(CaseOpened)
    assert (opened.calming_due_at, opened.at, opened.by) == (NINE + 3 * MINUTE, NINE, "rita")
    assert opened.ladder.policy == "test@2026-01-01"
    assert (onsite.case.state, onsite.case.level, onsite.case.step) == (State.CALMING, 0, 0)


def test_a_report_filed_at_once_is_due_when_it_was_accepted_and_late_by_the_way_here() -> None:
    onsite = OnSite(stage=Stage.FILED, late=90 * MINUTE)
    filed = onsite.last(CaseFiled)
    assert (filed.because, filed.filed_at, filed.due_at) == (FiledBecause.AT_ONCE, NINE, NINE)
    assert (filed.at, filed.late_by_seconds) == (NINE + 90 * MINUTE, 5_400)
    assert (onsite.case.state, onsite.case.filed_at) == (State.FILED, NINE)


def test_a_report_filed_at_once_informs_those_whom_the_first_level_would_have_told() -> None:
    assert OnSite(stage=Stage.FILED).last(CaseFiled).informed == ("leader",)
    assert OnSite(stage=Stage.FILED, people=directory(away=("leader",))).last(CaseFiled).informed == ("boss",)


def test_a_report_filed_at_once_from_the_top_of_the_tree_informs_the_duty_desk_of_none() -> None:
    top = Reporter(staff_id="agent", unit_id="hq")
    filed = OnSite(stage=Stage.FILED, reporter=top).last(CaseFiled)
    assert (filed.informed, filed.duty_desk, filed.told) == ((), (), ())


def test_a_report_filed_at_once_is_by_the_agent_who_registered_it_else_by_the_reporter() -> None:
    assert OnSite(stage=Stage.FILED, registered_by="agent").last(CaseFiled).by == "agent"
    assert OnSite(stage=Stage.FILED).last(CaseFiled).by == "rita"
    assert OnSite(stage=Stage.FILED, reporter=UNKNOWN).last(CaseFiled).by is None


# Acknowledging


def test_a_leader_who_was_told_acknowledges_their_level_and_the_clock_keeps_running() -> None:
    onsite = OnSite().wait(minutes=6)
    due_at = onsite.case.next_due_at
    onsite.acknowledge("leader")
    assert onsite.last(CaseAcknowledged).level == 1
    assert (onsite.case.state, onsite.case.next_due_at) == (State.RAISED, due_at)


def test_the_leader_of_an_earlier_level_acknowledges_that_level() -> None:
    onsite = OnSite().wait(minutes=16).acknowledge("leader")
    assert onsite.last(CaseAcknowledged).level == 1
    assert [told.acknowledged_by for told in onsite.case.told] == ["leader", None]


def test_the_button_of_a_message_counts_while_the_case_is_at_its_level() -> None:
    onsite = OnSite().wait(minutes=6).acknowledge("leader", level=1)
    assert onsite.last(CaseAcknowledged).level == 1
    onsite.wait(minutes=10)
    with refused(Conflict, "already_raised"):
        onsite.acknowledge("leader", level=1)


def test_the_words_of_each_acknowledgement_are_kept_and_go_along() -> None:
    onsite = OnSite().wait(minutes=6).acknowledge("leader", note="one").acknowledge("leader", note="two")
    onsite.wait(minutes=10).acknowledge("boss", note="three").file("boss")
    acts = [(act.level, act.by, act.note) for act in onsite.last(CaseFiled).on_site]
    assert acts == [(1, "leader", "one"), (1, "leader", "two"), (2, "boss", "three")]


def test_each_person_told_as_one_level_may_acknowledge_it() -> None:
    onsite = OnSite(customer_service(300), flow(600)).wait(minutes=5).acknowledge("bob")
    assert onsite.case.told[0].acknowledged_by == "bob"


@pytest.mark.parametrize("by", ["rita", "boss"])
def test_a_person_who_was_not_told_cannot_acknowledge(by: str) -> None:
    with refused(Forbidden, "forbidden"):
        OnSite().wait(minutes=5).acknowledge(by)


# Settling


def test_a_settled_case_keeps_the_note_and_owes_nothing() -> None:
    onsite = OnSite().wait(minutes=2).settle()
    assert onsite.last(CaseSettled).note == Sealed("sealed-note")
    assert (onsite.case.state, onsite.case.settled_note) == (State.SETTLED, "sealed-note")
    assert (onsite.case.next_due_at, onsite.case.moved_by, onsite.case.moved_at) == (None, "rita", onsite.now)


def test_a_reporter_who_settles_alone_leaves_it_to_be_seen_by_the_direct_leader() -> None:
    assert OnSite().settle().last(CaseSettled).informed == ("leader",)
    assert OnSite().wait(minutes=5).settle().last(CaseSettled).informed == ()


def test_settling_needs_a_note() -> None:
    with refused(Invalid, "invalid"):
        OnSite().settle(note=None)


def test_a_missing_note_is_named_even_when_the_case_has_ended() -> None:
    with refused(Invalid, "invalid"):
        OnSite().settle().settle(note=None)


# Escalating and filing by hand


def test_escalating_tells_the_next_level_now_and_gives_it_its_full_time() -> None:
    onsite = OnSite().wait(minutes=1).escalate("rita")
    told = onsite.last(LevelTold)
    assert (told.staff_id, told.by, told.due_at, told.late_by_seconds) == ("leader", "rita", onsite.now, 0.0)
    assert onsite.case.next_due_at == onsite.now + 10 * MINUTE


def test_escalating_keeps_its_words() -> None:
    onsite = OnSite().wait(minutes=1).escalate("rita", note="sealed-why")
    assert onsite.last(LevelTold).note == "sealed-why"
    [act] = onsite.case.on_site
    assert (act.deed, act.level, act.by, act.note) == (OnSiteDeed.ESCALATED, 0, "rita", "sealed-why")


def test_escalating_without_a_level_is_refused_before_anything_else() -> None:
    for onsite in (OnSite(), OnSite().settle()):
        with refused(Invalid, "invalid"):
            onsite.escalate("rita", level=None)


@pytest.mark.parametrize("minutes", [0, 5, 15])
@pytest.mark.parametrize("away", [-2, -1, 1, 2, 90])
def test_a_level_that_is_left_already_or_not_reached_yet_moves_nothing(minutes: int, away: int) -> None:
    onsite = OnSite().wait(minutes=minutes)
    events, level = list(onsite.events), onsite.case.level
    with refused(Conflict, f"already_{onsite.case.state}", level=level, by=onsite.case.moved_by):
        onsite.escalate("rita", level=level + away)
    assert onsite.events == events


def test_a_reporter_who_escalates_when_his_time_is_up_leaves_the_leader_ten_minutes() -> None:
    onsite = OnSite()
    onsite.now += 5 * MINUTE
    with refused(Conflict, "already_raised", level=1):
        onsite.escalate("rita", level=0)
    assert (onsite.case.told_staff, onsite.case.next_due_at) == (("leader",), NINE + 15 * MINUTE)


def test_escalating_past_the_last_level_starts_the_flow_because_a_person_asked() -> None:
    onsite = OnSite(leader(300), flow(600)).escalate().escalate("leader")
    filed = onsite.last(CaseFiled)
    assert (filed.because, filed.by, filed.due_at, filed.told) == (FiledBecause.ASKED, "leader", NINE, ("leader",))


def test_filing_starts_the_flow_now_with_all_who_were_told() -> None:
    onsite = OnSite().wait(minutes=16).file("boss")
    filed = onsite.last(CaseFiled)
    assert (filed.because, filed.by, filed.filed_at) == (FiledBecause.ASKED, "boss", onsite.now)
    assert (filed.told, filed.late_by_seconds) == (("leader", "boss"), 0.0)
    assert (onsite.case.state, onsite.case.next_due_at) == (State.FILED, None)


# Amending


def test_newer_details_are_stored_and_move_no_clock() -> None:
    onsite = OnSite().wait(minutes=2)
    due_at = onsite.case.next_due_at
    onsite.amend(2, cause="slow")
    assert (onsite.last(CaseAmended).details.cause, onsite.case.details.revision) == ("slow", 2)
    assert (onsite.case.next_due_at, onsite.case.state) == (due_at, State.CALMING)


@pytest.mark.parametrize("revision", [0, 1])
def test_an_older_or_equal_revision_changes_nothing(revision: int) -> None:
    assert OnSite().amend(revision, cause="slow").all(CaseAmended) == []


def test_a_filed_case_keeps_the_newest_details_too() -> None:
    filed = OnSite().file().amend(2, cause="slow")
    assert (filed.case.details.cause, filed.case.state) == ("slow", State.FILED)
    assert len(filed.amend(1, cause="attitude").all(CaseAmended)) == 1


def test_a_settled_case_takes_newer_details_and_stays_settled() -> None:
    onsite = OnSite().settle().amend(2, cause="slow")
    assert (onsite.case.details.cause, onsite.case.state) == ("slow", State.SETTLED)


def test_the_details_filed_are_the_amended_ones() -> None:
    assert OnSite().amend(2, cause="slow").file().last(CaseFiled).details.cause == "slow"


# A report completed


def test_an_amendment_that_completes_a_report_starts_the_flow_at_its_own_time() -> None:
    onsite = OnSite().wait(minutes=6).amend(2, completes=True, cause="slow")
    filed = onsite.last(CaseFiled)
    assert (filed.because, filed.by, filed.filed_at) == (FiledBecause.COMPLETED, "rita", onsite.now)
    assert (filed.told, filed.details.cause) == (("leader",), "slow")


def test_an_amendment_that_completes_a_settled_report_starts_nothing() -> None:
    assert OnSite().settle().amend(2, completes=True).case.state is State.SETTLED


# A formal complaint


@pytest.mark.parametrize("minutes", [0, 5, 15])
def test_a_complaint_on_site_starts_the_flow_and_goes_along(minutes: int) -> None:
    onsite = OnSite().wait(minutes=minutes).complain("agent", sealed={"note": Sealed("sealed-note")})
    marked, filed = onsite.events[-2:]
    assert isinstance(marked, CaseComplaintMarked)
    assert isinstance(filed, CaseFiled)
    assert (filed.because, filed.by, filed.filed_at) == (FiledBecause.COMPLAINT, "agent", onsite.now)
    [mark] = filed.complaints
    assert (mark.source, mark.number, mark.note, mark.marked_by) == ("12378", "T-1", "sealed-note", "agent")


def test_a_complaint_files_a_settled_case_for_fifteen_days_with_the_words_of_the_settlement() -> None:
    onsite = OnSite().settle()
    onsite.now += timedelta(days=15) - MINUTE
    filed = onsite.complain().last(CaseFiled)
    assert [(act.deed, act.note) for act in filed.on_site] == [(OnSiteDeed.SETTLED, "sealed-note")]
    assert filed.informed == ("leader",)


def test_after_fifteen_days_a_complaint_is_only_put_on_record_and_once() -> None:
    onsite = OnSite().settle()
    onsite.now += timedelta(days=15)
    onsite.complain().complain(number=" t-1").complain(number="T-2")
    assert (onsite.case.state, onsite.all(CaseFiled)) == (State.SETTLED, [])
    assert [mark.number for mark in onsite.case.complaints] == ["T-1", "T-2"]


def test_a_complaint_of_a_filed_case_is_marked_elsewhere() -> None:
    onsite = OnSite().file()
    with refused(Conflict, "already_filed"):
        onsite.complain()


def test_a_complaint_cannot_lie_ahead() -> None:
    with refused(Invalid, "invalid"):
        OnSite().complain(complained_at=NINE + 3 * MINUTE)


# After the end


@pytest.mark.parametrize("act", ["acknowledge", "settle", "escalate", "file"])
@pytest.mark.parametrize(("end", "state"), [("settle", "settled"), ("file", "filed")])
def test_an_ended_case_refuses_every_act_and_names_who_ended_it(act: str, end: str, state: str) -> None:
    onsite = getattr(OnSite().wait(minutes=5), end)("leader")
    ended_at = onsite.now
    onsite.now += timedelta(minutes=1)
    events = list(onsite.events)
    with refused(Conflict, f"already_{state}", state=State(state), by="leader", at=ended_at):
        getattr(onsite, act)("leader")
    assert onsite.events == events


def test_steps_of_a_few_seconds_are_all_taken_before_a_person_acts() -> None:
    onsite = OnSite(leader(10), customer_service(5), flow(10))
    onsite.now += timedelta(seconds=16)
    onsite.acknowledge("bob")
    assert [type(event) for event in onsite.events] == [CaseOpened, LevelTold, LevelTold, CaseAcknowledged]


def test_a_step_that_is_due_wins_over_the_person_who_acts_at_that_moment() -> None:
    onsite = OnSite()
    onsite.now += 5 * MINUTE
    onsite.settle()
    assert [type(event) for event in onsite.events] == [CaseOpened, LevelTold, CaseSettled]
