"""Who reports, through which channel, and whose report it is."""

import pytest

from services.intake.domain.reporter import from_wecom, is_other_module, is_own, own_report, registered_report
from shared.contracts.intake import Reporter
from shared.contracts.words import App, Channel, Line
from shared.rules.directory import Directory, Person, Role, Unit

UNITS = Directory(
    units=[
        Unit(unit_id="B", name="branch", level=2, parent_id="ROOT"),
        Unit(unit_id="ROOT", name="head office", level=1),
    ]
)
STAFF = Person(staff_id="S1", name="于佳怡", unit_id="B", line=Line.CLAIMS, wecom_userid="YuJiayi")
AGENT = Person(staff_id="S9", name="坐席", unit_id="B", roles=frozenset({Role.AGENT}))
DEPARTED = Person(staff_id="S3", name="某人", unit_id="B", active=False, wecom_userid="Left")
STAFFED = Directory(units=list(UNITS.units()), people=[STAFF, AGENT, DEPARTED])
KNOWN = Reporter(staff_id="S1", unit_id="B")
STRANGER = Reporter(staff_id=None, unit_id="B")


@pytest.mark.parametrize(("default", "unit"), [("B", "B"), ("gone", "ROOT"), (None, "ROOT")])
def test_a_stranger_belongs_to_the_default_unit_else_to_the_top(default: str | None, unit: str) -> None:
    origin = from_wecom("Zhang", App.CLAIMS, default, UNITS)
    assert origin.reporter == Reporter(staff_id=None, unit_id=unit)


def test_a_stranger_is_accepted_even_without_a_directory() -> None:
    assert from_wecom("Zhang", App.CLAIMS, "B", Directory()).reporter.unresolved


def test_a_form_of_ones_own_is_a_pc_report_with_unit_and_line_of_the_directory() -> None:
    origin = own_report(STAFF, None)
    assert (origin.channel, origin.registered_by, origin.by) == (Channel.PC, None, "S1")
    assert origin.reporter == Reporter(staff_id="S1", unit_id="B", line=Line.CLAIMS)


@pytest.mark.parametrize("role", Role)
def test_a_call_makes_a_report_one_by_phone_only_for_those_who_take_calls(role: Role) -> None:
    person = Person(staff_id="S4", name="某人", unit_id="B", roles=frozenset({role}))
    takes_calls = role in (Role.AGENT, Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR)
    assert own_report(person, "call-1").channel is (Channel.PHONE if takes_calls else Channel.PC)
    assert own_report(person, None).channel is Channel.PC


def test_a_report_registered_for_staff_is_theirs_and_names_who_registered_it() -> None:
    origin = registered_report(AGENT, "S1", None, STAFFED)
    assert origin.reporter == Reporter(staff_id="S1", unit_id="B", line=Line.CLAIMS)
    assert (origin.channel, origin.registered_by, origin.by) == (Channel.PHONE, "S9", "S9")


@pytest.mark.parametrize("staff_id", ["S3", "unknown", None])
def test_a_reporter_who_left_or_is_unknown_stays_unresolved(staff_id: str | None) -> None:
    origin = registered_report(AGENT, staff_id, "B", STAFFED)
    assert origin.reporter == Reporter(staff_id=None, unit_id="B")


@pytest.mark.parametrize("unit_id", ["gone", None])
def test_an_unresolved_reporter_without_a_known_unit_belongs_to_the_top(unit_id: str | None) -> None:
    assert registered_report(AGENT, None, unit_id, STAFFED).reporter.unit_id == "ROOT"


def test_a_member_of_wecom_is_found_by_userid_whatever_its_case() -> None:
    origin = from_wecom("yujiayi", App.SERVICE, None, STAFFED)
    assert origin.reporter == Reporter(staff_id="S1", unit_id="B", line=Line.CLAIMS)
    assert (origin.channel, origin.app, origin.other_module, origin.by) == (Channel.WECOM, App.SERVICE, True, "S1")


def test_a_departed_member_of_wecom_is_a_stranger() -> None:
    origin = from_wecom("Left", App.CLAIMS, "B", STAFFED)
    assert origin.reporter == Reporter(staff_id=None, unit_id="B")
    assert (origin.app, origin.other_module, origin.by) == (App.CLAIMS, False, None)


@pytest.mark.parametrize("line", [*Line, None])
def test_claims_staff_use_the_claims_app_and_all_others_the_service_app(line: Line | None) -> None:
    assert is_other_module(App.CLAIMS, line) is (line is not Line.CLAIMS)
    assert is_other_module(App.SERVICE, line) is (line is Line.CLAIMS)


@pytest.mark.parametrize(
    ("reporter", "channel", "staff_id", "userid", "stated", "own"),
    [
        (KNOWN, Channel.PC, "S1", "any", None, True),
        (KNOWN, Channel.WECOM, "S2", "any", None, False),
        (KNOWN, Channel.WECOM, None, "any", None, False),
        (STRANGER, Channel.WECOM, None, "ZHANG", "Zhang", True),
        (STRANGER, Channel.WECOM, "S1", "zhang", "Zhang", True),  # known by now
        (STRANGER, Channel.WECOM, None, "Zhao", "Zhang", False),
        (STRANGER, Channel.PHONE, None, "Zhang", "Zhang", False),
        (STRANGER, Channel.WECOM, None, "", None, False),
    ],
)
def test_a_report_is_ones_own(
    reporter: Reporter, channel: Channel, staff_id: str, userid: str, stated: str | None, own: bool
) -> None:
    assert is_own(reporter, channel, staff_id=staff_id, userid=userid, stated=stated) is own
