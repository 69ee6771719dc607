"""What escalation needs from outside: the present directory and policies, and its own rows to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.escalation.domain.model import Case
from shared.platform.permitted import Place
from shared.rules.directory import Directory
from shared.rules.ladders.policy import PolicyBook


class DirectoryNow(Protocol):
    """The newest directory."""

    @property
    def current(self) -> Directory:
        """The snapshot loaded last."""

    async def follow(self, now: datetime) -> None:
        """Load a newer snapshot if there is one, at most once a second."""


class CaseReader(Protocol):
    """Read-only queries over on-site cases."""

    async def find(self, case_id: str) -> Case | None:
        """One case."""

    async def several(self, case_ids: Sequence[str]) -> list[Case]:
        """Those of these ids that exist."""

    async def found(self, keys: Sequence[str], *, limit: int, skip: int) -> list[Case]:
        """Those with one of these blind indexes, the newest first, from row `skip` on."""

    async def listed(self, *, live: bool, limit: int, after: Place | None) -> list[Case]:
        """At most `limit` cases after a place: the live ones by due time, or all of them, newest first."""

    async def reported_by(self, staff_id: str, *, limit: int, after: Place | None) -> list[Case]:
        """At most `limit` cases of a reporter after a place, newest first."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What the handlers use from outside."""

    directory: DirectoryNow
    policies: PolicyBook
