"""Whom a lead unit may choose: a handler of its own, and a unit to which it passes the case on."""

from datetime import datetime

from services.callback.domain.errors import must_transfer_within, wrong
from services.callback.domain.model import Case
from shared.rules.directory import Directory, Person, Role, Unit
from shared.support.errors import Invalid

HANDLING_ROLES = frozenset({Role.UNIT_HEAD, Role.UNIT_HANDLER})
"""Who of a unit may be named as handler, besides its head and deputy."""


def assignable(case: Case, directory: Directory, now: datetime) -> tuple[Person, ...]:
    """Who may be named as the handler of a case that a unit leads now, in the order of their ids."""
    lead = lead_of(case)
    below = {unit.unit_id for unit in directory.units() if directory.is_below(unit.unit_id, lead)}
    staff = (person for person in directory.people() if person.unit_id in below)
    return tuple(person for person in staff if _may_handle(case, person, directory, now))


def within_reach(case: Case, directory: Directory) -> tuple[Unit, ...]:
    """The units to which the lead unit may pass the case on, in the order of their ids."""
    others = (unit for unit in directory.units() if unit.unit_id != case.lead_unit_id)
    return tuple(unit for unit in others if _is_within(case, unit, directory))


def must_handle(case: Case, person: Person | None, directory: Directory, now: datetime) -> None:
    """Raise `Invalid` unless this person may be named as the handler of the case."""
    lead = directory.unit(lead_of(case))
    if person is None or not person.active or not directory.is_below(person.unit_id, lead_of(case)):
        raise wrong("staff_id", "not_of_the_unit", "The handler has to be of the responsible unit.")
    heads = lead is not None and person.staff_id in (lead.head_id, lead.deputy_id)
    if not heads and person.roles.isdisjoint(HANDLING_ROLES):
        raise wrong("staff_id", "not_a_handler", "This person does not handle cases.")
    if directory.available(person.staff_id, now) is not None:
        raise wrong("staff_id", "on_leave", "This person is on leave.")
    if person.staff_id == case.details.subject_staff_id:
        raise wrong("staff_id", "in_conflict", "The customer complains of this person.")


def lead_of(case: Case) -> str:
    """The lead unit of a case that has one."""
    assert case.lead_unit_id is not None
    return case.lead_unit_id


def _may_handle(case: Case, person: Person, directory: Directory, now: datetime) -> bool:
    try:
        must_handle(case, person, directory, now)
    except Invalid:
        return False
    return True


def _is_within(case: Case, unit: Unit, directory: Directory) -> bool:
    try:
        must_transfer_within(case, unit.unit_id, directory)
    except Invalid:
        return False
    return True
