"""The routes by which administrators erase the personal data of a case, or hold it; auditors read both lists."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from services.admin.application.erasing import Erasing
from services.admin.application.holding import Holding
from services.admin.application.views import ErasedCase, HeldCase
from services.admin.entrypoints.caller import Caller
from services.admin.entrypoints.schemas import WhyBody
from shared.platform.identity.actions import Action
from shared.web.schemas import Id, Listed, problems

ACTING = problems(401, 403, 404, 409, 413, 422, 503)
READING = problems(401, 403, 422, 503)
MOST = 200
A_CASE = "01935a2e-7c41-7d3a-9f2b-6c8e5d4a3b21"
Following = Annotated[Id | None, Query(description="`next` of the page before", examples=[A_CASE])]


def erasing_routes(router: APIRouter, erasing: Erasing, holding: Holding, caller: Callable[..., Any]) -> None:
    """Add them."""
    By = Annotated[Caller, Depends(caller)]

    @router.post("/cases/{id}/erase", responses=ACTING, summary="Erase the personal data of an ended case, for good")
    async def erase(id: Id, by: By, body: WhyBody) -> ErasedCase:
        by.must(Action.ADMINISTER)
        return await erasing.erase(id, reason=body.reason, by=by.by)

    @router.post("/cases/{id}/hold", responses=ACTING, summary="Legal hold: the case is not erased for now")
    async def hold(id: Id, by: By, body: WhyBody) -> HeldCase:
        by.must(Action.ADMINISTER)
        return await holding.hold(id, reason=body.reason, by=by.by)

    @router.post("/cases/{id}/release", status_code=204, responses=ACTING, summary="Release a case from legal hold")
    async def release(id: Id, by: By, body: WhyBody) -> None:
        by.must(Action.ADMINISTER)
        await holding.release(id, reason=body.reason, by=by.by)

    @router.get("/holds", responses=READING, summary="The cases on legal hold, by their ids")
    async def holds(by: By, after: Following = None) -> Listed[HeldCase]:
        by.must(Action.READ_POLICIES)
        found = await holding.holds(limit=MOST, after=after or "")
        return Listed(items=found, next=found[-1].case_id if len(found) == MOST else None)

    @router.get("/erasures", responses=READING, summary="The cases that were erased, by their ids")
    async def erasures(by: By, after: Following = None) -> Listed[ErasedCase]:
        by.must(Action.READ_POLICIES)
        found = await erasing.erasures(limit=MOST, after=after or "")
        return Listed(items=found, next=found[-1].case_id if len(found) == MOST else None)
