"""The person who sends a request, with the directory of this moment. `permissions` says what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.rules.directory import Directory, Person, Role
from shared.support.errors import Unauthenticated


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person at the moment `at`. Roles, unit and leadership are read from the directory, not the token.

    `via` says how they came, for the audit line: the id of their token, and their address if it is known.
    """

    person: Person
    directory: Directory
    at: datetime
    via: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def staff_id(self) -> str:
        """Their staff id."""
        return self.person.staff_id

    def holds(self, *roles: Role) -> bool:
        """True if they hold one of the roles."""
        return not self.person.roles.isdisjoint(roles)

    def leads(self, staff_id: str | None) -> bool:
        """True if they are anywhere in the chain of leaders above this person."""
        return self.directory.leads(self.staff_id, staff_id)

    def works_for(self, unit_id: str | None) -> bool:
        """True if the unit is their own."""
        return unit_id is not None and unit_id == self.person.unit_id

    def is_below(self, unit_id: str | None) -> bool:
        """True if they work for the unit, or for one below it."""
        return unit_id is not None and self.directory.is_below(self.person.unit_id, unit_id)

    def is_near(self, unit_id: str | None) -> bool:
        """True if they work in the branch of this unit, or in a branch above it."""
        branch = self.directory.branch_of(unit_id) if unit_id is not None else ""
        return self.oversees(unit_id) or self.directory.is_below(self.person.unit_id, branch)

    def heads(self, unit_id: str | None) -> bool:
        """True if they are the head of the unit or the deputy of that office."""
        unit = self.directory.unit(unit_id)
        return unit is not None and self.staff_id in (unit.head_id, unit.deputy_id)

    def oversees(self, unit_id: str | None) -> bool:
        """True if the unit is the branch of their department, or below it."""
        return self.directory.is_below(unit_id, self.directory.branch_of(self.person.unit_id))


def actor_of(staff_id: str, directory: Directory, at: datetime, via: Mapping[str, str] | None = None) -> Actor:
    """The actor with this staff id, at a moment. Raises `Unauthenticated` for an unknown or departed person."""
    person = directory.person(staff_id)
    if person is None or not person.active:
        raise Unauthenticated("not_in_directory", "This person is not in the directory, or has left.")
    return Actor(person, directory, at, via or {})
