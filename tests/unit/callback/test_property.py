"""The invariants of a case hold after every step, for any acts in any order at any time."""

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RULE_MARKER, RuleBasedStateMachine, initialize, invariant, rule

from services.callback.domain.evolve import evolve
from services.callback.domain.model import Case
from services.callback.domain.obligations import due, obligations
from services.callback.domain.states import FOUND_BY_CALLING, TRANSITIONS, State, Trigger
from shared.contracts import callback as happened
from shared.contracts.base import Event, Sealed
from shared.contracts.callback_values import LimitKind, Outcome, ReopenedBecause, Window
from shared.contracts.intake import SealedCustomer
from shared.contracts.words import Ground, RiskFlag
from shared.engine.codec import dump, load
from shared.rules.task import TaskState
from shared.support.errors import Refusal
from tests.unit.callback.story import PHONE, Story, everything_that_can_happen, replayed

CALLERS = st.sampled_from(["ann", "bob", "sue", "cara", "rita"])
UNITS = st.sampled_from(["claims", "sales", "branch"])
SEVERITIES = st.sampled_from([1, 2, 3])
PAUSES = st.sampled_from([1, 30, 119, 120, 210, 300, 900, 3_600, 20_000, 86_400, 300_000, 1_500_000])
CUSTOMERS = st.sampled_from([PHONE, SealedCustomer(), SealedCustomer(phone=Sealed("x"), phone_index="x")])

IN_THE_UNIT = ["accept", "assign", "return_", "resolve", "supervise", "answer", "remind"]
DECISIONS = ["retry", "close", "send_back", "reopen", "complaint", "reviewed", "contacts"]
DAY = timedelta(days=1)

USUAL: dict[State, tuple[str, dict[str, Any]]] = {
    State.AWAITING_CALLBACK: ("found_dissatisfied", {}),
    State.UNREACHABLE: ("retry", {}),
    State.ARCHIVED: ("reopen", {}),
    State.TO_DISPATCH: ("dispatch", {"as_supervisor": True}),
    State.DISPATCHED: ("accept", {}),
    State.HANDLING: ("resolve", {}),
    State.RESOLVED: ("attempt", {"outcome": Outcome.REACHED, "score": 90}),
    State.CLOSED: ("reopen", {}),
}


