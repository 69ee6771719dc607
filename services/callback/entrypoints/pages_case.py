"""What people do to a case from the pages of callback: the same acts at the desk and in supervision.

A home is the page around a case. Each act is a form that is sent to `<prefix>/{id}/<act>` (`/desk/cases/{id}/dispatch`)
and leads back home; a refused one shows it again, with what was typed.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from services.callback.application.use_cases import CaseUseCases
from services.callback.entrypoints.api import Api
from services.callback.entrypoints.forms_desk import ContactForm, DispatchForm, RevealForm, TakeOverForm
from services.callback.entrypoints.homes import Form, Home, acted, unit_meant
from services.callback.entrypoints.pages_acts import more_act_routes
from services.callback.entrypoints.presenters_desk import places_to_reveal
from services.callback.entrypoints.schemas import NoteBody, ReasonBody
from shared.platform.command_request import CommandRequest
from shared.platform.privacy.revealing import Asked
from shared.support.errors import FieldError, Forbidden, TooMany
from shared.web.schemas import Body, Id
from shared.web.site.forms import FilledForm, filled, submitted
from shared.web.site.session import CurrentViewer, Viewer


def act_routes(router: APIRouter, home: Home, api: Api) -> None:
    """Add the acts on a case to a home."""
    _dispatching(router, home, api)
    more_act_routes(router, home, api)
    reveal_route(router, home, api)
    for act, run in _with_reason(api.cases).items():
        _add(router, home, act, ReasonBody, run)
    for act, run in _with_note(api.cases).items():
        _add(router, home, act, NoteBody, run)

    @router.post(home.prefix + "/{id}/contacts")
    async def contacts(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[ContactForm], Depends(filled(ContactForm))]
    ) -> Response:
        def run(request: CommandRequest) -> Awaitable[object]:
            return api.cases.contacts(request, id, note=form.body.note, wants=form.body.wants)

        return await acted(home, viewer, id, "contacts", form, run)

    @router.post(home.prefix + "/{id}/take_over")
    async def take_over(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[TakeOverForm], Depends(filled(TakeOverForm))]
    ) -> Response:
        def run(request: CommandRequest) -> Awaitable[object]:
            return api.tasks.take_over(request, form.body.task)

        return await acted(home, viewer, id, "take_over", form, run)


def _with_reason(cases: CaseUseCases) -> dict[str, Callable[[CommandRequest, str, Any], Awaitable[object]]]:
    return {
        "retry": lambda request, id, body: cases.retry(request, id, reason=body.reason),
        "close": lambda request, id, body: cases.close(request, id, reason=body.reason),
        "send_back": lambda request, id, body: cases.send_back(request, id, reason=body.reason),
        "reopen": lambda request, id, body: cases.reopen(request, id, reason=body.reason),
    }


def _with_note(cases: CaseUseCases) -> dict[str, Callable[[CommandRequest, str, Any], Awaitable[object]]]:
    return {
        "reviewed": lambda request, id, body: cases.reviewed(request, id, note=body.note),
        "remind": lambda request, id, body: cases.remind(request, id, note=body.note),
    }


def _add(
    router: APIRouter,
    home: Home,
    act: str,
    model: type[Body],
    run: Callable[[CommandRequest, str, Any], Awaitable[object]],
) -> None:
    read = filled(model)

    @router.post(f"{home.prefix}/{{id}}/{act}", name=f"{home.prefix} {act}")
    async def acts(id: Id, viewer: CurrentViewer, form: Annotated[Form, Depends(read)]) -> Response:
        return await acted(home, viewer, id, act, form, lambda request: run(request, id, form.body))


def _dispatching(router: APIRouter, home: Home, api: Api) -> None:
    @router.post(home.prefix + "/{id}/dispatch")
    async def dispatch(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[DispatchForm], Depends(filled(DispatchForm))]
    ) -> Response:
        unit_id, wrong = _unit(form, viewer)
        asked = replace(form, errors=(*form.errors, *wrong))

        def run(request: CommandRequest) -> Awaitable[object]:
            body = form.body
            return api.cases.dispatch(
                request,
                id,
                lead_unit_id=unit_id,
                assisting_unit_ids=body.assisting,
                severity=body.severity,
                note=body.note,
                reason=body.reason,
            )

        return await acted(home, viewer, id, "dispatch", asked, run)


def _unit(form: FilledForm[DispatchForm], viewer: Viewer) -> tuple[str, tuple[FieldError, ...]]:
    """The unit that was chosen or written; what is wrong with it."""
    if form.parsed is None:
        return "", ()
    body = form.parsed
    if body.other:
        return unit_meant(body.other, viewer)
    return body.unit or "", () if body.unit else (FieldError("unit", "required", "Choose a unit."),)


def reveal_route(router: APIRouter, home: Home, api: Api) -> None:
    """Add the showing of personal data, for a reason, on record: the answer to the form, at no address."""

    @router.post(home.prefix + "/{id}/reveal")
    async def reveal(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[RevealForm], Depends(filled(RevealForm))]
    ) -> Response:
        if form.errors:
            return await home.show(viewer, id, form, act="reveal")
        case, request = await api.reading.case(viewer.actor, id), submitted(viewer, form)
        asked = Asked(places=places_to_reveal(case), reason=form.body.reason)
        try:
            revealed = await api.looking.reveal(request, id, asked)
        except (Forbidden, TooMany) as refusal:
            return await home.show(viewer, id, replace(form, refusal=refusal), act="reveal")
        return await home.show(viewer, id, revealed=revealed)
