"""Commands on tasks as routes: claim, heartbeat, release, start, attempts."""

import json

from fastapi import APIRouter, Response

from services.callback.application.commands import Claim, EndAttempt, Ended, Heartbeat, Held, Release, Start
from services.callback.application.ids import case_of_task
from services.callback.application.views import ClaimView, TaskView
from services.callback.domain.results import Result
from services.callback.entrypoints.api import Api
from services.callback.entrypoints.schemas import AttemptBody, CaseAnswer, ClaimBody, HeldBody
from shared.web.commands import CommandRequestOf, answer
from shared.web.schemas import COMMANDING, Id


def task_routes(router: APIRouter, api: Api) -> None:
    """See the module."""
    command_queue, calls, vault = api.command_queue, api.calls, api.context.vault

    @router.post(
        "/tasks/claim",
        responses=COMMANDING | {204: {"description": "nothing to claim"}},
        response_model=ClaimView,
        summary="Take a task, or the next one",
    )
    async def claim(request: CommandRequestOf, body: ClaimBody | None = None) -> Response:
        task = body.task if body else None
        command = Claim(actor=request.actor, task=task)
        case_id = case_of_task(task) if task else None
        outcome = await request.run(command_queue, "claim", case_id, lambda work: calls.claim(command, work))
        return Response(status_code=204) if json.loads(outcome.body) is None else answer(outcome)

    @router.post("/tasks/{task}/heartbeat", responses=COMMANDING, response_model=ClaimView, summary="Keep the lease")
    async def heartbeat(task: Id, body: HeldBody, request: CommandRequestOf) -> Response:
        command = Heartbeat(actor=request.actor, held=Held(task=task, fence=body.fence))
        case_id = case_of_task(task)
        return answer(
            await request.run(command_queue, "heartbeat", case_id, lambda work: calls.heartbeat(command, work))
        )

    @router.post("/tasks/{task}/release", responses=COMMANDING, response_model=TaskView, summary="Give the task back")
    async def release(task: Id, body: HeldBody, request: CommandRequestOf) -> Response:
        case_id = case_of_task(task)
        reason = await vault.seal(case_id, "reason", body.reason or None)
        command = Release(actor=request.actor, held=Held(task=task, fence=body.fence), reason=reason)
        return answer(await request.run(command_queue, "release", case_id, lambda work: calls.release(command, work)))

    @router.post("/tasks/{task}/start", responses=COMMANDING, response_model=TaskView, summary="Dialling begins")
    async def start(task: Id, body: HeldBody, request: CommandRequestOf) -> Response:
        command = Start(actor=request.actor, held=Held(task=task, fence=body.fence))
        case_id = case_of_task(task)
        return answer(await request.run(command_queue, "start", case_id, lambda work: calls.start(command, work)))

    @router.post(
        "/tasks/{task}/attempts", responses=COMMANDING, response_model=CaseAnswer, summary="How the call ended"
    )
    async def attempts(task: Id, body: AttemptBody, request: CommandRequestOf) -> Response:
        case_id = case_of_task(task)
        command = EndAttempt(
            actor=request.actor,
            ended=await _ended(task, body.fence, body),
            also=tuple([await _ended(each.task, each.fence, body) for each in body.also]),
        )
        others = tuple(case_of_task(each.task) for each in body.also)
        outcome = await request.run(
            command_queue, "attempt", case_id, lambda work: calls.end_attempt(command, work), also_subjects=others
        )
        return answer(outcome)

    async def _ended(task: str, fence: int, body: AttemptBody) -> Ended:
        """What was written is sealed for each task's own case: nothing sealed opens elsewhere."""
        case_id = case_of_task(task)
        result = Result(
            outcome=body.outcome,
            satisfied=body.satisfied,
            score=body.score,
            answers=await vault.seal(case_id, "answers", body.answers or None),
            note=await vault.seal(case_id, "note", body.note or None),
            call_id=body.call_id,
            recording_id=body.recording_id,
            talk_seconds=body.talk_seconds,
            call_later_at=body.call_later_at,
        )
        return Ended(held=Held(task=task, fence=fence), result=result)
