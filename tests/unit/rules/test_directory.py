"""The snapshot answers: who leads, who stands in, who is on duty; holes and cycles included."""

from datetime import UTC, datetime, timedelta

from shared.contracts.escalation import SkipReason
from shared.contracts.words import Line
from shared.rules.directory import Directory, DutyShift, Leave, LineExecutive, Office, Person, Role, Unit

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)

UNITS = (
    Unit(unit_id="P", name="省", level=2, head_id="boss"),
    Unit(unit_id="P-KF", name="省客服部", level=2, parent_id="P", head_id="care"),
    Unit(unit_id="C", name="市", level=3, parent_id="P", head_id="gm", deputy_id="vice"),
    Unit(unit_id="C-LP", name="市理赔", level=3, parent_id="C", head_id="claims"),
    Unit(unit_id="T", name="县", level=4, parent_id="C", head_id="chief", deputy_id="second"),
    Unit(unit_id="V", name="缺县", level=4, parent_id="C"),
)
PEOPLE = (
    Person(staff_id="boss", name="省总", unit_id="P"),
    Person(
        staff_id="care", name="客服", unit_id="P-KF", roles=frozenset({Role.CUSTOMER_SERVICE}), wecom_userid="Care01"
    ),
    Person(staff_id="gm", name="市总", unit_id="C"),
    Person(staff_id="vice", name="副总", unit_id="C", deputy_id="gm"),
    Person(staff_id="claims", name="理赔主任", unit_id="C-LP", leader_id="vice"),
    Person(staff_id="chief", name="县总", unit_id="T", roles=frozenset({Role.UNIT_HANDLER})),
    Person(staff_id="second", name="县副", unit_id="T"),
    Person(staff_id="clerk", name="柜员", unit_id="T", line=Line.SALES),
    Person(staff_id="posted", name="派驻", unit_id="T", leader_id="claims"),
    Person(staff_id="alone", name="缺县员", unit_id="V"),
    Person(staff_id="gone", name="离职", unit_id="T", roles=frozenset({Role.UNIT_HANDLER}), active=False),
)


def province(**changes: object) -> Directory:
    parts: dict[str, object] = {"units": UNITS, "people": PEOPLE}
    return Directory(**(parts | changes))


def chain(directory: Directory, staff_id: str) -> list[str | None]:
    holders, office = [], directory.leader_of(staff_id)
    while office is not None and len(holders) < 10:
        holders.append(office.holder_id)
        office = directory.next_office(office)
    return holders


def test_a_clerk_is_led_by_the_heads_up_the_path() -> None:
    assert chain(province(), "clerk") == ["chief", "gm", "boss"]


def test_a_head_is_led_by_the_head_of_the_unit_above() -> None:
    assert province().leader_of("chief") == Office(unit_id="C", holder_id="gm")


def test_the_top_has_no_leader() -> None:
    assert province().leader_of("boss") is None
    assert province().leader_of("unknown") is None


def test_an_explicit_leader_outranks_the_head_of_the_unit() -> None:
    assert chain(province(), "posted") == ["claims", "vice", "gm", "boss"]


def test_the_office_of_an_explicit_leader_is_the_unit_he_heads_if_any() -> None:
    assert province().leader_of("posted") == Office(unit_id="C-LP", holder_id="claims")
    assert province().leader_of("claims") == Office(unit_id=None, holder_id="vice")


def test_a_vacant_headship_is_an_office_and_the_next_one_is_above_it() -> None:
    vacancy = province().leader_of("alone")
    assert vacancy == Office(unit_id="V", holder_id=None)
    assert province().next_office(vacancy) == Office(unit_id="C", holder_id="gm")


def test_whoever_heads_two_units_is_never_his_own_leader() -> None:
    units = (*UNITS[:4], Unit(unit_id="T", name="县", level=4, parent_id="C", head_id="gm"))
    people = (Person(staff_id="gm", name="市总", unit_id="T"), Person(staff_id="boss", name="省总", unit_id="P"))
    assert chain(province(units=units, people=people), "gm") == ["boss"]


def test_leads_means_anywhere_above() -> None:
    directory = province()
    assert directory.leads("chief", "clerk")
    assert directory.leads("boss", "clerk")
    assert not directory.leads("clerk", "chief")
    assert not directory.leads("clerk", "clerk")
    assert not directory.leads("chief", None)


def test_a_cycle_of_leaders_ends_every_question() -> None:
    ring = (
        Person(staff_id="a", name="甲", unit_id="T", leader_id="b"),
        Person(staff_id="b", name="乙", unit_id="T", leader_id="a"),
    )
    directory = province(people=ring)
    assert directory.leads("b", "a")
    assert not directory.leads("c", "a")


