"""What a reporter asks for in the chat (a word, later a button): decided like a command, its outcome sent as a message.

The person is gone when it is handled, so a refusal is an audit row and a message, and never an error.
"""

from datetime import datetime

from services.escalation.application import texts
from services.escalation.application.facts import facts_of
from services.escalation.domain import decisions
from services.escalation.domain.model import Case
from services.escalation.domain.states import State
from services.escalation.domain.steps import foreseen
from shared.contracts.base import Event
from shared.contracts.intake import ButtonPressed, PressedAct
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import actor_of
from shared.platform.identity.permissions import require
from shared.platform.wording import clock_time, people_named, person_named
from shared.rules.directory import Directory
from shared.support.errors import Refusal

_ACTIONS = {
    PressedAct.SETTLE: Action.SETTLE,
    PressedAct.FILE: Action.FILE,
    PressedAct.ESCALATE: Action.ESCALATE,
}


def action_of(event: ButtonPressed) -> Action:
    """What is asked for, as permissions and audit name it."""
    return _ACTIONS[event.act]


def decided(
    case: Case, event: ButtonPressed, *, now: datetime, directory: Directory
) -> tuple[tuple[Event, ...], Refusal | None]:
    """The events of what is asked for, none for a word that is too old; or why it is refused."""
    try:
        return _decide(case, event, now=now, directory=directory), None
    except Refusal as refusal:
        return (), refusal


def _decide(case: Case, event: ButtonPressed, *, now: datetime, directory: Directory) -> tuple[Event, ...]:
    actor = actor_of(event.by or "", directory, now)
    require(actor, action_of(event), facts_of(case))
    by, note = actor.staff_id, event.note
    match event.act:
        case PressedAct.SETTLE:
            return decisions.settle(case, by=by, now=now, note=note, directory=directory)
        case PressedAct.FILE:
            return decisions.file(case, by=by, now=now, note=note, directory=directory)
        case PressedAct.ESCALATE:
            if is_stale(case, event):
                return ()
            return decisions.escalate(case, by=by, now=now, level=case.level, note=note, directory=directory)


def is_stale(case: Case, event: ButtonPressed) -> bool:
    """True for a word to escalate that is not younger than the level notified last: it meant that one."""
    return case.live and bool(case.told) and event.pressed_at <= case.told[-1].told_at


def outcome(
    case: Case, events: tuple[Event, ...], *, refusal: Refusal | None, now: datetime, directory: Directory
) -> str:
    """What came of it, for the person who asked; `case` is the case after it."""
    if refusal is not None and case.live:
        return texts.press_refused(case.number)
    by = person_named(case.moved_by, directory)
    at = clock_time(case.moved_at, written_at=now)
    match case.state:
        case State.SETTLED:
            return texts.press_settled(case.number) if events else texts.press_late_settled(by, at, case.number)
        case State.FILED:
            return texts.press_filed(case.number) if events else texts.press_late_filed(at, case.number)
        case _:
            return _told(case, bool(events), now, directory)


def _told(case: Case, newly: bool, now: datetime, directory: Directory) -> str:
    """Of a word to escalate: who is told now, or was told before it."""
    names, told_at = people_named(case.told[-1].meant, directory), clock_time(case.told[-1].told_at, written_at=now)
    until = clock_time(case.next_due_at or now, written_at=now)
    following = foreseen(case, directory)
    staff = (following.staff_id, *following.others) if following is not None else ()
    otherwise = texts.next_is_told(people_named(staff, directory), superior=False) if staff else texts.flow_starts()
    if newly:
        return texts.press_told(names, until, otherwise, case.number)
    return texts.press_told_before(names, told_at, until, otherwise, case.number)
