"""A case brought to any stage of the whole story, with a given cast: for tests that need one of everything."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from tests.harness.world import World


class Stage(StrEnum):
    """How far a case is brought."""

    CALMING = "calming"  # reported; the reporter has five minutes
    RAISED = "raised"  # the reporter asked for the direct leader
    QUEUED = "queued"  # filed; the first callback waits
    CLAIMED = "claimed"  # the caller holds the first callback
    UNREACHABLE = "unreachable"  # the customer refused to talk
    ARCHIVED = "archived"  # not dissatisfied
    TO_REVIEW = "to_review"  # as ARCHIVED, with a risk flag: a supervisor has to look at it
    TO_DISPATCH = "to_dispatch"  # dissatisfied
    RETURNED = "returned"  # to be dispatched, returned twice
    DISPATCHED = "dispatched"  # with the lead unit
    HANDLING = "handling"  # signed for, and assigned to the handler
    ORDERED = "ordered"  # as HANDLING, under a supervision order
    RESOLVED = "resolved"  # the follow-up waits
    FOLLOW_UP = "follow_up"  # the caller holds the follow-up
    NOT_HEARD = "not_heard"  # the customer refused the follow-up
    CLOSED = "closed"  # the customer is content


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The people of a case. `details` go into the report; with a `registrar` it comes by phone."""

    reporter: str
    registrar: str | None = None
    caller: str
    dispatcher: str
    supervisor: str
    unit: str
    head: str
    handler: str
    assisting: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True)
class Brought:
    """A case at its stage, and `at` which moment: its id, the task last claimed with its fence, the last order."""

    id: str
    cast: Cast
    stage: Stage
    at: datetime
    task: str = ""
    fence: int = 0
    order: str = ""


CUSTOMER = {"role": "insured", "name": "欧阳致远", "phone": "13912345678", "policy_no": "PDAA202632010000012345"}
GULOU = Cast(
    reporter="S0118",
    caller="S0020",
    dispatcher="S0020",
    supervisor="S0017",
    unit="JS-NJ-LP",
    head="S0088",
    handler="S0090",
    assisting="JS-NJ-CB",
)
"""A claims reporter of Gulou in Nanjing; the claims centre of Nanjing leads, its underwriting assists."""


async def bring(world: World, stage: Stage, cast: Cast = GULOU, **details: Any) -> Brought:
    """Report, and let everybody act until the case is at this stage. No time passes."""
    case = await _reported(world, stage, cast, details)
    for act in _ACTS[stage]:
        await act(world, case)
    return case


async def _reported(world: World, stage: Stage, cast: Cast, details: dict[str, Any]) -> Brought:
    on_site = stage in (Stage.CALMING, Stage.RAISED)
    body = {"stage": "calming" if on_site else "filed", "text": "定损太慢", "ground": "discontent_voiced"}
    body |= {"risk_flags": ["media"]} if stage is Stage.TO_REVIEW else {}
    body |= {"customer": CUSTOMER} | cast.details | details
    if cast.registrar is not None:
        body |= {"reporter_id": cast.reporter, "call_id": "CALL-1"}
    person = await world.sign_in(cast.registrar or cast.reporter)
    answer = await person.post("/api/intake/reports", body, key=world.ids.new())
    assert answer.status_code == 201, answer.text
    await world.settle()
    return Brought(id=answer.json()["id"], cast=cast, stage=stage, at=world.now)


async def _do(world: World, who: str, path: str, /, **body: Any) -> dict[str, Any]:
    answer = await (await world.sign_in(who)).post(path, body)
    assert answer.status_code < 300, f"{path}: {answer.text}"
    return dict(answer.json())


async def _escalate(world: World, case: Brought) -> None:
    await _do(world, case.cast.reporter, f"/api/escalation/cases/{case.id}/escalate", level=0)


async def _claim(world: World, case: Brought) -> None:
    case.task = f"{case.id}.t{2 if case.task else 1}"
    claimed = await _do(world, case.cast.caller, "/api/callback/tasks/claim", task=case.task)
    case.fence = claimed["fence"]


def _reach(**said: Any) -> "Act":
    async def reach(world: World, case: Brought) -> None:
        await _claim(world, case)
        path = f"/api/callback/tasks/{case.task}/attempts"
        await _do(world, case.cast.caller, path, fence=case.fence, **said)

    return reach


def _handle(who: str, what: str, **said: Any) -> "Act":
    async def handle(world: World, case: Brought) -> None:
        cast = case.cast
        body = {name: getattr(cast, value[1:]) if str(value)[:1] == "$" else value for name, value in said.items()}
        done = await _do(world, getattr(cast, who), f"/api/callback/cases/{case.id}/{what}", **body)
        case.order = done.get("order", case.order)

    return handle


async def _dispatch(world: World, case: Brought) -> None:
    body = {"responsible_unit_id": case.cast.unit, "assisting_unit_ids": [case.cast.assisting]}
    await _do(world, case.cast.dispatcher, f"/api/callback/cases/{case.id}/dispatch", **body)


Act = Callable[[World, Brought], Awaitable[None]]
_REFUSED = _reach(outcome="refused")
_CONTENT = _reach(outcome="reached", satisfied=True)
_DISSATISFIED = _reach(outcome="reached", score=40)
_RETURN = _handle("head", "return", reason="不属本单位")
_ACCEPTED = (_DISSATISFIED, _dispatch, _handle("head", "accept"), _handle("head", "assign", staff_id="$handler"))
_RESOLVED = (*_ACCEPTED, _handle("handler", "resolve", note="已重新定损"))
_ACTS: dict[Stage, tuple[Act, ...]] = {
    Stage.CALMING: (),
    Stage.RAISED: (_escalate,),
    Stage.QUEUED: (),
    Stage.CLAIMED: (_claim,),
    Stage.UNREACHABLE: (_REFUSED,),
    Stage.ARCHIVED: (_CONTENT,),
    Stage.TO_REVIEW: (_CONTENT,),
    Stage.TO_DISPATCH: (_DISSATISFIED,),
    Stage.RETURNED: (_DISSATISFIED, _dispatch, _RETURN, _dispatch, _RETURN),
    Stage.DISPATCHED: (_DISSATISFIED, _dispatch),
    Stage.HANDLING: _ACCEPTED,
    Stage.ORDERED: (*_ACCEPTED, _handle("supervisor", "supervise", text="请今日联系客户")),
    Stage.RESOLVED: _RESOLVED,
    Stage.FOLLOW_UP: (*_RESOLVED, _claim),
    Stage.NOT_HEARD: (*_RESOLVED, _REFUSED),
    Stage.CLOSED: (*_RESOLVED, _CONTENT),
}
