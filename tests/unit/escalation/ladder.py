"""A small directory with a county, a city and a province, and what a step of the ladder finds in it."""

from datetime import UTC, datetime, timedelta

from shared.contracts.escalation import LadderStep, Skipped, SkipReason, Whom
from shared.contracts.intake import Reporter
from shared.rules.directory import Directory, DutyShift, Leave, Office, Person, Role, Unit
from shared.rules.ladders.targets import NobodyLeft, Resolution, resolve

NOW = datetime(2026, 3, 10, 4, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
DIRECT = LadderStep(after_seconds=300, whom=Whom.DIRECT_LEADER)
NEXT = LadderStep(after_seconds=600, whom=Whom.NEXT_LEADER)
DESK = LadderStep(after_seconds=600, whom=Whom.DUTY_DESK)
SERVICE = LadderStep(after_seconds=600, whom=Whom.ROLE, role=Role.CUSTOMER_SERVICE.value)

UNITS = {
    "head": Unit(unit_id="head", name="总公司", level=1, head_id="chief"),
    "city": Unit(
        unit_id="city", name="市公司", level=3, parent_id="head", head_id="city-head", deputy_id="city-deputy"
    ),
    "county": Unit(unit_id="county", name="县支公司", level=4, parent_id="city", head_id="county-head"),
}
PEOPLE = {
    "ann": Person(staff_id="ann", name="报告人", unit_id="county", roles=frozenset({Role.REPORTER})),
    "county-head": Person(staff_id="county-head", name="支公司经理", unit_id="county"),
    "county-deputy": Person(staff_id="county-deputy", name="支公司副经理", unit_id="county"),
    "city-head": Person(staff_id="city-head", name="市公司总经理", unit_id="city"),
    "city-deputy": Person(staff_id="city-deputy", name="市公司副总", unit_id="city"),
    "chief": Person(staff_id="chief", name="总裁", unit_id="head"),
}
ANN = Reporter(staff_id="ann", unit_id="county")
STRANGER = Reporter(staff_id=None, unit_id="county")
COUNTY = Office(unit_id="county", holder_id="county-head")
CITY = Office(unit_id="city", holder_id="city-head")


def directory(
    *people: Person,
    units: tuple[Unit, ...] = (),
    away: tuple[str, ...] = (),
    desk: dict[str, tuple[str, ...]] | None = None,
) -> Directory:
    """The usual three units, with some people or units replaced, some away and some on duty for an hour either way."""
    shifts = [(unit_id, staff_id) for unit_id, staff in (desk or {}).items() for staff_id in staff]
    return Directory(
        units=(UNITS | {unit.unit_id: unit for unit in units}).values(),
        people=(PEOPLE | {person.staff_id: person for person in people}).values(),
        leaves=[Leave(staff_id=staff_id, from_at=NOW - AN_HOUR, until_at=NOW + AN_HOUR) for staff_id in away],
        duty_shifts=[
            DutyShift(unit_id=unit_id, staff_id=staff_id, from_at=NOW - AN_HOUR, until_at=NOW + AN_HOUR)
            for unit_id, staff_id in shifts
        ],
    )


def tell(
    step: LadderStep,
    staff: Directory,
    *told: str,
    reporter: Reporter = ANN,
    last: Office | None = None,
    at: datetime = NOW,
    subject: str | None = None,
) -> Resolution:
    found = resolve(step, directory=staff, at=at, reporter=reporter, subject=subject, told=told, last=last)
    assert isinstance(found, Resolution)
    return found


def nobody(
    step: LadderStep,
    staff: Directory,
    *told: str,
    reporter: Reporter = ANN,
    last: Office | None = None,
    subject: str | None = None,
) -> NobodyLeft:
    found = resolve(step, directory=staff, at=NOW, reporter=reporter, subject=subject, told=told, last=last)
    assert isinstance(found, NobodyLeft)
    return found


def passed_over(staff_id: str | None, reason: SkipReason) -> Skipped:
    return Skipped(staff_id=staff_id, reason=reason)
