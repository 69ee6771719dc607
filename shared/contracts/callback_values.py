"""Vocabularies and values used in the events of callback (`shared.contracts.callback`)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.contracts.policy import HandlingPolicy


class TaskKind(StrEnum):
    """What a call is for."""

    FIRST_CALLBACK = "first_callback"  # the satisfaction call of Art. 12, one per case
    FOLLOW_UP = "follow_up"  # after each `resolved`


class Outcome(StrEnum):
    """How an attempt to speak to the customer ended."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    POWERED_OFF = "powered_off"
    THIRD_PARTY = "third_party"  # another person answered
    HUNG_UP = "hung_up"
    CALL_LATER = "call_later"  # the customer named another time
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"  # reached, but will not talk
    REACHED = "reached"


class Place(StrEnum):
    """An office that a person may be notified for in its holder's place."""

    REPORTER = "reporter"
    GROUP = "group"
    SUPERVISOR = "supervisor"
    CENTRE_HEAD = "centre_head"
    UNIT_HEAD = "unit_head"
    LINE_EXECUTIVE = "line_executive"


@dataclass(frozen=True, kw_only=True, slots=True)
class StandIn:
    """A person notified in the place of an office's holder; `unit_id` for the offices of a unit.

    `own_unit_id` is where they worked then: once they work elsewhere they stand in no more.
    """

    staff_id: str
    place: Place
    unit_id: str | None = None
    own_unit_id: str | None = None


class Window(StrEnum):
    """The marks of the first callback while no attempt has started (Art. 12)."""

    WARNING = "warning"  # to the group
    BREACH = "breach"  # to the supervisor: the promise is broken
    HEAD = "head"  # to the centre's head


class LimitKind(StrEnum):
    """Which step of handling a limit is on."""

    TO_DISPATCH = "to_dispatch"  # from each entry
    ACCEPT = "accept"  # from each entry
    HANDLING = "handling"  # from the first dispatch of a round until `resolved`


class Band(StrEnum):
    """Score bands of a callback."""

    VERY_SATISFIED = "very_satisfied"  # 90 and more
    FAIRLY_SATISFIED = "fairly_satisfied"  # 80
    SATISFIED = "satisfied"  # 70
    DISSATISFIED = "dissatisfied"  # 60
    UNQUALIFIED = "unqualified"  # below 60


class UnreachableBecause(StrEnum):
    """Why calling was given up and the supervisor decides."""

    ATTEMPTS = "attempts"  # as many attempts as the policy allows
    PERIOD = "period"  # too long since the first attempt
    REFUSED = "refused"  # reached, but would not talk


class ClosedBecause(StrEnum):
    """Why a case was closed."""

    SATISFIED = "satisfied"  # the result of a follow-up
    NOT_REACHED = "not_reached"  # a supervisor closed it with a reason


class ReopenedBecause(StrEnum):
    """Why a case was opened again."""

    FOLLOW_UP = "follow_up"  # the customer is still dissatisfied: back to handling
    ASKED = "asked"  # on request: to be dispatched again
    COMPLAINT = "complaint"  # the customer made a formal complaint: to be dispatched again


class RaisedBecause(StrEnum):
    """Why the severity rose automatically."""

    DETAILS = "details"  # a risk flag or another ground was added to the report
    COMPLAINT = "complaint"  # the customer made a formal complaint


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowMark:
    """One window of a task, with its absolute due time."""

    window: Window
    due_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitMarks:
    """One limit with its absolute times of warning and breach, counted from `started_at`.

    `half_at`: when the handlers hear that half of it is used up; only the limit to accept has it. `round` counts the
    rounds of handling. `estimated`: working days of a year whose days off are not published yet are part of it.
    """

    kind: LimitKind
    started_at: datetime
    warn_at: datetime
    due_at: datetime
    half_at: datetime | None = None
    round: int = 1
    estimated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HandlingTerms:
    """The limits of a unit from a dispatch or transfer on, with the frozen policy they follow from.

    `accept` starts at each entry, `handling` at the first dispatch of its round.
    """

    policy: HandlingPolicy
    accept: LimitMarks
    handling: LimitMarks
