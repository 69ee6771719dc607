"""What people do to a case in a form with more than a reason: complaint, severity, order, override, transfer.

As all acts of a home (`pages_case`): each is sent to `<prefix>/{id}/<act>` and leads back home.
"""

import json
from collections.abc import Awaitable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from services.callback.entrypoints.api import Api
from services.callback.entrypoints.forms_acts import (
    ComplaintForm,
    OverrideForm,
    SeverityForm,
    SuperviseForm,
    TransferForm,
    renamed,
)
from services.callback.entrypoints.homes import Form, Home, acted, unit_meant
from shared.platform.command_request import CommandRequest
from shared.web.schemas import Id
from shared.web.site.forms import SHOWN_AGAIN, FilledForm, filled, submitted
from shared.web.site.session import CurrentViewer, Viewer


def more_act_routes(router: APIRouter, home: Home, api: Api) -> None:
    """Add these acts to a home."""
    _pressing(router, home, api)
    _judging(router, home, api)
    _complaining(router, home, api)
    _transferring(router, home, api)


def _pressing(router: APIRouter, home: Home, api: Api) -> None:
    @router.post(home.prefix + "/{id}/supervise")
    async def supervise(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[SuperviseForm], Depends(filled(SuperviseForm))]
    ) -> Response:
        def run(request: CommandRequest) -> Awaitable[object]:
            return api.cases.supervise(request, id, text=form.body.text, deadline=form.body.deadline)

        return await acted(home, viewer, id, "supervise", form, run)


def _judging(router: APIRouter, home: Home, api: Api) -> None:
    @router.post(home.prefix + "/{id}/severity")
    async def severity(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[SeverityForm], Depends(filled(SeverityForm))]
    ) -> Response:
        def run(request: CommandRequest) -> Awaitable[object]:
            return api.cases.severity(request, id, severity=form.body.severity, reason=form.body.reason)

        return await acted(home, viewer, id, "severity", form, run)

    @router.post(home.prefix + "/{id}/override_independence")
    async def override(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[OverrideForm], Depends(filled(OverrideForm))]
    ) -> Response:
        def run(request: CommandRequest) -> Awaitable[object]:
            body = form.body
            return api.cases.override_independence(request, id, staff_id=body.staff_id, reason=body.reason)

        return await acted(home, viewer, id, "override_independence", form, run)


def _complaining(router: APIRouter, home: Home, api: Api) -> None:
    async def mark(viewer: Viewer, id: str, form: FilledForm[ComplaintForm]) -> bool:
        """True if it cannot be reopened any more, so that a new report is needed."""
        body = form.body
        marked = await api.cases.complaint(
            submitted(viewer, form),
            id,
            source=body.source,
            number=body.number,
            complained_at=body.at or viewer.now,
            note=body.note,
        )
        return bool(json.loads(marked.body)["new_report_needed"])

    @router.post(home.prefix + "/{id}/complaint")
    async def complaint(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[ComplaintForm], Depends(filled(ComplaintForm))]
    ) -> Response:
        if form.errors:
            return await home.show(viewer, id, form, act="complaint")
        try:
            late = await mark(viewer, id, form)
        except SHOWN_AGAIN as refusal:
            wrong: Form = replace(form, refusal=refusal, errors=refusal.errors)
            return await home.show(viewer, id, wrong, act="complaint")
        return RedirectResponse(home.address(id) + ("&did=marked_late" if late else "&did=complaint"), 303)


def _transferring(router: APIRouter, home: Home, api: Api) -> None:
    @router.post(home.prefix + "/{id}/transfer")
    async def transfer(
        id: Id, viewer: CurrentViewer, form: Annotated[FilledForm[TransferForm], Depends(filled(TransferForm))]
    ) -> Response:
        unit_id, wrong = unit_meant(form.parsed.other if form.parsed else None, viewer)
        asked = replace(form, errors=(*form.errors, *renamed(wrong, {"unit": "other"})))

        def run(request: CommandRequest) -> Awaitable[object]:
            return api.cases.transfer(request, id, unit_id=unit_id, reason=form.body.reason)

        return await acted(home, viewer, id, "transfer", asked, run, places={"unit_id": "other"})
