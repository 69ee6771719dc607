"""The routes by which administrators erase the personal data of a case."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from services.admin.application.erasing import Erasing
from services.admin.application.views import ErasedCase
from services.admin.entrypoints.caller import Caller
from services.admin.entrypoints.schemas import WhyBody
from shared.platform.identity.actions import Action
from shared.web.schemas import Id, problems

ACTING = problems(401, 403, 404, 409, 413, 422, 503)


def erasing_routes(router: APIRouter, erasing: Erasing, caller: Callable[..., Any]) -> None:
    """Add them."""
    By = Annotated[Caller, Depends(caller)]

    @router.post("/cases/{id}/erase", responses=ACTING, summary="Erase the personal data of an ended case, for good")
    async def erase(id: Id, by: By, body: WhyBody) -> ErasedCase:
        by.must(Action.ADMINISTER)
        return await erasing.erase(id, reason=body.reason, by=by.by)
