"""A command as it comes in, whatever brought it: an HTTP route, a page, a chat message.

Use cases (`application/use_cases.py` of each service) take one of these with plain input. It knows who asks, and under
which idempotency key; `run` puts the work into the service's command queue and returns when it is committed.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from shared.engine.command_queue import CommandQueue
from shared.engine.deduplication import IdempotencyKey
from shared.engine.executor import Job, Outcome
from shared.engine.unit_of_work import UnitOfWork
from shared.platform.identity.actor import Actor
from shared.support.errors import FieldError, Invalid
from shared.support.ids import is_ours


@dataclass(frozen=True, kw_only=True)
class CommandRequest:
    """Who asks, under which idempotency key, with which body.

    Key and body are held as keyed hashes only: clients make keys of what they have, a customer's number too.
    """

    actor: Actor
    key: str | None
    fingerprint: str
    trace: str | None

    def unrepeatable(self) -> "CommandRequest":
        """The same without an idempotency key: its answer must not be stored, so a repeat is done again."""
        return replace(self, key=None)

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
        also_subjects: tuple[str, ...] = (),
    ) -> Outcome:
        """Run `work` in a commit; returns when it is durable. Raises its refusal.

        `new_subject`: the command creates the subject, under another id at each try, so the idempotency key is scoped
        to the caller alone.
        """
        if key_needed and self.key is None:
            error = FieldError("Idempotency-Key", "required", "Send an Idempotency-Key header.")
            raise Invalid("idempotency_key_missing", "This request needs an Idempotency-Key.", errors=(error,))
        key = None
        if self.key is not None:
            scope = f"{self.actor.staff_id}:{action}:{'' if new_subject else subject_id or ''}"
            key = IdempotencyKey(scope, self.key, self.fingerprint, status)
        job = Job(
            run=work,
            subjects=(subject_id, *also_subjects) if subject_id and is_ours(subject_id) else (),
            new_subject=new_subject,
            action=action,
            actor=self.actor.staff_id,
            idempotency_key=key,
            trace=self.trace,
        )
        return await command_queue.submit(job)
