"""What callback needs from outside: directory, policies, calendar, clock, and its own rows beside the cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.callback.application.commands import EndAttempt
from services.callback.domain.model import Case
from shared.contracts.intake import Details
from shared.engine.unit_of_work import UnitOfWork
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory
from shared.rules.ladders.policy import Policy

Work = UnitOfWork[Case]


class DirectoryNow(Protocol):
    """The newest directory."""

    @property
    def current(self) -> Directory:
        """The snapshot loaded last."""

    async def follow(self, now: datetime) -> None:
        """Load a newer snapshot if there is one, at most once a second."""


class Policies(Protocol):
    """The policies, inherited down the tree and dated."""

    def for_unit(self, path: Sequence[str], on: datetime) -> Policy:
        """The policy of the first unit of `path` (a unit, its parent, … the root) at that time."""


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

    async def next_in_queue(self, work: Work, now: datetime, *, limit: int, skip: int) -> list[str]:
        """Cases whose task may be tried now, in the queue's order."""

    async def mates(self, work: Work, case_ids: Sequence[str]) -> dict[str, list[str]]:
        """For each of these cases the other open cases of the same customer, by blind index."""

    async def held_by(self, work: Work, staff_id: str) -> list[Case]:
        """The cases whose open task this person held when this commit began."""

    def keep_draft(self, work: Work, command: EndAttempt, case_id: str) -> None:
        """Store what a caller wrote who no longer holds the task."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a caller wrote of an attempt after losing the task."""

    by: str
    task: str
    at: datetime
    outcome: str
    note: str | None


class CaseReader(Protocol):
    """Read-only queries over cases."""

    async def find(self, case_id: str) -> Case | None:
        """One case."""

    async def tasks(self, state: str, now: datetime, *, limit: int, skip: int) -> list[Case]:
        """Cases whose open task is `queued` or `claimed`, in the queue's order at `now`."""

    async def same_customer(self, case: Case) -> list[Case]:
        """Other open cases of the same phone or policy number, by blind index."""

    async def drafts(self, case_id: str) -> list[Draft]:
        """All drafts for the case, in order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """What the handlers use from outside."""

    directory: DirectoryNow
    policies: Policies
    calendar: WorkingCalendar
    clock: LeaseClock
    rows: Rows
