"""Who may be the caller: never the person reported, the reporter, or a member of the team complained of.

The group and its supervisor call. If none of them is left, the customer service department may. A supervisor's override
with a reason lets one named person of the team call, so that a report about 95518 itself is never stuck; it never lets
the person reported or the reporter call.
"""

from datetime import datetime
from enum import StrEnum

from services.callback.domain.errors import not_independent
from services.callback.domain.model import Case
from shared.rules.directory import Directory, Role

_GROUP = (Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR)
CALLING_ROLES = frozenset((*_GROUP, Role.CUSTOMER_SERVICE))
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
    if _of_team(directory, case, staff_id):
        return Bar.TEAM
    person = directory.person(staff_id)
    if person is None or not person.active:
        return Bar.ROLE
    if person.roles.intersection(_GROUP) or _took_over(case, staff_id, person.roles):
        return None
    stands_in = Role.CUSTOMER_SERVICE in person.roles and not left_of_group(directory, case, at)
    return None if stands_in else Bar.ROLE


def barred_in_person(case: Case, staff_id: str) -> Bar | None:
    """The part of the rule that has no exception."""
    if staff_id == case.details.subject_staff_id:
        return Bar.REPORTED
    return Bar.REPORTER if staff_id == case.reporter.staff_id else None


def left_of_group(directory: Directory, case: Case, at: datetime) -> tuple[str, ...]:
    """Members of the group of the reporter's unit who are available at `at` and independent; sorted."""
    group = {staff_id for role in _GROUP for staff_id in serving(directory, role, case.reporter.unit_id)}
    return tuple(
        staff_id
        for staff_id in sorted(group)
        if directory.available(staff_id, at) is None
        and barred_in_person(case, staff_id) is None
        and not _of_team(directory, case, staff_id)
    )


def serving(directory: Directory, role: Role, unit_id: str) -> tuple[str, ...]:
    """Who holds the role for a unit: in the nearest unit up the path that has a holder, else in any unit."""
    return directory.holders(role, unit_id) or directory.holders(role)


def _took_over(case: Case, staff_id: str, roles: frozenset[Role]) -> bool:
    """The centre's head may take a task over, and then calls."""
    call = case.open_call
    took = call is not None and call.taken_over and call.task.lease is not None and call.task.lease.holder == staff_id
    return took and Role.CENTRE_HEAD in roles


def _of_team(directory: Directory, case: Case, staff_id: str) -> bool:
    """A department complained of includes the teams below it. A whole branch does not include its departments, or a
    complaint about a province would bar the province's complaint group."""
    team, person = case.details.complained_unit_id, directory.person(staff_id)
    if team is None or person is None:
        return False
    is_department = directory.branch_of(team) != team
    return person.unit_id == team or (is_department and directory.is_below(person.unit_id, team))
