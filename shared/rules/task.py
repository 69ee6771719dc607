"""A claimable task as a value: queued, held under a lease, or done.

At most one person holds a task, until its lease ends: at exactly `until` it has ended. Every claim raises the fence, so
a command with a lower fence comes from a former holder and is refused. Methods that act for a person check and refuse;
`queued`, `done` and `attempted` check nothing and serve to rebuild a task from its events.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from shared.support.errors import Conflict, Forbidden


class TaskState(StrEnum):
    """The states of a task."""

    QUEUED = "queued"  # a claim takes it
    CLAIMED = "claimed"  # a release, an expiry or a retry queues it again, an outcome ends it
    DONE = "done"  # ended, unless another round of attempts is ordered


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """Who holds a task, since when, and until when without another heartbeat."""

    holder: str
    since: datetime
    until: datetime

    def expired(self, at: datetime) -> bool:
        """True from exactly `until` on."""
        return at >= self.until


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A task of any kind.

    `due_at` is the promise and never moves; `not_before` is the earliest next try (a retry, an appointment). `risk`
    puts it first in its band of the queue. `fence` is the number of claims so far.
    """

    id: str
    due_at: datetime
    not_before: datetime
    risk: bool = False
    attempts: int = 0
    fence: int = 0
    state: TaskState = TaskState.QUEUED
    lease: Lease | None = None

    def open_at(self, at: datetime) -> bool:
        """True if a claim of the next task may get this one."""
        return self.state is TaskState.QUEUED and self.not_before <= at

    def holder(self, at: datetime) -> str | None:
        """The holder at `at`; None if there is none or the lease has ended."""
        return self.lease.holder if self.lease is not None and not self.lease.expired(at) else None

    def claim(self, by: str, at: datetime, until: datetime) -> "Task":
        """Claimed by `by` under the next fence. Refused if done or held; `not_before` is not checked here."""
        if self.state is TaskState.DONE:
            raise Conflict("already_done", "This task is done.", state=self.state)
        if self.lease is not None and not self.lease.expired(at):
            held = self.lease
            raise Conflict(
                "already_claimed", "This task is held already.", state=self.state, by=held.holder, at=held.since
            )
        lease = Lease(holder=by, since=at, until=until)
        return replace(self, state=TaskState.CLAIMED, fence=self.fence + 1, lease=lease)

    def check(self, fence: int, by: str, at: datetime) -> Lease:
        """The lease under which `by` acts. Refuses an old fence, an ended lease and another person."""
        if self.lease is None or self.lease.expired(at) or fence != self.fence:
            raise Conflict("stale_fence", "You do not hold this task any more.", state=self.state, by=self.holder(at))
        if self.lease.holder != by:
            raise Forbidden("forbidden", "Another person holds this task.")
        return self.lease

    def heartbeat(self, fence: int, by: str, at: datetime, until: datetime) -> "Task":
        """The lease extended to `until`, never shortened."""
        lease = self.check(fence, by, at)
        return replace(self, lease=replace(lease, until=max(lease.until, until)))

    def release(self, fence: int, by: str, at: datetime) -> "Task":
        """Given back by its holder; it keeps its due time and its place in the queue."""
        self.check(fence, by, at)
        return self.queued()

    def queued(self, not_before: datetime | None = None) -> "Task":
        """Free for the next claim; `not_before` changes if given."""
        return replace(self, state=TaskState.QUEUED, lease=None, not_before=not_before or self.not_before)

    def done(self) -> "Task":
        """Ended, without a holder."""
        return replace(self, state=TaskState.DONE, lease=None)

    def attempted(self) -> "Task":
        """With one more ended attempt."""
        return replace(self, attempts=self.attempts + 1)
