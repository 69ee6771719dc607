"""What a person may do to a case now: each act is rehearsed by its own handler with an empty body, and nothing is kept.

An act counts unless the rehearsal is refused for who asks (`Forbidden`) or for how the case stands (`Conflict`). What a
body lacks is for its sender to fill in. So a page draws exactly the buttons that the service would accept.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any, cast

from services.callback.application import commands as ask
from services.callback.application.facts import facts_of
from services.callback.application.handlers import MOST_STEPS, Handlers
from services.callback.application.handlers_cases import CaseHandlers
from services.callback.application.ports import Outside, Work
from services.callback.domain import obligations
from services.callback.domain.evolve import evolve
from services.callback.domain.independence import CALLING_ROLES, barred_in_person
from services.callback.domain.model import Call, Case
from services.callback.domain.states import Trigger, allowed_acts
from shared.contracts.base import Event, Sealed
from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may, require
from shared.support.errors import Conflict, Forbidden, Invalid, NotFound

_EMPTY = Sealed("")

Rehearse = Callable[[CaseHandlers, Actor, Case, Any], Awaitable[object]]

_REHEARSALS: Mapping[Trigger, Rehearse] = {
    Trigger.OVERRIDE_INDEPENDENCE: lambda on, actor, case, work: on.override_independence(
        ask.OverrideIndependence(actor=actor, case_id=case.id, staff_id=_a_caller(case, actor), reason=_EMPTY), work
    ),
    Trigger.CONTACTS: lambda on, actor, case, work: on.contacts(
        ask.RecordContact(actor=actor, case_id=case.id, note=_EMPTY), work
    ),
    Trigger.SEND_BACK: lambda on, actor, case, work: on.send_back(
        ask.SendBack(actor=actor, case_id=case.id, reason=_EMPTY), work
    ),
    Trigger.RETRY: lambda on, actor, case, work: on.retry(ask.Retry(actor=actor, case_id=case.id, reason=_EMPTY), work),
    Trigger.DISPATCH: lambda on, actor, case, work: on.dispatch(
        ask.Dispatch(actor=actor, case_id=case.id, lead_unit_id=actor.person.unit_id), work
    ),
    Trigger.ACCEPT: lambda on, actor, case, work: on.accept(ask.Accept(actor=actor, case_id=case.id), work),
    Trigger.ASSIGN: lambda on, actor, case, work: on.assign(
        ask.Assign(actor=actor, case_id=case.id, staff_id=""), work
    ),
    Trigger.TRANSFER: lambda on, actor, case, work: on.transfer(
        ask.Transfer(actor=actor, case_id=case.id, unit_id=actor.person.unit_id, reason=_EMPTY), work
    ),
    Trigger.RETURN: lambda on, actor, case, work: on.return_(
        ask.Return(actor=actor, case_id=case.id, reason=_EMPTY), work
    ),
    Trigger.SUPERVISE: lambda on, actor, case, work: on.supervise(
        ask.Supervise(actor=actor, case_id=case.id, text=_EMPTY), work
    ),
    Trigger.ANSWER: lambda on, actor, case, work: on.answer(
        ask.AnswerOrder(actor=actor, order=_open_order(case), text=_EMPTY), work
    ),
    Trigger.REMIND: lambda on, actor, case, work: on.remind(ask.Remind(actor=actor, case_id=case.id), work),
    Trigger.RESOLVE: lambda on, actor, case, work: on.resolve(
        ask.Resolve(actor=actor, case_id=case.id, note=_EMPTY), work
    ),
    Trigger.CLOSE: lambda on, actor, case, work: on.close(ask.Close(actor=actor, case_id=case.id, reason=_EMPTY), work),
    Trigger.REOPEN: lambda on, actor, case, work: on.reopen(
        ask.Reopen(actor=actor, case_id=case.id, reason=_EMPTY), work
    ),
    Trigger.SEVERITY: lambda on, actor, case, work: on.severity(
        ask.ChangeSeverity(actor=actor, case_id=case.id, severity=case.severity % 3 + 1, reason=_EMPTY), work
    ),
    Trigger.COMPLAINT: lambda on, actor, case, work: on.complaint(
        ask.MarkComplaint(actor=actor, case_id=case.id, source="", complained_at=work.now()), work
    ),
    Trigger.REVIEWED: lambda on, actor, case, work: on.reviewed(ask.MarkReviewed(actor=actor, case_id=case.id), work),
}


class _Moment:
    """The part of a unit of work that a rehearsal needs: its time."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


class _Rehearsal(Handlers):
    """Handlers that judge one case and store nothing; its facts are found once."""

    def __init__(self, outside: Outside, case: Case, facts: CaseFacts) -> None:
        super().__init__(outside)
        self._case = case
        self._facts = facts

    async def at(self, case_id: str, work: Work) -> Case:
        return self._case

    def must(self, actor: Actor, action: Action, case: Case, work: Work) -> None:
        require(actor, action, self._facts)

    def may(self, actor: Actor, action: Action, case: Case, work: Work) -> bool:
        return may(actor, action, self._facts)

    def record(self, work: Work, case_id: str, events: Sequence[Event]) -> Case:
        return reduce(evolve, events, self._case)


async def acts_of(actor: Actor, case: Case, outside: Outside, now: datetime) -> tuple[Trigger, ...]:
    """What this person may do to this case now, in the order of `allowed`."""
    if case.erased_at is not None:
        return ()
    case = _caught_up(case, now)
    facts = facts_of(case, actor.directory, now, actor.staff_id)
    handlers = CaseHandlers(_Rehearsal(outside, case, facts), outside)
    found = []
    for trigger in allowed_acts(case.state):
        if trigger is Trigger.CALL:
            call = case.open_call
            possible = call is not None and bool(acts_of_task(actor, call, facts, now))
        else:
            possible = await _is_possible(_REHEARSALS[trigger](handlers, actor, case, _moment(now)))
        found += [trigger] if possible else []
    return tuple(found)


def acts_of_task(actor: Actor, call: Call, facts: CaseFacts, now: datetime) -> tuple[str, ...]:
    """What this person may do with an open task now, by the last words of its routes."""
    holder = call.task.holder(now)
    if holder is None:
        return ("claim",) if may(actor, Action.CLAIM, facts) else ()
    if holder != actor.staff_id:
        return ("take_over",) if may(actor, Action.TAKE_OVER, facts) else ()
    return ("heartbeat", "release", "start", "attempts") if may(actor, Action.WORK_TASK, facts) else ()


async def _is_possible(rehearsal: Awaitable[object]) -> bool:
    try:
        await rehearsal
    except (Forbidden, Conflict, NotFound):
        return False
    except Invalid:
        return True
    return True


def _caught_up(case: Case, now: datetime) -> Case:
    """The case after every step that is due now: a command would take them first."""
    for _ in range(MOST_STEPS):
        events = obligations.due(case, now)
        if not events:
            break
        case = reduce(evolve, events, case)
    return case


def _moment(now: datetime) -> Work:
    return cast("Work", _Moment(now))


def _open_order(case: Case) -> str:
    """The first order without an answer, else one that there is not."""
    return next((order.id for order in case.open_orders), f"{case.id}.o0")


def _a_caller(case: Case, actor: Actor) -> str:
    """A person who may be named in an override; naming the reporter or the person complained of is always refused."""
    callers = (staff_id for role in sorted(CALLING_ROLES) for staff_id in actor.directory.holders(role))
    return next((staff_id for staff_id in callers if barred_in_person(case, staff_id) is None), "")