class AnyStory(RuleBasedStateMachine):
    """People try everything; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.fences: dict[str, int] = {}

    def attempt(self, act: str, *args: Any, **more: Any) -> None:
        with suppress(Refusal):
            getattr(self.story, act)(*args, **more)

    @initialize(stretch=st.sampled_from([None, "given_up", "found_dissatisfied", "handled", "resolved"]))
    def begin(self, stretch: str | None) -> None:
        """Some stories begin in the middle, or few would come to their end."""
        if stretch is not None:
            self.attempt(stretch)

    @rule()
    def go_on(self) -> None:
        """The usual next step, so that stories get somewhere."""
        act, more = USUAL[self.story.case.state]
        self.attempt(act, **more)

    @rule(by=CALLERS, inbound=st.booleans())
    def claim(self, by: str, inbound: bool) -> None:
        self.attempt("claim", by, inbound=inbound)

    @rule(by=CALLERS, act=st.sampled_from(["release", "start", "heartbeat"]))
    def hold(self, by: str, act: str) -> None:
        self.attempt("claim", by)
        self.attempt(act, by)

    @rule(by=CALLERS, minutes=st.integers(1, 40))
    def dial_for_long(self, by: str, minutes: int) -> None:
        self.attempt("claim", by)
        self.attempt("start", by)
        self.attempt("keep", by, minutes=minutes)

    @rule(by=st.sampled_from(["sue", "head"]))
    def take_over(self, by: str) -> None:
        self.attempt("claim", "ann")
        self.attempt("take_over", by)

    @rule(by=CALLERS, outcome=st.sampled_from([*Outcome, Outcome.REACHED, Outcome.REACHED]), score=st.integers(0, 100))
    def end(self, by: str, outcome: Outcome, score: int) -> None:
        said: dict[str, Any] = {}
        if outcome is Outcome.REACHED:
            said["score"] = score
        if outcome is Outcome.CALL_LATER:
            said["call_later_at"] = self.story.now + timedelta(hours=score)
        self.attempt("claim", by, inbound=score % 2 == 0)
        self.attempt("end", outcome, by, **said)

    @rule(unit=UNITS, supervisor=st.booleans(), severity=SEVERITIES)
    def dispatch(self, unit: str, supervisor: bool, severity: int) -> None:
        self.attempt("dispatch", unit, as_supervisor=supervisor, severity=severity)

    @rule(act=st.sampled_from(IN_THE_UNIT))
    def in_the_unit(self, act: str) -> None:
        self.attempt(act)

    @rule(unit=UNITS, by=st.sampled_from(["chief", "sue"]))
    def transfer(self, unit: str, by: str) -> None:
        self.attempt("transfer", unit, by)

    @rule(act=st.sampled_from(DECISIONS))
    def decide(self, act: str) -> None:
        self.attempt(act)

    @rule(severity=SEVERITIES)
    def severity(self, severity: int) -> None:
        self.attempt("severity", severity)

    @rule(staff_id=CALLERS)
    def override_independence(self, staff_id: str) -> None:
        self.attempt("override_independence", staff_id)

    @rule(
        customer=CUSTOMERS,
        flags=st.sampled_from([(), (RiskFlag.MEDIA,)]),
        ground=st.sampled_from([Ground.PERCEIVED, Ground.DISCONTENT_VOICED, Ground.COMPLAINT_DEMANDED]),
        unit=st.sampled_from([None, "centre"]),
    )
    def amend(self, customer: SealedCustomer, flags: tuple[RiskFlag, ...], ground: Ground, unit: str | None) -> None:
        self.attempt("amend", customer=customer, risk_flags=flags, ground=ground, responsible_unit_id=unit)

    @rule(number=st.sampled_from(["1", "2", None]), source=st.sampled_from(["12378", "12315"]))
    def complain(self, number: str | None, source: str) -> None:
        self.attempt("complaint", number=number, source=source)

    @rule(seconds=PAUSES)
    def wait(self, seconds: int) -> None:
        self.story.wait(seconds=seconds)

    @rule(seconds=PAUSES)
    def outage(self, seconds: int) -> None:
        self.story.outage(seconds=seconds)

    @invariant()
    def nothing_is_orphaned(self) -> None:
        """I14: an open case always owes something, an ended one nothing."""
        owed = obligations(self.story.case)
        assert bool(owed) == self.story.case.state.open
        assert len({each.kind for each in owed}) == len(owed)

    @invariant()
    def nobody_who_waits_for_a_call_is_forgotten_for_a_day(self) -> None:
        """The next step lies at most a day ahead, from the moment on from which the customer may be tried."""
        case, call = self.story.case, self.story.case.open_call
        waits = case.state in (State.AWAITING_CALLBACK, State.UNREACHABLE, State.RESOLVED, State.TO_DISPATCH)
        if waits:
            since = max(self.story.now, call.task.not_before) if call is not None else self.story.now
            assert min(each.due_at for each in obligations(case)) <= since + DAY

    @invariant()
    def a_running_promise_has_its_windows(self) -> None:
        """Until an attempt has ended, all marks that have not passed are armed, whatever was started and given up."""
        case = self.story.case
        first = case.calls[0]
        if first.open and first.promise_runs:
            fired = [event for event in self.story.events if isinstance(event, WINDOWS)]
            skipped = [window for event in self.story.all(happened.WindowBreached) for window in event.skipped]
            assert {mark.window for mark in case.windows} == set(Window) - {each.window for each in fired} - {*skipped}

    @invariant()
    def what_is_due_is_done_when_the_clock_is_looked_at(self) -> None:
        self.story.tick()
        assert due(self.story.case, self.story.now) == ()
        assert all(each.due_at > self.story.now for each in obligations(self.story.case))

    @invariant()
    def nothing_is_early(self) -> None:
        """I4."""
        assert all(event.due_at <= event.at for event in self.story.events if isinstance(event, happened.Fired))

    @invariant()
    def the_fence_only_rises(self) -> None:
        """I13: and no number is given twice."""
        claims = [(event.task, event.fence) for event in self.story.all(happened.TaskClaimed)]
        assert len(set(claims)) == len(claims)
        for call in self.story.case.calls:
            assert call.task.fence >= self.fences.get(call.task.id, 0)
            assert (call.task.lease is not None) == (call.task.state is TaskState.CLAIMED)
            self.fences[call.task.id] = call.task.fence

    @invariant()
    def somebody_calls_only_while_a_call_is_to_be_made(self) -> None:
        open_calls = [call for call in self.story.case.calls if call.open]
        case = self.story.case
        owed = case.state is State.AWAITING_CALLBACK or (case.state is State.RESOLVED and case.given_up is None)
        assert len(open_calls) == int(owed)

    @invariant()
    def every_mark_fires_once(self) -> None:
        windows = [event.window for event in self.story.events if isinstance(event, WINDOWS)]
        skipped = [window for event in self.story.all(happened.WindowBreached) for window in event.skipped]
        assert len({*windows, *skipped}) == len([*windows, *skipped])
        for limit in self.story.case.limits:
            assert limit.breached_at is None or limit.warned_at is None or limit.warned_at <= limit.breached_at

    @invariant()
    def a_round_of_handling_stops_while_resolved_and_each_is_counted_once(self) -> None:
        case = self.story.case
        rounds = [limit for limit in case.limits if limit.kind is LimitKind.HANDLING]
        assert [limit.round for limit in rounds] == list(range(1, len(rounds) + 1))
        running = [limit for limit in rounds if limit.running]
        with_a_unit = case.state in (State.DISPATCHED, State.HANDLING)
        assert len(running) == 1 if with_a_unit else len(running) <= int(case.state is State.TO_DISPATCH)
        assert all(one.ended_at and one.ended_at <= next_.started_at for one, next_ in pairwise(rounds))

    @invariant()
    def only_a_person_lowers_the_severity_and_says_why(self) -> None:
        case: Case | None = None
        for event in self.story.events:
            after = evolve(case, event)
            lowered = case is not None and after.severity > case.severity
            assert not lowered or isinstance(event, happened.CaseSeverityChanged), event
            case = after

    @invariant()
    def an_open_order_is_with_the_unit_that_leads(self) -> None:
        case = self.story.case
        if case.state.open and case.lead_unit_id is not None:
            assert {order.unit_id for order in case.open_orders} <= {case.lead_unit_id}
        open_spells = [spell.unit_id for spell in case.spells if spell.until_at is None]
        assert open_spells == ([case.lead_unit_id] if case.state in (State.DISPATCHED, State.HANDLING) else [])

    @invariant()
    def no_complaint_is_on_record_twice(self) -> None:
        named = [(each.source, each.number) for each in self.story.case.complaints if each.number is not None]
        assert len(set(named)) == len(named)

    @invariant()
    def after_two_returns_or_transfers_only_a_supervisor_passes_the_case_on(self) -> None:
        passed = 0
        for event in self.story.events:
            if isinstance(event, happened.CaseReopened) and event.because is not ReopenedBecause.FOLLOW_UP:
                passed = 0
            if isinstance(event, happened.CaseTransferred | happened.CaseReturned):
                assert passed < 2 or event.by == "sue" or isinstance(event, happened.CaseReturned)
                passed += 1

    @invariant()
    def the_log_rebuilds_the_case(self) -> None:
        """I9; a lease may have been kept alive since, which leaves no event."""
        again = replayed(self.story.events)
        assert without_leases(again) == without_leases(self.story.case)
        assert again.sequence == len(self.story.events)

    def teardown(self) -> None:
        """At the end: no state was reached but by the table, and what was written can be read again."""
        self.every_move_is_in_the_table()
        case = self.story.case
        assert load(dump(case, Case), Case) == case
        for event in self.story.events:
            assert load(dump(event, type(event)), type(event)) == event

    def every_move_is_in_the_table(self) -> None:
        moves = {(before, after) for (before, _), after in TRANSITIONS.items()}
        case: Case | None = None
        for event in self.story.events:
            after = evolve(case, event)
            assert case is None or case.state is after.state or (case.state, after.state) in moves
            case = after


WINDOWS = (happened.WindowWarned, happened.WindowBreached)


def without_leases(case: Case) -> str:
    """The case as text, with every lease's end left out."""
    return "|".join(
        part for part in dump(case, Case).replace("{", "|").replace("}", "|").split("|") if '"holder"' not in part
    )


def test_the_stories_told_here_hold_every_event_callback_publishes() -> None:
    """An event without a fold would be a hole in the log: each is published once here, and folded."""
    classes = [cls for cls in vars(happened).values() if isinstance(cls, type) and issubclass(cls, Event) and cls.type]
    held = {type(event) for story in everything_that_can_happen() for event in story.events}
    assert held == set(classes), "tell it in story.everything_that_can_happen"


def test_every_act_of_people_is_one_of_the_steps() -> None:
    steps = {name for name in vars(AnyStory) if hasattr(getattr(AnyStory, name), RULE_MARKER)}
    done = {name.rstrip("_") for name in (*IN_THE_UNIT, *DECISIONS, *steps)}
    assert set(Trigger) - FOUND_BY_CALLING - {Trigger.CALL} <= done, "add it to IN_THE_UNIT or DECISIONS here"
    assert done & set(Trigger) <= {name.rstrip("_") for name in vars(Story)}


TestAnyStory = AnyStory.TestCase
TestAnyStory.settings = settings(stateful_step_count=30, deadline=None)
