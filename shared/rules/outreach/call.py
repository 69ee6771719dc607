"""Calls to a customer and their attempts, as values. What an attempt leads to is `retries`, what is owed is `owed`."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from shared.contracts.base import Sealed
from shared.contracts.callback_values import Outcome
from shared.rules.task import Task, TaskState


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One attempt to speak to the customer, ended. `round` counts the times a supervisor ordered more, from 1."""

    number: int
    round: int
    by: str | None
    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    satisfied: bool | None = None
    score: int | None = None
    answers: Sealed | None = None
    note: Sealed | None = None
    call_id: Sealed | None = None
    recording_id: Sealed | None = None
    talk_seconds: int | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A call to be made: its task and its attempts. A service adds what the call is for.

    `started_at` is the start of the attempt under way; `resumed_at` is when such an attempt last came to nothing, or
    had run too long, so that the clocks of the call ran again. `round_from` is when the round was ordered. `owed_at` is
    the last mark that passed while an attempt was owed. `held_told`: the holder has not dialled, which was told.
    `released_by` gave the task back; `taken_over`: the holder took it from another person.
    """

    task: Task
    round_from: datetime
    round: int = 1
    started_at: datetime | None = None
    resumed_at: datetime | None = None
    owed_at: datetime | None = None
    held_told: bool = False
    released_by: str | None = None
    taken_over: bool = False
    attempts: tuple[Attempt, ...] = ()

    @property
    def open(self) -> bool:
        """True until the call has been made or given up."""
        return self.task.state is not TaskState.DONE

    @property
    def next_number(self) -> int:
        """The number of the attempt under way, or of the next one; counted over all rounds, from 1."""
        return self.task.attempts + 1

    @property
    def first_attempt_at(self) -> datetime | None:
        """The start of the first attempt that ended with an outcome."""
        return self.attempts[0].started_at if self.attempts else None

    @property
    def appointment(self) -> bool:
        """True if the next try is at a time that the customer named."""
        if not self.attempts:
            return False
        last = self.attempts[-1]
        return last.outcome is Outcome.CALL_LATER and last.round == self.round

    @property
    def counted(self) -> tuple[Attempt, ...]:
        """The attempts that count towards giving up: of this round, after the customer's last appointment."""
        found: list[Attempt] = []
        for attempt in reversed(self.attempts):
            if attempt.round != self.round or attempt.outcome is Outcome.CALL_LATER:
                break
            found.append(attempt)
        return tuple(reversed(found))

    @property
    def waits(self) -> bool:
        """True while the clocks of the call wait for the attempt under way."""
        return self.started_at is not None and (self.resumed_at is None or self.resumed_at < self.started_at)

    def claimed(self, by: str, at: datetime, until: datetime) -> Self:
        """Held by `by` until `until`, under the next fence."""
        return replace(self, task=self.task.claim(by, at, until), held_told=False, released_by=None, taken_over=False)

    def taken(self, by: str, at: datetime, until: datetime) -> Self:
        """Taken from its holder, whose attempt comes to nothing."""
        return replace(self.queued(at).claimed(by, at, until), taken_over=True)

    def queued(self, at: datetime, released_by: str | None = None) -> Self:
        """Released, or its lease has ended: the attempt under way comes to nothing."""
        resumed_at = at if self.waits else self.resumed_at
        return replace(self, task=self.task.queued(), started_at=None, resumed_at=resumed_at, released_by=released_by)

    def started(self, at: datetime) -> Self:
        """Dialling began."""
        return replace(self, started_at=at)

    def resumed(self, at: datetime) -> Self:
        """The attempt under way has run too long: the clocks of the call run again."""
        return replace(self, resumed_at=at)

    def ended(self, attempt: Attempt, not_before: datetime | None) -> Self:
        """With one more attempt; queued again from `not_before` on, or done without it."""
        attempted = self.task.attempted()
        task = attempted.done() if not_before is None else attempted.queued(not_before)
        return replace(self, task=task, attempts=(*self.attempts, attempt), started_at=None, owed_at=None)

    def freed(self, not_before: datetime) -> Self:
        """It may be tried from another time on, from which what is owed counts."""
        return replace(self, task=replace(self.task, not_before=not_before), owed_at=None)

    def another_round(self, at: datetime, not_before: datetime) -> Self:
        """Queued again in a new round, whose attempts and time count from zero."""
        task = self.task.queued(not_before)
        return replace(self, task=task, round=self.round + 1, round_from=at, owed_at=None)

    def done(self) -> Self:
        """No call is to be made any more: the case was decided without it."""
        return replace(self, task=self.task.done(), started_at=None)
