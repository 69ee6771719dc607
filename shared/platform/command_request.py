"""A command as it comes in: from a signed-in person (an HTTP route, a page) or from a chat message.

Use cases (`application/use_cases.py` of each service) take one of these with plain input. It knows who asks, and under
which idempotency key; `run` puts the work into the service's command queue and returns when it is committed.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shared.engine.command_queue import CommandQueue
from shared.engine.deduplication import IdempotencyKey
from shared.engine.executor import Job, Outcome
from shared.engine.unit_of_work import Ask, UnitOfWork
from shared.platform.identity.actor import Actor
from shared.support import trace
from shared.support.errors import FieldError, Invalid
from shared.support.ids import is_ours


@dataclass(frozen=True, kw_only=True)
class KeyedRequest(ABC):
    """A request with its idempotency key (None: a repeat is done again) and the fingerprint of its body."""

    key: str | None
    fingerprint: str
    trace: str | None

    @property
    @abstractmethod
    def sender(self) -> str:
        """Who asks, as the audit line names them."""

    @property
    def via(self) -> Mapping[str, str]:
        """How the sender came, for the audit line."""
        return {}

    @abstractmethod
    def scope(self, action: str, subject_id: str) -> str:
        """Where the key is unique. Stored with the answer: under another scope, answers given before are not found."""

    async def run(
        self,
        command_queue: CommandQueue[Any],
        action: str,
        subject_id: str | None,
        work: Callable[[UnitOfWork[Any]], Awaitable[object]],
        *,
        status: int = 200,
        key_needed: bool = False,
        new_subject: bool = False,
        answers_first: bool = False,
        also_subjects: tuple[str, ...] = (),
        asks: Sequence[Ask] = (),
    ) -> Outcome:
        """Run `work` in a commit; returns when it is durable. Raises its refusal. Its result is the stored answer.

        `new_subject`: the command creates the subject, under another id at each try, so that the idempotency key must
        not depend on it. `answers_first`: it may be refused for what its own first run did, so that a stored answer is
        looked for before it runs. `asks`: selects that its commit runs before.
        """
        if key_needed and self.key is None:
            error = FieldError("Idempotency-Key", "required", "Send an Idempotency-Key header.")
            raise Invalid("idempotency_key_missing", "This request needs an Idempotency-Key.", errors=(error,))
        key = None
        if self.key is not None:
            scope = self.scope(action, "" if new_subject else subject_id or "")
            key = IdempotencyKey(scope, self.key, self.fingerprint, status)
        job = Job(
            run=work,
            subjects=(subject_id, *also_subjects) if subject_id and is_ours(subject_id) else (),
            new_subject=new_subject and not answers_first,
            asks=asks,
            action=action,
            actor=self.sender,
            idempotency_key=key,
            trace=self.trace,
            via=self.via,
        )
        return await command_queue.submit(job)


@dataclass(frozen=True, kw_only=True)
class CommandRequest(KeyedRequest):
    """A command of a signed-in person. The key is unique for this person, action and subject.

    Key and body are held as keyed hashes only: clients make keys of what they have, a customer's number too.
    """

    actor: Actor

    @property
    def sender(self) -> str:
        return self.actor.staff_id

    @property
    def via(self) -> Mapping[str, str]:
        return self.actor.via

    def scope(self, action: str, subject_id: str) -> str:
        return f"{self.actor.staff_id}:{action}:{subject_id}"

    def unrepeatable(self) -> "CommandRequest":
        """The same without an idempotency key: its answer must not be stored, so a repeat is done again."""
        return replace(self, key=None)


@dataclass(frozen=True, kw_only=True)
class ChatRequest(KeyedRequest):
    """A message in a WeCom app, by the member `userid`. `actor` is None if the directory does not know this member.

    `alias` is a keyed hash of the userid, by which the audit names such a member: a userid may be a phone number.
    """

    app: str
    userid: str
    alias: str
    actor: Actor | None

    @classmethod
    def of_message(cls, app: str, userid: str, alias: str, actor: Actor | None, dedupe_key: str) -> "ChatRequest":
        """The request of a message: its dedupe key is both idempotency key and fingerprint."""
        current = trace.current.get()
        return cls(
            key=dedupe_key, fingerprint=dedupe_key, trace=current, app=app, userid=userid, alias=alias, actor=actor
        )

    @property
    def staff_id(self) -> str | None:
        """The member's staff id, None if the directory does not know them."""
        return self.actor.staff_id if self.actor else None

    @property
    def sender(self) -> str:
        return self.staff_id or f"wecom:{self.alias}"

    def scope(self, action: str, subject_id: str) -> str:
        return chat_scope(self.app)


CHAT = "wecom:"
"""What the scopes of messages begin with."""


def chat_scope(app: str) -> str:
    """The scope of the idempotency keys of an app's messages: a message has one answer."""
    return f"{CHAT}{app}"
