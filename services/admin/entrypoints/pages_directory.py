"""The page of the directory: files in, checked first, then imported; who is in it; what earlier imports changed."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from services.admin.application import choosing
from services.admin.application.administration import Administration
from services.admin.application.checking import CheckedDirectories
from services.admin.entrypoints.files import files_chosen
from services.admin.entrypoints.pages_admin import AdminPages, by_of
from shared.platform.directory.reading import COLUMNS
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import may, require
from shared.platform.shown_names import ShownNames
from shared.support.errors import FieldError
from shared.web.schemas import Body, Id, Name
from shared.web.site.forms import EMPTY, SHOWN_AGAIN, FilledForm, check_key, check_origin, queried, submit
from shared.web.site.session import CurrentViewer, Viewer
from shared.web.site.step_up import confirmed, is_fresh, must_be_fresh

DIRECTORY, FILES = "/admin/directory", "/admin/directory/files"
MOST_FAULTS, MOST_FOUND = 200, 20
"""So many faults are listed; so many people and units are found by a part of their name."""


class DirectoryAsk(Body):
    """The draft that is looked at, or the version that was just imported; what people and units are looked for by."""

    draft: Id | None = None
    imported: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    q: Name | None = None


class DraftForm(Body):
    """The draft that is imported, or checked again."""

    draft: Id


@dataclass(frozen=True, kw_only=True, slots=True)
class DirectoryPages:
    """The page."""

    admin: AdminPages
    administration: Administration
    checked: CheckedDirectories
    shown: ShownNames

    async def page(
        self,
        viewer: Viewer,
        form: FilledForm[Any] = EMPTY,
        *,
        asked: DirectoryAsk | None = None,
    ) -> Response:
        """What is in force, the check under way, the search, the history."""
        require(viewer.actor, Action.READ_DIRECTORY)
        asked = asked or DirectoryAsk()
        imports, faults = may(viewer.actor, Action.ADMINISTER), _faults(form)
        form = replace(form, errors=()) if faults else form  # they have a table of their own
        values: dict[str, Any] = {
            "directory": await self.administration.directory(),
            "draft": await self.checked.draft(asked.draft) if asked.draft and imports else None,
            "versions": await self.checked.versions(),
            "files": tuple(COLUMNS),
            "imports": imports,
            "fresh": is_fresh(viewer),
            "faults": faults[:MOST_FAULTS],
            "wall": self.admin.context.wall(),
            "asked": asked,
            **await self._found(viewer, asked.q),
        }
        return self.admin.page("admin_directory.html", viewer, DIRECTORY, form, **values)

    async def check(self, viewer: Viewer, request: Request) -> Response:
        """Check the files that were sent, and lead to what they would change."""
        files, key = await files_chosen(request)
        check_key(viewer.session, FILES, key)
        try:
            draft_id = await self.checked.check(files, by_of(viewer))
        except SHOWN_AGAIN as refusal:
            return await self.page(viewer, EMPTY.refused(refusal))
        return RedirectResponse(f"{DIRECTORY}?draft={draft_id}", 303)

    async def check_again(self, viewer: Viewer, form: FilledForm[DraftForm]) -> Response:
        """Check the files of a draft again."""

        async def check(_: object) -> str:
            return await self.checked.check_again(form.body.draft, by_of(viewer))

        return await submit(
            viewer, form, check, then=DIRECTORY + "?draft={}", again=lambda again: self.page(viewer, again)
        )

    async def import_checked(self, viewer: Viewer, form: FilledForm[DraftForm]) -> Response:
        """Import what was checked."""

        async def run(_: object) -> int | None:
            return (await self.checked.import_checked(form.body.draft, by_of(viewer))).version

        asked = DirectoryAsk(draft=form.parsed.draft) if form.parsed is not None else None
        then = DIRECTORY + "?imported={}"
        return await submit(viewer, form, run, then=then, again=lambda again: self.page(viewer, again, asked=asked))

    async def _found(self, viewer: Viewer, q: str | None) -> dict[str, Any]:
        """The first people and units with this text in their id or name; names count in the hour's bound."""
        if not q:
            return {"people": (), "units": ()}
        directory = viewer.actor.directory
        people = await asyncio.to_thread(_first, choosing.staff(directory, q=q))  # many are looked through
        self.shown.show(viewer.actor.staff_id, (each.staff_id for each in people))
        return {"people": people, "units": await asyncio.to_thread(_first, choosing.units(directory, q=q))}


def directory_page_routes(router: APIRouter, pages: DirectoryPages) -> None:
    """Add the page."""

    @router.get(DIRECTORY)
    async def directory(
        viewer: CurrentViewer, form: Annotated[FilledForm[DirectoryAsk], Depends(queried(DirectoryAsk))]
    ) -> Response:
        return await pages.page(viewer, form, asked=form.parsed)

    @router.post(FILES)
    async def check(request: Request, viewer: CurrentViewer) -> Response:
        check_origin(request)
        require(viewer.actor, Action.ADMINISTER)
        must_be_fresh(viewer, DIRECTORY)
        return await pages.check(viewer, request)

    @router.post(f"{DIRECTORY}/check")
    async def check_again(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[DraftForm], Depends(confirmed(DraftForm, DIRECTORY, Action.ADMINISTER))],
    ) -> Response:
        return await pages.check_again(viewer, form)

    @router.post(f"{DIRECTORY}/import")
    async def import_checked(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[DraftForm], Depends(confirmed(DraftForm, DIRECTORY, Action.ADMINISTER))],
    ) -> Response:
        return await pages.import_checked(viewer, form)


def _faults(form: FilledForm[Any]) -> list[FieldError]:
    """The faults of files, each with its file, line and column in place of a field; a page has no such field."""
    found = form.refusal.errors if form.refusal is not None else ()
    return [error for error in found if ":" in error.field]


def _first(found: Iterator[Any]) -> tuple[Any, ...]:
    return tuple(islice(found, MOST_FOUND))
