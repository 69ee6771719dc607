"""Transition tables: how every service's `domain/states.py` reads its table."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

S = TypeVar("S", bound=StrEnum)
T = TypeVar("T", bound=StrEnum)


class NotPossible(LookupError):
    """The table has no entry for this trigger in this state."""

    def __init__(self, state: StrEnum, trigger: StrEnum) -> None:
        super().__init__(f"{trigger} is not possible in {state}")
        self.state = state
        self.trigger = trigger


def state_after(table: Mapping[tuple[S, T], S], state: S, trigger: T) -> S:
    """The state after `trigger`. Raises `NotPossible` if the table has no such entry."""
    try:
        return table[state, trigger]
    except KeyError:
        raise NotPossible(state, trigger) from None
