"""What must hold in every story, one small function an invariant: at every instant (`ALWAYS`), and at rest (`AT_REST`).

Each reads what the services have on record (`recorded_state`) and raises an `AssertionError` that names the invariant
and the case. Scenario tests check them at their end, the story machine after every step, chaos tests at any time.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Protocol

from services.callback.domain import states as callback_states
from services.callback.domain.model import Case as CallbackCase
from services.escalation.domain import states as escalation_states
from services.intake.domain import states as intake_states
from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.contracts.callback_values import LimitKind, TaskKind
from shared.contracts.escalation import CaseAmended, CaseFiled, CaseOpened, LevelAlsoTold, LevelTold
from shared.contracts.intake import ReportAccepted
from shared.engine import codec
from shared.rules.task import TaskState
from shared.runtime.service import Service
from tests.harness.consumption import consumed, erased_since, is_parked, newest_handled, on_the_bus
from tests.harness.ladder_rules import climbed
from tests.harness.recorded_state import ServiceRecord, SystemRecord, read_system
from tests.harness.task_custody import custody

FIVE_MINUTES = timedelta(minutes=5)

"""Which events each consumer has to handle."""

_State = callback_states.State
ENTRY_LIMITS = {_State.TO_DISPATCH: {LimitKind.TO_DISPATCH}, _State.DISPATCHED: {LimitKind.ACCEPT}}
BEGIN_A_ROUND = (happened.CaseDispatched, happened.CaseReopened, happened.CaseSentBack)
WAITING = (_State.AWAITING_CALLBACK, _State.UNREACHABLE, _State.RESOLVED, _State.TO_DISPATCH)
UNDER_WAY = (_State.TO_DISPATCH, _State.DISPATCHED, _State.HANDLING)

TRANSITIONS: dict[str, Mapping[tuple[Any, Any], Any]] = {
    "intake": intake_states.TRANSITIONS,
    "escalation": escalation_states.TRANSITIONS,
    "callback": callback_states.TRANSITIONS,
}


class CheckedWorld(Protocol):
    """A world, as far as its invariants go."""

    services: Mapping[str, Service]

    @property
    def now(self) -> datetime:
        """The hotline's time."""

    @property
    def seen(self) -> Mapping[str, set[str]] | None:
        """What the bus has carried; None if it was not observed from the beginning."""

    async def undelivered(self) -> Mapping[str, Set[str]]:
        """What the bus holds for each consumer; from then on `seen` has all of it."""


async def check_invariants(world: CheckedWorld, *, at_rest: bool = True) -> SystemRecord:
    """Read and check everything on record; returns it. `at_rest`: no fault is active and everything has settled."""
    undelivered = await world.undelivered()
    system = await read_system(world.services, world.now, world.seen, undelivered)
    for holds in (*ALWAYS, *AT_REST) if at_rest else ALWAYS:
        holds(system)
    return system


# At every instant


def every_report_has_one_case(system: SystemRecord) -> None:
    """I1: a report that was accepted is on record once and for ever; each key that was answered names its own report.

    Nothing on the way has a case that no report began.
    """
    accepted = Counter(entry.event.case_id for entry in system.intake.entries(ReportAccepted))
    assert set(accepted) == set(system.intake.rows), "reports and what was accepted are not the same (I1)"
    assert all(count == 1 for count in accepted.values()), "a report was accepted twice (I1)"
    promised = [codec.load(row["body"], dict[str, Any])["id"] for row in system.intake.answers if _is_report(row)]
    assert len(set(promised)) == len(promised), "two keys were answered with one report (I1)"
    assert set(promised) <= set(accepted), "a report was promised and is not there (I1)"
    assert set(system.escalation.rows) <= set(accepted), "an on-site case without a report (I1)"
    assert set(system.callback.rows) <= _filed(system).keys(), "a callback case that was never filed (I1)"


