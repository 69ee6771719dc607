"""The states of an on-site case, and the one table of what moves it (Art. 8).

    calming ──settle──▶ settled ──complaint──▶ filed
       │ escalate
       ▼
    raised ──settle──▶ settled
       │ escalate: raised again, one level up
       │ file, complaint (both from calming too)
       ▼
    filed

Acknowledging moves nothing: it never stops the clock. A complaint files a settled case within 15 days.
"""

from enum import StrEnum

from shared.rules.transitions import state_after


class State(StrEnum):
    """Where an on-site case stands."""

    CALMING = "calming"  # the reporter's time to calm the customer runs (by default five minutes)
    RAISED = "raised"  # at least one level was notified; the time of the last one runs (by default ten minutes)
    SETTLED = "settled"  # the customer was calmed; nothing more is due
    FILED = "filed"  # the flow was started; 95518 has taken over


class Trigger(StrEnum):
    """What moves an on-site case."""

    ESCALATE = "escalate"  # a level is notified, because time ran out or a person asked
    SETTLE = "settle"  # a person calmed the customer
    FILE = "file"  # the flow starts, because time ran out, no leader is left, or a person asked
    COMPLAINT = "complaint"  # the customer made a formal complaint: the flow starts, after a settlement too


TRANSITIONS: dict[tuple[State, Trigger], State] = {
    (State.CALMING, Trigger.ESCALATE): State.RAISED,
    (State.CALMING, Trigger.SETTLE): State.SETTLED,
    (State.CALMING, Trigger.FILE): State.FILED,
    (State.CALMING, Trigger.COMPLAINT): State.FILED,
    (State.RAISED, Trigger.ESCALATE): State.RAISED,
    (State.RAISED, Trigger.SETTLE): State.SETTLED,
    (State.RAISED, Trigger.FILE): State.FILED,
    (State.RAISED, Trigger.COMPLAINT): State.FILED,
    (State.SETTLED, Trigger.COMPLAINT): State.FILED,
}

LIVE = frozenset({State.CALMING, State.RAISED})
"""The states in which a clock runs."""


def next_state(state: State, trigger: Trigger) -> State:
    """The state after `trigger`. Raises `NotPossible` if the table does not know it."""
    return state_after(TRANSITIONS, state, trigger)


def allowed_triggers(state: State) -> tuple[Trigger, ...]:
    """The triggers the table knows in this state; pages draw their buttons from them."""
    return tuple(trigger for (of, trigger) in TRANSITIONS if of is state)
