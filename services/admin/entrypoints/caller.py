"""The caller of an administrative route: a person with a role, or the command line with the data folder's token."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request

from services.admin.application.ports import By
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.local_admin_token import LocalAdminToken
from shared.platform.identity.permissions import require
from shared.web.commands import Bearer, ContextOf, signed_in

LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Caller:
    """A person of the directory, or (`actor` None) the holder of the local administration token."""

    actor: Actor | None

    @property
    def by(self) -> By:
        """For the audit line."""
        return By(self.actor.staff_id, self.actor.via) if self.actor else By(LOCAL, {})

    def must(self, action: Action) -> None:
        """Raise `Forbidden` unless this caller may."""
        if self.actor is not None:
            require(self.actor, action)


def callers(local: LocalAdminToken) -> Callable[..., Awaitable[Caller]]:
    """The dependency that tells who asks."""

    async def caller(request: Request, context: ContextOf, bearer: Bearer) -> Caller:
        if bearer is not None and local.matches(bearer.credentials):
            return Caller(None)
        return Caller(await signed_in(request, context, bearer))

    return caller