def every_filed_case_has_one_first_callback(system: SystemRecord) -> None:
    """I2: a filed case makes one first-callback task, due five minutes after it was filed, by whichever way it came."""
    for case_id, case in system.callback.cases.items():
        history = system.callback.history(case_id)
        tasks = [e for e in history if isinstance(e, happened.TaskScheduled) and e.kind is TaskKind.FIRST_CALLBACK]
        assert len(tasks) == 1, f"{case_id} has {len(tasks)} first callbacks (I2)"
        assert tasks[0].due_at == _filed(system)[case_id].filed_at + FIVE_MINUTES, f"{case_id}: another promise (I2)"
        assert case.calls[0].task.due_at == tasks[0].due_at, f"{case_id}: the promise has moved (I2)"
    for case_id, count in Counter(entry.event.case_id for entry in system.escalation.entries(CaseFiled)).items():
        assert count == 1, f"{case_id} was filed {count} times (I2)"


def every_level_is_told_once_unless_a_person_was_faster(system: SystemRecord) -> None:
    """I3: time decides. A level is told when it is due, once, and by one message a person; only a settle, file or
    escalate accepted before that moment comes in its place, and none accepted after it does.
    """
    for case_id, entries in system.escalation.log.items():
        history = tuple(entry.event for entry in entries)
        climb = climbed(history)
        case = system.escalation.cases[case_id]
        assert case.next_due_at == (None if climb.ended else climb.due), f"{case_id} waits for another moment (I3)"
        told = (event for event in history if isinstance(event, LevelTold | LevelAlsoTold))
        expected = Counter(who for event in told for who in _everyone(event))
        sent = [row for row in system.escalation.messages if row["case_id"] == case_id and row["kind"] == "level_told"]
        assert Counter(row["recipient"] for row in sent) == expected, f"{case_id}: pushes are not one a person (I3)"


def the_person_complained_of_answers_for_no_office(system: SystemRecord) -> None:
    """No level, and no stand-in, is the person whom the customer complains of, as far as the case knew by then."""
    for case_id in system.escalation.log:
        history = system.escalation.history(case_id)
        for case, event in zip(system.escalation.folded[case_id], history, strict=True):
            if isinstance(event, LevelTold | LevelAlsoTold):
                subject = case.details.subject_staff_id
                assert subject not in _everyone(event), f"{case_id}: {subject} is told of a complaint about them"


def nothing_happens_early(system: SystemRecord) -> None:
    """I4: what time does happens at its due time or after it, and says by how much after. And what a person does
    happens with every step already taken that time had taken.
    """
    for entry in system.callback.entries(happened.Fired):
        event = entry.event
        assert isinstance(event, happened.Fired)
        late = (event.at - event.due_at).total_seconds()
        assert late >= 0, f"{event.case_id}: {event.type} {-late} seconds early (I4)"
        assert event.late_by_seconds == late, f"{event.case_id}: {event.type} hides its lateness (I4)"
    for case_id in system.callback.log:
        _time_decided_first(system.callback, case_id)


def every_window_passes_once(system: SystemRecord) -> None:
    """I4, Art. 12: the marks of the first callback pass in their order, each once: fired, or skipped by a higher one
    after an outage. None passes after the first attempt that ended with an outcome.
    """
    for case_id in system.callback.log:
        history = system.callback.history(case_id)
        fired = [e for e in history if isinstance(e, happened.WindowWarned | happened.WindowBreached)]
        passed = [w for e in fired for w in (*(e.skipped if isinstance(e, happened.WindowBreached) else ()), e.window)]
        marks = [mark.window for e in history if isinstance(e, happened.TaskScheduled) for mark in e.windows]
        assert passed == marks[: len(passed)], f"{case_id}: windows passed as {passed} (I4)"
        kept = [event.at for event in history if isinstance(event, happened.AttemptEnded)]
        assert not kept or all(e.at <= kept[0] for e in fired), f"{case_id}: a breach after the promise was kept"


