"""Who reports by WeCom, and whose report it is."""

import pytest

from services.intake.domain.reporter import from_wecom, is_own
from shared.contracts.intake import Reporter
from shared.contracts.words import App, Channel
from shared.rules.directory import Directory, Unit

UNITS = Directory(
    units=[
        Unit(unit_id="B", name="branch", level=2, parent_id="ROOT"),
        Unit(unit_id="ROOT", name="head office", level=1),
    ]
)
KNOWN = Reporter(staff_id="S1", unit_id="B")
STRANGER = Reporter(staff_id=None, unit_id="B", stated_userid="Zhang")


@pytest.mark.parametrize(("default", "unit"), [("B", "B"), ("gone", "ROOT"), (None, "ROOT")])
def test_a_stranger_belongs_to_the_default_unit_else_to_the_top(default: str | None, unit: str) -> None:
    source = from_wecom("Zhang", App.CLAIMS, default, UNITS)
    assert source.reporter == Reporter(staff_id=None, unit_id=unit, stated_userid="Zhang")


def test_a_stranger_is_accepted_even_without_a_directory() -> None:
    assert from_wecom("Zhang", App.CLAIMS, "B", Directory()).reporter.unresolved


@pytest.mark.parametrize(
    ("reporter", "channel", "staff_id", "userid", "own"),
    [
        (KNOWN, Channel.PC, "S1", "any", True),
        (KNOWN, Channel.WECOM, "S2", "any", False),
        (KNOWN, Channel.WECOM, None, "any", False),
        (STRANGER, Channel.WECOM, None, "ZHANG", True),
        (STRANGER, Channel.WECOM, "S1", "zhang", True),  # known by now
        (STRANGER, Channel.WECOM, None, "Zhao", False),
        (STRANGER, Channel.PHONE, None, "Zhang", False),
        (Reporter(staff_id=None, unit_id="B"), Channel.WECOM, None, "", False),
    ],
)
def test_a_report_is_ones_own(reporter: Reporter, channel: Channel, staff_id: str, userid: str, own: bool) -> None:
    assert is_own(reporter, channel, staff_id=staff_id, userid=userid) is own
