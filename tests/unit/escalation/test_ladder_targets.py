"""Whom a step tells: leaders, deputies, the next up, desks and roles, in the directory of the moment."""

from dataclasses import replace

from shared.contracts.escalation import SkipReason, ToldAs
from shared.contracts.intake import Reporter
from shared.rules.directory import Office, Person, Role
from shared.rules.ladders.targets import NobodyLeft, Resolution
from tests.unit.escalation.ladder import (
    AN_HOUR,
    CITY,
    COUNTY,
    DESK,
    DIRECT,
    NEXT,
    NOW,
    PEOPLE,
    SERVICE,
    STRANGER,
    UNITS,
    directory,
    nobody,
    passed_over,
    tell,
)

# Leaders, deputies and the next up


def test_the_direct_leader_is_the_head_of_the_unit() -> None:
    assert tell(DIRECT, directory()) == Resolution(
        staff_id="county-head", told_as=ToldAs.LEADER, meant_for="county-head", office="county"
    )


def test_an_explicit_leader_outranks_the_head_of_the_unit() -> None:
    found = tell(DIRECT, directory(replace(PEOPLE["ann"], leader_id="city-deputy")))
    assert (found.staff_id, found.meant_for, found.office) == ("city-deputy", "city-deputy", None)


def test_the_second_level_is_the_leaders_leader() -> None:
    found = tell(NEXT, directory(), "county-head", last=COUNTY)
    assert (found.staff_id, found.meant_for, found.office) == ("city-head", "city-head", "city")


def test_a_leader_on_leave_is_replaced_by_the_deputy_of_his_office() -> None:
    county = replace(UNITS["county"], deputy_id="county-deputy")
    assert tell(DIRECT, directory(units=(county,), away=("county-head",))) == Resolution(
        staff_id="county-deputy",
        told_as=ToldAs.DEPUTY,
        meant_for="county-head",
        office="county",
        skipped=(passed_over("county-head", SkipReason.ON_LEAVE),),
    )


def test_a_vacant_office_is_replaced_by_its_deputy() -> None:
    county = replace(UNITS["county"], head_id=None, deputy_id="county-deputy")
    found = tell(DIRECT, directory(units=(county,)))
    assert (found.staff_id, found.told_as, found.meant_for, found.office) == (
        "county-deputy",
        ToldAs.DEPUTY,
        None,
        "county",
    )
    assert found.skipped == (passed_over(None, SkipReason.VACANT),)


def test_after_a_deputy_stood_in_the_next_level_is_the_leader_of_whom_it_was_meant_for() -> None:
    """The deputy of the county is led by somebody else altogether: that does not count."""
    deputy = replace(PEOPLE["county-deputy"], leader_id="chief")
    county = replace(UNITS["county"], deputy_id="county-deputy")
    staff = directory(deputy, units=(county,), away=("county-head",))
    first = tell(DIRECT, staff)
    last = Office(unit_id=first.office, holder_id=first.meant_for)
    assert tell(NEXT, staff, first.staff_id, last=last).staff_id == "city-head"


def test_after_a_vacant_office_the_next_level_is_the_head_of_the_unit_above() -> None:
    county = replace(UNITS["county"], head_id=None, deputy_id="county-deputy")
    vacant = Office(unit_id="county", holder_id=None)
    assert tell(NEXT, directory(units=(county,)), "county-deputy", last=vacant).staff_id == "city-head"


def test_without_a_deputy_the_next_up_is_told_at_once() -> None:
    found = tell(DIRECT, directory(away=("county-head",)))
    assert (found.staff_id, found.told_as, found.office) == ("city-head", ToldAs.LEADER, "city")
    assert found.skipped == (passed_over("county-head", SkipReason.ON_LEAVE),)


def test_a_leader_and_his_deputy_both_on_leave_give_way_to_the_next_up() -> None:
    county = replace(UNITS["county"], deputy_id="county-deputy")
    found = tell(DIRECT, directory(units=(county,), away=("county-head", "county-deputy")))
    assert found.staff_id == "city-head"
    assert found.skipped == (
        passed_over("county-head", SkipReason.ON_LEAVE),
        passed_over("county-deputy", SkipReason.ON_LEAVE),
    )