def limits_run_where_something_is_owed(system: SystemRecord) -> None:
    """I14, handling: a case to be dispatched, signed for or handled has the limit of that running, and no other has it;
    a round of handling runs from its first dispatch, or a failed follow-up, until the case is resolved or ends.
    """
    for case_id, case in system.callback.cases.items():
        entry = ENTRY_LIMITS.get(case.state, set())
        moves = [e for e in system.callback.history(case_id) if isinstance(e, BEGIN_A_ROUND)]
        asked = bool(moves) and isinstance(moves[-1], happened.CaseReopened) and moves[-1].handling is None
        handled = bool(moves) and not asked and case.state in UNDER_WAY
        running = [limit.kind for limit in case.limits if limit.running]
        expected = entry | ({LimitKind.HANDLING} if handled else set())
        assert Counter(running) == Counter(expected), f"{case_id} is {case.state}, and {running} run (I14)"
        handling = [limit for limit in case.limits if limit.kind is LimitKind.HANDLING]
        assert [limit.round for limit in handling] == list(range(1, len(handling) + 1)), f"{case_id} lost a round"
        assert {limit.started_at for limit in handling} <= {e.at for e in moves}, f"{case_id} was given more time"


def every_history_is_gapless(system: SystemRecord) -> None:
    """I6: a case's events are numbered 1, 2, 3 … in each service, and a number has one text, however often it was
    published. Of an erased case the text without its indexes counts.
    """
    for service in system.all:
        for case_id, entries in service.log.items():
            numbers = [entry.row["sequence"] for entry in entries]
            assert numbers == list(range(1, len(numbers) + 1)), f"{service.name} {case_id} has a gap (I6)"
            assert service.rows[case_id]["sequence"] == len(numbers), f"{service.name} {case_id} has lost count (I6)"
            for entry in entries:
                assert entry.event_id == f"{service.name}.{case_id}.{entry.row['sequence']}"
                assert (entry.event.case_id, entry.event.at) == (case_id, entry.row["at"])
                assert codec.encode(entry.event).decode() == entry.row["data"], f"{entry.event_id} reads otherwise (I6)"
                texts = (system.seen or {}).get(entry.event_id, set())
                if entries[-1].row["type"].endswith(".erased.v1"):
                    texts = {erased_since(text) for text in texts}
                assert texts <= {on_the_bus(service, entry)}, f"{entry.event_id} went out as something else (I6)"


def what_was_published_was_committed(system: SystemRecord) -> None:
    """I7: nothing was published that is not in the log, and nothing left the outbox that was not published."""
    if system.seen is None:
        return
    logged = {entry.event_id for service in system.all for entry in service.entries()}
    assert set(system.seen) <= logged, "something was published that never happened (I7)"
    for service in system.all:
        unpublished = {entry.event_id for entry in service.entries()} - set(system.seen)
        assert unpublished <= service.outbox, f"{service.name} lost what it had to publish (I7)"


def every_event_has_one_effect(system: SystemRecord) -> None:
    """I8: an event that a consumer listens to waits (for the bus, in it, or parked) or was handled; handled it has its
    effect, once, and unhandled it has none.
    """
    for consumer, publisher, entry in consumed(system):
        handled = entry.event_id in consumer.handled
        on_its_way = entry.event_id in publisher.outbox or entry.event_id in system.undelivered.get(consumer.name, ())
        waits = on_its_way or is_parked(consumer, entry.event_id)
        assert handled or waits, f"{consumer.name} never got {entry.event_id} (I8)"
        if isinstance(entry.event, ReportAccepted | CaseFiled):
            begun = entry.event.case_id in consumer.rows
            assert begun == handled, f"{consumer.name}: {entry.event_id} handled {handled}, begun {begun} (I8)"
    known = {entry.event_id for _, _, entry in consumed(system)}
    assert system.escalation.handled | system.callback.handled <= known, "handled, and never happened (I8)"
    for case_id, case in system.callback.cases.items():
        assert case.details.revision == newest_handled(system, system.callback, case_id), f"{case_id}: old details (I8)"
    for case_id, case in system.escalation.cases.items():
        newest = newest_handled(system, system.escalation, case_id)
        behind = case.details.revision < newest and case.state is not escalation_states.State.FILED
        assert case.details.revision <= newest, f"{case_id}: details of the future (I8)"
        assert not behind, f"{case_id}: old details (I8)"


