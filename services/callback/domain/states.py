"""The states of a case in callback, what moves it, and the one table of moves.

Acts that leave the state as it is are in the table too: what is not in it is refused, and pages draw their buttons
from `allowed_acts`. Generated from the table:

    awaiting_callback
        contacts               stays
        call                   stays
        archive                -> archived
        find_dissatisfied      -> to_dispatch
        give_up                -> unreachable
        override_independence  stays
        retry                  stays
        dispatch               -> dispatched
        close                  -> closed
        severity               stays
        complaint              stays
    unreachable
        contacts               stays
        retry                  -> awaiting_callback
        dispatch               -> dispatched
        close                  -> closed
        severity               stays
        complaint              stays
    archived
        reopen                 -> to_dispatch
        complaint              stays
        reviewed               stays
    to_dispatch
        contacts               stays
        dispatch               -> dispatched
        severity               stays
        complaint              stays
    dispatched
        contacts               stays
        accept                 -> handling
        assign                 stays
        transfer               stays
        return                 -> to_dispatch
        supervise              stays
        answer                 stays
        remind                 stays
        severity               stays
        complaint              stays
    handling
        contacts               stays
        assign                 stays
        transfer               -> dispatched
        return                 -> to_dispatch
        supervise              stays
        answer                 stays
        remind                 stays
        resolve                -> resolved
        severity               stays
        complaint              stays
    resolved
        contacts               stays
        call                   stays
        find_dissatisfied      -> handling
        give_up                stays
        override_independence  stays
        retry                  stays
        send_back              -> handling
        answer                 stays
        close                  -> closed
        complaint              stays
    closed
        reopen                 -> to_dispatch
        complaint              stays
"""

from enum import StrEnum

from shared.rules.transitions import state_after


class State(StrEnum):
    """The state of a case."""

    AWAITING_CALLBACK = "awaiting_callback"  # the first callback is to be made (Art. 12)
    UNREACHABLE = "unreachable"  # the callers gave up, or the customer refused: a supervisor decides
    ARCHIVED = "archived"  # the customer is not dissatisfied (Art. 12)
    TO_DISPATCH = "to_dispatch"  # dissatisfied: the group chooses the unit that leads
    DISPATCHED = "dispatched"  # with the lead unit, which has not signed for it yet
    HANDLING = "handling"  # signed for
    RESOLVED = "resolved"  # the unit says it is done; the customer is asked
    CLOSED = "closed"  # the customer is content, or a supervisor closed it

    @property
    def open(self) -> bool:
        """True until the case is archived or closed."""
        return self not in (State.ARCHIVED, State.CLOSED)


class Trigger(StrEnum):
    """What moves a case, or is done to it.

    An act of people has one name: its trigger, its `Action`, the last word of its route, its word in the audit.
    """

    CONTACTS = "contacts"  # the customer rang by themselves; moves nothing
    CALL = "call"  # a caller claims the task, dials, reports an outcome: the routes of tasks
    ARCHIVE = "archive"  # the first callback: not dissatisfied
    FIND_DISSATISFIED = "find_dissatisfied"  # the first callback or a follow-up: dissatisfied
    GIVE_UP = "give_up"  # attempts or time used up, or the customer refused
    OVERRIDE_INDEPENDENCE = "override_independence"  # a supervisor lets a person of the team complained of call
    RETRY = "retry"  # a supervisor orders another round of attempts
    SEND_BACK = "send_back"  # a supervisor gives it back to the unit after a follow-up without a verdict
    DISPATCH = "dispatch"  # 转办: to the lead unit
    ACCEPT = "accept"  # 签收: the lead unit signs for it
    ASSIGN = "assign"  # the unit's head names a handler
    TRANSFER = "transfer"  # 移交: to another unit
    RETURN = "return"  # 退回: the unit is not concerned
    SUPERVISE = "supervise"  # 督办: an order to the lead unit
    ANSWER = "answer"  # the written answer to a supervision order
    REMIND = "remind"  # 催办: a plain reminder
    RESOLVE = "resolve"  # 办结: the unit is done
    CLOSE = "close"  # 结案: by a follow-up, or a supervisor
    REOPEN = "reopen"  # 重开: archived or closed, to be dispatched again
    SEVERITY = "severity"  # a person sets it instead of the rule
    COMPLAINT = "complaint"  # the customer turned it into a formal complaint
    REVIEWED = "reviewed"  # 已阅: a supervisor has looked at an archived case that is grave


