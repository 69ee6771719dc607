"""Who may do what, sentence by sentence, in a small province."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared.contracts.words import Line
from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.actor import Actor, actor_of
from shared.platform.identity.permissions import RULES, may, require
from shared.rules.directory import Directory, LineExecutive, Person, Role, Unit
from shared.support.errors import Forbidden, Unauthenticated

NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)


def person(staff_id: str, unit_id: str, *roles: Role, active: bool = True) -> Person:
    return Person(staff_id=staff_id, name=staff_id, unit_id=unit_id, roles=frozenset(roles), active=active)


DIRECTORY = Directory(
    units=(
        Unit(unit_id="P", name="省", level=2, head_id="boss"),
        Unit(unit_id="P-95518", name="客服中心", level=2, parent_id="P", head_id="centre"),
        Unit(unit_id="A", name="甲市", level=3, parent_id="P", head_id="gm_a"),
        Unit(unit_id="A-KF", name="甲客服部", level=3, parent_id="A"),
        Unit(unit_id="A-LP", name="甲理赔", level=3, parent_id="A", head_id="head", deputy_id="deputy"),
        Unit(unit_id="B", name="乙市", level=3, parent_id="P", head_id="gm_b"),
        Unit(unit_id="B-KF", name="乙客服部", level=3, parent_id="B"),
        Unit(unit_id="B-LP", name="乙理赔", level=3, parent_id="B", head_id="head_b"),
    ),
    people=(
        person("boss", "P", Role.LEADER),
        person("gm_a", "A", Role.LEADER),
        person("gm_b", "B", Role.LEADER),
        person("reporter", "A", Role.REPORTER),
        person("colleague", "A", Role.REPORTER),
        person("duty", "A", Role.REPORTER),
        person("agent", "P-95518", Role.AGENT),
        person("other_agent", "P-95518", Role.AGENT),
        person("caller", "P-95518", Role.COMPLAINT_GROUP),
        person("supervisor", "P-95518", Role.GROUP_SUPERVISOR),
        person("centre", "P-95518", Role.CENTRE_HEAD),
        person("head", "A-LP", Role.UNIT_HEAD),
        person("deputy", "A-LP"),
        person("handler", "A-LP", Role.UNIT_HANDLER),
        person("clerk", "A-LP", Role.REPORTER),
        person("head_b", "B-LP", Role.UNIT_HEAD),
        person("handler_b", "B-LP", Role.UNIT_HANDLER),
        person("executive", "P", Role.LINE_EXECUTIVE),
        person("care_a", "A-KF", Role.CUSTOMER_SERVICE),
        person("care_b", "B-KF", Role.CUSTOMER_SERVICE),
        person("operator", "P", Role.OPERATIONS),
        person("auditor", "P", Role.AUDITOR),
        person("administrator", "P", Role.ADMINISTRATOR),
        person("gone", "P-95518", Role.COMPLAINT_GROUP, active=False),
    ),
    line_executives=(LineExecutive(unit_id="P", line=Line.CLAIMS, staff_id="executive"),),
)
CASE = CaseFacts(
    reporter_id="reporter",
    reporter_unit_id="A",
    registered_by="agent",
    told=("gm_a", "duty"),
    line=Line.CLAIMS,
    lead_unit_id="A-LP",
    assisting_unit_ids=("B-LP",),
    handler_id="handler",
    lease_holder="caller",
)
EVERYBODY = {person.staff_id for person in DIRECTORY.people() if person.active}


def actor(staff_id: str) -> Actor:
    return actor_of(staff_id, DIRECTORY, NOW)


def who(action: Action, case: CaseFacts = CASE) -> set[str]:
    return {staff_id for staff_id in EVERYBODY if may(actor(staff_id), action, case)}


GROUP = {"caller", "supervisor"}
ONSITE_READERS = {"reporter", "agent", "gm_a", "boss", "duty", *GROUP, "centre", "care_a", "auditor"}


def test_any_staff_may_report() -> None:
    assert who(Action.REPORT) == EVERYBODY


def test_agents_and_the_group_report_for_somebody_else() -> None:
    assert who(Action.REPORT_FOR_OTHER) == {"agent", "other_agent", *GROUP}


def test_details_are_given_by_the_reporter_whoever_registered_it_the_group_and_the_lead_unit() -> None:
    assert who(Action.DETAILS) == {"reporter", "agent", *GROUP, "head", "deputy", "handler"}


def test_whom_it_is_about_is_said_by_all_of_them_but_the_lead_unit() -> None:
    assert who(Action.NAME_COMPLAINED_OF) == {"reporter", "agent", *GROUP}


def test_the_onsite_case_is_read_by_those_concerned_and_not_by_a_colleague() -> None:
    assert who(Action.READ_ONSITE) == ONSITE_READERS


def test_the_report_is_read_by_the_same_people() -> None:
    assert who(Action.READ_REPORT) == ONSITE_READERS


@pytest.mark.parametrize("action", [Action.SETTLE, Action.ESCALATE])
def test_the_ladder_is_moved_by_the_reporter_and_the_leaders_above_told_or_not(action: Action) -> None:
    assert who(action) == {"reporter", "gm_a", "boss", "duty"}


def test_the_flow_is_started_by_them_and_by_the_group_when_the_customer_rings() -> None:
    assert who(Action.FILE) == {"reporter", "gm_a", "boss", "duty"} | GROUP


def test_only_those_told_acknowledge() -> None:
    assert who(Action.ACKNOWLEDGE) == {"gm_a", "duty"}


@pytest.mark.parametrize("person", ["gm_b", "head_b", "care_b"])
@pytest.mark.parametrize("action", [Action.ACKNOWLEDGE, Action.SETTLE, Action.FILE, Action.READ_ONSITE])
def test_who_was_told_and_works_in_another_branch_by_now_does_nothing(action: Action, person: str) -> None:
    assert person not in who(action, replace(CASE, told=(person,)))


@pytest.mark.parametrize("person", ["colleague", "operator", "head_b", "agent"])
def test_who_called_and_does_other_work_by_now_sees_no_number(person: str) -> None:
    facts = CaseFacts(reporter_id="reporter", reporter_unit_id="A", lease_holder=person, reached_by=(person,))
    assert person not in who(Action.REVEAL, facts)


@pytest.mark.parametrize("action", [Action.CLAIM, Action.WORK_TASK])
def test_the_group_and_its_supervisor_call(action: Action) -> None:
    assert who(action) == GROUP


@pytest.mark.parametrize(
    "facts",
    [
        CaseFacts(subject_staff_id="caller"),
        CaseFacts(reporter_id="caller"),
    ],
)
def test_neither_the_person_reported_nor_the_reporter_calls(facts: CaseFacts) -> None:
    assert who(Action.CLAIM, facts) == {"supervisor"}


def test_nobody_of_the_team_complained_of_calls() -> None:
    assert who(Action.CLAIM, CaseFacts(complained_unit_id="P-95518")) == set()


def test_customer_service_calls_when_nobody_else_is_left() -> None:
    assert who(Action.CLAIM, CaseFacts(complained_unit_id="P-95518", group_exhausted=True)) == {"care_a", "care_b"}


def test_an_override_lets_one_person_call() -> None:
    assert who(Action.CLAIM, CaseFacts(complained_unit_id="P-95518", override_staff_id="caller")) == {"caller"}


def test_an_override_makes_no_caller_of_somebody_outside() -> None:
    assert who(Action.CLAIM, CaseFacts(override_staff_id="clerk")) == GROUP


def test_the_queue_is_the_groups() -> None:
    assert who(Action.READ_QUEUE) == {*GROUP, "centre", "auditor"}


def test_the_group_dispatches_and_the_centre_heads_decide_like_it() -> None:
    assert who(Action.DISPATCH) == {*GROUP, "centre"}


@pytest.mark.parametrize("action", [Action.DISPATCH_HARD, Action.CLOSE, Action.RETRY, Action.OVERRIDE_INDEPENDENCE])
def test_hard_decisions_are_the_supervisors_or_the_centre_heads(action: Action) -> None:
    assert who(action) == {"supervisor", "centre"}


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.RESOLVE, Action.ANSWER])
def test_the_lead_unit_accepts_resolves_and_answers_and_assisting_units_do_not(action: Action) -> None:
    assert who(action) == {"head", "deputy", "handler"}


@pytest.mark.parametrize("action", [Action.ASSIGN, Action.RETURN])
def test_the_head_of_the_lead_unit_assigns_and_returns(action: Action) -> None:
    assert who(action) == {"head", "deputy"}


def test_the_supervisor_transfers_too() -> None:
    assert who(Action.TRANSFER) == {"head", "deputy", "supervisor"}


@pytest.mark.parametrize("action", [Action.SUPERVISE, Action.REMIND])
def test_95518_and_customer_service_above_supervise_and_remind_and_after_a_breach_the_executive(action: Action) -> None:
    assert who(action) == {*GROUP, "centre", "care_a"}
    assert who(action, replace(CASE, breached=True)) == {*GROUP, "centre", "care_a", "executive"}


@pytest.mark.parametrize("action", [Action.REOPEN, Action.SEVERITY])
def test_95518_reopens_and_changes_the_severity(action: Action) -> None:
    assert who(action) == {*GROUP, "centre"}


def test_agents_learn_of_cases_they_may_not_read() -> None:
    assert who(Action.LOOK_UP) == {"agent", "other_agent"}


@pytest.mark.parametrize("action", [Action.TRANSFER_HARD, Action.REVIEWED])
def test_the_supervisor_and_the_centres_head_decide(action: Action) -> None:
    assert who(action) == {"supervisor", "centre"}


def test_agents_mark_a_complaint_too() -> None:
    assert who(Action.COMPLAINT) == {*GROUP, "centre", "agent", "other_agent"}


def test_personal_data_is_revealed_to_few() -> None:
    assert who(Action.REVEAL) == {"caller", "head", "deputy", "handler", "supervisor", "auditor"}


@pytest.mark.parametrize("needed", ["on_site", "number_asked"])
def test_reporter_and_leaders_notified_see_it_on_site_and_to_correct_a_number(needed: str) -> None:
    facts = CaseFacts(reporter_id="reporter", reporter_unit_id="A", told=("duty",))
    assert who(Action.REVEAL, facts) == {"supervisor", "auditor"}
    assert who(Action.REVEAL, replace(facts, **{needed: True})) == {"reporter", "duty", "supervisor", "auditor"}


def test_the_caller_who_reached_the_customer_and_who_accepted_the_case_see_it() -> None:
    facts = CaseFacts(reached_by=("caller",), accepted_by="handler", lead_unit_id="A-LP")
    assert who(Action.REVEAL, facts) == {"caller", "head", "deputy", "handler", "supervisor", "auditor"}


@pytest.mark.parametrize("had_it", [{"accepted_by": "handler"}, {"handler_id": "handler"}])
def test_who_had_the_case_and_is_no_more_of_the_unit_sees_nothing_of_it(had_it: dict[str, str]) -> None:
    facts = CaseFacts(lead_unit_id="B-LP", **had_it)
    assert "handler" not in who(Action.REVEAL, facts) | who(Action.READ_CASE, facts) | who(Action.RESOLVE, facts)


def test_when_a_case_is_over_only_supervisor_and_auditor_see_it() -> None:
    facts = replace(CASE, reached_by=("caller",), accepted_by="handler", over=True)
    assert who(Action.REVEAL, facts) == {"supervisor", "auditor"}


def test_a_handler_the_case_is_not_assigned_to_sees_no_personal_data() -> None:
    assert "handler" not in who(Action.REVEAL, CaseFacts(lead_unit_id="A-LP", handler_id="head"))


@pytest.mark.parametrize("action", [Action.READ_CASE, Action.READ_TIMELINE])
def test_the_case_is_read_by_its_units_its_executive_and_whoever_read_it_on_site(action: Action) -> None:
    units = {"head", "deputy", "handler", "head_b", "handler_b"}
    assert who(action) == {*ONSITE_READERS, *units, "executive"}


def test_a_case_nobody_handles_yet_belongs_to_no_unit() -> None:
    assert who(Action.READ_CASE, CaseFacts()) == {*GROUP, "centre", "auditor"}


def test_operations_watch_and_the_administrator_keeps() -> None:
    assert who(Action.OPERATE) == {"operator"}
    assert who(Action.ADMINISTER) == {"administrator"}
    assert who(Action.READ_HEALTH) == {"operator", "administrator", "auditor"}
    assert who(Action.READ_QUALITY_ITEMS) == {"administrator", "auditor"}


def test_an_auditor_reads_everything_and_changes_nothing() -> None:
    allowed = {action for action in Action if may(actor("auditor"), action, CASE)}
    reading = {action for action in Action if action.value.startswith("read_")}
    assert allowed == reading | {Action.REVEAL, Action.REPORT}


def test_every_action_has_a_rule() -> None:
    assert set(RULES) == set(Action)


def test_the_departed_may_nothing() -> None:
    gone = DIRECTORY.person("gone")
    assert gone is not None
    assert not any(may(Actor(gone, DIRECTORY, NOW), action, CASE) for action in Action)
    with pytest.raises(Unauthenticated):
        actor("gone")


def test_a_stranger_is_nobody() -> None:
    with pytest.raises(Unauthenticated):
        actor("stranger")


def test_a_refusal_says_what_was_refused() -> None:
    require(actor("reporter"), Action.SETTLE, CASE)
    with pytest.raises(Forbidden) as refused:
        require(actor("clerk"), Action.SETTLE, CASE)
    assert (refused.value.code, refused.value.facts) == ("forbidden", {"action": "settle"})


def test_who_registered_a_report_moves_the_ladder_with_the_reporter_on_the_phone() -> None:
    on_the_phone = replace(CASE, on_the_phone=True)
    for action in (Action.SETTLE, Action.ESCALATE):
        assert who(action, on_the_phone) - who(action) == {"agent"}


def test_any_agent_starts_the_flow_with_the_customer_on_the_phone_and_moves_nothing_else() -> None:
    of_a_colleague = replace(CASE, registered_by="caller", on_the_phone=True)
    assert "agent" in who(Action.FILE, of_a_colleague)
    assert "agent" not in who(Action.SETTLE, of_a_colleague) | who(Action.ESCALATE, of_a_colleague)
