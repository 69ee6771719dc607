"""The page of responsible units, `/unit`: what waits for them by the time left, and one case with all they do to it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from services.callback.application.looking import LookUseCases
from services.callback.application.ports import CaseList
from services.callback.application.reading import Reading
from services.callback.application.texts_handling import resolution
from services.callback.application.unit_cases import Choices, UnitCases, UnitCaseView
from services.callback.application.use_cases import CaseUseCases
from services.callback.entrypoints import schemas
from services.callback.entrypoints.api import Api
from services.callback.entrypoints.presenters_unit import TAB_OF, Tab, card_of, counts_of, listed_in
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action
from shared.platform.privacy.revealing import Values
from shared.support.errors import Forbidden, NotFound, TooMany
from shared.web.revealing import RevealBody
from shared.web.schemas import Body, Id, free_text
from shared.web.site.forms import EMPTY, FilledForm, filled, submit, submitted
from shared.web.site.pages import HEADERS, Pages
from shared.web.site.session import CurrentViewer, Viewer

SHOWN, MOST = 60, 200
"""Rows of a list that are shown; open cases that are looked at for the lists and their counts."""

HERE = "/unit"

LEAVING = ("return", "transfer")
"""Acts after which the unit has the case no more."""

B = TypeVar("B", bound=Body)
Form = FilledForm[Body]
Run = Callable[[CommandRequest], Awaitable[object]]


class NoFields(Body):
    """A form of one button."""


class AcceptForm(Body):
    """Which case is signed for, by the button of its row."""

    case_id: Id


class ResolveForm(Body):
    """What was done, whom the unit told, and what was agreed."""

    done: Annotated[str, free_text(3_000, least=1)]
    told: Annotated[str, free_text(200)] | None = None
    agreed: Annotated[str, free_text(600)] | None = None

    @property
    def note(self) -> str:
        """All as one note."""
        return resolution(self.done, self.told, self.agreed)


class AnswerForm(schemas.TextBody):
    """The answer to an order of the case."""

    order: Id


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitPages:
    """The pages around the cases of a unit."""

    pages: Pages
    cases: UnitCases
    reading: Reading
    looking: LookUseCases
    commands: CaseUseCases

    async def page(
        self,
        viewer: Viewer,
        *,
        tab: Tab | None = None,
        case_id: str | None = None,
        form: Form = EMPTY,
        act: str = "",
        did: str = "",
        revealed: Values | None = None,
    ) -> Response:
        """The list, and beside it one case with the forms of what this person may do; `act` is what was refused."""
        nothing: dict[str, Any] = {"card": None, "reveals": False, "adds": False}
        shown = await self._case(viewer, case_id) if case_id is not None else nothing
        card = shown["card"]
        chosen = tab or (TAB_OF.get(card.detail.state, Tab.ALL) if card is not None else None)
        listed = await self._listed(viewer, chosen)
        said = {"form": form, "act": act, "did": did if did in LEAVING else "", "revealed": revealed or {}}
        return self.pages.page("unit.html", viewer, status=form.status, here=HERE, **listed, **shown, **said)

    async def rows(self, viewer: Viewer, tab: Tab, known: str | None) -> Response:
        """The rows of a list alone, for a page that is open; 304 if the page has them already."""
        listed = await self._listed(viewer, tab)
        seen = [(replace(row, clock=None), row.clock and (row.clock.due, row.clock.urgency)) for row in listed["rows"]]
        tag = f'"{sha256(repr((viewer.language, seen)).encode()).hexdigest()[:32]}"'  # without what ticks
        headers = HEADERS | {"ETag": tag, "Cache-Control": "no-cache, private"}
        if known == tag:
            return Response(status_code=304, headers=headers)
        html = self.pages.fragment("unit_rows.html", viewer, card=None, **listed)
        return Response(html, headers=headers, media_type="text/html")

    async def act(self, viewer: Viewer, case_id: str, act: str, form: FilledForm[B], run: Run) -> Response:
        """An act on the case: back to it, or to the list if the unit has it no more; or its page again with why not."""
        then = f"{HERE}?did={act}" if act in LEAVING else f"{HERE}?case={case_id}"
        return await submit(viewer, form, run, then=then, again=lambda again: self.again(viewer, case_id, act, again))

    async def again(self, viewer: Viewer, case_id: str, act: str, form: FilledForm[B]) -> Response:
        """The page of a case after a refusal; without the case, if it is theirs no more, but never without the text."""
        try:
            return await self.page(viewer, case_id=case_id, form=form, act=act)
        except (Forbidden, NotFound):
            return await self.page(viewer, form=form, act=act)

    async def reveal(self, viewer: Viewer, case_id: str, form: FilledForm[RevealBody]) -> Response:
        """The case with what was asked for in the clear: on record, and in no address."""
        if form.errors:
            return await self.again(viewer, case_id, "reveal", form)
        try:
            values = await self.looking.reveal(submitted(viewer, form), case_id, form.body.asked())
        except (Forbidden, TooMany) as refusal:
            return await self.again(viewer, case_id, "reveal", replace(form, refusal=refusal))
        return await self.page(viewer, case_id=case_id, revealed=values)

    async def _case(self, viewer: Viewer, case_id: str) -> dict[str, Any]:
        actor = viewer.actor
        detail = await self.reading.case(actor, case_id)
        choosing = {"assign", "transfer"} & {act.value for act in detail.acts}
        choices = await self.cases.choices(actor, case_id) if choosing else Choices()
        card = card_of(await self.cases.one(actor, case_id), detail, choices, viewer)
        rights = await self.looking.rights(actor, case_id)
        return {"card": card, "reveals": Action.REVEAL in rights, "adds": Action.DETAILS in rights}

    async def _listed(self, viewer: Viewer, tab: Tab | None) -> dict[str, Any]:
        """The rows of a list, how many each holds; without a list the first that holds any."""
        open_, more = await self.cases.listed(viewer.actor, CaseList.OPEN, limit=MOST)
        counts = counts_of(open_)
        chosen = tab or next((each for each in Tab if counts[each.value]), Tab.ACCEPT)
        cases: list[UnitCaseView] = open_
        if chosen in (Tab.DONE, Tab.ALL):
            ended, older = await self.cases.listed(viewer.actor, CaseList.ENDED, limit=SHOWN)
            cases, more = [*open_, *ended], more or older
        rows = listed_in(chosen, cases, viewer)
        rest = max(0, len(rows) - SHOWN)
        return {
            "tab": chosen.value,
            "tabs": tuple(Tab),
            "counts": counts,
            "rows": rows[:SHOWN],
            "rest": rest,
            "more": more,
        }


def unit_routes(router: APIRouter, pages: Pages, api: Api) -> None:
    """Add the routes of the page."""
    unit = UnitPages(pages=pages, cases=api.unit, reading=api.reading, looking=api.looking, commands=api.cases)
    _reading(router, unit)
    _handling(router, unit)
    _heading(router, unit)


def _reading(router: APIRouter, unit: UnitPages) -> None:
    @router.get(HERE)
    async def page(
        viewer: CurrentViewer,
        tab: Annotated[Tab | None, Query()] = None,
        case: Annotated[Id | None, Query()] = None,
        did: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        return await unit.page(viewer, tab=tab, case_id=case, did=did)

    @router.get(f"{HERE}/rows/cases")
    async def rows(request: Request, viewer: CurrentViewer, tab: Annotated[Tab, Query()] = Tab.ALL) -> Response:
        return await unit.rows(viewer, tab, request.headers.get("if-none-match"))

    @router.get(HERE + "/{id}")
    async def case(id: Id, viewer: CurrentViewer) -> Response:
        return RedirectResponse(f"{HERE}?case={id}", 303)

    @router.post(HERE + "/{id}/reveal")
    async def reveal(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[RevealBody], Depends(filled(RevealBody))]
    ) -> Response:
        return await unit.reveal(viewer, id, form)


def _handling(router: APIRouter, unit: UnitPages) -> None:
    @router.post(f"{HERE}/accept")
    async def accept_row(
        viewer: CurrentViewer, form: Annotated[FilledForm[AcceptForm], Depends(filled(AcceptForm))]
    ) -> Response:
        if form.errors:
            return await unit.page(viewer, form=form, act="accept")
        case_id = form.body.case_id
        own = replace(form, key=f"{form.key}.{case_id}")  # one form for all rows: each has a key of its own
        return await unit.act(viewer, case_id, "accept", own, lambda request: unit.commands.accept(request, case_id))

    @router.post(HERE + "/{id}/accept")
    async def accept(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[NoFields], Depends(filled(NoFields))]
    ) -> Response:
        return await unit.act(viewer, id, "accept", form, lambda request: unit.commands.accept(request, id))

    @router.post(HERE + "/{id}/resolve")
    async def resolve(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[ResolveForm], Depends(filled(ResolveForm))]
    ) -> Response:
        return await unit.act(
            viewer, id, "resolve", form, lambda request: unit.commands.resolve(request, id, note=form.body.note)
        )

    @router.post(HERE + "/{id}/answer")
    async def answer(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[AnswerForm], Depends(filled(AnswerForm))]
    ) -> Response:
        return await unit.act(
            viewer,
            id,
            "answer",
            form,
            lambda request: unit.commands.answer(request, form.body.order, text=form.body.text),
        )


def _heading(router: APIRouter, unit: UnitPages) -> None:
    """What only the head of the unit does, or who stands in."""

    @router.post(HERE + "/{id}/assign")
    async def assign(
        id: Id,
        viewer: CurrentViewer,
        form: Annotated[FilledForm[schemas.AssignBody], Depends(filled(schemas.AssignBody))],
    ) -> Response:
        return await unit.act(
            viewer, id, "assign", form, lambda request: unit.commands.assign(request, id, staff_id=form.body.staff_id)
        )

    @router.post(HERE + "/{id}/return")
    async def return_(
        id: Id,
        viewer: CurrentViewer,
        form: Annotated[FilledForm[schemas.ReasonBody], Depends(filled(schemas.ReasonBody))],
    ) -> Response:
        return await unit.act(
            viewer,
            id,
            "return",
            form,
            lambda request: unit.commands.return_(request, id, reason=form.body.reason),
        )

    @router.post(HERE + "/{id}/transfer")
    async def transfer(
        id: Id,
        viewer: CurrentViewer,
        form: Annotated[FilledForm[schemas.TransferBody], Depends(filled(schemas.TransferBody))],
    ) -> Response:
        return await unit.act(
            viewer,
            id,
            "transfer",
            form,
            lambda request: unit.commands.transfer(request, id, unit_id=form.body.unit_id, reason=form.body.reason),
        )
