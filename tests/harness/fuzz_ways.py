"""The right way through each operation: at which stage of a case, by whom, and what a request has to name to succeed.

Whatever a way does not name stays as it was generated. A way that moves its case uses it up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.harness.case_stages import GULOU, Brought, Stage

Named = Callable[[Brought, Random], dict[str, Any]]
LEFT_OUT: Any = object()
"""Take this field out of what was generated."""

CASE, TASK, ONSITE = "/api/callback/cases/{id}", "/api/callback/tasks/{task}", "/api/escalation/cases/{id}"
PLATFORM = "/api/platform"
UNITS = ("JS-NJ-XS", "JS-NJ-CB", "JS-SZ-LP", "JS-NJ-LP")
LIVE = tuple(Stage)
WITH_CALLBACK = tuple(stage for stage in Stage if stage not in (Stage.CALMING, Stage.RAISED))
OPERATIONS, ADMINISTRATOR, AGENT, AUDITOR, CENTRE_HEAD = "S0077", "S0007", "S0029", "S0081", "S0014"


@dataclass(frozen=True, kw_only=True)
class Way:
    """See the module. `who` is a staff id or a part of the cast; without stages there is no case."""

    who: str
    stages: tuple[Stage, ...] = ()
    named: Named = lambda case, dice: {}
    moves: bool = False


def _nothing(*names: str) -> Named:
    return lambda case, dice: dict.fromkeys(names, LEFT_OUT)


def _fence(**more: Any) -> Named:
    return lambda case, dice: {"fence": case.fence, **more}


def _or(**said: Any) -> Named:
    """As generated, or so that it can succeed."""
    return lambda case, dice: said if dice.random() < 0.5 else {}


def _far_off(field: str) -> Named:
    """As generated, or at the end of time as Python knows it, or as RFC 3339 does."""
    ends = ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "2031-02-28T23:59:59.999999+14:00")
    return lambda case, dice: {field: dice.choice(ends)} if dice.random() < 0.5 else {}


def _dispatch(case: Brought, dice: Random) -> dict[str, Any]:
    units = dice.sample(UNITS, 3)
    return {"responsible_unit_id": units[0], "assisting_unit_ids": units[1:]}


def _details(case: Brought, dice: Random) -> dict[str, Any]:
    unknown = _nothing("cause", "responsible_unit_id", "subject_staff_id", "previous_id")(case, dice)
    return unknown | dice.choice(({}, {"cause": "slow"}, {"previous_id": case.id}, {"responsible_unit_id": UNITS[0]}))


def _report(case: Brought, dice: Random) -> dict[str, Any]:
    said = _nothing("cause", "responsible_unit_id", "subject_staff_id", "previous_id", "reporter_stated")(case, dice)
    return said | ({"reporter_id": GULOU.reporter} if dice.random() < 0.5 else {"reporter_id": LEFT_OUT})


def _attempt(case: Brought, dice: Random) -> dict[str, Any]:
    ends: tuple[dict[str, Any], ...] = (
        {"outcome": "reached", "satisfied": dice.random() < 0.5, "score": None, "call_later_at": None},
        {"outcome": dice.choice(("busy", "wrong_number", "refused")), "satisfied": None, "score": None},
        {"outcome": "call_later", "satisfied": None, "score": None},
        {"outcome": "call_later", "satisfied": None, "score": None} | _far_off("call_later_at")(case, dice),
        {},
    )
    return {"fence": case.fence, "also": []} | dice.choice(ends)


WAYS: dict[str, Way] = {
    "GET /livez": Way(who=AUDITOR),
    "GET /readyz": Way(who=AUDITOR),
    "GET /metrics": Way(who=OPERATIONS),
    f"GET {PLATFORM}/clock": Way(who=AUDITOR),
    f"GET {PLATFORM}/me": Way(who=AUDITOR),
    f"GET {PLATFORM}/names": Way(who=AUDITOR),
    f"GET {PLATFORM}/directory": Way(who=ADMINISTRATOR),
    f"POST {PLATFORM}/directory": Way(who=ADMINISTRATOR),
    f"GET {PLATFORM}/tokens": Way(who=ADMINISTRATOR),
    f"POST {PLATFORM}/tokens": Way(
        who=ADMINISTRATOR, stages=(Stage.CALMING,), named=lambda case, dice: {"staff_id": case.cast.reporter}
    ),
    f"POST {PLATFORM}/tokens/{{token}}/revoke": Way(who=ADMINISTRATOR),
    f"POST {PLATFORM}/clock/confirm": Way(who=OPERATIONS),
    f"GET {PLATFORM}/dead-letters": Way(who=OPERATIONS),
    f"POST {PLATFORM}/dead-letters/{{service}}/{{position}}/replay": Way(who=OPERATIONS),
    f"GET {PLATFORM}/cases/{{id}}/events": Way(who=AUDITOR, stages=LIVE),
    "POST /api/intake/reports": Way(who=AGENT, stages=(Stage.CALMING,), named=_report),
    "GET /api/intake/reports/{id}": Way(who="reporter", stages=LIVE),
    "POST /api/intake/reports/{id}/details": Way(who="reporter", stages=LIVE, named=_details),
    "GET /api/intake/messages": Way(who="head"),
    "GET /api/escalation/messages": Way(who="S0114"),
    "GET /api/callback/messages": Way(who="head"),
    "GET /wecom/{app}/callback": Way(who=AUDITOR),
    "POST /wecom/{app}/callback": Way(who=AUDITOR),
    "GET /api/escalation/cases": Way(who=AUDITOR),
    f"GET {ONSITE}": Way(who=AUDITOR, stages=LIVE),
    f"POST {ONSITE}/acknowledge": Way(who="S0114", stages=(Stage.RAISED,)),
    f"POST {ONSITE}/settle": Way(
        who="reporter", stages=(Stage.CALMING, Stage.RAISED), named=_or(note="已解释"), moves=True
    ),
    f"POST {ONSITE}/escalate": Way(who="reporter", stages=(Stage.CALMING,), moves=True),
    f"POST {ONSITE}/file": Way(who="S0114", stages=(Stage.CALMING, Stage.RAISED), moves=True),
    "GET /api/callback/tasks": Way(who="caller"),
    f"GET {CASE}": Way(who=AUDITOR, stages=WITH_CALLBACK),
    "POST /api/callback/tasks/claim": Way(
        who="caller", stages=(Stage.QUEUED,), named=lambda case, dice: {"task": f"{case.id}.t1"}, moves=True
    ),
    f"POST {TASK}/heartbeat": Way(who="caller", stages=(Stage.CLAIMED, Stage.FOLLOW_UP), named=_fence()),
    f"POST {TASK}/release": Way(who="caller", stages=(Stage.CLAIMED,), named=_fence(), moves=True),
    f"POST {TASK}/start": Way(who="caller", stages=(Stage.CLAIMED, Stage.FOLLOW_UP), named=_fence()),
    f"POST {TASK}/attempts": Way(who="caller", stages=(Stage.CLAIMED, Stage.FOLLOW_UP), named=_attempt, moves=True),
    f"POST {CASE}/dispatch": Way(
        who="supervisor", stages=(Stage.TO_DISPATCH, Stage.UNREACHABLE, Stage.RETURNED), named=_dispatch, moves=True
    ),
    f"POST {CASE}/accept": Way(who="head", stages=(Stage.DISPATCHED,), moves=True),
    f"POST {CASE}/assign": Way(
        who="head", stages=(Stage.DISPATCHED, Stage.HANDLING), named=lambda case, dice: {"staff_id": case.cast.handler}
    ),
    f"POST {CASE}/transfer": Way(
        who="head", stages=(Stage.HANDLING,), named=lambda case, dice: {"unit_id": UNITS[0]}, moves=True
    ),
    f"POST {CASE}/return": Way(who="head", stages=(Stage.DISPATCHED, Stage.HANDLING), moves=True),
    f"POST {CASE}/resolve": Way(who="handler", stages=(Stage.HANDLING, Stage.ORDERED), moves=True),
    f"POST {CASE}/supervise": Way(
        who="supervisor", stages=(Stage.DISPATCHED, Stage.HANDLING), named=_far_off("deadline")
    ),
    f"POST {CASE}/remind": Way(who="caller", stages=(Stage.DISPATCHED, Stage.HANDLING)),
    "POST /api/callback/orders/{order}/answer": Way(who="handler", stages=(Stage.ORDERED,), moves=True),
    f"POST {CASE}/close": Way(who="supervisor", stages=(Stage.UNREACHABLE,), moves=True),
    f"POST {CASE}/retry": Way(who=CENTRE_HEAD, stages=(Stage.UNREACHABLE,), moves=True),
    f"POST {CASE}/reopen": Way(who="caller", stages=(Stage.ARCHIVED, Stage.CLOSED), moves=True),
    f"POST {CASE}/severity": Way(who="caller", stages=(Stage.TO_DISPATCH, Stage.HANDLING)),
    f"POST {CASE}/override-independence": Way(
        who=CENTRE_HEAD, stages=(Stage.QUEUED,), named=lambda case, dice: {"staff_id": "S0022"}
    ),
    f"POST {CASE}/complaint": Way(who=AGENT, stages=WITH_CALLBACK),
    f"POST {CASE}/reveal": Way(who=AUDITOR, stages=WITH_CALLBACK),
}
"""Operation -> way. An operation without one fails the fuzz test."""
