"""Who reports, through which channel: read from the route and the directory, never taken from a client's word."""

from dataclasses import dataclass

from shared.contracts.base import Sealed
from shared.contracts.intake import Reporter
from shared.contracts.words import App, Channel, Line
from shared.directory.model import Directory, Person


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
    """A report over the API: one's own (PC), or registered for whoever is on the line (phone; Art. 10)."""
    for_other = stated.anybody and stated.staff_id != signed_in.staff_id
    if not for_other and call_id is None:
        return Source(channel=Channel.PC, reporter=_known(signed_in))
    if not for_other:
        return Source(channel=Channel.PHONE, reporter=_known(signed_in))
    person = directory.person(stated.staff_id)
    reporter = _known(person) if person is not None and person.active else _unknown(signed_in, stated, directory)
    return Source(channel=Channel.PHONE, reporter=reporter, registered_by=signed_in.staff_id)


def from_wecom(userid: str, app: App, default_unit: str, directory: Directory) -> Source:
    """A report through a WeCom app; a userid that the directory does not know is never turned away."""
    person = directory.by_userid(userid)
    if person is not None and person.active:
        other = is_other_module(app, person.line)
        return Source(channel=Channel.WECOM, reporter=_known(person), other_module=other)
    reporter = Reporter(staff_id=None, unit_id=default_unit, stated_userid=userid)
    return Source(channel=Channel.WECOM, reporter=reporter)


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
