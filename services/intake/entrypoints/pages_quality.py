"""Intake's page of data quality, `/admin/quality`: what reports showed to be missing from our data, for administrators.

It stands among the pages of administration, and belongs to the service that has the reports.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from services.intake.application.choosing import people_said
from services.intake.application.quality_items import QualityItems
from services.intake.domain.quality import REPORTER, SUBJECT
from services.intake.entrypoints.presenters import person_row
from services.intake.entrypoints.quality import DismissBody
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import may, require
from shared.platform.shown_names import ShownNames
from shared.rules.directory import Person
from shared.support.errors import FieldError
from shared.web.schemas import Body, Id, Name, free_text
from shared.web.site.forms import EMPTY, FilledForm, queried, submit
from shared.web.site.navigation import admin_entry, sections_of
from shared.web.site.page_routes import page_router
from shared.web.site.pages import Pages
from shared.web.site.session import CurrentViewer, Viewer
from shared.web.site.step_up import confirmed

QUALITY = "/admin/quality"
A_PAGE = 30
NAMING = (REPORTER, SUBJECT)
"""Kinds of items that are resolved by naming a person; of the others our data is right now."""

Item = Annotated[int, Path(ge=1, lt=2**53)]


class QualityAsk(Body):
    """The open items or those that are done, from a place in the list on."""

    done: bool = False
    cursor: Annotated[int, Field(ge=1, lt=2**53)] | None = None


class ResolveForm(Body):
    """Who it is, by id, name or initials; `staff_id`: chosen among several. For another item a reason, or nothing."""

    person: Name | None = None
    staff_id: Id | None = None
    reason: Annotated[str, free_text(200)] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class QualityPages:
    """The page."""

    pages: Pages
    items: QualityItems
    shown: ShownNames

    async def page(
        self,
        viewer: Viewer,
        form: FilledForm[Any] = EMPTY,
        *,
        asked: QualityAsk | None = None,
        act: str = "",
        people: tuple[Person, ...] = (),
    ) -> Response:
        """The items; `act` is the one that was refused, with `people` among whom one is chosen."""
        asked, directory = asked or QualityAsk(), viewer.actor.directory
        found, more = await self.items.listed(viewer.actor, is_open=not asked.done, limit=A_PAGE, before=asked.cursor)
        self.shown.show(viewer.actor.staff_id, (person.staff_id for person in people))
        older = f"{QUALITY}?cursor={more}{'&done=true' if asked.done else ''}" if more is not None else None
        return self.pages.page(
            "quality.html",
            viewer,
            status=form.status,
            form=form,
            empty=EMPTY,
            act=act,
            here=admin_entry(viewer.actor),
            sections=sections_of(viewer.actor),
            path=QUALITY,
            items=found,
            older=older,
            done=asked.done,
            naming=NAMING,
            acts=may(viewer.actor, Action.ADMINISTER),
            people=tuple(person_row(person, directory) for person in people),
        )

    async def resolve(self, viewer: Viewer, item: int, form: FilledForm[ResolveForm]) -> Response:
        """Our data is right now; an unknown person is named, or chosen among several."""
        act, body = f"resolve-{item}", form.parsed
        found = self._meant(viewer, body) if body is not None and body.person and not body.staff_id else ()
        if body is not None and body.person and not body.staff_id and len(found) != 1:
            code = "several_people" if found else "not_in_directory"
            error = FieldError("person", code, "Say which person is meant.")
            return await self.page(viewer, replace(form, errors=(error,)), act=act, people=found)

        async def resolve(request: CommandRequest) -> None:
            staff_id = form.body.staff_id or (found[0].staff_id if found else None)
            await self.items.resolve(request, item, staff_id=staff_id, reason=form.body.reason)

        return await submit(viewer, form, resolve, then=QUALITY, again=self._again(viewer, act))

    async def dismiss(self, viewer: Viewer, item: int, form: FilledForm[DismissBody]) -> Response:
        """Nothing is to be put right."""
        return await submit(
            viewer,
            form,
            lambda request: self.items.dismiss(request, item, reason=form.body.reason),
            then=QUALITY,
            again=self._again(viewer, f"dismiss-{item}"),
        )

    def _meant(self, viewer: Viewer, body: ResolveForm) -> tuple[Person, ...]:
        return people_said(viewer.actor.directory, body.person or "", viewer.actor.person.unit_id)

    def _again(self, viewer: Viewer, act: str) -> Callable[[FilledForm[Any]], Awaitable[Response]]:
        return lambda form: self.page(viewer, _at_own_field(form), act=act)


def _at_own_field(form: FilledForm[Any]) -> FilledForm[Any]:
    """The form with what is wrong with the person at the field in which they are typed."""
    errors = (replace(error, field="person") if error.field == "staff_id" else error for error in form.errors)
    return replace(form, errors=tuple(errors))


def quality_page_routes(quality: QualityPages) -> APIRouter:
    """The router of the page."""
    router = page_router()

    @router.get(QUALITY)
    async def page(
        viewer: CurrentViewer, form: Annotated[FilledForm[QualityAsk], Depends(queried(QualityAsk))]
    ) -> Response:
        require(viewer.actor, Action.READ_QUALITY_ITEMS)
        return await quality.page(viewer, form, asked=form.parsed)

    @router.post(QUALITY + "/{item}/resolve")
    async def resolve(
        item: Item,
        viewer: CurrentViewer,
        form: Annotated[FilledForm[ResolveForm], Depends(confirmed(ResolveForm, QUALITY, Action.ADMINISTER))],
    ) -> Response:
        return await quality.resolve(viewer, item, form)

    @router.post(QUALITY + "/{item}/dismiss")
    async def dismiss(
        item: Item,
        viewer: CurrentViewer,
        form: Annotated[FilledForm[DismissBody], Depends(confirmed(DismissBody, QUALITY, Action.ADMINISTER))],
    ) -> Response:
        return await quality.dismiss(viewer, item, form)

    return router
