"""A call to be made, as a value: its task, its attempts, and the rounds in which attempts are counted.

The methods are bare moves, for rebuilding a call from what happened; `Task` refuses a stale fence. What follows from
the end of an attempt is `retries`.
"""

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

    `started_at` is the start of the attempt under way; `first_attempt_at` of the first ever, `round_began_at` of the
    first in this round; `round_from` is when the round was ordered.
    """

    task: Task
    round_from: datetime
    round: int = 1
    started_at: datetime | None = None
    first_attempt_at: datetime | None = None
    round_began_at: datetime | None = None
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
    def round_attempts(self) -> int:
        """How many attempts of this round have ended."""
        return sum(attempt.round == self.round for attempt in self.attempts)

    def claimed(self, by: str, at: datetime, until: datetime) -> Self:
        """Held by `by` until `until`, under the next fence."""
        return replace(self, task=self.task.claim(by, at, until))

    def queued(self) -> Self:
        """Released, or its lease has ended: the attempt under way is dropped."""
        return replace(self, task=self.task.queued(), started_at=None)

    def started(self, at: datetime) -> Self:
        """Dialling began."""
        return replace(
            self,
            started_at=at,
            first_attempt_at=self.first_attempt_at or at,
            round_began_at=self.round_began_at or at,
        )

    def ended(self, attempt: Attempt, not_before: datetime | None) -> Self:
        """With one more attempt; queued again from `not_before` on, or done without it."""
        attempted = self.task.attempted()
        task = attempted.done() if not_before is None else attempted.queued(not_before)
        return replace(self, task=task, attempts=(*self.attempts, attempt), started_at=None)

    def another_round(self, at: datetime, not_before: datetime) -> Self:
        """Queued again in a new round, whose attempts and time count from zero."""
        task = self.task.queued(not_before)
        return replace(self, task=task, round=self.round + 1, round_from=at, round_began_at=None)