def test_a_cycle_of_units_ends_every_question() -> None:
    ring = (Unit(unit_id="X", name="甲", level=2, parent_id="Y"), Unit(unit_id="Y", name="乙", level=2, parent_id="X"))
    directory = province(units=ring, people=(Person(staff_id="a", name="甲", unit_id="X"),))
    assert directory.path("X") == ("X", "Y")
    assert not directory.leads("b", "a")
    assert directory.duty_desk("X", NOW) == ()
    assert directory.branch_of("X") == "X"


def test_path_and_below() -> None:
    directory = province()
    assert directory.path("T") == ("T", "C", "P")
    assert directory.path("?") == ()
    assert directory.is_below("T", "P")
    assert directory.is_below("P", "P")
    assert not directory.is_below("P", "T")


def test_a_department_belongs_to_the_unit_on_its_level() -> None:
    directory = province()
    assert directory.branch_of("C-LP") == "C"
    assert directory.branch_of("P-KF") == "P"
    assert directory.branch_of("T") == "T"


def test_who_cannot_be_told_and_why() -> None:
    directory = province(leaves=[Leave(staff_id="chief", from_at=NOW, until_at=NOW + DAY)])
    assert directory.available("clerk", NOW) is None
    assert directory.available(None, NOW) is SkipReason.VACANT
    assert directory.available("gone", NOW) is SkipReason.DEPARTED
    assert directory.available("stranger", NOW) is SkipReason.DEPARTED
    assert directory.available("chief", NOW) is SkipReason.ON_LEAVE


def test_leave_begins_at_its_first_moment_and_ends_before_its_last() -> None:
    directory = province(leaves=[Leave(staff_id="chief", from_at=NOW, until_at=NOW + DAY)])
    assert directory.available("chief", NOW - timedelta(microseconds=1)) is None
    assert directory.available("chief", NOW + DAY) is None


def test_a_deputy_stands_in_for_an_office_or_a_person() -> None:
    directory = province()
    deputies = {staff_id: directory.deputies_of(directory.office_of(staff_id)) for staff_id in ("chief", "vice", "gm")}
    assert deputies == {"chief": ("second",), "vice": ("gm",), "gm": ("vice",)}
    assert directory.deputies_of(directory.office_of("clerk")) == ()


def test_the_duty_desk_is_the_nearest_with_somebody_there() -> None:
    def shift(unit_id: str, staff_id: str) -> DutyShift:
        return DutyShift(unit_id=unit_id, staff_id=staff_id, from_at=NOW, until_at=NOW + DAY)

    shifts = [shift("T", "chief"), shift("C", "vice"), shift("C", "gm"), shift("P", "boss")]
    away = [Leave(staff_id="chief", from_at=NOW, until_at=NOW + DAY)]
    directory = province(duty_shifts=shifts, leaves=away)
    assert directory.duty_desk("T", NOW) == ("gm", "vice")
    assert directory.duty_desk("P", NOW) == ("boss",)
    assert directory.duty_desk("T", NOW + DAY) == ()
    assert province(duty_shifts=shifts).duty_desk("T", NOW) == ("chief",)


def test_the_line_executive_is_the_nearest_up_the_path() -> None:
    entries = [
        LineExecutive(unit_id="P", line=Line.SALES, staff_id="boss"),
        LineExecutive(unit_id="C", line=Line.CLAIMS, staff_id="vice"),
    ]
    directory = province(line_executives=entries)
    assert directory.line_executive("T", Line.CLAIMS) == "vice"
    assert directory.line_executive("T", Line.SALES) == "boss"
    assert directory.line_executive("T", Line.UNDERWRITING) is None
    assert directory.line_executive("T", None) is None


def test_holders_of_a_role_are_sought_up_the_path_departments_included() -> None:
    directory = province()
    assert directory.holders(Role.CUSTOMER_SERVICE, "T") == ("care",)
    assert directory.holders(Role.CUSTOMER_SERVICE, "P-KF") == ("care",)
    assert directory.holders(Role.CUSTOMER_SERVICE) == ("care",)
    assert directory.holders(Role.AUDITOR, "T") == ()


def test_the_departed_hold_no_role() -> None:
    assert province().holders(Role.UNIT_HANDLER, "T") == ("chief",)


def test_a_wecom_userid_is_found_whatever_its_case() -> None:
    found = province().by_userid("cARE01")
    assert found is not None
    assert found.staff_id == "care"
    assert province().by_userid("unknown") is None
