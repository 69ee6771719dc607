"""One piece of claimable work as a value: queued, held under a lease, or done.

At most one person holds it, and only until the lease ends: at exactly `until` it has ended. Every claim raises the
fence, so whoever lost the task meanwhile is told apart by the number he carries. Methods that act for a person are
guarded and refuse; `queued`, `done` and `attempted` are bare moves, for rebuilding a task from what happened.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from shared.support.errors import Conflict, Forbidden


class TaskState(StrEnum):
    """Where a task stands."""

    QUEUED = "queued"  # a claim takes it
    CLAIMED = "claimed"  # a release, an expiry or a retry queues it again, an outcome ends it
    DONE = "done"  # nothing left to do, unless somebody orders another round


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """Who holds a task, since when, and until when unless he is heard of."""

    holder: str
    since: datetime
    until: datetime

    def expired(self, at: datetime) -> bool:
        """True from exactly `until` on."""
        return at >= self.until


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """The work, without saying what it is.

    `due_at` is the promise and never moves; `not_before` is when it is worth trying (a retry, an appointment). `risk`
    puts it first among those due in the same minute. `fence` is the number of claims so far.
    """

    id: str
    due_at: datetime
    not_before: datetime
    risk: bool = False
    attempts: int = 0
    fence: int = 0
    state: TaskState = TaskState.QUEUED
    lease: Lease | None = None

    @property
    def order_key(self) -> tuple[datetime, bool, datetime, str]:
        """The queue's order: the due minute, the risky first within it, then the due time, then the id."""
        return (self.due_at.replace(second=0, microsecond=0), not self.risk, self.due_at, self.id)

    def open_at(self, at: datetime) -> bool:
        """True if whoever asks for the next task may be given this one."""
        return self.state is TaskState.QUEUED and self.not_before <= at

    def holder(self, at: datetime) -> str | None:
        """Who holds the task at `at`; None for nobody, or for somebody whose lease has ended."""
        return self.lease.holder if self.lease is not None and not self.lease.expired(at) else None

    def claim(self, by: str, at: datetime, until: datetime) -> "Task":
        """Taken by `by`, under a higher fence. `not_before` does not stop somebody who asks for this very task."""
        if self.state is TaskState.DONE:
            raise Conflict("already_done", "This task is done.", state=self.state)
        if self.lease is not None and not self.lease.expired(at):
            held = self.lease
            raise Conflict(
                "already_claimed", "Somebody holds this task.", state=self.state, by=held.holder, at=held.since
            )
        lease = Lease(holder=by, since=at, until=until)
        return replace(self, state=TaskState.CLAIMED, fence=self.fence + 1, lease=lease)

    def check(self, fence: int, by: str, at: datetime) -> Lease:
        """The lease under which `by` acts. Refuses an old fence, a lease that has ended, and another person."""
        if self.lease is None or self.lease.expired(at) or fence != self.fence:
            raise Conflict("stale_fence", "You do not hold this task any more.", state=self.state, by=self.holder(at))
        if self.lease.holder != by:
            raise Forbidden("forbidden", "Somebody else holds this task.")
        return self.lease

    def heartbeat(self, fence: int, by: str, at: datetime, until: datetime) -> "Task":
        """Held until `until`; a lease is never shortened."""
        lease = self.check(fence, by, at)
        return replace(self, lease=replace(lease, until=max(lease.until, until)))

    def release(self, fence: int, by: str, at: datetime) -> "Task":
        """Given back; it keeps its due time and its place."""
        self.check(fence, by, at)
        return self.queued()

    def finish(self, fence: int, by: str, at: datetime) -> "Task":
        """Done by its holder."""
        self.check(fence, by, at)
        return self.done()

    def queued(self, not_before: datetime | None = None) -> "Task":
        """Free for the next claim, from `not_before` on if that changes."""
        return replace(self, state=TaskState.QUEUED, lease=None, not_before=not_before or self.not_before)

    def done(self) -> "Task":
        """Ended; nobody holds it."""
        return replace(self, state=TaskState.DONE, lease=None)

    def attempted(self) -> "Task":
        """One more attempt has ended."""
        return replace(self, attempts=self.attempts + 1)
