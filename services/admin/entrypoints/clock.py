"""The routes of the clock after a jump: operations confirm it, administrators set it back."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from services.admin.application.clock import ClockDecisions
from services.admin.application.views import ClockView, SetBack
from services.admin.entrypoints.caller import Caller
from services.admin.entrypoints.schemas import ConfirmBody, SetBackBody
from shared.platform.identity.actions import Action
from shared.web.schemas import problems

ACTING = problems(401, 403, 404, 409, 413, 422, 503)


def clock_routes(router: APIRouter, decisions: ClockDecisions, caller: Callable[..., Any]) -> None:
    """Add them."""
    By = Annotated[Caller, Depends(caller)]

    @router.post("/clock/confirm", responses=ACTING, summary="An operator has looked at a clock that jumped")
    async def confirm(by: By, body: ConfirmBody) -> ClockView:
        by.must(Action.OPERATE)
        return await decisions.confirm(follow_wall=body.follow_wall, by=by.by)

    @router.post(
        "/clock/set-back", responses=ACTING, summary="Lead a hotline that stands in the future back to the wall clock"
    )
    async def set_back(by: By, body: SetBackBody) -> SetBack:
        by.must(Action.ADMINISTER)
        return await decisions.set_back(reason=body.reason, by=by.by)
