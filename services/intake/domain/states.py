"""The states of a report, and the one table of what moves it.

    accepted ──amend──▶ accepted

A report is never refused for a gap and never closed here: what happens next is escalation's and callback's.
"""

from enum import StrEnum

from shared.rules.transitions import state_after


class State(StrEnum):
    """Where a report stands."""

    ACCEPTED = "accepted"  # it is on record; its report time is the proof of Art. 9


class Trigger(StrEnum):
    """What moves a report."""

    AMEND = "amend"  # details were added or corrected


TRANSITIONS: dict[tuple[State, Trigger], State] = {
    (State.ACCEPTED, Trigger.AMEND): State.ACCEPTED,
}


def next_state(state: State, trigger: Trigger) -> State:
    """The state after `trigger`. Raises `NotPossible` if the table does not know it."""
    return state_after(TRANSITIONS, state, trigger)
