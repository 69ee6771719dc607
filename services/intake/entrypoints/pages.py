"""Intake's pages of one's own reports: `/report` takes one, `/report/{id}` confirms it and takes what is added."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from services.intake.application.choosing import units_near
from services.intake.application.looking import LookUseCases
from services.intake.application.use_cases import UseCases
from services.intake.entrypoints.api import case_id_of
from services.intake.entrypoints.page_forms import DetailsForm, ReportForm, RevealForm
from services.intake.entrypoints.presenters import CUSTOMER, receipt_row
from shared.contracts.words import Ground, RiskFlag, Stage
from shared.platform.command_request import CommandRequest
from shared.platform.privacy.revealing import Asked, Values
from shared.platform.rates import Rate
from shared.rules.ladders.policy import PolicyBook
from shared.support.errors import FieldError
from shared.web.schemas import Body, Id
from shared.web.site.forms import EMPTY, FilledForm, filled, submit, submitted
from shared.web.site.page_routes import page_router
from shared.web.site.pages import Pages
from shared.web.site.session import CurrentViewer, Viewer
from shared.web.site.words import CHINESE

B = TypeVar("B", bound=Body)
R = TypeVar("R", bound=ReportForm)
Again = Callable[[FilledForm[R]], Awaitable[Response]]
Form = FilledForm[Body]

_OWN_FIELDS = ("customer.name", "customer.role")
"""Fields of the customer that a form has beside the one for all numbers."""


@dataclass(frozen=True, kw_only=True)
class ReportPages:
    """The pages around reports."""

    use_cases: UseCases
    looking: LookUseCases
    policies: PolicyBook
    rate: Rate
    pages: Pages

    async def form(self, viewer: Viewer, form: Form = EMPTY) -> Response:
        """The form of a report, with all that was typed."""
        form = at_own_fields(form)
        return self.pages.page(
            "report.html", viewer, status=form.status, form=form, here="/report", **self.choices(viewer)
        )

    async def report(self, viewer: Viewer, form: FilledForm[ReportForm]) -> Response:
        """Accept a report, or add to the earlier one that it turned out to be about; back to the receipt."""
        if form.parsed is not None and form.parsed.same == "yes" and form.parsed.same_as is not None:
            return await self.join(viewer, form, form.parsed.same_as, lambda again: self.form(viewer, again))

        async def accept(request: CommandRequest) -> str:
            self.rate.spend(request.sender, request.key or request.fingerprint)
            said = form.body.said(viewer.actor)
            return case_id_of(await self.use_cases.report(said, request, ask_first=form.body.same is None))

        return await submit(viewer, form, accept, then="/report/{}", again=lambda again: self.form(viewer, again))

    async def join(self, viewer: Viewer, form: FilledForm[R], earlier: str, again: Again[R]) -> Response:
        """Add to the earlier report; who meant to start the flow finds the button for it at the case."""
        details = form.body.said(viewer.actor).details
        return await submit(
            viewer,
            form,
            lambda request: self.use_cases.add(earlier, details, request),
            then=f"/onsite/{earlier}" if form.body.stage is Stage.FILED else f"/report/{earlier}",
            again=again,
        )

    async def receipt(
        self, viewer: Viewer, case_id: str, form: Form = EMPTY, *, act: str = "", revealed: Values | None = None
    ) -> Response:
        """What is on record, and the form for what is added; `act` is the one that was refused."""
        form = at_own_fields(form)
        row = receipt_row(await self.looking.receipt(case_id, viewer.actor), viewer)
        shown: dict[str, Any] = {"row": row, "act": act, "revealed": revealed or {}, **self.choices(viewer)}
        shown |= {"registered_here": row.report.registered_by == viewer.actor.staff_id}
        return self.pages.page("receipt.html", viewer, status=form.status, form=form, here="/report", **shown)

    async def add(self, viewer: Viewer, case_id: str, form: FilledForm[DetailsForm]) -> Response:
        """Add to a report; an empty form adds nothing, and says so."""
        said = form.parsed.said(viewer.actor) if form.parsed is not None else None
        if said is not None and not said.stated - {"customer"} | said.stated_of_customer:
            form = replace(form, parsed=None, errors=(FieldError("text", "required", "Say what is to be added."),))
        reads = await self.looking.reads(case_id, viewer.actor)
        page = self.receipt if reads else self.details
        return await submit(
            viewer,
            form,
            lambda request: self.use_cases.add(case_id, form.body.said(viewer.actor), request),
            then=f"/report/{case_id}" if reads else f"/unit?case={case_id}",
            again=lambda again: page(viewer, case_id, again, act="details"),
        )

    async def details(self, viewer: Viewer, case_id: str, form: Form = EMPTY, *, act: str = "") -> Response:
        """The form alone: for the unit that has the case, which adds what it learnt and reads the case elsewhere."""
        if not act and await self.looking.reads(case_id, viewer.actor):
            return RedirectResponse(f"/report/{case_id}", 303)
        number = await self.looking.number_to_add_to(case_id, viewer.actor)
        form = at_own_fields(form)
        return self.pages.page("details.html", viewer, status=form.status, form=form, number=number, id=case_id)

    async def reveal(self, viewer: Viewer, case_id: str, form: FilledForm[RevealForm]) -> Response:
        """The receipt with the customer's data in the clear: on record, and in no address."""
        request = submitted(viewer, form)
        if form.errors:
            return await self.receipt(viewer, case_id, form, act="reveal")
        places = tuple(f"customer.{field}" for field in CUSTOMER)
        asked = Asked(places=places, revision=None, reason=form.body.reason)
        return await self.receipt(viewer, case_id, revealed=await self.looking.reveal(request, case_id, asked))

    def choices(self, viewer: Viewer) -> dict[str, object]:
        """What the fields of a report offer."""
        found = self.policies.causes(viewer.now)
        causes = [(each.code, each.zh if viewer.language == CHINESE else each.en) for each in found]
        return {
            "grounds": tuple(Ground),
            "flags": tuple(RiskFlag),
            "causes": causes,
            "cause_names": dict(causes),
            "units": units_near(viewer.actor.directory, viewer.actor.person.unit_id),
        }