def test_a_departed_leader_is_passed_over() -> None:
    found = tell(DIRECT, directory(replace(PEOPLE["county-head"], active=False)))
    assert found.staff_id == "city-head"
    assert found.skipped == (passed_over("county-head", SkipReason.DEPARTED),)


def test_leave_counts_at_the_moment_the_step_fires() -> None:
    staff = directory(away=("county-head",))
    assert tell(DIRECT, staff, at=NOW + AN_HOUR).staff_id == "county-head"


def test_somebody_told_before_is_passed_over_and_so_is_his_deputy() -> None:
    """The office knows already; its deputy has nothing to add, the next up has."""
    found = tell(NEXT, directory(), "city-head", last=COUNTY)
    assert found.staff_id == "chief"
    assert found.skipped == (passed_over("city-head", SkipReason.ALREADY_TOLD),)


def test_a_deputy_told_before_is_passed_over() -> None:
    found = tell(NEXT, directory(away=("city-head",)), "city-deputy", last=COUNTY)
    assert found.staff_id == "chief"
    assert found.skipped == (
        passed_over("city-head", SkipReason.ON_LEAVE),
        passed_over("city-deputy", SkipReason.ALREADY_TOLD),
    )


def test_a_head_who_reports_is_led_by_the_unit_above() -> None:
    reporter = Reporter(staff_id="county-head", unit_id="county")
    assert tell(DIRECT, directory(), reporter=reporter).staff_id == "city-head"


def test_a_deputy_who_reports_is_not_told_of_his_own_report() -> None:
    county = replace(UNITS["county"], head_id=None, deputy_id="county-deputy")
    reporter = Reporter(staff_id="county-deputy", unit_id="county")
    found = tell(DIRECT, directory(units=(county,)), reporter=reporter)
    assert found.staff_id == "city-head"
    assert passed_over("county-deputy", SkipReason.REPORTER) in found.skipped


# Cycles, the top, nobody left


def test_two_who_lead_each_other_are_each_told_once() -> None:
    one = replace(PEOPLE["county-head"], leader_id="city-deputy")
    other = replace(PEOPLE["city-deputy"], leader_id="county-head")
    staff = directory(one, other)
    last = Office(unit_id=None, holder_id="city-deputy")
    left = nobody(NEXT, staff, "county-head", "city-deputy", last=last)
    assert left.skipped == (
        passed_over("county-head", SkipReason.ALREADY_TOLD),
        passed_over("city-deputy", SkipReason.CYCLE),
    )


def test_somebody_who_leads_himself_is_a_cycle() -> None:
    head = replace(PEOPLE["county-head"], leader_id="county-head")
    left = nobody(NEXT, directory(head), "county-head", last=COUNTY)
    assert left.skipped == (passed_over("county-head", SkipReason.CYCLE),)


def test_above_the_top_there_is_nobody() -> None:
    left = nobody(NEXT, directory(), "chief", last=Office(unit_id="head", holder_id="chief"))
    assert left == NobodyLeft(skipped=(passed_over(None, SkipReason.NO_LEADER),))


def test_when_nobody_is_left_the_duty_desk_is_to_be_told() -> None:
    staff = directory(desk={"city": ("city-deputy", "county-deputy")})
    left = nobody(NEXT, staff, "chief", last=Office(unit_id="head", holder_id="chief"))
    assert left.duty_desk == ("city-deputy", "county-deputy")


def test_the_duty_desk_of_nobody_left_names_nobody_told_before_and_not_the_reporter() -> None:
    staff = directory(desk={"county": ("ann", "city-deputy", "county-deputy")})
    left = nobody(NEXT, staff, "chief", "city-deputy", last=Office(unit_id="head", holder_id="chief"))
    assert left.duty_desk == ("county-deputy",)


# A reporter nobody knows


