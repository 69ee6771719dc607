"""Who reports, through which channel: read from the route and the directory, never taken from a client's word."""

from dataclasses import dataclass

from shared.contracts.base import Sealed
from shared.contracts.intake import Reporter
from shared.contracts.words import App, Channel, Line
from shared.rules.directory import Directory, Person, Role

TAKING_CALLS = frozenset({Role.AGENT, Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR})
"""Who registers for others; the same as may `REPORT_FOR_OTHER`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """A reporter as somebody else stated him: by id, or by name, phone and unit."""

    staff_id: str | None = None
    name: Sealed | None = None
    phone: Sealed | None = None
    unit_id: str | None = None

    @property
    def anybody(self) -> bool:
        """True if a reporter was stated at all."""
        return any((self.staff_id, self.name, self.phone, self.unit_id))


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a report comes from. `registered_by` is set when somebody registered it for the reporter."""

    channel: Channel
    reporter: Reporter
    registered_by: str | None = None
    other_module: bool = False


def from_desk(signed_in: Person, stated: Stated, call_id: str | None, directory: Directory) -> Source:
    """A report over the API: one's own (PC), or registered for whoever is on the line (phone; Art. 10).

    A call makes a report one by phone only for those who take calls; the channel never follows from a body alone.
    """
    for_other = stated.anybody and stated.staff_id != signed_in.staff_id
    if not for_other:
        on_the_line = call_id is not None and not signed_in.roles.isdisjoint(TAKING_CALLS)
        return Source(channel=Channel.PHONE if on_the_line else Channel.PC, reporter=_known(signed_in))
    person = directory.person(stated.staff_id)
    reporter = _known(person) if person is not None and person.active else _unknown(signed_in, stated, directory)
    return Source(channel=Channel.PHONE, reporter=reporter, registered_by=signed_in.staff_id)


def from_wecom(userid: str, app: App, default_unit: str | None, directory: Directory) -> Source:
    """A report through a WeCom app; a userid that the directory does not know is never turned away.

    It goes to the app's default unit; where the directory has no such unit, the top of the tree stands in.
    """
    person = directory.by_userid(userid)
    if person is not None and person.active:
        other = is_other_module(app, person.line)
        return Source(channel=Channel.WECOM, reporter=_known(person), other_module=other)
    unit_ids = [unit.unit_id for unit in directory.units()]
    unit_id = default_unit if default_unit in unit_ids else directory.path(unit_ids[0])[-1] if unit_ids else ""
    reporter = Reporter(staff_id=None, unit_id=unit_id, stated_userid=userid)
    return Source(channel=Channel.WECOM, reporter=reporter)


def is_own(reporter: Reporter, channel: Channel, *, staff_id: str | None, userid: str) -> bool:
    """Is a report, with this reporter and channel, of who now writes: the same member of staff, or the same stranger?

    A stranger's userid proves something only where WeCom gave it, not where an agent stated it.
    """
    if reporter.staff_id is not None:
        return reporter.staff_id == staff_id
    known_as = reporter.stated_userid if channel is Channel.WECOM else None
    return known_as is not None and known_as.casefold() == userid.casefold()


def is_other_module(app: App, line: Line | None) -> bool:
    """Claims staff use the claims app, all others the service app (Art. 10); the other one works and is marked."""
    return (app is App.CLAIMS) != (line is Line.CLAIMS)


def _known(person: Person) -> Reporter:
    return Reporter(staff_id=person.staff_id, unit_id=person.unit_id, line=person.line)


def _unknown(signed_in: Person, stated: Stated, directory: Directory) -> Reporter:
    """Unresolved; without a stated unit that exists, the top of the tree stands in."""
    unit = directory.unit(stated.unit_id)
    unit_id = unit.unit_id if unit is not None else directory.path(signed_in.unit_id)[-1]
    return Reporter(
        staff_id=None,
        unit_id=unit_id,
        stated_name=stated.name,
        stated_phone=stated.phone,
        stated_userid=stated.staff_id,
    )
