"""A person as the directory has them, for their own page: names instead of ids."""

from dataclasses import dataclass

from shared.platform.identity.actor import Actor
from shared.rules.directory import Directory


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnCard:
    """What the directory says of a person, and of those who lead them and stand in for them."""

    unit: str
    roles: tuple[str, ...]
    leader: str
    deputies: str
    wecom: str | None


def own_card(actor: Actor) -> OwnCard:
    """The card of this person."""
    directory, person = actor.directory, actor.person
    unit, leader = directory.unit(person.unit_id), directory.leader_of(person.staff_id)
    deputies = directory.deputies_of(directory.office_of(person.staff_id))
    return OwnCard(
        unit=unit.name if unit is not None else "",
        roles=tuple(sorted(role.value for role in person.roles)),
        leader=_names(directory, leader.holder_id if leader is not None else None),
        deputies=_names(directory, *deputies),
        wecom=person.wecom_userid,
    )


def _names(directory: Directory, *staff: str | None) -> str:
    found = (directory.person(staff_id) for staff_id in staff)
    return "、".join(person.name for person in found if person is not None)
