"""Chooses who can sign in to the demo: the same people for the same directory.

Tokens are issued, and the file of sign-ins is written, by `shared.platform.demo`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from shared.rules.directory import Directory, Person, Role

_OF_EACH_ROLE = 3
_REPORTERS = 20  # one of each county, so that every special case of the demo province can be tried


def demo_people(directory: Directory) -> tuple[Person, ...]:
    """A few people of each role, and all people whom their reports can reach.

    Reporters without another role come first, then the other roles.
    """
    chosen: dict[str, None] = {}
    for role in Role:
        wanted = _REPORTERS if role is Role.REPORTER else _OF_EACH_ROLE
        chosen.update(dict.fromkeys(_plainest(directory, role)[:wanted]))
    for follow in (_leaders, _handlers, _executives, _duty_desks):
        chosen.update(dict.fromkeys(list(follow(directory, tuple(chosen)))))
    people = (directory.person(staff_id) for staff_id in chosen)
    return tuple(person for person in people if person is not None and person.active)


def _plainest(directory: Directory, role: Role) -> list[str]:
    """Holders of the role who are never on leave: one of each unit, the counties first; then the second of each."""
    away = {leave.staff_id for leave in directory.leaves()}
    by_unit: defaultdict[str, list[Person]] = defaultdict(list)
    for person in directory.people():
        if role in person.roles and person.active and person.staff_id not in away:
            by_unit[person.unit_id].append(person)
    ranked = []
    for unit_id, people in by_unit.items():
        unit = directory.unit(unit_id)
        level = unit.level if unit is not None else 0
        plain_first = sorted(people, key=lambda person: (len(person.roles), person.staff_id))
        ranked += [(rank, -level, person.staff_id) for rank, person in enumerate(plain_first)]
    return [staff_id for _, _, staff_id in sorted(ranked)]


def _handlers(directory: Directory, chosen: Iterable[str]) -> Iterator[str]:
    """For each head chosen, one handler of their unit."""
    handlers = _plainest(directory, Role.UNIT_HANDLER)
    for unit in directory.units():
        if unit.head_id is not None and unit.head_id in chosen:
            yield from [s for s in handlers if (p := directory.person(s)) and p.unit_id == unit.unit_id][:1]


def _leaders(directory: Directory, chosen: Iterable[str]) -> Iterator[str]:
    """All in the chain of leaders above those chosen, with the deputies."""
    for staff_id in chosen:
        seen = set()
        office = directory.leader_of(staff_id)
        while office is not None and office not in seen:
            seen.add(office)
            yield from (who for who in (office.holder_id, *directory.deputies_of(office)[:1]) if who is not None)
            office = directory.next_office(office)


def _executives(directory: Directory, chosen: Iterable[str]) -> Iterator[str]:
    """The line executives above the units of those chosen."""
    above = _units_above(directory, chosen)
    return (entry.staff_id for entry in directory.line_executives() if entry.unit_id in above)


def _duty_desks(directory: Directory, chosen: Iterable[str]) -> Iterator[str]:
    """The duty desks above the units of those chosen."""
    above = _units_above(directory, chosen)
    return (shift.staff_id for shift in directory.duty_shifts() if shift.unit_id in above)


def _units_above(directory: Directory, chosen: Iterable[str]) -> set[str]:
    people = (directory.person(staff_id) for staff_id in chosen)
    return {unit_id for person in people if person is not None for unit_id in directory.path(person.unit_id)}
