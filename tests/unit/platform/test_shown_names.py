"""A person is shown enough names for every page within an hour, and too few to copy a large directory."""

from datetime import timedelta
from typing import Any

import pytest

from shared.platform.security_events import SecurityKind
from shared.platform.shown_names import MOST_NAMES, MOST_PEOPLE, ShownNames
from shared.support.errors import TooMany
from tests.harness.clock import A_MONDAY_MORNING, ManualClock


class Noted:
    """Keeps what is noted."""

    def __init__(self) -> None:
        self.events: list[tuple[SecurityKind, str]] = []

    def note(self, kind: SecurityKind, subject: str, **facts: Any) -> None:
        self.events.append((kind, subject))


def numbered(first: int, many: int) -> list[str]:
    return [f"S{number:06}" for number in range(first, first + many)]


def test_one_name_too_many_in_an_hour_is_refused_and_noted_for_that_person_alone() -> None:
    clock, noted = ManualClock(A_MONDAY_MORNING), Noted()
    names = ShownNames(clock, noted)
    for first in range(0, MOST_NAMES, 200):
        names.show("S1", numbered(first, 200))
    names.show("S1", numbered(0, 200))  # known already
    clock.move_to(A_MONDAY_MORNING + timedelta(minutes=59))
    with pytest.raises(TooMany) as refused:
        names.show("S1", numbered(MOST_NAMES, 1))
    assert refused.value.facts["retry_after"] == 60
    assert noted.events == [(SecurityKind.BUDGET_EXCEEDED, "names S1")]
    names.show("S2", numbered(MOST_NAMES, 1))

    clock.move_to(A_MONDAY_MORNING + timedelta(hours=1))
    names.show("S1", numbered(MOST_NAMES, 1))


def test_the_memory_of_shown_names_is_bounded() -> None:
    names = ShownNames(ManualClock(A_MONDAY_MORNING), Noted())
    for who in numbered(0, 3 * MOST_PEOPLE):
        names.show(who, ["S1"])
    assert len(names._people) <= MOST_PEOPLE
