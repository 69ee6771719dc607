"""The caller is never the person reported, nor the reporter, nor of the team complained of; and nothing gets stuck."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.contracts.intake import Details, Reporter
from shared.rules.directory import Leave
from shared.support.errors import Conflict, Forbidden, Invalid
from tests.harness.refusals import refused
from tests.unit.callback.story import NOON, PHONE, Story, directory

AWAY = {"from_at": NOON - timedelta(days=1), "until_at": NOON + timedelta(days=1)}


def about(**guesses: str) -> Story:
    return Story(replace(Details(revision=1, customer=PHONE), **guesses))


@pytest.mark.parametrize("caller", ["ann", "bob", "sue"])
def test_the_group_and_its_supervisor_call(caller: str) -> None:
    assert Story().claim(caller).call.task.holder(NOON) == caller


@pytest.mark.parametrize("other", ["boss", "head", "hand", "cara", "nobody"])
def test_nobody_else_calls(other: str) -> None:
    with refused(Forbidden, "not_independent", bar="role"):
        Story().claim(other)


def test_the_person_reported_does_not_call_but_his_colleagues_do() -> None:
    story = about(subject_staff_id="ann")
    with refused(Forbidden, "not_independent", bar="person_reported"):
        story.claim("ann")
    story.claim("bob")


def test_the_reporter_does_not_call_even_if_he_is_of_the_group() -> None:
    story = Story(reporter=Reporter(staff_id="ann", unit_id="centre"))
    with refused(Forbidden, "not_independent", bar="reporter"):
        story.claim("ann")


def test_a_team_complained_of_does_not_call_itself() -> None:
    story = about(responsible_unit_id="team")
    with refused(Forbidden, "not_independent", bar="team_complained_of"):
        story.claim("bob")
    story.claim("ann")


def test_a_centre_complained_of_takes_its_teams_along() -> None:
    with refused(Forbidden, "not_independent", bar="team_complained_of"):
        about(responsible_unit_id="centre").claim("bob")


def test_a_complaint_about_a_whole_company_does_not_silence_its_complaint_group() -> None:
    about(responsible_unit_id="hq").claim("ann")


def test_customer_service_calls_when_nobody_of_the_group_is_left() -> None:
    about(responsible_unit_id="centre").claim("cara")


def test_customer_service_calls_when_those_who_are_independent_are_away() -> None:
    people = directory(Leave(staff_id="ann", **AWAY), Leave(staff_id="sue", **AWAY))
    Story(Details(customer=PHONE, responsible_unit_id="team"), people=people).claim("cara")


def test_customer_service_of_the_team_complained_of_does_not_call_either() -> None:
    story = about(responsible_unit_id="service")
    with refused(Forbidden, "not_independent", bar="team_complained_of"):
        story.claim("cara")


def test_a_supervisor_lets_one_person_call_with_a_reason_so_that_nothing_gets_stuck() -> None:
    people = directory(Leave(staff_id="cara", **AWAY))
    story = Story(Details(customer=PHONE, responsible_unit_id="centre"), people=people)
    story.override_independence("bob", by="boss")
    story.claim("bob").start("bob")
    with refused(Conflict, "already_claimed"):
        story.claim("bob")
    with refused(Forbidden, "not_independent", bar="team_complained_of"):
        story.claim("ann")


def test_no_override_while_a_caller_is_left() -> None:
    with refused(Conflict, "callers_left"):
        Story().override_independence("bob")
    with refused(Conflict, "callers_left"):  # cara, of customer service
        about(responsible_unit_id="centre").override_independence("bob", by="boss")


def test_a_supervisor_of_the_team_complained_of_lets_no_person_call_herself_neither() -> None:
    for caller in ("bob", "sue"):
        with refused(Forbidden, "not_independent", bar="team_complained_of"):
            about(responsible_unit_id="centre").override_independence(caller, by="sue")


@pytest.mark.parametrize(("staff_id", "bar"), [("ann", "person_reported"), ("rita", "reporter")])
def test_no_override_reaches_the_person_reported_or_the_reporter(staff_id: str, bar: str) -> None:
    with refused(Forbidden, "not_independent", bar=bar):
        about(subject_staff_id="ann").override_independence(staff_id)


def test_a_supervisor_who_is_the_person_reported_lets_nobody_call() -> None:
    with refused(Forbidden, "not_independent", bar="person_reported"):
        about(subject_staff_id="sue").override_independence("bob", by="sue")


def test_an_override_makes_a_caller_only_of_somebody_who_calls() -> None:
    with refused(Invalid, "invalid"):
        Story().override_independence("hand")


def test_a_caller_found_out_to_be_the_person_reported_does_not_dial() -> None:
    story = Story().claim("ann").amend(subject_staff_id="ann")
    with refused(Forbidden, "not_independent", bar="person_reported"):
        story.start("ann")
    story.release("ann").claim("bob")
