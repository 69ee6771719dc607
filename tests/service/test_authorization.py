"""Every route × everybody × every relation to a case, against the oracle beside this module.

A case of each needed stage is brought there once; then the databases keep nothing any more, so that each attempt,
allowed or not, meets the same state. An allowed attempt succeeds, a refused one is 403, a case nobody knows is 404.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select

from shared.engine.db.database import Connection, Database
from shared.engine.tables import messages
from shared.platform.identity.tokens import NewToken
from tests.harness.case_stages import GULOU, Brought, Cast, Stage, bring
from tests.harness.world import World
from tests.service.authorization_oracle import MAY, ROLES, STAFF, Facts, has

pytestmark = pytest.mark.asyncio(loop_scope="module")

LUHE = Cast(
    reporter="S0136",
    registrar="S0029",
    caller="S0019",
    dispatcher="S0019",
    supervisor="S0018",
    unit="JS-SZ-LP",
    head="S0147",
    handler="S0149",
    assisting="JS-SZ-CB",
    details={"subject_staff_id": "S0020"},
)
"""Reported by phone; a leader on leave, whose deputy is told; handled in another prefecture; about one of the group."""
KUNSHAN = Cast(
    reporter="S0177",
    caller="S0042",
    dispatcher="S0019",
    supervisor="S0017",
    unit="JS-SZ-KS",
    head="S0173",
    handler="S0175",
    assisting="JS-SZ-LP",
    details={"responsible_unit_id": "JS-95518-TS", "subject_staff_id": "S0021"},
)
"""About the whole complaint group, so that customer service calls; handled by the reporter's own leader."""
CASTS = {"Gulou": (GULOU, "S0114"), "Luhe": (LUHE, "S0133"), "Kunshan": (KUNSHAN, "S0173")}
"""Each with who is told at level 1, and informed when it is filed at once."""

CASE, TASK = "/api/callback/cases/{id}", "/api/callback/tasks/{task}"
ONSITE, PLATFORM = "/api/escalation/cases/{id}", "/api/platform"
WITH_UNIT = frozenset({Stage.DISPATCHED, Stage.HANDLING, Stage.ORDERED, Stage.RESOLVED, Stage.FOLLOW_UP, Stage.CLOSED})
HELD = frozenset({Stage.CLAIMED, Stage.FOLLOW_UP})
WHY: dict[str, Any] = {"reason": "核实"}


@dataclass(frozen=True)
class Try:
    """An attempt at a route: whose business it is, with which body, and at which stages of a case it succeeds."""

    row: str
    stages: tuple[Stage, ...] = ()
    body: Callable[[Brought], dict[str, Any]] | dict[str, Any] = field(default_factory=dict)
    allowed: tuple[int, ...] = (200, 201, 204)


def _held(**more: Any) -> Callable[[Brought], dict[str, Any]]:
    return lambda case: {"fence": case.fence, **more}