FOUND_BY_CALLING = frozenset({Trigger.ARCHIVE, Trigger.FIND_DISSATISFIED, Trigger.GIVE_UP})
"""What the outcome of an attempt leads to: no command asks for these. All other triggers are acts of people."""

_CALLING = (State.AWAITING_CALLBACK, State.RESOLVED)
_WITH_UNIT = (State.DISPATCHED, State.HANDLING)
_NOT_YET_RESOLVED = (State.AWAITING_CALLBACK, State.UNREACHABLE, State.TO_DISPATCH, *_WITH_UNIT)


def _stays(trigger: Trigger, *states: State) -> dict[tuple[State, Trigger], State]:
    return {(state, trigger): state for state in states}


TRANSITIONS: dict[tuple[State, Trigger], State] = {
    **_stays(Trigger.CONTACTS, *(state for state in State if state.open)),
    **_stays(Trigger.CALL, *_CALLING),
    (State.AWAITING_CALLBACK, Trigger.ARCHIVE): State.ARCHIVED,
    (State.AWAITING_CALLBACK, Trigger.FIND_DISSATISFIED): State.TO_DISPATCH,
    (State.RESOLVED, Trigger.FIND_DISSATISFIED): State.HANDLING,
    (State.AWAITING_CALLBACK, Trigger.GIVE_UP): State.UNREACHABLE,
    **_stays(Trigger.GIVE_UP, State.RESOLVED),
    **_stays(Trigger.OVERRIDE_INDEPENDENCE, *_CALLING),
    (State.UNREACHABLE, Trigger.RETRY): State.AWAITING_CALLBACK,
    **_stays(Trigger.RETRY, State.AWAITING_CALLBACK, State.RESOLVED),
    (State.AWAITING_CALLBACK, Trigger.DISPATCH): State.DISPATCHED,
    (State.TO_DISPATCH, Trigger.DISPATCH): State.DISPATCHED,
    (State.UNREACHABLE, Trigger.DISPATCH): State.DISPATCHED,
    (State.DISPATCHED, Trigger.ACCEPT): State.HANDLING,
    **_stays(Trigger.ASSIGN, *_WITH_UNIT),
    (State.DISPATCHED, Trigger.TRANSFER): State.DISPATCHED,
    (State.HANDLING, Trigger.TRANSFER): State.DISPATCHED,
    (State.DISPATCHED, Trigger.RETURN): State.TO_DISPATCH,
    (State.HANDLING, Trigger.RETURN): State.TO_DISPATCH,
    **_stays(Trigger.SUPERVISE, *_WITH_UNIT),
    **_stays(Trigger.ANSWER, *_WITH_UNIT, State.RESOLVED),
    **_stays(Trigger.REMIND, *_WITH_UNIT),
    (State.HANDLING, Trigger.RESOLVE): State.RESOLVED,
    (State.AWAITING_CALLBACK, Trigger.CLOSE): State.CLOSED,
    (State.RESOLVED, Trigger.SEND_BACK): State.HANDLING,
    (State.RESOLVED, Trigger.CLOSE): State.CLOSED,
    (State.UNREACHABLE, Trigger.CLOSE): State.CLOSED,
    (State.ARCHIVED, Trigger.REOPEN): State.TO_DISPATCH,
    (State.CLOSED, Trigger.REOPEN): State.TO_DISPATCH,
    **_stays(Trigger.SEVERITY, *_NOT_YET_RESOLVED),
    **_stays(Trigger.COMPLAINT, *State),
    **_stays(Trigger.REVIEWED, State.ARCHIVED),
}


def next_state(state: State, trigger: Trigger) -> State:
    """The state after `trigger`. Raises `NotPossible` if the table does not know it."""
    return state_after(TRANSITIONS, state, trigger)


def allowed_triggers(state: State) -> tuple[Trigger, ...]:
    """What can move a case in `state`, in the order of the enum."""
    return tuple(trigger for trigger in Trigger if (state, trigger) in TRANSITIONS)


def allowed_acts(state: State) -> tuple[Trigger, ...]:
    """What people can do to a case in `state`, in the order of the enum; a page has a button for each."""
    return tuple(trigger for trigger in allowed_triggers(state) if trigger not in FOUND_BY_CALLING)


def sketch() -> str:
    """The table as text, as in this module's docstring."""
    lines = []
    for state in State:
        lines.append(f"    {state}")
        for trigger in allowed_triggers(state):
            after = TRANSITIONS[state, trigger]
            lines.append(f"        {trigger:<22} {'stays' if after is state else f'-> {after}'}")
    return "\n".join(lines)
