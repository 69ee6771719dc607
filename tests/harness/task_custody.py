"""Who held which task when, by callback's event log: fences, leases and attempts must agree (I13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.contracts import callback as happened
from shared.contracts.base import Event

MOVE_NO_TASK = (
    happened.CaseReceived,
    happened.DetailsAmended,
    happened.WindowWarned,
    happened.WindowBreached,
    happened.TaskHeldTooLong,
    happened.AttemptOverlong,
    happened.CallWarned,
    happened.CallOverdue,
    happened.ReporterReminded,
    happened.ContactRecorded,
    happened.CustomerReached,
    happened.CaseArchived,
    happened.CaseFoundDissatisfied,
    happened.CaseUnreachable,
    happened.CaseAccepted,
    happened.CaseAssigned,
    happened.CaseTransferred,
    happened.CaseReturned,
    happened.CaseResolved,
    happened.CaseReopened,
    happened.CaseSupervised,
    happened.OrderAnswered,
    happened.OrderOverdue,
    happened.CaseReminded,
    happened.StandInsTold,
    happened.CaseSeverityChanged,
    happened.CaseSeverityRaised,
    happened.CaseReviewed,
    happened.CaseComplaintMarked,
    happened.LimitHalfUsed,
    happened.LimitWarned,
    happened.LimitBreached,
    happened.SupervisorReminded,
    happened.IndependenceOverridden,
    happened.CaseErased,
)
"""Events that leave every task as it is. A new event is added here or handled in `custody`."""


@dataclass(slots=True)
class Custody:
    """A task: the last fence given, who holds it now (None if free), and until when at least."""

    fence: int = 0
    holder: str | None = None
    until: datetime | None = None
    done: bool = False

    def claimed(self, event: happened.TaskClaimed | happened.TaskTakenOver) -> None:
        """Only a free task is given, and under the next number."""
        assert self.holder is None, f"{event.by} was given a task that {self.holder} holds (I13)"
        assert not self.done, "a task that is done was given out"
        assert event.fence == self.fence + 1, "the fence did not rise by one (I13)"
        assert event.lease_until > event.at
        self.fence, self.holder, self.until = event.fence, event.by, event.lease_until

    def acted(self, event: happened.TaskReleased | happened.AttemptStarted | happened.AttemptEnded) -> None:
        """Only the holder acts, with the fence last given."""
        assert (event.by, event.fence) == (self.holder, self.fence), f"{event.type} with a stale fence (I13)"

    def lost(self, event: happened.TaskLeaseExpired) -> None:
        """A lease ends at its end, not before; heartbeats only make it longer."""
        assert (event.holder, event.fence) == (self.holder, self.fence), "a lease ended that was not held (I13)"
        assert self.until is not None
        assert self.until <= event.due_at <= event.at, "a lease ended early (I4)"
        self.holder = None

    def taken_over(self, event: happened.TaskTakenOver) -> None:
        """A held task goes to another person, under the next number."""
        assert event.holder == self.holder, f"{event.by} took a task from {event.holder} that {self.holder} holds (I13)"
        assert event.by != self.holder
        self.holder = None
        self.claimed(event)

    def decided(self) -> None:
        """A supervisor decided without a call."""
        assert self.done or self.holder is None, "decided while a caller holds the task"
        self.done = True

    def again(self) -> None:
        """Another round of calls was ordered."""
        assert self.holder is None, "another round while the task is held"
        self.done = False


def custody(history: Sequence[Event]) -> dict[str, Custody]:
    """Every task of a case after its history."""
    found: dict[str, Custody] = {}
    for event in history:
        match event:
            case happened.TaskScheduled():
                assert event.task not in found, "a task was scheduled twice"
                assert all(task.done for task in found.values()), "two calls to be made at once"
                found[event.task] = Custody()
            case happened.TaskClaimed():
                found[event.task].claimed(event)
            case happened.AttemptStarted():
                found[event.task].acted(event)
            case happened.TaskReleased():
                found[event.task].acted(event)
                found[event.task].holder = None
            case happened.AttemptEnded():
                found[event.task].acted(event)
                found[event.task].holder = None
                found[event.task].done = event.not_before is None
            case happened.TaskLeaseExpired():
                found[event.task].lost(event)
            case happened.TaskTakenOver():
                found[event.task].taken_over(event)
            case happened.CaseDispatched() | happened.CaseClosed() | happened.CaseSentBack():
                for task in found.values():
                    task.decided()
            case happened.CaseRetried():
                found[event.task].again()
            case _:
                assert isinstance(event, MOVE_NO_TASK), (
                    f"say in task_custody what {type(event).__name__} does to a task"
                )
    return found