def test_the_head_of_the_stated_unit_is_told_of_an_unknown_reporters_case_and_its_desk_with_him() -> None:
    staff = directory(desk={"county": ("county-deputy", "ann")})
    assert tell(DIRECT, staff, reporter=STRANGER) == Resolution(
        staff_id="county-head",
        told_as=ToldAs.LEADER,
        meant_for="county-head",
        office="county",
        others=("ann", "county-deputy"),
        skipped=(passed_over(None, SkipReason.UNKNOWN_REPORTER),),
    )


def test_the_level_after_the_desk_goes_on_from_the_head_of_the_stated_unit() -> None:
    staff = directory(desk={"county": ("county-deputy",)})
    found = tell(NEXT, staff, "county-deputy", reporter=STRANGER, last=COUNTY)
    assert found.staff_id == "city-head"


def test_without_a_desk_the_head_of_the_stated_unit_is_told() -> None:
    found = tell(DIRECT, directory(), reporter=STRANGER)
    assert (found.staff_id, found.told_as) == ("county-head", ToldAs.LEADER)
    assert found.skipped == (
        passed_over(None, SkipReason.UNKNOWN_REPORTER),
        passed_over(None, SkipReason.VACANT),
    )


def test_without_a_desk_the_deputy_stands_in_for_the_head_of_the_stated_unit() -> None:
    head = replace(PEOPLE["county-head"], deputy_id="county-deputy")
    found = tell(DIRECT, directory(head, away=("county-head",)), reporter=STRANGER)
    assert (found.staff_id, found.told_as) == ("county-deputy", ToldAs.DEPUTY)


def test_a_reporter_deleted_from_the_directory_counts_as_unknown() -> None:
    gone = Reporter(staff_id="gone", unit_id="county")
    found = tell(DIRECT, directory(desk={"county": ("ann",)}), reporter=gone)
    assert (found.staff_id, found.others) == ("county-head", ("ann",))
    assert found.skipped == (passed_over("gone", SkipReason.UNKNOWN_REPORTER),)


def test_where_the_head_of_an_unknown_reporters_unit_cannot_be_told_the_desk_is_told_with_the_next_up() -> None:
    staff = directory(away=("county-head",), desk={"county": ("ann",)})
    found = tell(DIRECT, staff, reporter=STRANGER)
    assert (found.staff_id, found.others, found.office) == ("city-head", ("ann",), "city")


# The person complained of


def test_the_person_complained_of_is_not_told_but_their_deputy_is() -> None:
    county = replace(UNITS["county"], deputy_id="county-deputy")
    assert tell(DIRECT, directory(units=(county,)), subject="county-head") == Resolution(
        staff_id="county-deputy",
        told_as=ToldAs.DEPUTY,
        meant_for="county-head",
        office="county",
        skipped=(passed_over("county-head", SkipReason.CONFLICT),),
    )


def test_without_a_deputy_the_next_up_is_told_in_place_of_the_person_complained_of() -> None:
    assert tell(DIRECT, directory(), subject="county-head").staff_id == "city-head"


def test_a_deputy_complained_of_stands_in_for_nobody() -> None:
    county = replace(UNITS["county"], deputy_id="county-deputy")
    found = tell(DIRECT, directory(units=(county,), away=("county-head",)), subject="county-deputy")
    assert found.staff_id == "city-head"
    assert passed_over("county-deputy", SkipReason.CONFLICT) in found.skipped


def test_a_desk_whose_only_member_is_complained_of_gives_way_to_the_desk_above() -> None:
    staff = directory(desk={"county": ("county-deputy",), "city": ("city-deputy",)})
    left = nobody(NEXT, staff, "chief", last=Office(unit_id="head", holder_id="chief"), subject="county-deputy")
    assert left.duty_desk == ("city-deputy",)


def test_the_deputy_of_the_office_comes_before_the_holders_own_who_stands_in_for_both() -> None:
    head = replace(PEOPLE["county-head"], deputy_id="city-deputy")
    county = replace(UNITS["county"], deputy_id="county-deputy")
    assert tell(DIRECT, directory(head, units=(county,), away=("county-head",))).staff_id == "county-deputy"
    away = directory(head, units=(county,), away=("county-head", "county-deputy"))
    assert tell(DIRECT, away).staff_id == "city-deputy"


