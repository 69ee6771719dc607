"""How events change an on-site case, and that a replay of its log rebuilds it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.escalation.domain.evolve import evolve
from services.escalation.domain.model import Case
from services.escalation.domain.states import TRANSITIONS, State, Trigger, allowed_triggers
from shared.contracts.base import Sealed
from shared.contracts.escalation import CaseFiled, CaseSettled, LadderStep, LevelTold
from shared.contracts.intake import Details, ReportAmended
from shared.contracts.words import Stage
from shared.engine.codec import dump, load
from shared.rules.transitions import NotPossible
from shared.support.errors import Refusal
from tests.harness.ladder_rules import climbed
from tests.unit.escalation.onsite import NINE, OnSite, customer_service, duty_desk, flow, leader, next_leader, replayed

LADDERS = (
    (leader(300), next_leader(600), flow(600)),
    (leader(60), flow(1_200)),
    (duty_desk(90), customer_service(5_400), next_leader(61), next_leader(600), flow(86_400)),
)
ACTS = ("acknowledge", "settle", "escalate", "file", "wait", "outage", "amend", "accuse", "complete", "complain")
PEOPLE = ("rita", "leader", "boss", "ann", "desk")
acts = st.tuples(
    st.sampled_from(ACTS), st.sampled_from(PEOPLE), st.sampled_from([0, 29, 31, 60, 300, 599, 600, 90_000])
)


def test_the_first_acknowledgement_of_a_level_counts() -> None:
    onsite = OnSite(customer_service(300), flow(600)).wait(minutes=6).acknowledge("ann")
    first: datetime | None = onsite.case.told[0].acknowledged_at
    onsite.wait(minutes=1).acknowledge("bob")
    assert (onsite.case.told[0].acknowledged_by, onsite.case.told[0].acknowledged_at) == ("ann", first)
    assert len(onsite.events) == 4


def test_a_case_shows_who_moved_it_last_and_that_time_is_no_person() -> None:
    onsite = OnSite()
    assert (onsite.case.moved_by, onsite.case.moved_at) == ("rita", NINE)
    onsite.wait(minutes=5)
    assert (onsite.case.moved_by, onsite.case.moved_at) == (None, onsite.now)


def test_an_acknowledgement_or_an_amendment_moves_nothing() -> None:
    onsite = OnSite().wait(minutes=5)
    moved = (onsite.case.state, onsite.case.moved_by, onsite.case.moved_at)
    onsite.wait(minutes=1).acknowledge("leader").amend(2)
    assert (onsite.case.state, onsite.case.moved_by, onsite.case.moved_at) == moved


def test_all_told_staff_are_listed_in_order_the_others_of_a_level_too() -> None:
    onsite = OnSite(leader(300), customer_service(600), flow(600)).wait(minutes=15)
    assert onsite.case.told_staff == ("leader", "ann", "bob")
    assert (onsite.case.level, onsite.case.told[1].everyone) == (2, ("ann", "bob"))


def test_a_case_filed_at_once_shows_who_was_informed() -> None:
    onsite = OnSite(stage=Stage.FILED)
    assert (onsite.case.informed, onsite.case.told_staff) == (("leader",), ())


def test_an_event_that_the_state_does_not_allow_is_an_error() -> None:
    onsite = OnSite().settle()
    with pytest.raises(NotPossible):
        evolve(onsite.case, CaseSettled(case_id="case-1", at=NINE, by="rita", note=Sealed("again")))


def test_an_event_of_another_service_is_an_error() -> None:
    with pytest.raises(TypeError, match=r"hotline\.intake\.report\.amended"):
        evolve(OnSite().case, ReportAmended(case_id="case-1", at=NINE, by="rita", details=Details()))


@pytest.mark.parametrize("state", State)
def test_pages_offer_what_the_table_allows_in_a_state(state: State) -> None:
    allowed = {trigger for trigger in Trigger if (state, trigger) in TRANSITIONS}
    assert set(allowed_triggers(state)) == allowed
    assert bool(allowed) == (state is not State.FILED)


@settings(max_examples=200, deadline=None)
@given(
    steps=st.sampled_from(LADDERS),
    taken=st.lists(acts, max_size=12),
    old=st.sampled_from([0, 299, 400, 100_000]),
    late=st.sampled_from([0, 20, 400]),
)
def test_any_story_keeps_the_rules_of_the_ladder_and_can_be_replayed(
    steps: tuple[LadderStep, ...], taken: list[tuple[str, str, int]], old: int, late: int
) -> None:
    """Each event log is judged by `tests.harness.ladder_rules`, which states the rules of Art. 8 a second time."""
    onsite = OnSite(*steps, detected_at=NINE - timedelta(seconds=old), late=timedelta(seconds=late))
    onsite.tick()
    for act, by, seconds in taken:
        before = len(onsite.events)
        try:
            _do(onsite, act, by, seconds)
        except Refusal:
            assert all(event.by is None for event in onsite.events[before:]), "a refused act left an event"
    climbed(onsite.events)
    keys = [message.key for message in onsite.messages]
    assert len(set(keys)) == len(keys), "two messages under one key"
    assert all(message.text.endswith(("。", "不满原因", "）")) for message in onsite.messages)
    assert replayed(onsite.events) == onsite.case
    assert load(dump(onsite.case, Case), Case) == onsite.case
    assert onsite.case.live == (onsite.case.next_due_at is not None)
    assert len(onsite.all(LevelTold)) == onsite.case.level
    assert len(onsite.all(CaseFiled)) == (onsite.case.state is State.FILED)


def _do(onsite: OnSite, act: str, by: str, seconds: int) -> None:
    match act:
        case "wait" | "outage":
            getattr(onsite, act)(seconds=seconds)
        case "amend" | "complete":
            onsite.amend(onsite.case.details.revision + 1, completes=act == "complete")
        case "accuse":
            onsite.amend(onsite.case.details.revision + 1, subject_staff_id=by)
        case _:
            getattr(onsite, act)(by)
