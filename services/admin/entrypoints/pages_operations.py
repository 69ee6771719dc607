"""The pages of operations: dead letters, the clock, and how the services are."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response

from services.admin.application.clock import ClockDecisions
from services.admin.application.health import HealthReading
from services.admin.application.operations import Operations
from services.admin.application.views import SetBack
from services.admin.entrypoints.pages_admin import AdminPages, NoFields, by_of
from services.admin.entrypoints.schemas import Confirming, SetBackBody
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import may, require
from shared.support.errors import Forbidden, NotFound
from shared.web.schemas import Body, Id
from shared.web.site.forms import EMPTY, FilledForm, submit
from shared.web.site.navigation import HEALTH
from shared.web.site.session import CurrentViewer, Viewer
from shared.web.site.step_up import confirmed

DEAD_LETTERS, CLOCK = "/admin/dead-letters", "/admin/clock"


class ConfirmForm(Body):
    """That the host's clock is right, in a typed word; `follow_wall`: the hotline's time moves ahead to it."""

    typed: Confirming
    follow_wall: bool = False


class SetBackForm(SetBackBody):
    """Why the hotline's time is led back, and the typed word."""

    typed: Confirming


@dataclass(frozen=True, kw_only=True, slots=True)
class OperationPages:
    """The three pages."""

    admin: AdminPages
    operations: Operations
    decisions: ClockDecisions
    health: HealthReading

    async def dead_letters(self, viewer: Viewer, form: FilledForm[Any] = EMPTY) -> Response:
        """The events that consumers gave up on, and what waits behind each."""
        require(viewer.actor, Action.READ_DEAD_LETTERS)
        found = await self.operations.dead_letters()
        values = {"letters": found.items, "away": found.away, "replays": may(viewer.actor, Action.OPERATE)}
        return self.admin.page("admin_dead_letters.html", viewer, DEAD_LETTERS, form, **values)

    async def replay(self, viewer: Viewer, service: str, position: int, form: FilledForm[NoFields]) -> Response:
        """Try one again; one that is no dead letter any more is left as it is."""

        async def replay(_: object) -> None:
            with suppress(NotFound):
                await self.operations.replay(service, position, by=by_of(viewer))

        return await submit(
            viewer, form, replay, then=DEAD_LETTERS, again=lambda again: self.dead_letters(viewer, again)
        )

    async def clock(
        self, viewer: Viewer, form: FilledForm[Any] = EMPTY, *, act: str = "", done: SetBack | None = None
    ) -> Response:
        """The hotline's time beside the host's, and what a person may decide now."""
        if not any(may(viewer.actor, action) for action in (Action.OPERATE, Action.ADMINISTER)):
            raise Forbidden("forbidden", f"{viewer.actor.person.name} may not look after the clock.")
        shown = self.decisions.view()
        jumped = shown.drift_seconds is not None or shown.held_since is not None
        acts = {
            "confirm": jumped and may(viewer.actor, Action.OPERATE),
            "set-back": shown.ahead_seconds is not None and may(viewer.actor, Action.ADMINISTER),
        }
        values = {"clock": shown, "jumped": jumped, "acts": acts, "act": act, "done": done}
        values["wall"] = self.admin.context.wall()
        return self.admin.page("admin_clock.html", viewer, CLOCK, form, **values)

    async def confirm(self, viewer: Viewer, form: FilledForm[ConfirmForm]) -> Response:
        """Accept the wall clock after a jump."""

        async def confirm(_: object) -> None:
            await self.decisions.confirm(follow_wall=form.body.follow_wall, by=by_of(viewer))

        return await submit(viewer, form, confirm, then=CLOCK, again=self._clock_again(viewer, "confirm"))

    async def set_back(self, viewer: Viewer, form: FilledForm[SetBackForm]) -> Response:
        """Lead the hotline back from the future; the answer lists what had fired wrongly."""
        found: list[SetBack] = []

        async def set_back(_: object) -> None:
            found.append(await self.decisions.set_back(reason=form.body.reason, by=by_of(viewer)))

        answer = await submit(viewer, form, set_back, then=CLOCK, again=self._clock_again(viewer, "set-back"))
        return await self.clock(viewer, done=found[0]) if found else answer

    async def services(self, viewer: Viewer) -> Response:
        """What waits in each service, and the loops of the process that answers."""
        require(viewer.actor, Action.READ_HEALTH)
        return self.admin.page("admin_health.html", viewer, HEALTH, health=await self.health.health())

    def _clock_again(self, viewer: Viewer, act: str) -> Callable[[FilledForm[Any]], Awaitable[Response]]:
        return lambda form: self.clock(viewer, form, act=act)


def operation_page_routes(router: APIRouter, pages: OperationPages) -> None:
    """Add the three pages."""
    _letters(router, pages)
    _clock(router, pages)

    @router.get(HEALTH)
    async def health(viewer: CurrentViewer) -> Response:
        return await pages.services(viewer)


def _letters(router: APIRouter, pages: OperationPages) -> None:
    @router.get(DEAD_LETTERS)
    async def dead_letters(viewer: CurrentViewer) -> Response:
        return await pages.dead_letters(viewer)

    @router.post(DEAD_LETTERS + "/{service}/{position}/replay")
    async def replay(
        service: Id,
        position: Annotated[int, Path(ge=1, lt=2**53)],
        viewer: CurrentViewer,
        form: Annotated[FilledForm[NoFields], Depends(confirmed(NoFields, DEAD_LETTERS, Action.OPERATE))],
    ) -> Response:
        return await pages.replay(viewer, service, position, form)


def _clock(router: APIRouter, pages: OperationPages) -> None:
    @router.get(CLOCK)
    async def clock(viewer: CurrentViewer) -> Response:
        return await pages.clock(viewer)

    @router.post(f"{CLOCK}/confirm")
    async def confirm(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[ConfirmForm], Depends(confirmed(ConfirmForm, CLOCK, Action.OPERATE))],
    ) -> Response:
        return await pages.confirm(viewer, form)

    @router.post(f"{CLOCK}/set-back")
    async def set_back(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[SetBackForm], Depends(confirmed(SetBackForm, CLOCK, Action.ADMINISTER))],
    ) -> Response:
        return await pages.set_back(viewer, form)
