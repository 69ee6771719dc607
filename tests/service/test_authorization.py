"""Every act of the catalogue × every kind of person × every relation to a case, against the oracle.

A case is brought to each stage once; then no database keeps a change, so that each attempt, allowed or not, meets the
same state. An allowed attempt succeeds, a refused one is 403, an unknown case is 404.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select

from shared.engine.db.database import Change, Connection, Database
from shared.engine.tables import messages
from shared.platform.identity.tokens import NewToken
from tests.harness.act import NO_TOKEN, SIGNED, Attempt
from tests.harness.acts import ACTS, BY_ROUTE
from tests.harness.authorization_oracle import MAY, ROLES, STAFF, Facts, has
from tests.harness.case_stages import GULOU, Brought, Cast, Stage, bring
from tests.harness.world import World

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
JIANGYIN = Cast(
    reporter="S0236",
    caller="S0019",
    dispatcher="S0019",
    supervisor="S0018",
    unit="JS-WX-JY",
    head="S0233",
    handler="S0234",
    assisting="JS-WX-LP",
    details={"subject_staff_id": "S0232"},
)
"""About the reporter's leader, who heads the lead unit too: the deputy answers in both places."""
CASTS = {
    "Gulou": (GULOU, "S0114"),
    "Luhe": (LUHE, "S0133"),
    "Kunshan": (KUNSHAN, "S0173"),
    "Jiangyin": (JIANGYIN, "S0233"),
}
"""Each with who is told at level 1, and informed when it is filed at once."""

WITH_UNIT = frozenset(
    {
        *(Stage.DISPATCHED, Stage.HANDLING, Stage.ORDERED, Stage.RESOLVED, Stage.FOLLOW_UP),
        *(Stage.NOT_HEARD, Stage.CLOSED),
    }
)
HELD = frozenset({Stage.CLAIMED, Stage.FOLLOW_UP})
REACHED = frozenset({Stage.UNREACHABLE, Stage.ARCHIVED, Stage.TO_REVIEW, Stage.TO_DISPATCH})
"""The customer was spoken to, and the case has not been dispatched."""

ON_CASE = [act.route for act in ACTS if act.tried.stages]
ELSEWHERE = [
    act.route
    for act in ACTS
    if any(not attempt.stages and attempt.rule not in (NO_TOKEN, SIGNED) for attempt in act.attempts)
]
BEHIND_A_TOKEN = [act.route for act in ACTS if act.tried.rule not in (NO_TOKEN, SIGNED)]

MESSAGES = select(messages).order_by(messages.c.position)
UNKNOWN = "01935000-0000-8000-8000-000000000000"


