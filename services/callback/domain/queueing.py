"""Which call is made next: its place in the queue, who should take it, and of how many customers."""

from collections.abc import Iterable
from datetime import datetime

from services.callback.domain.calling_hours import may_call_at
from services.callback.domain.model import Call, Case
from services.callback.domain.policy import owed_policy
from shared.contracts.callback_values import Outcome, TaskKind
from shared.rules.outreach.queue import Place, place


def place_of(case: Case, call: Call) -> Place:
    """The place of an open call in the queue."""
    promised = call.kind is TaskKind.FIRST_CALLBACK
    return place(call, owed_policy(case.policy), promised=promised, dialable=not call.ask_reporter)


def began_in_time(case: Case, task: str, now: datetime) -> bool:
    """True if the attempt that runs, or begins now, began by the time at which the call should be tried."""
    call = case.call(task)
    return call is not None and (call.started_at or now) <= place_of(case, call).due_at


def offered_at(case: Case, call: Call, at: datetime) -> bool:
    """True if a claim of the next task may get this one."""
    return call.task.open_at(at) and may_call_at(case, call, at)


def rather_by_another(call: Call, staff_id: str) -> bool:
    """True if this person gave the task back, or the customer hung up on them: another caller is better."""
    hung_up = bool(call.attempts) and call.attempts[-1].outcome is Outcome.HUNG_UP
    return call.released_by == staff_id or (hung_up and call.attempts[-1].by == staff_id)


def holder_of(case: Case, at: datetime) -> str | None:
    """Who holds the open task of the case."""
    call = case.open_call
    return call.task.holder(at) if call is not None else None


def customers(cases: Iterable[Case]) -> int:
    """How many customers these cases are about: cases that share one count as one."""
    groups: list[frozenset[str]] = []
    for case in cases:
        keys = case.details.customer.search_keys or frozenset((case.id,))
        same = [group for group in groups if not group.isdisjoint(keys)]
        groups = [*(group for group in groups if group.isdisjoint(keys)), keys.union(*same)]
    return len(groups)
