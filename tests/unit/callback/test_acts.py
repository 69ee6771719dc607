"""One name an act: the last word of its route is its action, its trigger, its use case and its word in the audit."""

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from services.callback.application.task_use_cases import TaskUseCases
from services.callback.application.use_cases import CaseUseCases
from services.callback.domain.states import FOUND_BY_CALLING, State, Trigger, allowed_acts, allowed_triggers
from services.callback.entrypoints.api import Api
from services.callback.entrypoints.cases import case_routes
from services.callback.entrypoints.tasks import task_routes
from shared.engine.executor import Job
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor

NO_ACT = {
    "claim": "a step of the act `call`",
    "take_over": "a step of the act `call`",
    "heartbeat": "a step of the act `call`",
    "release": "a step of the act `call`",
    "start": "a step of the act `call`",
    "attempts": "a step of the act `call`",
}


def words() -> list[str]:
    """The last words of the command routes, with `_` for `-`."""
    router = APIRouter()
    api: Any = SimpleNamespace(cases=None, tasks=None)
    assert set(vars(api)) <= set(Api.__dataclass_fields__)
    case_routes(router, api)
    task_routes(router, api)
    return [route.path.rpartition("/")[2].replace("-", "_") for route in router.routes if isinstance(route, APIRoute)]


def test_the_last_word_of_a_command_route_is_an_action_and_a_trigger() -> None:
    actions, triggers = {action.value for action in Action}, {trigger.value for trigger in Trigger}
    acts = set(words()) - NO_ACT.keys()
    assert acts <= actions & triggers
    assert acts | {Trigger.CALL} == triggers - FOUND_BY_CALLING, "a trigger without a route"


def test_what_is_no_act_is_still_a_route() -> None:
    assert set(words()) >= NO_ACT.keys()


def test_only_acts_are_offered_never_what_a_call_finds() -> None:
    for state in State:
        assert set(allowed_acts(state)) == set(allowed_triggers(state)) - FOUND_BY_CALLING
        assert set(allowed_acts(state)) <= {*words(), Trigger.CALL}


class Queued(Exception):
    """Instead of being run, a command comes out with its job."""

    def __init__(self, job: Job[Any]) -> None:
        self.job = job


class Queue:
    """A command queue that runs nothing."""

    async def submit(self, job: Job[Any]) -> None:
        raise Queued(job)


class SealsAnything:
    """As `Sealing`, without keys; also in the place of handlers, which are not reached."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def seal(*args: object, **more: object) -> Any:
            return SimpleNamespace(seal=lambda field, text: "sealed", source="s", number=None, sealed={})

        return seal


STORED_UNDER = {"answer": "answer_order", "attempts": "attempt", "override_independence": "override"}
"""Words of version 0.1.0 in the scope of idempotency keys, where they differ from today's."""

GIVEN: dict[str, Any] = {
    "case_id": "1",
    "order": "1.o1",
    "task": "1.t1",
    "fence": 1,
    "severity": 1,
    "fields": ("phone",),
    "complained_at": datetime(2026, 11, 2, tzinfo=UTC),
    "result": SimpleNamespace(
        **dict.fromkeys(("outcome", "satisfied", "score", "call_id", "recording_id", "talk_seconds", "call_later_at")),
        answers=None,
        note=None,
    ),
}


@pytest.mark.parametrize("use_cases", [CaseUseCases, TaskUseCases])
async def test_a_use_case_has_the_word_of_its_route_and_leaves_it_in_the_audit(use_cases: Any) -> None:
    made, actor = (
        use_cases(Queue(), SealsAnything(), SealsAnything()),
        cast(Actor, SimpleNamespace(staff_id="S1", via={})),
    )
    for name, method in inspect.getmembers(made, inspect.iscoroutinefunction):
        if name.startswith("_"):
            continue
        word = name.rstrip("_")
        _, *needed = (each.name for each in inspect.signature(method).parameters.values() if each.default is each.empty)
        request = CommandRequest(actor=actor, key="k", fingerprint="f", trace=None)
        with pytest.raises(Queued) as queued:
            await method(request, **{each: GIVEN.get(each, "x") for each in needed})
        job = queued.value.job
        assert (job.action, word in words()) == (word, True)
        # the scope of a key never changes: an answer stored by an earlier version is found by the same key
        scope = job.idempotency_key.scope.split(":")[:2] if job.idempotency_key else None
        assert scope == ["S1", STORED_UNDER.get(word, word)]
