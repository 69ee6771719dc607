"""What intake needs from outside: the directory and causes of the moment, and its own rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.intake.domain.model import Report
from shared.engine.unit_of_work import UnitOfWork
from shared.rules.directory import Directory
from shared.rules.ladders.causes import Cause
from shared.rules.ladders.policy import Policy

Work = UnitOfWork[Report]
"""One commit of intake."""


class DirectoryNow(Protocol):
    """The newest directory."""

    @property
    def current(self) -> Directory:
        """The snapshot in memory."""

    async def refresh(self) -> bool:
        """Load a newer snapshot if there is one; True if there was."""


class Causes(Protocol):
    """The dated table of causes."""

    def causes(self, on: datetime) -> tuple[Cause, ...]:
        """Those that may be named at that time."""


class Policies(Protocol):
    """The policies: inherited down the tree of units, and dated."""

    def for_unit(self, path: Sequence[str], on: datetime) -> Policy:
        """The policy of the first unit of `path` (a unit, its parent, … the root) at this time."""


class Rows(Protocol):
    """What intake has in its tables."""

    async def find(self, report_id: str) -> Report | None:
        """One report, read only."""

    async def find_by_number(self, number: str) -> Report | None:
        """One report by the number people use."""

    async def found(self, keys: Sequence[str], *, limit: int, skip: int) -> list[Report]:
        """Those with one of these blind indexes, the newest first, from row `skip` on."""

    async def is_known(self, work: Work, report_id: str) -> bool:
        """True if there is a report with this id."""

    def open_quality_item(self, work: Work, report: Report) -> None:
        """Put on record that the directory does not know this reporter."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything from outside that the handlers use."""

    directory: DirectoryNow
    causes: Causes
    rows: Rows
