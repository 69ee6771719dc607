"""Commands on tasks as routes: claim, take over, heartbeat, release, start, attempts."""

from fastapi import APIRouter, Response

from services.callback.application.task_views import ClaimView, TaskView
from services.callback.entrypoints.api import Api
from services.callback.entrypoints.schemas import (
    AttemptBody,
    CaseAnswer,
    ClaimBody,
    HeartbeatBody,
    HeldBody,
    NoteBody,
)
from shared.web.commands import CommandRequestOf, answer
from shared.web.schemas import COMMANDING, Id

NOTHING = "null"
"""The body of an outcome without a value."""


def task_routes(router: APIRouter, api: Api) -> None:
    """Add the routes of callers."""
    use_cases = api.tasks

    @router.post(
        "/tasks/claim",
        responses=COMMANDING | {204: {"description": "nothing to claim"}},
        response_model=ClaimView,
        summary="Take a task, or the next one",
    )
    async def claim(request: CommandRequestOf, body: ClaimBody | None = None) -> Response:
        asked = body or ClaimBody()
        outcome = await use_cases.claim(request, task=asked.task, inbound=asked.inbound)
        return Response(status_code=204) if outcome.body == NOTHING else answer(outcome)

    @router.post(
        "/tasks/{task}/take-over", responses=COMMANDING, response_model=ClaimView, summary="Take it from its holder"
    )
    async def take_over(task: Id, request: CommandRequestOf, body: NoteBody | None = None) -> Response:
        return answer(await use_cases.take_over(request, task))

    @router.post("/tasks/{task}/heartbeat", responses=COMMANDING, response_model=ClaimView, summary="Keep the lease")
    async def heartbeat(task: Id, body: HeartbeatBody, request: CommandRequestOf) -> Response:
        draft = body.draft.plain() if body.draft is not None else None
        return answer(await use_cases.heartbeat(request, task, fence=body.fence, draft=draft))

    @router.post("/tasks/{task}/release", responses=COMMANDING, response_model=TaskView, summary="Give the task back")
    async def release(task: Id, body: HeldBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.release(request, task, fence=body.fence, reason=body.reason))

    @router.post("/tasks/{task}/start", responses=COMMANDING, response_model=TaskView, summary="Dialling begins")
    async def start(task: Id, body: HeldBody, request: CommandRequestOf) -> Response:
        return answer(await use_cases.start(request, task, fence=body.fence))

    @router.post(
        "/tasks/{task}/attempts", responses=COMMANDING, response_model=CaseAnswer, summary="How the call ended"
    )
    async def attempts(task: Id, body: AttemptBody, request: CommandRequestOf) -> Response:
        result = body.plain()
        also = tuple(each.plain(result) for each in body.also)
        return answer(await use_cases.attempts(request, task, fence=body.fence, result=result, also=also))
