"""The steps that time takes: levels, the flow at the end, lateness, and what the next step will do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.escalation.domain.obligations import STEP, obligations
from services.escalation.domain.states import State
from services.escalation.domain.steps import foreseen
from shared.contracts.escalation import CaseFiled, FiledBecause, LadderStep, LevelTold, SkipReason, ToldAs
from shared.contracts.intake import Reporter
from shared.rules.obligation import Obligation
from tests.unit.escalation.onsite import (
    COUNTY,
    DEFAULT,
    MINUTE,
    NINE,
    PEOPLE,
    UNKNOWN,
    OnSite,
    customer_service,
    directory,
    duty_desk,
    flow,
    leader,
    next_leader,
)


def who(onsite: OnSite) -> list[str]:
    return [event.staff_id for event in onsite.all(LevelTold)]


def foreseen_staff(onsite: OnSite) -> tuple[str, ...] | None:
    found = foreseen(onsite.case, onsite.people)
    return (found.staff_id, *found.others) if found is not None else None


# Time


def test_silent_leaders_are_told_one_after_the_other_and_then_the_flow_starts() -> None:
    onsite = OnSite().wait(minutes=25)
    assert [(event.level, event.staff_id, event.at) for event in onsite.all(LevelTold)] == [
        (1, "leader", NINE + 5 * MINUTE),
        (2, "boss", NINE + 15 * MINUTE),
    ]
    filed = onsite.last(CaseFiled)
    assert (filed.because, filed.by, filed.filed_at) == (FiledBecause.SILENCE, None, NINE + 25 * MINUTE)


def test_before_the_due_time_nothing_happens_and_at_it_the_step_is_taken() -> None:
    onsite = OnSite()
    onsite.now += 5 * MINUTE - timedelta(microseconds=1)
    assert onsite.tick() == ()
    onsite.now += timedelta(microseconds=1)
    assert len(onsite.tick()) == 1


def test_the_timer_of_a_case_is_its_next_step_and_an_ended_case_has_none() -> None:
    onsite = OnSite()
    assert obligations(onsite.case) == (Obligation(STEP, NINE + 5 * MINUTE, "1"),)
    assert obligations(onsite.wait(minutes=5).case) == (Obligation(STEP, NINE + 15 * MINUTE, "2"),)
    assert obligations(onsite.settle().case) == ()


def test_an_ended_case_takes_no_step_however_much_time_passes() -> None:
    onsite = OnSite().settle()
    onsite.now += timedelta(days=30)
    assert onsite.tick() == ()


def test_after_an_outage_one_level_is_told_stamped_late_and_has_its_full_time() -> None:
    onsite = OnSite().outage(hours=24)
    [told] = onsite.all(LevelTold)
    assert (told.due_at, told.late_by_seconds) == (NINE + 5 * MINUTE, 86_400 - 300)
    assert told.next_due_at == onsite.now + 10 * MINUTE
    assert onsite.tick() == ()


def test_thirty_seconds_of_lateness_do_not_move_the_next_step() -> None:
    assert OnSite().outage(minutes=5, seconds=30).case.next_due_at == NINE + 15 * MINUTE


def test_the_flow_that_starts_late_says_by_how_much() -> None:
    onsite = OnSite(leader(300), flow(600)).wait(minutes=5).outage(minutes=30)
    assert onsite.last(CaseFiled).late_by_seconds == 20 * 60


# Targets


def test_a_level_belongs_to_the_office_of_the_leader_though_the_deputy_was_told() -> None:
    county = replace(COUNTY, deputy_id="agent")
    onsite = OnSite(people=directory(units=(county,), away=("leader",))).wait(minutes=15)
    first, second = onsite.case.told
    assert (first.staff_id, first.told_as, first.meant_for, first.office) == (
        "agent",
        ToldAs.DEPUTY,
        "leader",
        "county",
    )
    assert [skipped.reason for skipped in first.skipped] == [SkipReason.ON_LEAVE]
    assert second.staff_id == "boss"


def test_a_person_is_told_once_and_the_next_leader_up_takes_the_level() -> None:
    onsite = OnSite(next_leader(300), leader(600), next_leader(600), flow(600)).wait(minutes=15)
    assert who(onsite) == ["leader", "boss"]
    assert SkipReason.ALREADY_TOLD in [skipped.reason for skipped in onsite.case.told[1].skipped]


def test_the_leader_at_the_time_of_the_step_is_told_not_the_one_of_the_report() -> None:
    onsite = OnSite().wait(minutes=4)
    onsite.people = directory(replace(PEOPLE["rita"], leader_id="vice"))
    assert who(onsite.wait(minutes=1)) == ["vice"]


def test_when_no_leader_is_left_the_flow_starts_and_the_duty_desk_is_told() -> None:
    onsite = OnSite(leader(300), next_leader(600), next_leader(600), flow(600)).wait(minutes=25)
    filed = onsite.last(CaseFiled)
    assert (filed.because, filed.duty_desk, filed.told) == (FiledBecause.NOBODY_LEFT, ("desk",), ("leader", "boss"))
    assert filed.skipped
    assert onsite.case.filed_skipped == filed.skipped


def test_for_a_reporter_the_directory_does_not_know_the_head_of_the_unit_is_level_one_and_the_desk_with_them() -> None:
    onsite = OnSite(reporter=UNKNOWN).wait(minutes=15)
    assert [(told.everyone, told.told_as) for told in onsite.case.told] == [
        (("leader", "desk"), ToldAs.LEADER),
        (("boss",), ToldAs.LEADER),
    ]


def test_the_leader_of_a_reporter_who_heads_their_unit_is_the_next_one_up() -> None:
    assert who(OnSite(reporter=Reporter(staff_id="leader", unit_id="county")).wait(minutes=5)) == ["boss"]


# What the next step will do


def test_the_next_step_is_foreseen_as_it_then_happens() -> None:
    onsite = OnSite()
    assert foreseen_staff(onsite) == ("leader",)
    assert foreseen_staff(onsite.wait(minutes=5)) == ("boss",)
    assert foreseen_staff(onsite.wait(minutes=10)) is None
    assert onsite.wait(minutes=10).case.state is State.FILED
    assert foreseen_staff(onsite) is None


def test_all_of_a_desk_or_role_are_foreseen() -> None:
    onsite = OnSite(leader(300), customer_service(600), duty_desk(600), flow(600)).wait(minutes=5)
    assert foreseen_staff(onsite) == ("ann", "bob")
    assert foreseen_staff(onsite.wait(minutes=10)) == ("desk",)


def test_a_leader_who_is_back_by_the_due_time_is_foreseen() -> None:
    onsite = OnSite().wait(minutes=5)
    onsite.people = directory(away=("boss",))
    assert foreseen_staff(onsite) == ("vice",)
    onsite.people = directory()
    assert foreseen_staff(onsite) == ("boss",)


def test_without_a_leader_left_the_flow_is_foreseen() -> None:
    onsite = OnSite(leader(300), next_leader(600), next_leader(600), flow(600)).wait(minutes=15)
    assert who(onsite) == ["leader", "boss"]
    assert foreseen_staff(onsite) is None
    assert onsite.wait(minutes=10).last(CaseFiled).because is FiledBecause.NOBODY_LEFT


@pytest.mark.parametrize("steps", [DEFAULT, (leader(60), flow(60)), (duty_desk(90), customer_service(90), flow(90))])
def test_what_was_foreseen_at_each_level_is_what_happened(steps: tuple[LadderStep, ...]) -> None:
    onsite = OnSite(*steps)
    while onsite.case.live:
        expected, level = foreseen_staff(onsite), onsite.case.level
        assert onsite.case.next_due_at is not None
        onsite.wait(seconds=(onsite.case.next_due_at - onsite.now).total_seconds())
        told = onsite.case.told[-1].everyone if onsite.case.level > level else None
        assert told == expected