ON_CASE: dict[str, Try] = {
    "GET /api/intake/reports/{id}": Try("read the report", (Stage.CALMING,)),
    "POST /api/intake/reports/{id}/details": Try("details", (Stage.CALMING,), {"ground": "demand_unmet"}),
    f"GET {ONSITE}": Try("read on site", (Stage.CALMING, Stage.RAISED, Stage.QUEUED)),
    f"POST {ONSITE}/acknowledge": Try("acknowledge", (Stage.RAISED,)),
    f"POST {ONSITE}/settle": Try("settle, escalate, file", (Stage.CALMING, Stage.RAISED), {"note": "已解释"}),
    f"POST {ONSITE}/escalate": Try("settle, escalate, file", (Stage.CALMING, Stage.RAISED)),
    f"POST {ONSITE}/file": Try("settle, escalate, file", (Stage.CALMING, Stage.RAISED)),
    f"GET {CASE}": Try("read the case", (Stage.QUEUED, Stage.HANDLING)),
    "POST /api/callback/tasks/claim": Try("claim", (Stage.QUEUED,), lambda case: {"task": f"{case.id}.t1"}),
    f"POST {TASK}/heartbeat": Try("hold the task", (Stage.CLAIMED,), _held()),
    f"POST {TASK}/release": Try("hold the task", (Stage.CLAIMED,), _held()),
    f"POST {TASK}/start": Try("hold the task", (Stage.CLAIMED,), _held()),
    f"POST {TASK}/attempts": Try("hold the task", (Stage.CLAIMED, Stage.FOLLOW_UP), _held(outcome="busy")),
    f"POST {CASE}/accept": Try("work on it", (Stage.DISPATCHED,)),
    f"POST {CASE}/assign": Try("head the unit", (Stage.HANDLING,), lambda case: {"staff_id": case.cast.handler}),
    f"POST {CASE}/transfer": Try("transfer", (Stage.DISPATCHED,), {"unit_id": "JS-NJ-XS", **WHY}),
    f"POST {CASE}/return": Try("head the unit", (Stage.HANDLING,), WHY),
    f"POST {CASE}/resolve": Try("work on it", (Stage.HANDLING,), {"note": "已办"}),
    f"POST {CASE}/supervise": Try("supervise", (Stage.HANDLING,), {"text": "请尽快"}),
    f"POST {CASE}/remind": Try("supervise", (Stage.DISPATCHED,)),
    "POST /api/callback/orders/{order}/answer": Try("work on it", (Stage.ORDERED,), {"text": "已办"}),
    f"POST {CASE}/close": Try("decide", (Stage.UNREACHABLE,), WHY),
    f"POST {CASE}/retry": Try("decide", (Stage.UNREACHABLE,), WHY),
    f"POST {CASE}/reopen": Try("reopen, severity", (Stage.ARCHIVED,), WHY),
    f"POST {CASE}/severity": Try("reopen, severity", (Stage.TO_DISPATCH,), {"severity": 1, **WHY}),
    f"POST {CASE}/override-independence": Try("override", (Stage.QUEUED,), {"staff_id": "S0022", **WHY}),
    f"POST {CASE}/complaint": Try(
        "complaint", (Stage.QUEUED, Stage.CLOSED), {"source": "12378", "at": "2026-11-23T00:00:00Z"}
    ),
    f"POST {CASE}/reveal": Try(
        "reveal", (Stage.QUEUED, Stage.CLAIMED, Stage.HANDLING, Stage.FOLLOW_UP), {"fields": ["phone"], **WHY}
    ),
}
DISPATCH = f"POST {CASE}/dispatch"
DISPATCHES = (Try("dispatch", (Stage.TO_DISPATCH,)), Try("decide", (Stage.UNREACHABLE, Stage.RETURNED)))
ELSEWHERE: dict[str, Try] = {
    "GET /api/escalation/cases": Try("be anybody"),
    "GET /api/intake/messages": Try("be anybody"),
    "GET /api/escalation/messages": Try("be anybody"),
    "GET /api/callback/messages": Try("be anybody"),
    "GET /api/callback/tasks": Try("see the queue"),
    f"GET {PLATFORM}/me": Try("be anybody"),
    f"GET {PLATFORM}/names": Try("be anybody"),
    f"GET {PLATFORM}/directory": Try("administer"),
    f"POST {PLATFORM}/directory": Try("administer", allowed=(422,)),
    f"GET {PLATFORM}/tokens": Try("administer"),
    f"POST {PLATFORM}/tokens": Try("administer", body={"staff_id": "NOBODY"}, allowed=(404,)),
    f"POST {PLATFORM}/tokens/{{token}}/revoke": Try("administer", allowed=(404,)),
    f"POST {PLATFORM}/clock/confirm": Try("operate", allowed=(409,)),
    f"GET {PLATFORM}/dead-letters": Try("operate"),
    f"POST {PLATFORM}/dead-letters/{{service}}/{{position}}/replay": Try("operate", allowed=(404,)),
    f"GET {PLATFORM}/cases/{{id}}/events": Try("follow any case", (Stage.CALMING,)),
}
REPORT = "POST /api/intake/reports"
CLAIM = "POST /api/callback/tasks/claim"
OPEN_TO_ALL = {"GET /livez", "GET /readyz", "GET /metrics", f"GET {PLATFORM}/clock"}
"""Nothing of anybody is in these answers."""
SIGNED_BY_WECOM = {"GET /wecom/{app}/callback", "POST /wecom/{app}/callback"}
"""These know their sender by a signature, never by a token."""

MESSAGES = select(messages).order_by(messages.c.position)
UNKNOWN = "01935000-0000-8000-8000-000000000000"


