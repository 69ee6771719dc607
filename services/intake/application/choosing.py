"""Units and people as a person names them on a page: by id, by name, people also by the initials of their name.

What is not clear stays as it was said: whether a report is refused for it, or keeps it, is decided as for any other.
"""

from collections.abc import Callable, Iterable

from shared.rules.directory import Directory, Person, Unit
from shared.rules.initials import begins_with

MOST_UNITS = 60
MOST_PEOPLE = 8
"""How many are offered at once."""


def units_near(directory: Directory, unit_id: str) -> tuple[Unit, ...]:
    """The units of the branch of this unit, to be offered first."""
    branch = directory.branch_of(unit_id)
    return tuple(unit for unit in directory.units() if directory.is_below(unit.unit_id, branch))[:MOST_UNITS]


def unit_said(directory: Directory, said: str | None) -> str | None:
    """The id of the unit that is meant; what names none, or several, as it was said."""
    if said is None or directory.unit(said) is not None:
        return said
    for meant in (lambda unit: unit.name == said, lambda unit: said in unit.name):
        found = [unit.unit_id for unit in directory.units() if meant(unit)]
        if len(found) == 1:
            return found[0]
    return said


def person_said(directory: Directory, said: str | None, near: str) -> str | None:
    """The staff id of the person that is meant; among several of a name the one of the branch of the unit `near`."""
    if said is None or directory.person(said) is not None:
        return said
    found = [person for person in directory.people() if person.active and person.name == said]
    if len(found) > 1:
        branch = directory.branch_of(near)
        found = [person for person in found if directory.is_below(person.unit_id, branch)]
    return found[0].staff_id if len(found) == 1 else said


def people_said(directory: Directory, said: str, near: str) -> tuple[Person, ...]:
    """Who may be meant: the person of this id alone; else those of this name; else whose name holds it, or begins with
    these initials, those of the branch of the unit `near` first. At most eight."""
    person = directory.person(said.upper()) or directory.person(said)
    if person is not None and person.active:
        return (person,)
    active = [person for person in directory.people() if person.active]
    by: tuple[Callable[[Person], bool], ...] = (
        lambda each: each.name == said,
        lambda each: said in each.name,
        lambda each: said.isascii() and said.isalpha() and begins_with(each.name, said),
    )
    for meant in by:
        found = [each for each in active if meant(each)]
        if found:
            return _nearest(directory, found, near)
    return ()


def _nearest(directory: Directory, people: Iterable[Person], near: str) -> tuple[Person, ...]:
    branch = directory.branch_of(near)
    ordered = sorted(people, key=lambda each: not directory.is_below(each.unit_id, branch))
    return tuple(ordered[:MOST_PEOPLE])
