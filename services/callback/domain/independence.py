"""Who may be the caller: never the person reported, the reporter, or a member of the team complained of.

That team is the one stated, or the one that handles the case: no person asks how well their own team did.

The group and its supervisor call. If none of them is left, the customer service department may. If no caller
is left, the override of a supervisor who is independent lets one named person of the team call, with a reason; it never
lets the person reported or the reporter call.
"""

from datetime import datetime
from enum import StrEnum

from services.callback.domain.errors import not_independent
from services.callback.domain.model import Case
from shared.rules.directory import Directory, Person, Role
from shared.rules.offices import GROUP_ROLES, Offices

CALLING_ROLES = frozenset((*GROUP_ROLES, Role.CUSTOMER_SERVICE))
"""Roles an override may let call."""


class Bar(StrEnum):
    """Why a person may not call."""

    REPORTED = "person_reported"
    REPORTER = "reporter"
    TEAM = "team_complained_of"  # an override lifts it
    ROLE = "role"  # calling is not their work, or not while a member of the group is left


def must_be_independent(
    directory: Directory, case: Case, staff_id: str, at: datetime, *, takes_over: bool = False
) -> None:
    """Raises `Forbidden` for a caller whom the rule bars. Who takes over needs no role of a caller."""
    bar = barred(directory, case, staff_id, at)
    if bar is not None and not (takes_over and bar is Bar.ROLE):
        raise not_independent(bar)


def barred(directory: Directory, case: Case, staff_id: str, at: datetime) -> Bar | None:
    """Why this person may not call in this case; None if they may."""
    personal = barred_in_person(case, staff_id)
    if personal is not None:
        return personal
    if any(override.staff_id == staff_id for override in case.overrides):
        return None
    if directory.is_of_one_team(staff_id, _teams(case)):
        return Bar.TEAM
    person = directory.person(staff_id)
    if person is None or not person.active:
        return Bar.ROLE
    if person.roles.intersection(GROUP_ROLES) or _took_over(case, staff_id):
        return None
    stands_in = Role.CUSTOMER_SERVICE in person.roles and not left_of_group(directory, case, at)
    return None if stands_in else Bar.ROLE


def barred_by_team(directory: Directory, case: Case, at: datetime) -> tuple[Person, ...]:
    """Callers whom nothing bars but the team they are of, in the order of their ids: an override may name them."""
    staff = sorted({staff_id for role in CALLING_ROLES for staff_id in directory.holders(role)})
    found = (directory.person(each) for each in staff if barred(directory, case, each, at) is Bar.TEAM)
    return tuple(person for person in found if person is not None)


def may_override(directory: Directory, case: Case, staff_id: str) -> Bar | None:
    """Why this person may not decide on callers; None if they are independent themselves."""
    of_team = directory.is_of_one_team(staff_id, _teams(case))
    return barred_in_person(case, staff_id) or (Bar.TEAM if of_team else None)


def barred_in_person(case: Case, staff_id: str) -> Bar | None:
    """The part of the rule that has no exception."""
    if staff_id == case.details.subject_staff_id:
        return Bar.REPORTED
    return Bar.REPORTER if staff_id == case.reporter.staff_id else None


def left_of_group(directory: Directory, case: Case, at: datetime) -> tuple[str, ...]:
    """Members of the group of the reporter's unit who are available at `at` and independent; sorted."""
    return offices_of(case, directory, at).left_of_group()


def offices_of(case: Case, directory: Directory, at: datetime) -> Offices:
    """The offices around the case at this moment."""
    return Offices.around(
        directory,
        at,
        reporter=case.reporter,
        registered_by=case.registered_by,
        details=case.details,
        lead_unit_id=case.lead_unit_id,
    )


def _teams(case: Case) -> tuple[str | None, str | None]:
    """The teams complained of: the one that was stated, and the one the case was dispatched to."""
    return case.details.complained_unit_id, case.lead_unit_id


def _took_over(case: Case, staff_id: str) -> bool:
    """Who takes a task over as a supervisor or in their place calls, with or without a role of a caller."""
    call = case.open_call
    lease = call.task.lease if call is not None and call.taken_over else None
    return lease is not None and lease.holder == staff_id
