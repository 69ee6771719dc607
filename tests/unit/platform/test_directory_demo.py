"""The demo province is large enough, complete, and odd exactly where its README says so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.contracts.escalation import SkipReason
from shared.contracts.words import Line
from shared.platform.directory.reading import read_folder
from shared.rules.directory import Directory, Role

DEMO = Path(__file__).parents[3] / "deploy" / "demo"
DAYS = [datetime(year, 2, 1, 12, tzinfo=UTC) for year in (2020, 2026, 2098)]


@pytest.fixture(scope="module")
def demo() -> Directory:
    return read_folder(DEMO)


def test_it_is_a_province_of_four_levels_and_hundreds_of_people(demo: Directory) -> None:
    assert len(demo.people()) >= 300
    assert {unit.level for unit in demo.units()} == {1, 2, 3, 4}


def test_the_readme_counts_right(demo: Directory) -> None:
    told = f"{len(demo.people())} people in {len(demo.units())} units"
    assert told in (DEMO / "README.md").read_text(encoding="utf-8")


def test_every_line_and_every_role_is_there(demo: Directory) -> None:
    assert {person.line for person in demo.people()} - {None} == set(Line)
    assert all(demo.holders(role) for role in Role)


def test_every_line_has_an_executive_wherever_somebody_works_in_it(demo: Directory) -> None:
    assert all(demo.line_executive(person.unit_id, person.line) for person in demo.people() if person.line)


def test_every_responsible_unit_has_somebody_to_accept(demo: Directory) -> None:
    units = {person.unit_id for person in demo.people() if Role.UNIT_HANDLER in person.roles}
    assert len(units) > 30
    headless = [unit_id for unit_id in units if demo.head_of(unit_id) is None]
    assert sorted(headless) == ["JS-NT-QD", "JS-XZ-FX"]


@pytest.mark.parametrize("day", DAYS)
def test_somebody_is_on_duty_for_every_unit_on_any_day(demo: Directory, day: datetime) -> None:
    assert all(demo.duty_desk(unit.unit_id, day) for unit in demo.units())


@pytest.mark.parametrize("day", DAYS)
def test_one_headship_is_vacant_without_a_deputy_and_one_with(demo: Directory, day: datetime) -> None:
    fengxian, qidong = demo.unit("JS-XZ-FX"), demo.unit("JS-NT-QD")
    assert fengxian is not None
    assert qidong is not None
    assert (fengxian.head_id, fengxian.deputy_id) == (None, None)
    assert (qidong.head_id, qidong.deputy_id) == (None, "S0369")
    assert demo.available("S0369", day) is None


@pytest.mark.parametrize("day", DAYS)
def test_one_leader_is_on_leave_with_a_deputy_and_one_whose_deputy_is_away_too(demo: Directory, day: datetime) -> None:
    assert (demo.head_of("JS-NJ-LH"), demo.deputies_of(demo.office_of("S0132"))) == ("S0132", ("S0133",))
    assert demo.available("S0132", day) is SkipReason.ON_LEAVE
    assert demo.available("S0133", day) is None
    assert (demo.head_of("JS-WX-YX"), demo.deputies_of(demo.office_of("S0241"))) == ("S0241", ("S0242",))
    assert demo.available("S0241", day) is SkipReason.ON_LEAVE
    assert demo.available("S0242", day) is SkipReason.ON_LEAVE


@pytest.mark.parametrize("day", DAYS)
def test_one_head_has_left_and_is_still_entered(demo: Directory, day: datetime) -> None:
    assert demo.head_of("JS-CZ-JT") == "S0300"
    assert demo.available("S0300", day) is SkipReason.DEPARTED
    assert demo.deputies_of(demo.office_of("S0300")) == ("S0301",)


def test_one_person_wears_two_hats_and_one_heads_two_departments(demo: Directory) -> None:
    head = demo.person("S0123")
    assert head is not None
    assert head.roles >= {Role.REPORTER, Role.LEADER}
    leader = demo.leader_of("S0123")
    assert leader is not None
    assert leader.unit_id == "JS-NJ"
    assert demo.head_of("JS-CB") == demo.head_of("JS-CD") == "S0051"
    assert not demo.leads("S0051", "S0051")


def test_the_top_has_no_leader(demo: Directory) -> None:
    assert demo.head_of("ZGS") == "S0001"
    assert demo.leader_of("S0001") is None


def test_a_posted_surveyor_is_led_from_elsewhere(demo: Directory) -> None:
    leader = demo.leader_of("S0195")
    assert leader is not None
    assert (leader.unit_id, leader.holder_id) == ("JS-SZ-LP", "S0147")


@pytest.mark.parametrize("day", DAYS)
def test_two_prefectures_have_nobody_on_duty_and_the_province_stands_in(demo: Directory, day: datetime) -> None:
    province = demo.duty_desk("JS", day)
    assert not [shift for shift in demo.duty_shifts() if shift.unit_id == "JS-XZ"]
    assert demo.duty_desk("JS-XZ-FX", day) == province
    assert demo.available("S0320", day) is SkipReason.ON_LEAVE
    assert demo.duty_desk("JS-NT", day) == province


def test_one_prefecture_has_no_executive_for_a_line(demo: Directory) -> None:
    province = demo.line_executive("JS", Line.TELE_ONLINE_SALES)
    assert demo.line_executive("JS-XZ", Line.TELE_ONLINE_SALES) == province
    assert demo.line_executive("JS-NJ", Line.TELE_ONLINE_SALES) != province


def test_two_reporters_share_a_name_and_one_has_no_wecom_id(demo: Directory) -> None:
    namesakes = [demo.person("S0177"), demo.person("S0178")]
    assert [person.name for person in namesakes if person] == ["王伟", "王伟"]
    without = [person for person in demo.people() if person.unit_id == "JS-CZ-WJ" and person.wecom_userid is None]
    assert len(without) == 1
    assert not demo.person("S0258").active
