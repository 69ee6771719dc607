"""Looking up a customer's cases by one number: for a purpose, within a budget, on record.

The answer names cases, never what is in them. A purpose of the list of reasons is recorded as it is; other words are
sealed under the key of the first case found, and not kept if none is: then nothing was shown.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from shared.engine.command_queue import CommandQueue
from shared.engine.unit_of_work import UnitOfWork
from shared.platform.command_request import CommandRequest
from shared.platform.permitted import permitted_page
from shared.platform.privacy.budgets import Budgets, Purpose, privacy_policy
from shared.platform.privacy.index import BlindIndex
from shared.platform.privacy.vault import Vault
from shared.rules.ladders.policy import PolicyBook
from shared.support.errors import FieldError, Invalid

ACTION = "look_up"
MOST_FOUND = 50
"""How many cases an answer names at most, the newest first."""


class Identified(Protocol):
    """A case, by its id."""

    @property
    def id(self) -> str:
        """The id."""


class Stated(Identified, Protocol):
    """A case with its number and state."""

    @property
    def number(self) -> str:
        """The number people use."""

    @property
    def state(self) -> StrEnum:
        """The state."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A case found by a number of its customer; `unit_id` leads it, or is the reporter's before a dispatch."""

    id: str
    number: str
    state: str
    unit_id: str

    @classmethod
    def of(cls, case: Stated, unit_id: str) -> "Found":
        """What a look-up says of a case."""
        return cls(id=case.id, number=case.number, state=case.state.value, unit_id=unit_id)


T = TypeVar("T", bound=Identified)
Read = Callable[[int, int], Awaitable[Sequence[T]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class LookUp:
    """A number of the customer, of one kind (`phone`, `claim_no`, …), and what it is looked up for."""

    kind: str
    number: str
    purpose: str

    def keys(self, index: BlindIndex) -> list[str]:
        """The blind indexes to search for. Raises `Invalid` if the number is none that can be searched."""
        single = {
            "policy_no": index.policy,
            "claim_no": index.claim,
            "accident_no": index.accident,
            "plate": index.plate,
        }
        found = index.phones(self.number) if self.kind == "phone" else (single[self.kind](self.number),)
        keys = [key for key in found if key is not None]
        if not keys:
            error = FieldError(self.kind, "not_usable", "This is no number that can be searched for.")
            raise Invalid("invalid", "The request is not valid.", errors=(error,))
        return keys


@dataclass(frozen=True, slots=True)
class LookingUp:
    """Bound to the keys, the budgets, and the policies, which list usual purposes."""

    vault: Vault
    budgets: Budgets
    policies: PolicyBook

    async def run(
        self,
        request: CommandRequest,
        command_queue: CommandQueue[Any],
        asked: LookUp,
        read: Read[T],
        permitted: Callable[[T], bool],
    ) -> tuple[list[T], bool]:
        """The cases found that this person may know of, and whether there are more. Raises `Invalid` or `TooMany`."""

        async def look(work: UnitOfWork[Any]) -> tuple[list[T], bool]:
            await self.budgets.spend(request.actor, Purpose.LOOK_UP, None, work.now())
            found, following = await permitted_page(read, permitted, limit=MOST_FOUND)
            facts = {"by": asked.kind, "found": [case.id for case in found], "purpose": None}
            facts["purpose"] = await self._purpose(request, asked, found, work)
            subject_id = found[0].id if found else None
            work.audit("looked_up", actor=request.sender, subject_id=subject_id, outcome="done", facts=facts)
            return found, following is not None

        outcome = await request.unrepeatable().run(command_queue, ACTION, None, look)
        result: tuple[list[T], bool] = outcome.value
        return result

    async def _purpose(
        self, request: CommandRequest, asked: LookUp, found: Sequence[T], work: UnitOfWork[Any]
    ) -> str | None:
        if asked.purpose in privacy_policy(self.policies, request.actor, work.now()).reasons:
            return asked.purpose
        return await self.vault.seal(found[0].id, "purpose", asked.purpose) if found else None