class KeepsNothing:
    """A database whose transactions are all rolled back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        try:
            async with self._database.transaction() as connection:
                yield connection
                raise _RolledBack
        except _RolledBack:
            pass

    def single(self) -> AbstractAsyncContextManager[Connection]:
        return self.transaction()

    async def change(self, *changes: Change) -> list[int]:
        async with self.transaction() as connection:
            return await connection.change(*changes)
        return []


class _RolledBack(Exception):
    pass


@dataclass
class Stand:
    """The world with a case of each cast at each stage, and a token for each person who tries something."""

    world: World
    cases: dict[tuple[str, Stage], Brought] = field(default_factory=dict)

    async def attempts(self, route: str, attempt: Attempt, cast: str, stage: Stage) -> list[str]:
        """What the product decided otherwise than the oracle."""
        case = self.cases[cast, stage]
        facts = _facts(case, cast, stage) if attempt.stages else Facts()
        body = attempt.body_for(case)
        wrong = []
        for who in PEOPLE:
            answer = await self.ask(who, route, case, body)
            wrong += self.compare(who, attempt, facts, answer, f"{cast} {stage} {body}")
        return wrong

    async def ask(self, who: str, route: str, case: Brought, body: dict[str, Any]) -> httpx.Response:
        """Try it as this person."""
        return await _ask(self.world, route, case, body, token=self.world.tokens[who])

    @staticmethod
    def compare(who: str, attempt: Attempt, facts: Facts, answer: httpx.Response, where: str) -> list[str]:
        expected = attempt.answers if MAY[attempt.rule](who, facts) else (403,)
        if answer.status_code in expected:
            return []
        return [f"{where}: {who} ({STAFF[who]['roles']}) got {answer.status_code}, not {expected}: {answer.text[:120]}"]


async def _ask(world: World, route: str, case: Brought, body: dict[str, Any], token: str | None) -> httpx.Response:
    method, _, path = route.partition(" ")
    filled = path.format(
        id=case.id,
        task=case.task,
        order=case.order,
        token=UNKNOWN,
        session=UNKNOWN,
        service="intake",
        position=1,
        app="claims",
        item=999_999,
        part="duty",
    )
    headers = {"Idempotency-Key": "authorization"} | ({"Authorization": f"Bearer {token}"} if token else {})
    return await world.http.request(method, filled, headers=headers, json=body if method == "POST" else None)


ODD = ("S0091", "S0119", "S0115", "S0089", "S0132", "S0082", "S0010", "S0001", "S0021", "S0030", "S0097")
"""A handler not assigned, a colleague of the reporter, deputies, leaders further up, the person complained of, …"""


def _people() -> list[str]:
    """The casts, and of each role one in Nanjing, one in Suzhou, and the first of all."""
    named = set(ODD)
    for cast, told in CASTS.values():
        named |= {cast.reporter, cast.caller, cast.dispatcher, cast.supervisor, cast.head, cast.handler, told}
        named |= {cast.registrar or cast.reporter, cast.details.get("subject_staff_id", cast.reporter)}
    for role in ROLES:
        for place in ("JS-NJ", "JS-SZ", ""):
            holders = (who for who, row in STAFF.items() if has(who, role) and row["unit_id"].startswith(place))
            named |= {next(holders, GULOU.reporter)}
    return sorted(named)


PEOPLE = _people()


def _facts(case: Brought, cast: str, stage: Stage) -> Facts:
    """What the oracle knows of a case."""
    who = case.cast
    facts = Facts(
        reporter=who.reporter,
        registrar=who.registrar or "",
        accused_unit=who.details.get("responsible_unit_id", ""),
        accused=who.details.get("subject_staff_id", ""),
        holder=who.caller if stage in HELD else "",
        reached=who.caller if stage in REACHED else "",
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
        context = world.process.context
        context.revealing.budgets._platform = KeepsNothing(context.platform)
        object.__setattr__(context, "platform", KeepsNothing(context.platform))  # all tokens may be revoked here
        yield made
        for executor, database in zip(executors, kept, strict=True):
            executor.database = database


@pytest.mark.parametrize("cast", CASTS)
@pytest.mark.parametrize("route", ON_CASE)
async def test_each_act_on_a_case_is_open_to_whom_the_table_names(stand: Stand, route: str, cast: str) -> None:
    wrong = []
    for attempt in BY_ROUTE[route].attempts:
        for stage in attempt.stages:
            wrong += await stand.attempts(route, attempt, cast, stage)
    assert wrong == []


@pytest.mark.parametrize("route", ELSEWHERE)
async def test_what_is_about_no_single_case_is_open_by_role(stand: Stand, route: str) -> None:
    wrong = []
    for attempt in BY_ROUTE[route].attempts:
        if not attempt.stages:
            wrong += await stand.attempts(route, attempt, "Gulou", Stage.CALMING)
    assert wrong == []


async def test_lists_hold_what_each_person_may_see_and_nothing_else(stand: Stand) -> None:
    for who in PEOPLE:
        answer = await stand.world.by(who).get("/api/escalation/cases", limit=200)
        seen = {item["id"] for item in answer.json()["items"]}
        may = {
            case.id
            for (cast, stage), case in stand.cases.items()
            if MAY["readers of the on-site case"](who, _facts(case, cast, stage))
        }
        assert seen == may, f"{who} sees other cases than they may"


async def test_everybody_reads_his_own_messages_only(stand: Stand) -> None:
    for service in ("intake", "escalation", "callback"):
        rows = await stand.world.rows(service, MESSAGES)
        for who in PEOPLE:
            answer = await stand.world.by(who).get(f"/api/{service}/messages", limit=200)
            told = [row["text"] for row in rows if row["recipient"] == who]
            assert [item["text"] for item in answer.json()["items"]] == told[::-1][:200]


@pytest.mark.parametrize("route", [route for route in ON_CASE if "{" in route])
async def test_a_case_that_nobody_knows_is_not_found_by_anybody(stand: Stand, route: str) -> None:
    attempt = BY_ROUTE[route].tried
    known = stand.cases["Gulou", attempt.stages[0]]
    nowhere = replace(known, id=UNKNOWN, task=f"{UNKNOWN}.t1", order=f"{UNKNOWN}.o1")
    for who in ("S0118", "S0020", "S0017", "S0029", "S0086", "S0088", "S0081", "S0006"):
        answer = await stand.ask(who, route, nowhere, attempt.body_for(known))
        assert answer.status_code == 404, f"{who}: {answer.text}"


async def test_nobody_is_let_in_without_a_good_token(stand: Stand) -> None:
    world = stand.world
    await world.sign_in("S0258")
    bad = {"no": None, "an unknown": "not-a-token", "an empty": " ", "a departed person's": world.tokens["S0258"]}
    bad |= {"a revoked": await _revoked(world), "an expired": await _expired(world)}
    for route in BEHIND_A_TOKEN:
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
