"""What callback needs from outside: directory, policies, calendar, clock, and its own rows beside the cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from services.callback.application.commands import EndAttempt, Held, Unsent
from services.callback.domain import slack
from services.callback.domain.model import Case
from shared.contracts.intake import Details
from shared.engine.unit_of_work import UnitOfWork
from shared.platform.permitted import Place
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory
from shared.rules.ladders.policy import PolicyBook

Work = UnitOfWork[Case]


class DirectoryNow(Protocol):
    """The newest directory."""

    @property
    def current(self) -> Directory:
        """The snapshot loaded last."""

    async def follow(self, now: datetime) -> None:
        """Load a newer snapshot if there is one, at most once a second."""


class LeaseClock(Protocol):
    """How long a real duration lasts on the hotline's clock."""

    def scaled(self, duration: timedelta) -> timedelta:
        """The duration, times the clock's speed."""


class Rows(Protocol):
    """What callback stores beside its cases, written in the same commit."""

    async def stored_details(self, work: Work, case_id: str) -> Details | None:
        """Details that arrived before their case."""

    def store_details(self, work: Work, case_id: str, details: Details, *, instead: bool) -> None:
        """Store them, `instead` of those stored before. Of two jobs that store the first at once, one is run again."""

    async def next_in_queue(self, work: Work, now: datetime, *, limit: int, skip: int) -> list[Case]:
        """Cases whose task may be tried now, in the queue's order, as they were when this commit began."""

    async def sharing(self, work: Work, found: Sequence[Case]) -> dict[str, list[str]]:
        """For each of these cases the other open cases of the same customer, by blind index."""

    async def some(self, work: Work, case_ids: Sequence[str]) -> list[Case]:
        """These cases, as they were when this commit began."""

    async def held_by(self, work: Work, staff_id: str) -> list[Case]:
        """The cases whose open task this person held when this commit began."""

    def keep_draft(self, work: Work, command: EndAttempt, case_id: str) -> None:
        """Store what a caller wrote who no longer holds the task."""

    def keep_unsent(self, work: Work, held: Held, by: str, draft: Unsent | None) -> None:
        """Store what the holder of a task is still writing, in place of what was stored before; None: nothing."""

    def count_call(self, work: Work, by: str, *, in_time: bool) -> None:
        """Count an attempt for the figures of its day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the customer said in a drafted attempt, stored beside its outcome; the answers are sealed."""

    satisfied: bool | None = None
    score: int | None = None
    answers: str | None = None
    call_later_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a caller wrote of an attempt after losing the task, or the right to call.

    `unsent`: they were still writing it; then `outcome` may be empty.
    """

    by: str
    task: str
    at: datetime
    outcome: str | None
    note: str | None
    satisfied: bool | None = None
    score: int | None = None
    answers: str | None = None
    call_later_at: datetime | None = None
    unsent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Calls that ended since a moment: of one person and of all, and how many of them began in time."""

    mine: int = 0
    mine_in_time: int = 0
    all: int = 0
    all_in_time: int = 0


class CaseList(StrEnum):
    """A list of cases and its order. What is not in a list costs it nothing."""

    OPEN = "open"  # by the time left of the nearest limit or promise
    TO_DECIDE = "to_decide"  # a supervisor has to decide; by the time left
    ENDED = "ended"  # archived or closed; those filed last first
    TO_ANSWER = "to_answer"  # under a supervision order without an answer; by its deadline
    ORDERED = "ordered"  # ever under a supervision order; the latest order first
    TO_REVIEW = "to_review"  # archived, and a supervisor has to look at it; by the time left
    REVIEWED = "reviewed"  # archived, and a supervisor has looked at it; the last one first
    WAITING = "waiting"  # its call is queued; by the time before which it is not tried


def place_in(which: CaseList, case: Case) -> Place:
    """Where a case stands in a list that it is in."""
    at = {
        CaseList.OPEN: slack.next_due_at,
        CaseList.TO_DECIDE: slack.decision_due_at,
        CaseList.ENDED: lambda case: case.filed_at,
        CaseList.TO_ANSWER: slack.order_due_at,
        CaseList.ORDERED: slack.ordered_at,
        CaseList.TO_REVIEW: slack.review_due_at,
        CaseList.REVIEWED: slack.reviewed_at,
        CaseList.WAITING: slack.not_before,
    }[which](case)
    assert at is not None
    return Place(at, case.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFilter:
    """Which cases of a list: those of a lead unit, of a handler, in a state; None is any.

    `assisting`: those in which the unit assists as well.
    """

    unit_id: str | None = None
    handler_id: str | None = None
    state: str | None = None
    assisting: bool = False


class CaseReader(Protocol):
    """Read-only queries over cases."""

    async def find(self, case_id: str) -> Case | None:
        """One case."""

    async def several(self, case_ids: Sequence[str]) -> list[Case]:
        """The cases of these ids."""

    async def tasks(self, state: str, now: datetime, *, limit: int, skip: int) -> list[Case]:
        """Cases whose open task is `queued` or `claimed`, in the queue's order at `now`."""

    async def mine(self, staff_id: str) -> list[Case]:
        """Cases whose open task this person holds, or held until its lease ended."""

    async def listed(self, which: CaseList, filter_: CaseFilter, *, limit: int, after: Place | None) -> list[Case]:
        """Cases of a list after a place in its order."""

    async def same_customer(self, case: Case, *, limit: int, skip: int) -> list[Case]:
        """Other open cases that name the same phone, policy, claim, accident number or plate, the oldest first."""

    async def found(self, keys: Sequence[str], *, limit: int, skip: int) -> list[Case]:
        """Those with one of these blind indexes, the newest first, from row `skip` on."""

    async def drafts(self, case_id: str) -> list[Draft]:
        """All drafts for the case, in order."""

    async def numbered(self, number: str) -> Case | None:
        """The case with this number."""

    async def figures(self, staff_id: str, since: datetime) -> Figures:
        """Calls that ended since then, of this person and of all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """What the handlers use from outside."""

    directory: DirectoryNow
    policies: PolicyBook
    calendar: WorkingCalendar
    clock: LeaseClock
    rows: Rows