def the_log_rebuilds_everything(system: SystemRecord) -> None:
    """I9: folded from empty, the event log gives every report, case, task and order as they are stored, and every
    searchable column follows from them. Only the end of a lease, which heartbeats move without a word, may differ.
    """
    for service in system.all:
        assert set(service.log) == set(service.rows), f"{service.name} has cases without a history or the reverse (I9)"
        for case_id, stored in service.cases.items():
            rebuilt = service.folded[case_id][-1]
            assert _without_lease_ends(stored) == _without_lease_ends(rebuilt), f"{service.name} {case_id} differs (I9)"
            columns = service.spec.table.columns(stored)
            found = {name: service.rows[case_id][name] for name in columns}
            assert found == dict(columns), f"{service.name} {case_id}: columns say otherwise (I9)"


def every_move_is_in_the_tables(system: SystemRecord) -> None:
    """I9: a state changes only as the service's one table of transitions says."""
    for service in system.all:
        table = TRANSITIONS[service.name]
        moves = {(before, after) for (before, _), after in table.items()}
        for case_id, cases in service.folded.items():
            for before, after in pairwise(case.state for case in cases):
                assert before is after or (before, after) in moves, f"{case_id} went from {before} to {after} (I9)"


def one_person_holds_a_task(system: SystemRecord) -> None:
    """I13: a task has one holder at most, every holder has a higher fence than the one before, and only the fence given
    last can do anything.
    """
    for case_id, case in system.callback.cases.items():
        found = custody(system.callback.history(case_id))
        assert sum(call.open for call in case.calls) <= 1, f"{case_id} has two calls to be made"
        for call in case.calls:
            task, held = call.task, found[call.task.id]
            assert task.fence == held.fence, f"{task.id}: another fence than the last given (I13)"
            assert (task.lease.holder if task.lease else None) == held.holder, f"{task.id}: another holder (I13)"
            assert (task.lease is not None) == (task.state is TaskState.CLAIMED), f"{task.id}: held or not (I13)"


def no_open_case_is_forgotten(system: SystemRecord) -> None:
    """I14: every open case has something that will move it: an event on its way (see I8), a timer, a task to take.

    Stronger, because here it can be: the timers are exactly those that the cases owe, row for row. And while a customer
    waits for a call, or a case for a supervisor, the next step lies at most a day ahead.
    """
    for case_id, case in system.escalation.cases.items():
        if case.live:
            assert system.escalation.due(case_id), f"{case_id} climbs, and nothing will move it (I14)"
    for case_id, case in system.callback.cases.items():
        if case.erased_at is not None:
            continue
        if case.state.open:
            assert system.callback.due(case_id), f"{case_id} is {case.state}, and nothing will move it (I14)"
        if case.state is _State.AWAITING_CALLBACK:
            assert case.open_call is not None, f"{case_id} awaits a call that no caller can make (I14)"
        if case.state in WAITING:
            since = max(system.now, system.callback.log[case_id][-1].event.at)  # `now` may be read a little early
            since = max(since, case.open_call.task.not_before) if case.open_call is not None else since
            first = min(row["due_at"] for row in system.callback.due(case_id))
            assert first <= since + timedelta(days=1), f"{case_id} waits until {first} (I14)"
        leases = {call.task.lease.until for call in case.calls if call.task.lease is not None}
        watched = {row["due_at"] for row in system.callback.due(case_id) if row["kind"] == "lease"}
        assert leases == watched, f"{case_id}: a lease without a timer, or the reverse (I14)"
    for service in system.all:
        owed = {
            (c, o.kind, o.due_at, o.step) for c, case in service.cases.items() for o in service.spec.obligations(case)
        }
        armed = {(row["case_id"], row["kind"], row["due_at"], row["step"]) for row in service.timers}
        assert armed == owed, f"{service.name} has other timers than its cases owe (I14)"
        assert all(row["fire_at"] >= row["due_at"] for row in service.timers), f"{service.name}: a timer is early (I4)"


