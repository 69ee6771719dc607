"""The page of what is kept and what is erased: periods, legal holds, erasures, and the acts that change them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Response

from services.admin.application.erasing import Erasing
from services.admin.application.holding import Holding
from services.admin.application.retention import Retention
from services.admin.entrypoints.pages_admin import AdminPages, by_of
from services.admin.entrypoints.schemas import Confirming, WhyBody
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import may, require
from shared.rules.retention import Kind
from shared.support.errors import FieldError, Invalid, NotFound
from shared.web.schemas import Body, Id
from shared.web.site.forms import EMPTY, FilledForm, queried, submit
from shared.web.site.session import CurrentViewer, Viewer
from shared.web.site.step_up import confirmed

RETENTION = "/admin/retention"
MOST_ROWS = 200

B = TypeVar("B", bound=Body)


class RetentionAsk(Body):
    """Whether the cases whose period is over are to be looked for, which takes a moment; where each list begins."""

    due: bool = False
    held_after: Id | None = None
    erased_after: Id | None = None


class CaseForm(WhyBody):
    """Which case, and why."""

    case_id: Id


class EraseForm(CaseForm):
    """The same, with the typed word: it cannot be taken back."""

    typed: Confirming


class RunForm(Body):
    """The typed word."""

    typed: Confirming


@dataclass(frozen=True, kw_only=True, slots=True)
class RetentionPages:
    """The page."""

    admin: AdminPages
    retention: Retention
    holding: Holding
    erasing: Erasing

    async def page(
        self, viewer: Viewer, form: FilledForm[Any] = EMPTY, *, asked: RetentionAsk | None = None, act: str = ""
    ) -> Response:
        """The periods in force, what is held, what was erased; `act` is the one that was refused."""
        require(viewer.actor, Action.READ_POLICIES)
        asked = asked or RetentionAsk()
        policy = self.retention.policy(viewer.now)
        held = await self.holding.holds(limit=MOST_ROWS, after=asked.held_after or "")
        erased = await self.erasing.erasures(limit=MOST_ROWS, after=asked.erased_after or "")
        values = {
            "periods": [(kind.value, policy.months(kind)) for kind in Kind],
            "due": await self.retention.due() if asked.due else None,
            "held": held,
            "held_after": held[-1].case_id if len(held) == MOST_ROWS else None,
            "erased": erased,
            "erased_after": erased[-1].case_id if len(erased) == MOST_ROWS else None,
            "acts": may(viewer.actor, Action.ADMINISTER),
            "act": act,
        }
        return self.admin.page("admin_retention.html", viewer, RETENTION, form, **values)

    async def act(
        self, viewer: Viewer, act: str, form: FilledForm[B], run: Callable[[], Awaitable[object]]
    ) -> Response:
        """One of the acts: back to the page, or the page again with why not; an unknown case is a wrong field."""

        async def do(_: object) -> None:
            try:
                await run()
            except NotFound as unknown:
                wrong = FieldError("case_id", unknown.code, unknown.message)
                raise Invalid(unknown.code, unknown.message, errors=(wrong,)) from None

        again = _again(self, viewer, act)
        return await submit(viewer, form, do, then=RETENTION, again=again)


def _again(pages: RetentionPages, viewer: Viewer, act: str) -> Callable[[FilledForm[Any]], Awaitable[Response]]:
    return lambda form: pages.page(viewer, form, act=act)


def retention_page_routes(router: APIRouter, pages: RetentionPages) -> None:
    """Add the page."""

    @router.get(RETENTION)
    async def page(
        viewer: CurrentViewer, form: Annotated[FilledForm[RetentionAsk], Depends(queried(RetentionAsk))]
    ) -> Response:
        return await pages.page(viewer, form, asked=form.parsed)

    _holding(router, pages)
    _erasing(router, pages)


def _holding(router: APIRouter, pages: RetentionPages) -> None:
    @router.post(f"{RETENTION}/hold")
    async def hold(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[CaseForm], Depends(confirmed(CaseForm, RETENTION, Action.ADMINISTER))],
    ) -> Response:
        async def run() -> None:
            await pages.holding.hold(form.body.case_id, reason=form.body.reason, by=by_of(viewer))

        return await pages.act(viewer, "hold", form, run)

    @router.post(f"{RETENTION}/release")
    async def release(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[CaseForm], Depends(confirmed(CaseForm, RETENTION, Action.ADMINISTER))],
    ) -> Response:
        async def run() -> None:
            await pages.holding.release(form.body.case_id, reason=form.body.reason, by=by_of(viewer))

        return await pages.act(viewer, "release", form, run)


def _erasing(router: APIRouter, pages: RetentionPages) -> None:
    @router.post(f"{RETENTION}/erase")
    async def erase(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[EraseForm], Depends(confirmed(EraseForm, RETENTION, Action.ADMINISTER))],
    ) -> Response:
        async def run() -> None:
            await pages.erasing.erase(form.body.case_id, reason=form.body.reason, by=by_of(viewer))

        return await pages.act(viewer, "erase", form, run)

    @router.post(f"{RETENTION}/run")
    async def run_now(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[RunForm], Depends(confirmed(RunForm, RETENTION, Action.ADMINISTER))],
    ) -> Response:
        return await pages.act(viewer, "run", form, lambda: pages.retention.erase_due(by_of(viewer)))
