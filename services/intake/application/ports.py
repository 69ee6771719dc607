"""What intake needs from outside: the directory of the moment, and its own rows."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.intake.domain.model import Report
from services.intake.domain.quality import Item, ItemState
from shared.engine.unit_of_work import Ask, UnitOfWork
from shared.rules.directory import Directory

Work = UnitOfWork[Report]
"""One commit of intake."""


class DirectoryNow(Protocol):
    """The newest directory."""

    @property
    def current(self) -> Directory:
        """The snapshot in memory."""

    async def follow(self, now: datetime) -> None:
        """Have a snapshot that was the newest within the last second."""


class Rows(Protocol):
    """What intake has in its tables."""

    async def find(self, report_id: str) -> Report | None:
        """One report, read only."""

    async def find_by_number(self, number: str) -> Report | None:
        """One report by the number people use."""

    async def found(self, keys: Sequence[str], *, limit: int, skip: int) -> list[Report]:
        """Those with one of these blind indexes, the newest first, from row `skip` on."""

    async def made_by(self, staff_id: str, since: datetime, most: int) -> list[Report]:
        """The reports of this reporter since then, newest first."""

    def ask_earlier(self, reporter_id: str, since: datetime, keys: Set[str]) -> Ask:
        """Asks for reports (`id`, `number`, `accepted_at`) of this reporter on a customer with one of these indexes.

        Without indexes for the newest of all.
        """

    def open_quality_item(self, work: Work, report: Report, kind: str) -> None:
        """Put on record that a report showed something to be missing from our data."""

    async def quality_items(self, *, is_open: bool, limit: int, before: int | None) -> list[tuple[Item, Report]]:
        """Items before a position, each with its report, newest first."""

    async def quality_item(self, position: int) -> Item | None:
        """One item, read only."""

    async def quality_item_in(self, work: Work, position: int) -> Item | None:
        """One item as this commit has it."""

    def close_quality_item(
        self, work: Work, item: Item, state: ItemState, *, by: str, staff_id: str | None, reason: str | None
    ) -> None:
        """Put on record what became of an open item."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything from outside that the handlers use."""

    rows: Rows
