"""Revealing: the steps every service takes before personal data is shown in the clear.

The person may; the values are there; their budget is not used up; and it is on record who saw which fields, and why.
The record is durable before the values are sent, and holds none of them.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol, TypeVar, get_args, get_type_hints

from shared.contracts.base import Event, Sealed
from shared.contracts.intake import Details
from shared.engine.command_queue import CommandQueue
from shared.engine.unit_of_work import UnitOfWork
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import require
from shared.platform.privacy.budgets import Budgets, Purpose, privacy_policy
from shared.platform.privacy.reading import Clear, Shown, revealed, unknown_place
from shared.platform.privacy.sealing import CaseKey
from shared.platform.privacy.vault import Vault
from shared.platform.privacy.wordings import Wordings, at_revision
from shared.rules.ladders.policy import PolicyBook
from shared.support.errors import NotFound

Values = dict[str, str | None]
EVENTS = "events."


class Reported(Protocol):
    """What every service has of a case: a dataclass with the details of the report."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def details(self) -> Details:
        """The present wording."""


T = TypeVar("T", bound=Reported)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which places of a case's view are to be seen in the clear, of which revision (None: the present), and why."""

    places: tuple[str, ...]
    revision: int | None = None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reveal:
    """A reveal that is ready to be decided: the key, and the earlier wording if one was asked for."""

    subject_id: str
    asked: Asked
    key: CaseKey
    details: Details | None
    events: Sequence[Event] = ()

    def values(self, view: object) -> Values:
        """The values at the places asked for: of the view, or of an event (`events.7.note`, by its sequence)."""
        of_events = {place: _of_event(self, place) for place in self.asked.places if place.startswith(EVENTS)}
        return revealed(view, [place for place in self.asked.places if place not in of_events]) | of_events


def _of_event(reveal: "Reveal", place: str) -> str | None:
    """What its author wrote with an event, each sealed by the name of its field."""
    number, _, field = place.removeprefix(EVENTS).partition(".")
    if not number.isdecimal() or not 0 < int(number) <= len(reveal.events):
        raise unknown_place()
    event = reveal.events[int(number) - 1]
    if field not in sealed_fields(type(event)):
        raise unknown_place()
    sealed = getattr(event, field)
    return reveal.key.open(field, sealed) if sealed is not None else None


def sealed_fields(event: type[Event]) -> frozenset[str]:
    """The fields of an event that are sealed."""
    kinds = get_type_hints(event).items()
    return frozenset(name for name, kind in kinds if kind is Sealed or Sealed in get_args(kind))


@dataclass(frozen=True, slots=True)
class Revealing:
    """Bound to the keys, the budgets, and the policies, which list usual reasons."""

    vault: Vault
    budgets: Budgets
    policies: PolicyBook

    async def prepare(self, subject_id: str, asked: Asked, wordings: Wordings) -> Reveal:
        """Fetch what is needed. Raises `NotFound` if the case or the revision is unknown, or the case was erased."""
        key, details = await self.vault.key(subject_id), None
        if key is None:
            raise NotFound("not_found", "There is no such case here, or its personal data was erased.")
        if asked.revision is not None:
            details = at_revision(await wordings.of(subject_id), asked.revision).details
        of_events = any(place.startswith(EVENTS) for place in asked.places)
        events = await wordings.events(subject_id) if of_events else ()
        return Reveal(subject_id=subject_id, asked=asked, key=key, details=details, events=events)

    async def queue(
        self,
        request: CommandRequest,
        subject_id: str,
        command_queue: CommandQueue[Any],
        decide: Callable[[UnitOfWork[Any]], Awaitable[Values]],
    ) -> Values:
        """Run `decide` in a commit, and return its values. They are never stored: a repeat is done again."""
        outcome = await request.unrepeatable().run(command_queue, Action.REVEAL.value, subject_id, decide)
        values: Values = outcome.value
        return values

    async def decide(
        self,
        actor: Actor,
        reveal: Reveal,
        subject: T,
        facts: CaseFacts,
        view: Callable[[T, Shown], object],
        work: UnitOfWork[Any],
    ) -> Values:
        """The values, put on record. Raises `Forbidden`, `Invalid` for unknown places, or `TooMany`."""
        require(actor, Action.REVEAL, facts)
        worded = replace(subject, details=reveal.details or subject.details)
        values = reveal.values(view(worded, Clear(reveal.key, worded.details.customer)))
        await self.budgets.spend(actor, Purpose.REVEAL, reveal.subject_id, work.now())
        looked_at: dict[str, Any] = {"fields": reveal.asked.places, "reason": self._reason(actor, reveal, work)}
        if reveal.asked.revision is not None:
            looked_at["revision"] = reveal.asked.revision
        work.audit("revealed", actor=actor.staff_id, subject_id=reveal.subject_id, outcome="done", facts=looked_at)
        return values

    def _reason(self, actor: Actor, reveal: Reveal, work: UnitOfWork[Any]) -> str:
        """A reason of the list as it is; words are sealed under the subject's key."""
        reason = reveal.asked.reason
        listed = reason in privacy_policy(self.policies, actor, work.now()).reasons
        return reason if listed else reveal.key.seal("reason", reason)
