"""What escalation needs from outside: directory and ladders of the moment, and its own rows to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.escalation.domain.model import Case
from shared.rules.directory import Directory
from shared.rules.ladders.policy import Policy


class DirectoryNow(Protocol):
    """The newest directory."""

    @property
    def current(self) -> Directory:
        """See the class."""

    async def follow(self, now: datetime) -> None:
        """Look whether there is a newer one, unless that was done a moment ago."""


class Policies(Protocol):
    """The policies, inherited down the tree and dated."""

    def for_unit(self, path: Sequence[str], on: datetime) -> Policy:
        """The policy of the first unit of `path` (a unit, its parent, … the root) at that time."""


class CaseReader(Protocol):
    """Read-only queries over on-site cases."""

    async def find(self, case_id: str) -> Case | None:
        """One case."""

    async def listed(self, *, live: bool, limit: int, skip: int) -> list[Case]:
        """The live ones by what is due next, or all of them, newest first; `skip` is where to go on from."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything from outside that the handlers use."""

    directory: DirectoryNow
    policies: Policies
