"""What intake needs from outside: directory and causes of the moment, and two questions to its own rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.intake.domain.model import Report
from shared.engine.unit_of_work import UnitOfWork
from shared.rules.directory import Directory
from shared.rules.ladders.causes import Cause


class DirectoryNow(Protocol):
    """The newest directory."""

    @property
    def current(self) -> Directory:
        """See the class."""

    async def refresh(self) -> bool:
        """Look whether there is a newer one."""


class Causes(Protocol):
    """The dated table of causes."""

    def causes(self, on: datetime) -> tuple[Cause, ...]:
        """Those that may be named at that time."""


class Rows(Protocol):
    """What intake has in its tables."""

    async def find(self, report_id: str) -> Report | None:
        """One report, read only."""

    async def find_by_number(self, number: str) -> Report | None:
        """One report by the number people use."""

    async def is_known(self, work: UnitOfWork[Report], report_id: str) -> bool:
        """Is there a report with this id?"""

    def open_quality_item(self, work: UnitOfWork[Report], report: Report) -> None:
        """Put on record that the directory does not know this reporter."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything from outside that the handlers use."""

    directory: DirectoryNow
    causes: Causes
    rows: Rows