# When faults have stopped and everything has settled


def nothing_is_under_way(system: SystemRecord) -> None:
    """I15: at rest no event waits or is parked, no message is still to be sent, and no timer is due."""
    for service in system.all:
        assert service.outbox == frozenset(), f"{service.name} has events left to publish (I15)"
        assert service.parked == (), (
            f"{service.name} has parked events: {[row['error'] for row in service.parked]} (I15)"
        )
        assert all(row["delivered_at"] for row in service.messages), (
            f"{service.name} has messages that were not sent (I15)"
        )
        tried = {(row["message"], row["state"]) for row in service.deliveries}
        assert tried == {(row["key"], "sent") for row in service.messages}, f"{service.name} has other tries (I15)"
        overdue = [row for row in service.timers if row["due_at"] <= system.now]
        assert overdue == [], f"{service.name} let time pass: {overdue} (I15)"


def every_report_has_gone_its_way(system: SystemRecord) -> None:
    """I1, I2 and I15: at rest every report has its on-site case, and every filed case its callback case."""
    assert set(system.escalation.rows) == set(system.intake.rows), "a report never opened (I1)"
    assert set(system.callback.rows) == set(_filed(system)), "a filed case was never taken over (I2)"


Invariant = Callable[[SystemRecord], None]
ALWAYS: tuple[Invariant, ...] = (
    every_report_has_one_case,
    every_filed_case_has_one_first_callback,
    every_level_is_told_once_unless_a_person_was_faster,
    the_person_complained_of_answers_for_no_office,
    nothing_happens_early,
    every_window_passes_once,
    limits_run_where_something_is_owed,
    every_history_is_gapless,
    what_was_published_was_committed,
    every_event_has_one_effect,
    the_log_rebuilds_everything,
    every_move_is_in_the_tables,
    one_person_holds_a_task,
    no_open_case_is_forgotten,
)
AT_REST: tuple[Invariant, ...] = (nothing_is_under_way, every_report_has_gone_its_way)


def _filed(system: SystemRecord) -> dict[str, CaseFiled]:
    found = (entry.event for entry in system.escalation.entries(CaseFiled))
    return {event.case_id: event for event in found if isinstance(event, CaseFiled)}


def _is_report(row: Mapping[str, Any]) -> bool:
    return ":report:" in row["scope"]


def _everyone(event: LevelTold | LevelAlsoTold) -> tuple[str, ...]:
    return (event.staff_id, *event.others)


def _without_lease_ends(case: Any) -> Any:
    if not isinstance(case, CallbackCase):
        return case
    leases = [call.task.lease for call in case.calls]
    kept = [
        replace(call, task=replace(call.task, lease=lease and replace(lease, until=lease.since)))
        for call, lease in zip(case.calls, leases, strict=True)
    ]
    return replace(case, calls=tuple(kept))


def _time_decided_first(service: ServiceRecord, case_id: str) -> None:
    """When a person did something, the case owed nothing that was due by then (leases aside: heartbeats move them)."""
    last: Event | None = None
    for case, event in zip((None, *service.folded[case_id]), service.history(case_id), strict=False):
        first_of_command = last is None or (event.at, event.by) != (last.at, last.by)
        if case is not None and event.by is not None and first_of_command and not _is_news(event):
            owed = [o for o in service.spec.obligations(case) if o.due_at <= event.at and o.kind != "lease"]
            assert owed == [], f"{case_id}: {event.type} by a person, when time had already decided {owed} (I3)"
        last = event


def _is_news(event: Event) -> bool:
    """What another service published, which waits for no clock."""
    return isinstance(event, happened.DetailsAmended | CaseAmended | CaseOpened)
