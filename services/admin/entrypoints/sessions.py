"""The routes by which administrators see who is signed in to the pages, and end a session."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from services.admin.application.signing_in import SigningIn
from services.admin.entrypoints.caller import Caller
from shared.platform.identity.actions import Action
from shared.platform.identity.sessions import SessionView
from shared.web.schemas import Id, Listed, problems

OfPerson = Annotated[Id | None, Query(description="of this person", examples=["S0118"])]


def session_routes(router: APIRouter, signing_in: SigningIn, caller: Callable[..., Any]) -> None:
    """Add them."""
    By = Annotated[Caller, Depends(caller)]

    @router.get("/sessions", responses=problems(401, 403, 422, 503), summary="Who is signed in to the pages now")
    async def sessions(by: By, staff: OfPerson = None) -> Listed[SessionView]:
        by.must(Action.ADMINISTER)
        return Listed(items=list(await signing_in.open_sessions(staff)))

    @router.post(
        "/sessions/{session}/end",
        status_code=204,
        responses=problems(401, 403, 404, 413, 422, 503),
        summary="End a session of any person",
    )
    async def end(session: Id, by: By) -> None:
        by.must(Action.ADMINISTER)
        await signing_in.end_of_any(session, by.by)
