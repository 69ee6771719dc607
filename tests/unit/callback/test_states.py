"""The one table of callback's states, and the sketch that is read out of it."""

import pytest

from services.callback.domain import states
from services.callback.domain.states import TRANSITIONS, State, Trigger, allowed_triggers, next_state, sketch
from shared.rules.transitions import NotPossible


def test_the_sketch_in_the_docstring_is_read_out_of_the_table() -> None:
    assert sketch() in (states.__doc__ or ""), f"put this into the docstring:\n{sketch()}"


def test_every_state_can_be_reached_from_the_first() -> None:
    reached = {State.AWAITING_CALLBACK}
    for _ in State:
        reached |= {after for (before, _), after in TRANSITIONS.items() if before in reached}
    assert reached == set(State)


def test_every_trigger_is_possible_somewhere() -> None:
    assert {trigger for _, trigger in TRANSITIONS} == set(Trigger)


def test_what_the_table_does_not_know_is_not_possible() -> None:
    with pytest.raises(NotPossible):
        next_state(State.CLOSED, Trigger.DISPATCH)
    assert Trigger.DISPATCH not in allowed_triggers(State.CLOSED)


def test_only_archived_and_closed_cases_are_no_longer_open() -> None:
    assert {state for state in State if not state.open} == {State.ARCHIVED, State.CLOSED}


def test_an_ended_case_comes_back_only_by_being_reopened() -> None:
    for state in (State.ARCHIVED, State.CLOSED):
        leaving = {trigger for trigger in allowed_triggers(state) if next_state(state, trigger) is not state}
        assert leaving == {Trigger.REOPEN}
