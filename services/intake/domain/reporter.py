"""Who reports, through which channel: decided from the way in and the directory, never from a client's word."""

from dataclasses import dataclass

from shared.contracts.intake import Reporter
from shared.contracts.words import App, Channel, Line
from shared.rules.directory import Directory, Person, Role

TAKING_CALLS = frozenset({Role.AGENT, Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR})
"""Who registers for others; the same as may `REPORT_FOR_OTHER`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a report comes from. `registered_by` is set when another person registered it for the reporter.

    `other_module` marks a report through the WeCom app that is meant for other staff (Art. 10).
    """

    channel: Channel
    reporter: Reporter
    registered_by: str | None = None
    app: App | None = None
    other_module: bool = False

    @property
    def by(self) -> str | None:
        """The staff id of the person who sent it, None for a WeCom sender whom the directory does not know."""
        return self.registered_by or self.reporter.staff_id


def own_report(signed_in: Person, call_id: str | None) -> Origin:
    """One's own report over the API: PC, or phone when a person who takes calls names a call (Art. 10).

    The channel never follows from a body alone: a call of other staff does not make it phone.
    """
    on_the_line = call_id is not None and not signed_in.roles.isdisjoint(TAKING_CALLS)
    return Origin(channel=Channel.PHONE if on_the_line else Channel.PC, reporter=_known(signed_in))


def registered_report(
    signed_in: Person,
    staff_id: str | None,
    unit_id: str | None,
    directory: Directory,
    default_unit: str | None = None,
) -> Origin:
    """A report registered for the person on the line, stated by staff id or by unit (phone; Art. 10).

    A staff id that the directory does not know leaves the reporter unresolved. If the unit stated is unknown too, the
    reporter belongs to the installation's default unit.
    """
    person = directory.person(staff_id)
    if person is not None and person.active:
        reporter = _known(person)
    else:
        reporter = Reporter(staff_id=None, unit_id=_first_known(directory, unit_id, default_unit))
    return Origin(channel=Channel.PHONE, reporter=reporter, registered_by=signed_in.staff_id)


def from_wecom(
    userid: str, app: App, of_app: str | None, directory: Directory, default_unit: str | None = None
) -> Origin:
    """A report through a WeCom app; a userid that the directory does not know is never refused.

    Such a reporter belongs to the app's default unit, else to the installation's.
    """
    person = directory.by_userid(userid)
    if person is not None and person.active:
        other = is_other_module(app, person.line)
        return Origin(channel=Channel.WECOM, reporter=_known(person), app=app, other_module=other)
    reporter = Reporter(staff_id=None, unit_id=_first_known(directory, of_app, default_unit))
    return Origin(channel=Channel.WECOM, reporter=reporter, app=app)


def is_own(reporter: Reporter, channel: Channel, *, staff_id: str | None, userid: str, stated: str | None) -> bool:
    """True if the member who now writes made the report with this reporter: the same staff id, or the same userid.

    `stated` is the userid of a reporter who was unknown, a proof only if WeCom gave it, not if an agent stated it.
    """
    if reporter.staff_id is not None and reporter.staff_id == staff_id:
        return True
    known_as = stated if channel is Channel.WECOM else None
    return known_as is not None and known_as.casefold() == userid.casefold()


def is_other_module(app: App, line: Line | None) -> bool:
    """Claims staff use the claims app, all others the service app (Art. 10); the other one works and is marked."""
    return (app is App.CLAIMS) != (line is Line.CLAIMS)


def _first_known(directory: Directory, *unit_ids: str | None) -> str:
    """The first of these units that the directory has, else the top of the tree."""
    known = (unit.unit_id for unit in map(directory.unit, unit_ids) if unit is not None)
    top = (directory.path(unit.unit_id)[-1] for unit in directory.units())
    return next(known, None) or next(top, "")


def _known(person: Person) -> Reporter:
    return Reporter(staff_id=person.staff_id, unit_id=person.unit_id, line=person.line)
