"""Units, staff and causes to choose from, by what a person types."""

from dataclasses import fields
from typing import Any

from services.admin.application import choosing
from services.admin.application.choosing import StaffChoice
from shared.contracts.words import Line
from shared.rules.directory import Directory, Person, Role, Unit
from shared.rules.ladders.policy import PrivacyPolicy

DIRECTORY = Directory(
    version=1,
    units=[
        Unit(unit_id="JS", name="江苏分公司", level=2, head_id="S1"),
        Unit(unit_id="JS-LP", name="理赔中心", level=2, parent_id="JS", head_id="S2"),
        Unit(unit_id="SH", name="上海分公司", level=2),
    ],
    people=[
        Person(staff_id="S1", name="杨芳", unit_id="JS", roles=frozenset({Role.LEADER})),
        Person(staff_id="S2", name="马明", unit_id="JS-LP", line=Line.CLAIMS, roles=frozenset({Role.UNIT_HEAD})),
        Person(staff_id="S3", name="马文斌", unit_id="JS-LP", line=Line.CLAIMS, wecom_userid="mawenbin"),
        Person(staff_id="S4", name="马离", unit_id="JS-LP", line=Line.CLAIMS, active=False),
        Person(staff_id="S5", name="马云飞", unit_id="SH", line=Line.SALES),
    ],
)


def names(**asked: Any) -> list[str]:
    return [each.name for each in choosing.staff(DIRECTORY, **asked)]


def test_staff_are_found_by_part_of_their_name_or_id_and_nobody_who_left() -> None:
    assert names(q="马") == ["马明", "马文斌", "马云飞"]
    assert names(q="s5") == ["马云飞"]
    assert names(q="") == ["杨芳", "马明", "马文斌", "马云飞"]


def test_staff_are_narrowed_by_unit_with_all_below_it_by_line_and_by_role() -> None:
    assert names(below="JS") == ["杨芳", "马明", "马文斌"]
    assert names(line=Line.CLAIMS) == ["马明", "马文斌"]
    assert names(role=Role.UNIT_HEAD) == ["马明"]
    assert names(q="马", below="JS", line=Line.SALES) == []


def test_a_choice_of_staff_holds_name_and_offices_and_nothing_else() -> None:
    assert {field.name for field in fields(StaffChoice)} == {
        "staff_id",
        "name",
        "unit_id",
        "unit_name",
        "line",
        "roles",
    }


def test_units_are_found_by_name_and_by_the_line_of_their_head() -> None:
    assert [each.unit_id for each in choosing.units(DIRECTORY, q="分公司")] == ["JS", "SH"]
    assert [each.unit_id for each in choosing.units(DIRECTORY, line=Line.CLAIMS)] == ["JS-LP"]
    assert [each.unit_id for each in choosing.units(DIRECTORY, below="JS")] == ["JS", "JS-LP"]


def test_reasons_are_those_of_the_policy_in_its_order() -> None:
    privacy = PrivacyPolicy(reasons=("首次回访拨打", "安抚客户", "办结回访拨打"))
    assert [each.text for each in choosing.reasons(privacy)] == ["首次回访拨打", "安抚客户", "办结回访拨打"]
    assert [each.text for each in choosing.reasons(privacy, q="拨打")] == ["首次回访拨打", "办结回访拨打"]
