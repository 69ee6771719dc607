"""The routes of retention: what is due, for auditors too; erasing it at once, for administrators."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from services.admin.application.retention import Retention
from services.admin.application.views import Retained
from services.admin.entrypoints.caller import Caller
from shared.platform.identity.actions import Action
from shared.web.schemas import problems


def retention_routes(router: APIRouter, retention: Retention, caller: Callable[..., Any]) -> None:
    """Add them."""
    By = Annotated[Caller, Depends(caller)]

    @router.get(
        "/retention",
        responses=problems(401, 403, 413, 503),
        summary="The retention periods, and the cases whose period is over; nothing is changed",
    )
    async def due(by: By) -> Retained:
        by.must(Action.READ_POLICIES)
        return await retention.due()

    @router.post(
        "/retention",
        responses=problems(401, 403, 409, 413, 503),
        summary="Erase the personal data of cases whose retention period is over, for good",
    )
    async def erase_due(by: By) -> Retained:
        by.must(Action.ADMINISTER)
        return await retention.erase_due(by.by)