class KeepsNothing:
    """A database whose transactions are all taken back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        try:
            async with self._database.transaction() as connection:
                yield connection
                raise _TakenBack
        except _TakenBack:
            pass

    def single(self) -> AbstractAsyncContextManager[Connection]:
        return self.transaction()


class _TakenBack(Exception):
    pass


@dataclass
class Stand:
    """The world with a case of each cast at each stage, and everybody who tries his hand at them."""

    world: World
    cases: dict[tuple[str, Stage], Brought] = field(default_factory=dict)

    async def attempts(self, route: str, attempt: Try, cast: str, stage: Stage) -> list[str]:
        """What the product decided otherwise than the oracle."""
        case = self.cases[cast, stage]
        facts = _facts(case, cast, stage)
        body = attempt.body(case) if callable(attempt.body) else attempt.body
        wrong = []
        for who in PEOPLE:
            answer = await self.ask(who, route, case, body)
            wrong += self.compare(who, attempt, facts, answer, f"{cast} {stage}")
        return wrong

    async def ask(self, who: str, route: str, case: Brought, body: dict[str, Any]) -> httpx.Response:
        """Try it as this person."""
        return await _ask(self.world, route, case, body, token=self.world.tokens[who])

    @staticmethod
    def compare(who: str, attempt: Try, facts: Facts, answer: httpx.Response, where: str = "") -> list[str]:
        expected = attempt.allowed if MAY[attempt.row](who, facts) else (403,)
        if answer.status_code in expected:
            return []
        return [f"{where}: {who} ({STAFF[who]['roles']}) got {answer.status_code}, not {expected}: {answer.text[:120]}"]


async def _ask(world: World, route: str, case: Brought, body: dict[str, Any], token: str | None) -> httpx.Response:
    method, _, path = route.partition(" ")
    filled = path.format(
        id=case.id, task=case.task, order=case.order, token=UNKNOWN, service="intake", position=1, app="claims"
    )
    headers = {"Idempotency-Key": "authorization"} | ({"Authorization": f"Bearer {token}"} if token else {})
    return await world.http.request(method, filled, headers=headers, json=body if method == "POST" else None)


ODD = ("S0091", "S0119", "S0115", "S0089", "S0132", "S0082", "S0010", "S0001", "S0021", "S0030", "S0097")
"""A handler not assigned, a colleague of the reporter, deputies, leaders further up, the person reported, …"""


def _people() -> list[str]:
    """The casts, and of each role one in Nanjing, one in Suzhou, and the first of all."""
    named = set(ODD)
    for cast, told in CASTS.values():
        named |= {cast.reporter, cast.caller, cast.dispatcher, cast.supervisor, cast.head, cast.handler, told}
        named |= {cast.registrar or cast.reporter}
    for role in ROLES:
        for place in ("JS-NJ", "JS-SZ", ""):
            holders = (who for who, row in STAFF.items() if has(who, role) and row["unit_id"].startswith(place))
            named |= {next(holders, GULOU.reporter)}
    return sorted(named)


PEOPLE = _people()


def _facts(case: Brought, cast: str, stage: Stage) -> Facts:
    """What the oracle is told of a case."""
    who = case.cast
    facts = Facts(
        reporter=who.reporter,
        registrar=who.registrar or "",
        accused_unit=who.details.get("responsible_unit_id", ""),
        accused=who.details.get("subject_staff_id", ""),
        holder=who.caller if stage in HELD else "",
        told=CASTS[cast][1] if stage is Stage.RAISED else "",
        informed=CASTS[cast][1] if stage not in (Stage.CALMING, Stage.RAISED) else "",
    )
    if stage in WITH_UNIT:
        handler = "" if stage is Stage.DISPATCHED else who.handler
        facts = replace(facts, lead=who.unit, assisting=who.assisting, handler=handler)
    return facts


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stand(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stand]:
    folder: Path = tmp_path_factory.mktemp("authorization") / "data"
    async with World.running(folder) as world:
        made = Stand(world)
        for name, (cast, _) in CASTS.items():
            for stage in Stage:
                made.cases[name, stage] = await bring(world, stage, cast)
        for who in PEOPLE:
            await world.sign_in(who)
        executors = [service.executor for service in world.services.values()]
        kept = [executor.database for executor in executors]
        for executor in executors:
            executor.database = KeepsNothing(executor.database)
        yield made
        for executor, database in zip(executors, kept, strict=True):
            executor.database = database


@pytest.mark.parametrize("cast", CASTS)
@pytest.mark.parametrize("route", ON_CASE)
async def test_each_act_on_a_case_is_open_to_whom_the_table_names(stand: Stand, route: str, cast: str) -> None:
    attempt = ON_CASE[route]
    wrong = [line for stage in attempt.stages for line in await stand.attempts(route, attempt, cast, stage)]
    assert wrong == []


@pytest.mark.parametrize("cast", CASTS)
async def test_dispatching_needs_a_supervisor_when_callers_or_units_gave_up(stand: Stand, cast: str) -> None:
    body = {"responsible_unit_id": "JS-NJ-XS"}
    wrong = []
    for attempt in DISPATCHES:
        for stage in attempt.stages:
            wrong += await stand.attempts(DISPATCH, replace(attempt, body=body), cast, stage)
    assert wrong == []


@pytest.mark.parametrize("route", ELSEWHERE)
async def test_what_is_about_no_single_case_is_open_by_role(stand: Stand, route: str) -> None:
    attempt = ELSEWHERE[route]
    assert not callable(attempt.body)
    case = stand.cases["Gulou", Stage.CALMING]
    wrong = []
    for who in PEOPLE:
        answer = await stand.ask(who, route, case, attempt.body)
        wrong += stand.compare(who, attempt, Facts(), answer)
    assert wrong == []


async def test_everybody_reports_and_only_who_takes_calls_reports_for_others(stand: Stand) -> None:
    own, other = Try("be anybody"), Try("report for somebody else")
    case, wrong = stand.cases["Gulou", Stage.CALMING], []
    for who in PEOPLE:
        answer = await stand.ask(who, REPORT, case, {"text": "不满"})
        wrong += stand.compare(who, own, Facts(), answer, "own")
        for stated in ({"reporter_id": "S0137"}, {"reporter_stated": {"unit_id": "JS-NJ-GL"}}):
            wrong += stand.compare(who, other, Facts(), await stand.ask(who, REPORT, case, stated), "other")
    assert wrong == []


async def test_only_who_may_call_asks_for_the_next_task(stand: Stand) -> None:
    case, wrong = stand.cases["Gulou", Stage.QUEUED], []
    for who in PEOPLE:
        wrong += stand.compare(who, Try("call at all"), Facts(), await stand.ask(who, CLAIM, case, {}))
    assert wrong == []


async def test_lists_hold_what_each_person_may_see_and_nothing_else(stand: Stand) -> None:
    for who in PEOPLE:
        answer = await stand.world.by(who).get("/api/escalation/cases", limit=200)
        seen = {item["id"] for item in answer.json()["items"]}
        may = {
            case.id
            for (cast, stage), case in stand.cases.items()
            if MAY["read on site"](who, _facts(case, cast, stage))
        }
        assert seen == may, f"{who} sees other cases than he may"


async def test_everybody_reads_his_own_messages_only(stand: Stand) -> None:
    for service in ("intake", "escalation", "callback"):
        rows = await stand.world.rows(service, MESSAGES)
        for who in PEOPLE:
            answer = await stand.world.by(who).get(f"/api/{service}/messages", limit=200)
            told = [row["text"] for row in rows if row["recipient"] == who]
            assert [item["text"] for item in answer.json()["items"]] == told[::-1][:200]


@pytest.mark.parametrize("route", [*(route for route in ON_CASE if "{" in route), DISPATCH])
async def test_a_case_that_nobody_knows_is_not_found_by_anybody(stand: Stand, route: str) -> None:
    attempt = ON_CASE.get(route) or replace(DISPATCHES[0], body={"responsible_unit_id": "JS-NJ-XS"})
    known = stand.cases["Gulou", attempt.stages[0]]
    body = attempt.body(known) if callable(attempt.body) else attempt.body
    nowhere = replace(known, id=UNKNOWN, task=f"{UNKNOWN}.t1", order=f"{UNKNOWN}.o1")
    for who in ("S0118", "S0020", "S0017", "S0029", "S0086", "S0088", "S0081", "S0006"):
        answer = await stand.ask(who, route, nowhere, body)
        assert answer.status_code == 404, f"{who}: {answer.text}"


async def test_nobody_is_let_in_without_a_good_token(stand: Stand) -> None:
    world = stand.world
    await world.sign_in("S0258")
    bad = {"no": None, "an unknown": "not-a-token", "an empty": " ", "a departed person's": world.tokens["S0258"]}
    bad |= {"a revoked": await _revoked(world), "an expired": await _expired(world)}
    for route in sorted(await _routes(world) - OPEN_TO_ALL - SIGNED_BY_WECOM):
        case = stand.cases["Gulou", Stage.ORDERED]
        for kind, token in bad.items():
            answer = await _ask(world, route, case, {}, token=token)
            assert answer.status_code == 401, f"{route} with {kind} token: {answer.status_code}"
            assert answer.headers["WWW-Authenticate"] == "Bearer"


async def _revoked(world: World) -> str:
    grant = NewToken(token_id=world.ids.new(), secret="revoked", staff_id="S0081", label="", issued_at=world.now)
    await world.process.context.tokens.issue(grant)
    await world.process.context.tokens.revoke(grant.token_id, world.now)
    return grant.secret


async def _expired(world: World) -> str:
    long_ago = world.now - timedelta(days=1)
    grant = NewToken(
        token_id=world.ids.new(),
        secret="expired",
        staff_id="S0081",
        label="",
        issued_at=long_ago,
        expires_at=world.now,
    )
    await world.process.context.tokens.issue(grant)
    return grant.secret


async def test_every_route_is_tried_here(stand: Stand) -> None:
    tried = {*ON_CASE, *ELSEWHERE, DISPATCH, REPORT, *OPEN_TO_ALL, *SIGNED_BY_WECOM}
    routes = await _routes(stand.world)
    assert routes - tried == set(), "routes without a line in this module"
    assert tried - routes - SIGNED_BY_WECOM == set(), "lines without a route"


async def _routes(world: World) -> set[str]:
    document = (await world.http.get("/openapi.json")).json()
    return {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