def test_an_unknown_reporter_of_an_unknown_unit_leaves_nobody() -> None:
    left = nobody(DIRECT, directory(), reporter=Reporter(staff_id=None, unit_id="nowhere"))
    assert left.duty_desk == ()
    assert passed_over(None, SkipReason.UNKNOWN_REPORTER) in left.skipped


# Desks and roles as steps


def test_a_desk_step_tells_all_on_duty_and_keeps_the_level_where_it_was() -> None:
    found = tell(DESK, directory(desk={"city": ("city-deputy", "county-deputy")}), "county-head", last=COUNTY)
    assert (found.staff_id, found.others, found.told_as) == ("city-deputy", ("county-deputy",), ToldAs.DUTY_DESK)
    assert (found.meant_for, found.office) == ("county-head", "county")


def test_a_first_desk_step_stands_in_for_the_direct_leader() -> None:
    found = tell(DESK, directory(desk={"city": ("city-deputy",)}))
    assert (found.meant_for, found.office) == ("county-head", "county")


def test_a_ladder_may_tell_the_desk_before_the_direct_leader() -> None:
    found = tell(DIRECT, directory(desk={"city": ("city-deputy",)}), "city-deputy", last=COUNTY)
    assert (found.staff_id, found.told_as, found.skipped) == ("county-head", ToldAs.LEADER, ())


def test_a_desk_with_nobody_on_duty_gives_way_to_the_next_up() -> None:
    found = tell(DESK, directory(), "county-head", last=COUNTY)
    assert (found.staff_id, found.told_as) == ("city-head", ToldAs.LEADER)
    assert found.skipped == (passed_over(None, SkipReason.VACANT),)


def test_a_desk_told_before_gives_way_to_the_next_up() -> None:
    staff = directory(desk={"county": ("city-deputy",)})
    found = tell(DESK, staff, "county-head", "city-deputy", last=COUNTY)
    assert found.staff_id == "city-head"
    assert found.skipped == (passed_over("city-deputy", SkipReason.ALREADY_TOLD),)


def service(staff_id: str, unit_id: str) -> Person:
    return Person(staff_id=staff_id, name="客服", unit_id=unit_id, roles=frozenset({Role.CUSTOMER_SERVICE}))


def test_a_role_step_tells_all_holders_of_the_nearest_unit_that_has_any() -> None:
    staff = directory(service("s1", "city"), service("s2", "city"), service("s3", "head"))
    found = tell(SERVICE, staff, "county-head", last=COUNTY)
    assert (found.staff_id, found.others, found.told_as) == ("s1", ("s2",), ToldAs.ROLE)
    assert (found.meant_for, found.office) == ("county-head", "county")


def test_a_role_nobody_near_can_answer_is_looked_for_further_up() -> None:
    staff = directory(service("s1", "city"), service("s3", "head"), away=("s1",))
    found = tell(SERVICE, staff, "county-head", last=COUNTY)
    assert (found.staff_id, found.others) == ("s3", ())
    assert found.skipped == (passed_over("s1", SkipReason.ON_LEAVE),)


def test_a_role_nobody_holds_gives_way_to_the_next_up() -> None:
    found = tell(SERVICE, directory(), "county-head", last=COUNTY)
    assert (found.staff_id, found.told_as) == ("city-head", ToldAs.LEADER)
    assert found.skipped == (passed_over(None, SkipReason.VACANT),)


def test_after_a_role_step_the_ladder_goes_on_where_it_was() -> None:
    staff = directory(service("s1", "city"))
    found = tell(SERVICE, staff, "county-head", last=COUNTY)
    last = Office(unit_id=found.office, holder_id=found.meant_for)
    assert tell(NEXT, staff, "county-head", "s1", last=last).staff_id == "city-head"


def test_the_holder_of_an_office_who_left_the_directory_is_followed_by_the_unit_above() -> None:
    last = Office(unit_id="county", holder_id="gone")
    assert tell(NEXT, directory(), "gone", last=last).staff_id == "city-head"


def test_the_last_office_alone_tells_the_next_one() -> None:
    """Who stood in before plays no part: the same office, the same next leader."""
    assert tell(NEXT, directory(), last=CITY).staff_id == "chief"
