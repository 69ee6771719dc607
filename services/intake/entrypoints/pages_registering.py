"""Intake's page for the agent on the phone: `/register` takes a report, never refused for a gap in our data."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from services.intake.application.choosing import people_said, unit_said
from services.intake.application.plain import PlainReport, PlainReporter
from services.intake.entrypoints.api import case_id_of
from services.intake.entrypoints.page_forms import RegisterForm
from services.intake.entrypoints.pages import Form, ReportPages, at_own_fields
from services.intake.entrypoints.presenters import person_row, receipt_row
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.platform.shown_names import ShownNames
from shared.rules.directory import Person
from shared.support.errors import FieldError
from shared.web.schemas import Id
from shared.web.site.forms import EMPTY, FilledForm, filled, submit
from shared.web.site.page_routes import page_router
from shared.web.site.session import CurrentViewer, Viewer

LOOK = "look"
"""The button that Enter presses in a field: who is meant. It registers nothing."""


@dataclass(frozen=True, kw_only=True)
class RegisterPages:
    """The page of the agent; it shares fields and receipt with the reports of one's own."""

    reports: ReportPages
    shown: ShownNames

    async def form(
        self,
        viewer: Viewer,
        form: Form = EMPTY,
        *,
        after: str | None = None,
        people: tuple[Person, ...] = (),
        looked: bool = False,
    ) -> Response:
        """The form; `after` an earlier report of the call, with `people` among whom the reporter is chosen.

        `looked`: the agent asked only who is meant; what else there is to say comes next.
        """
        require(viewer.actor, Action.REPORT_FOR_OTHER)
        form, directory = at_own_fields(form), viewer.actor.directory
        self.shown.show(viewer.actor.staff_id, (person.staff_id for person in people))
        earlier = receipt_row(await self.reports.looking.receipt(after, viewer.actor), viewer) if after else None
        return self.reports.pages.page(
            "register.html",
            viewer,
            status=form.status,
            form=form,
            here="/register",
            after=earlier,
            people=tuple(person_row(person, directory) for person in people),
            looked=looked,
            **self.reports.choices(viewer),
        )

    async def register(self, viewer: Viewer, form: FilledForm[RegisterForm]) -> Response:
        """Register the report, or ask which of several colleagues calls; to the receipt with the number."""
        body, after = form.parsed, form.typed.get("after") or None
        found = self._meant(viewer, body) if body is not None else ()
        if LOOK in form.typed:
            return await self.form(viewer, replace(form, errors=()), people=found, looked=True)
        if body is not None and not after and not body.reporter_id and not body.stated.says_something:
            error = FieldError("reporter", "required", "Say who is on the line.")
            return await self.form(viewer, replace(form, errors=(error,)))
        if len(found) > 1:
            error = FieldError("reporter", "several_people", "Several people are meant: choose one.")
            return await self.form(viewer, replace(form, errors=(error,)), people=found)

        async def accept(request: CommandRequest) -> str:
            self.reports.rate.spend(request.sender, request.key or request.fingerprint)
            said = await self._said(viewer, form.body, found)
            outcome = await self.reports.use_cases.report(said, request, ask_first=form.body.same is None)
            return case_id_of(outcome)

        if body is not None and body.same == "yes" and body.same_as is not None:
            return await self.reports.join(viewer, form, body.same_as, lambda again: self.form(viewer, again))
        return await submit(
            viewer, form, accept, then="/report/{}", again=lambda again: self.form(viewer, again, after=after)
        )

    def _meant(self, viewer: Viewer, body: RegisterForm) -> tuple[Person, ...]:
        """Who may be meant by what was typed, unless one was chosen or none of them is."""
        if body.reporter is None or body.reporter_id or body.as_stated or body.after:
            return ()
        return people_said(viewer.actor.directory, body.reporter, viewer.actor.person.unit_id)

    async def _said(self, viewer: Viewer, body: RegisterForm, found: tuple[Person, ...]) -> PlainReport:
        """The report as the use case takes it."""
        plain = body.said(viewer.actor)
        if body.after is None:
            chosen = body.reporter_id or (found[0].staff_id if found else None)
            return replace(plain, reporter=PlainReporter(staff_id=chosen) if chosen else _stated(viewer, body))
        reporter, call_id = await self.reports.use_cases.same_call(body.after, viewer.actor)
        stated = plain.details.stated | ({"call_id"} if call_id else frozenset())
        details = replace(plain.details, call_id=call_id, stated=stated)
        return replace(plain, reporter=reporter, details=details)


def _stated(viewer: Viewer, body: RegisterForm) -> PlainReporter:
    """The reporter as stated, whose unit may be said by its name: level 1 is the head of that unit."""
    return replace(body.stated, unit_id=unit_said(viewer.actor.directory, body.stated.unit_id))


def register_routes(registering: RegisterPages) -> APIRouter:
    """The router of the page."""
    router = page_router()

    @router.get("/register")
    async def form(viewer: CurrentViewer, after: Annotated[Id | None, Query()] = None) -> Response:
        return await registering.form(viewer, after=after)

    @router.post("/register")
    async def register(
        viewer: CurrentViewer, form: Annotated[FilledForm[RegisterForm], Depends(filled(RegisterForm))]
    ) -> Response:
        return await registering.register(viewer, form)

    return router