def at_own_fields(form: FilledForm[B]) -> FilledForm[B]:
    """The form with each fault at the field that the page has for it: all numbers of the customer have one."""
    return replace(form, errors=tuple(replace(error, field=_own_field(error.field)) for error in form.errors))


def _own_field(field: str) -> str:
    if field == "detected_at":
        return "noticed_at"
    return "number" if field.partition(".")[0] == "customer" and field not in _OWN_FIELDS else field


def page_routes(reports: ReportPages) -> APIRouter:
    """The router of the pages and their static files."""
    router = page_router()
    reports.pages.assets(router)
    _reporting(router, reports)
    _at_the_receipt(router, reports)
    return router


def pages_of_intake() -> Pages:
    """The templates, style sheets and words of intake's pages."""
    return Pages("intake", Path(__file__).parent)


def _reporting(router: APIRouter, reports: ReportPages) -> None:
    @router.get("/report")
    @router.get("/m/report")
    async def form(viewer: CurrentViewer) -> Response:
        return await reports.form(viewer)

    @router.post("/report")
    async def report(
        viewer: CurrentViewer, form: Annotated[FilledForm[ReportForm], Depends(filled(ReportForm))]
    ) -> Response:
        return await reports.report(viewer, form)


def _at_the_receipt(router: APIRouter, reports: ReportPages) -> None:
    @router.get("/report/{id}")
    @router.get("/m/report/{id}")
    async def receipt(id: Id, viewer: CurrentViewer) -> Response:
        return await reports.receipt(viewer, id)

    @router.get("/report/{id}/details")
    async def details(id: Id, viewer: CurrentViewer) -> Response:
        return await reports.details(viewer, id)

    @router.post("/report/{id}/details")
    async def add(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[DetailsForm], Depends(filled(DetailsForm))]
    ) -> Response:
        return await reports.add(viewer, id, form)

    @router.post("/report/{id}/reveal")
    async def reveal(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[RevealForm], Depends(filled(RevealForm))]
    ) -> Response:
        return await reports.reveal(viewer, id, form)
