"""The sign-ins of the demo: one of each role at least, always the same, and the people their reports reach."""

from pathlib import Path

import pytest

from shared.platform.directory.reading import read_folder
from shared.platform.identity.demo import demo_people
from shared.rules.directory import Directory, Role

DEMO = Path(__file__).parents[3] / "deploy" / "demo"


@pytest.fixture(scope="module")
def demo() -> Directory:
    return read_folder(DEMO)


def test_every_role_can_sign_in(demo: Directory) -> None:
    assert {role for person in demo_people(demo) for role in person.roles} == set(Role)


def test_the_choice_is_the_same_every_time_and_names_nobody_twice(demo: Directory) -> None:
    chosen = demo_people(demo)
    assert chosen == demo_people(read_folder(DEMO))
    assert len({person.staff_id for person in chosen}) == len(chosen)


def test_the_first_is_a_plain_reporter_of_a_county(demo: Directory) -> None:
    first = demo_people(demo)[0]
    assert first.roles == {Role.REPORTER}
    assert demo.unit(first.unit_id).level == 4


def test_everybody_who_leads_a_chosen_person_can_sign_in_too(demo: Directory) -> None:
    chosen = demo_people(demo)
    ids = {person.staff_id for person in chosen}
    leaders = {p.staff_id for p in demo.people() if p.active and any(demo.leads(p.staff_id, c) for c in ids)}
    assert leaders <= ids


def test_every_head_chosen_has_a_handler_to_assign_if_his_unit_has_any(demo: Directory) -> None:
    chosen = demo_people(demo)
    handled = {person.unit_id for person in chosen if Role.UNIT_HANDLER in person.roles}
    first_heads = [person for person in chosen if Role.UNIT_HEAD in person.roles][:3]
    assert {person.unit_id for person in first_heads} <= handled


def test_nobody_who_left_can_sign_in(demo: Directory) -> None:
    assert all(person.active for person in demo_people(demo))


def test_an_empty_directory_has_no_sign_ins() -> None:
    assert demo_people(Directory()) == ()
