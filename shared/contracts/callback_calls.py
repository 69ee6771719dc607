"""Callback's events of tasks, attempts and windows: who calls the customer when, and what came of it.

The events of the case itself are `callback`, which names these too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from shared.contracts.base import Event, Sealed
from shared.contracts.callback_values import (
    Outcome,
    TaskKind,
    UnreachableBecause,
    Window,
    WindowMark,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fired(Event):
    """An event caused by a timer: the step was due at `due_at` and happened `late_by_seconds` later, at `at`."""

    due_at: datetime
    late_by_seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskScheduled(Event):
    """A call is to be made. `due_at` is the promise and never moves; a first callback has its windows.

    `ask_reporter`: there is no usable number, the reporter is asked for one.
    """

    type: ClassVar[str] = "hotline.callback.task.scheduled"
    task: str
    kind: TaskKind
    due_at: datetime
    not_before: datetime
    ask_reporter: bool = False
    windows: tuple[WindowMark, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskClaimed(Event):
    """`by` holds the task until `lease_until`; commands with a lower fence are stale.

    `inbound`: the customer rang by themselves.
    """

    type: ClassVar[str] = "hotline.callback.task.claimed"
    task: str
    fence: int
    lease_until: datetime
    inbound: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskTakenOver(Event):
    """A supervisor took the task from its `holder`, whose fence is stale from now on."""

    type: ClassVar[str] = "hotline.callback.task.taken_over"
    task: str
    fence: int
    lease_until: datetime
    holder: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskHeldTooLong(Fired):
    """The holder has not dialled for too long: the supervisor is told, once a hold."""

    type: ClassVar[str] = "hotline.callback.task.held_too_long"
    task: str
    fence: int
    holder: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskReleased(Event):
    """The holder gave the task back; it keeps its due time."""

    type: ClassVar[str] = "hotline.callback.task.released"
    task: str
    fence: int
    reason: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskLeaseExpired(Fired):
    """The holder sent no heartbeat in time; the task is queued again with its due time."""

    type: ClassVar[str] = "hotline.callback.task.lease_expired"
    task: str
    fence: int
    holder: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptStarted(Event):
    """Dialling began. The clocks of the task wait; they run again if nothing comes of it."""

    type: ClassVar[str] = "hotline.callback.attempt.started"
    task: str
    fence: int
    attempt: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptOverlong(Fired):
    """An attempt has been under way too long: the clocks of the task run again, the supervisor is told."""

    type: ClassVar[str] = "hotline.callback.attempt.overlong"
    task: str
    fence: int
    holder: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptEnded(Event):
    """An attempt ended; that of a first callback keeps the promise of Art. 12.

    `not_before` is when the task may be tried again; None when it is done. `ask_reporter`: the number was
    wrong, the reporter is asked for another.
    """

    type: ClassVar[str] = "hotline.callback.attempt.ended"
    task: str
    fence: int
    attempt: int
    started_at: datetime
    outcome: Outcome
    satisfied: bool | None = None
    score: int | None = None
    answers: Sealed | None = None
    note: Sealed | None = None
    call_id: Sealed | None = None
    recording_id: Sealed | None = None
    talk_seconds: int | None = None
    also: tuple[str, ...] = ()  # other tasks answered in the same call
    not_before: datetime | None = None
    ask_reporter: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerReached(Event):
    """The customer was on the line: the second measured time."""

    type: ClassVar[str] = "hotline.callback.customer.reached"
    task: str
    refused: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowWarned(Fired):
    """The warning mark passed without an attempt."""

    type: ClassVar[str] = "hotline.callback.window.warned"
    window: Window


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowBreached(Fired):
    """A later mark passed without an attempt; `skipped` are earlier marks that passed without firing."""

    type: ClassVar[str] = "hotline.callback.window.breached"
    window: Window
    skipped: tuple[Window, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CallWarned(Fired):
    """A retry, an appointment or a follow-up waits for an attempt: the group is warned."""

    type: ClassVar[str] = "hotline.callback.call.warned"
    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CallOverdue(Fired):
    """It still waits: the supervisor is told. `skipped_warning`: its warning passed without firing."""

    type: ClassVar[str] = "hotline.callback.call.overdue"
    task: str
    skipped_warning: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReporterReminded(Fired):
    """A task still lacks a usable number: the reporter is asked again, each day."""

    type: ClassVar[str] = "hotline.callback.reporter.reminded"
    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class IndependenceOverridden(Event):
    """A supervisor allowed `staff_id` to call although they belong to the team complained of."""

    type: ClassVar[str] = "hotline.callback.independence.overridden"
    staff_id: str
    reason: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseUnreachable(Event):
    """Calling was given up; a supervisor decides. A case under follow-up stays `resolved`."""

    type: ClassVar[str] = "hotline.callback.case.unreachable"
    task: str
    kind: TaskKind
    because: UnreachableBecause
    attempts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactRecorded(Event):
    """The customer rang by themselves. It moves no state and no clock; `wants` is what they asked for."""

    type: ClassVar[str] = "hotline.callback.contact.recorded"
    note: Sealed | None = None
    wants: Sealed | None = None
    call_id: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseErased(Event):
    """The personal data of the case was erased; no clock of it runs any more, and no call is to be made."""

    type: ClassVar[str] = "hotline.callback.case.erased"


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRetried(Event):
    """A supervisor has the customer called again: a new round of attempts on the same task."""

    type: ClassVar[str] = "hotline.callback.case.retried"
    task: str
    reason: Sealed
    not_before: datetime
