"""A fault: what strikes a part of the stack, lasts, and is relieved."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import asyncpg

from tests.chaos.stack import Stack

AWAY = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)
"""What a question to PostgreSQL raises while another fault has struck it."""


@dataclass(frozen=True, kw_only=True)
class Fault(ABC):
    """Strikes `at` some part and is relieved after it has lasted for so many seconds. Two faults never share a part."""

    what: ClassVar[str]
    at: str
    lasts: float = 0.0

    @property
    def part(self) -> str:
        """What it strikes, broadly: a service, the database, Kafka."""
        return self.at.partition("-")[0]

    @abstractmethod
    async def strike(self, stack: Stack) -> None:
        """Let it happen."""

    async def relieve(self, stack: Stack) -> None:
        """Let it be over: comes back when what it struck is there again."""
        return

    def __str__(self) -> str:
        return f"{self.at} {self.what}" + (f" for {self.lasts:.1f} s" if self.lasts else "")
