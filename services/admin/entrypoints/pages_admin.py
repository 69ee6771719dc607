"""The frame of administration's pages: their tabs, their first page, and what each of them needs."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from services.admin.application.ports import By
from shared.platform.context import AppContext
from shared.support.errors import Forbidden
from shared.web.schemas import Body
from shared.web.site.forms import EMPTY, FilledForm
from shared.web.site.navigation import ADMIN, admin_entry, sections_of
from shared.web.site.pages import Pages
from shared.web.site.session import CurrentViewer, Viewer


class NoFields(Body):
    """A form of one button."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AdminPages:
    """Renders a page of administration within its frame."""

    pages: Pages
    context: AppContext

    def page(
        self, template: str, viewer: Viewer, path: str, form: FilledForm[Any] = EMPTY, **values: object
    ) -> Response:
        """The page at this path, with its tab."""
        frame: dict[str, object] = {
            "here": admin_entry(viewer.actor),
            "sections": sections_of(viewer.actor),
            "path": path,
        }
        frame |= {"empty": EMPTY, "act": ""}
        return self.pages.page(template, viewer, status=form.status, form=form, **{**frame, **values})


def by_of(viewer: Viewer) -> By:
    """The viewer, for the audit line of what they do."""
    return By(viewer.actor.staff_id, viewer.actor.via)


def overview_routes(router: APIRouter, admin: AdminPages) -> None:
    """Add the first page: what there is, a line each."""

    @router.get(ADMIN)
    async def overview(viewer: CurrentViewer) -> Response:
        if not sections_of(viewer.actor):
            raise Forbidden("forbidden", f"{viewer.actor.person.name} may not administer.")
        return admin.page("admin.html", viewer, ADMIN)
