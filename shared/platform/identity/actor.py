"""Who is asking: a person of the directory, seen with the directory of this moment. What he may do is `permissions`."""

from dataclasses import dataclass

from shared.rules.directory import Directory, Person, Role
from shared.support.errors import Unauthenticated


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person; roles, unit and leadership are always read from the directory, never from the token."""

    person: Person
    directory: Directory

    @property
    def staff_id(self) -> str:
        """His id."""
        return self.person.staff_id

    def holds(self, *roles: Role) -> bool:
        """True if he holds one of the roles."""
        return not self.person.roles.isdisjoint(roles)

    def leads(self, staff_id: str | None) -> bool:
        """True if he is anywhere in the chain of leaders above this person."""
        return self.directory.leads(self.staff_id, staff_id)

    def works_for(self, unit_id: str | None) -> bool:
        """True if the unit is his own."""
        return unit_id is not None and unit_id == self.person.unit_id

    def heads(self, unit_id: str | None) -> bool:
        """True if he holds the unit's headship or is the deputy of that office."""
        unit = self.directory.unit(unit_id)
        return unit is not None and self.staff_id in (unit.head_id, unit.deputy_id)

    def oversees(self, unit_id: str | None) -> bool:
        """True if the unit is that of his department, or below it."""
        return self.directory.is_below(unit_id, self.directory.branch_of(self.person.unit_id))


def actor_of(staff_id: str, directory: Directory) -> Actor:
    """The actor with this id. Raises `Unauthenticated` for the unknown and the departed."""
    person = directory.person(staff_id)
    if person is None or not person.active:
        raise Unauthenticated("not_in_directory", "The directory does not know this person, or no longer.")
    return Actor(person, directory)
