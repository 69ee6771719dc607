"""Sends generated requests to the hotline and judges every answer by the documented schema.

A third of the requests stay as generated; some are given the ids of real cases; the rest name all that is needed to
succeed (`Way` of `tests.harness.acts`), so that strange texts, dates and numbers are stored in cases: time passes, and
the invariants hold at the end.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random
from typing import Any

import httpx
import requests
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import select

from shared.contracts.registry import UnreadableEvent
from shared.engine.events import parking
from shared.engine.events.relay import to_record
from shared.engine.tables import event_log
from shared.platform.directory.reading import COLUMNS
from tests.harness.act import ADMINISTRATOR, AGENT, OPERATIONS, Act
from tests.harness.acts import BY_ROUTE
from tests.harness.case_stages import GULOU, Brought, Stage, bring
from tests.harness.chat import Chat
from tests.harness.fuzz_bodies import LEFT_OUT
from tests.harness.wecom import Request
from tests.harness.world import World

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
AS_GENERATED, WITH_REAL_IDS = 0.35, 0.55
"""Below the first a request stays as it is, below the second it names real cases; above, it goes the right way."""
TIME_PASSES_EVERY = 300
HERE = "http://hotline"
Parts = dict[str, Any]


class Fuzzer:
    """`answers` counts statuses by operation, `faults` is what was wrong, once each, `acted` is who sent something."""

    def __init__(self, world: World, runner: asyncio.Runner, dice: Random) -> None:
        self.world = world
        self.runner = runner
        self._dice = dice
        self.answers: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.faults: dict[str, str] = {}
        self.acted: set[str] = set()
        self.sent = 0
        self._ready: defaultdict[Stage, list[Brought]] = defaultdict(list)
        self._used: list[Brought] = []
        self._people = sorted(world.tokens)
        self._special: dict[str, Callable[[Parts, Random], Awaitable[Parts]]] = {
            "GET /wecom/{app}/callback": self._url_check,
            "POST /wecom/{app}/callback": self._push,
            "POST /api/platform/directory": self._directory,
            "POST /api/platform/tokens/{token}/revoke": self._token,
            "POST /api/platform/sessions/{session}/end": self._session,
            "POST /api/platform/dead-letters/{service}/{position}/replay": self._dead_letter,
            "POST /api/platform/quality-items/{item}/resolve": self._unknown_reporter,
            "POST /api/platform/quality-items/{item}/dismiss": self._unknown_reporter,
        }

    def fire(self, case: Case) -> None:
        """Send one case, aimed or not, and judge the answer."""
        self.runner.run(self._fire(case, self._dice))

    async def _fire(self, case: Case, dice: Random) -> None:
        act, mood = BY_ROUTE[case.operation.label], dice.random()
        brought = await self._brought(act, mood, dice)
        right = mood >= WITH_REAL_IDS
        who = _sender(act) if right else dice.choice(self._people)
        if brought is not None:
            _aim(case, act, brought, dice, named=right)
        answer = await self._send(case, who, dice, right=right)
        if answer is None:
            return
        self._judge(case, who, answer)
        if brought is not None and right:
            used = answer.status_code == 409 or (act.fuzz.moves and answer.is_success)  # 409: another act moved it
            (self._used if used else self._ready[brought.stage]).append(brought)
        self.sent += 1
        if self.sent % TIME_PASSES_EVERY == 0:
            await self._time_passes(dice)

    async def _brought(self, act: Act, mood: float, dice: Random) -> Brought | None:
        if not act.fuzz_stages or mood < AS_GENERATED:
            return None
        if mood < WITH_REAL_IDS and self._used:
            return dice.choice(self._used)
        stage = dice.choice(act.fuzz_stages)
        return self._ready[stage].pop() if self._ready[stage] else await bring(self.world, stage)

    async def _send(self, case: Case, who: str, dice: Random, *, right: bool) -> httpx.Response | None:
        parts = case.as_transport_kwargs(base_url=HERE)
        if right and (special := self._special.get(case.operation.label)):
            parts = await special(parts, dice)
        key = {"Idempotency-Key": self.world.ids.new()} if right else {}
        token = (await self.world.sign_in(who)).world.tokens[who]
        parts["headers"] = {**key, **parts["headers"], "Authorization": f"Bearer {token}"}
        request = _request(parts)
        if request is None:
            return None
        self.acted.add(who)
        return await self.world.http.send(request)

    def _judge(self, case: Case, who: str, answer: httpx.Response) -> None:
        self.answers[case.operation.label][answer.status_code] += 1
        try:
            case.validate_response(answer, checks=list(CHECKS))
        except FailureGroup as failures:
            for failure in failures.exceptions:
                name = f"{case.operation.label}: {type(failure).__name__} {answer.status_code}"
                said = (
                    f"{failure}\nby {who}: {answer.request.url} {answer.request.content[:600]!r}\n{answer.text[:300]}"
                )
                self.faults.setdefault(name, said)

    async def _time_passes(self, dice: Random) -> None:
        """The cases that were ready may be at another stage afterwards."""
        await self.world.jump(timedelta(minutes=dice.randrange(1, 60)))
        for stage in self._ready.values():
            self._used += stage
        self._ready.clear()

    # Requests that have to be made, not only aimed

    async def _url_check(self, parts: Parts, dice: Random) -> Parts:
        chat = Chat(self.world, "claims")
        return self._signed(parts, chat, chat.wecom.url_check("hello", self.world.now))

    async def _push(self, parts: Parts, dice: Random) -> Parts:
        chat = Chat(self.world, "claims")
        said = dice.choice(("不满报告 张三 13812345678 定损太慢", "你好", "不满", str(parts.get("data", ""))[:500]))
        text = "".join(character for character in said if character.isprintable())
        return self._signed(parts, chat, chat.wecom.text(dice.choice(("YuJiayi", "Stranger")), text, self.world.now))

    @staticmethod
    def _signed(parts: Parts, chat: Chat, request: Request) -> Parts:
        url = f"{HERE}{chat.url}?{request.query}"
        return {**parts, "url": url, "params": None, "data": request.body, "json": None}

    async def _directory(self, parts: Parts, dice: Random) -> Parts:
        folder = self.world.settings.directory_dir
        files = {name: (name, (folder / name).read_bytes()) for name in COLUMNS}
        headers = {name: value for name, value in parts["headers"].items() if name.lower() != "content-type"}
        return {**parts, "headers": headers, "files": files, "data": None}

    async def _token(self, parts: Parts, dice: Random) -> Parts:
        administrator = await self.world.sign_in(ADMINISTRATOR)
        answer = await administrator.post("/api/platform/tokens", {"staff_id": GULOU.reporter})
        return {**parts, "url": f"{HERE}/api/platform/tokens/{answer.json()['token_id']}/revoke"}

    async def _session(self, parts: Parts, dice: Random) -> Parts:
        """A person signs in to the pages."""
        await self.world.http.post("/sign-in", data={"staff_id": GULOU.reporter}, follow_redirects=False)
        administrator = await self.world.sign_in(ADMINISTRATOR)
        [session, *_] = (await administrator.get("/api/platform/sessions", staff=GULOU.reporter)).json()["items"]
        return {**parts, "url": f"{HERE}/api/platform/sessions/{session['session_id']}/end"}

    async def _dead_letter(self, parts: Parts, dice: Random) -> Parts:
        """The dead letter of an event that was handled already."""
        await bring(self.world, Stage.CALMING)
        [*_, row] = await self.world.rows("intake", select(event_log).order_by(event_log.c.position))
        record = to_record("intake", row)
        await self.world.services["escalation"].executor.run(
            [parking.parking_job("escalation", record, UnreadableEvent())]
        )
        operations = await self.world.sign_in(OPERATIONS)
        [letter] = (await operations.get("/api/platform/dead-letters")).json()["items"]
        url = f"{HERE}/api/platform/dead-letters/escalation/{letter['position']}/replay"
        return {**parts, "url": url}

    async def _unknown_reporter(self, parts: Parts, dice: Random) -> Parts:
        """The open item of a report whose reporter the directory does not know."""
        stranger = {"name": "于嘉怡", "phone": "13900001111", "unit_id": GULOU.unit}
        agent = await self.world.sign_in(AGENT)
        body = {"reporter_stated": stranger, "text": "客户不满", "stage": "calming", "call_id": self.world.ids.new()}
        assert (await agent.post("/api/intake/reports", body, key=self.world.ids.new())).status_code == 201
        await self.world.settle()
        administrator = await self.world.sign_in(ADMINISTRATOR)
        listed = (await administrator.get("/api/platform/quality-items", limit=200)).json()["items"]
        item = next(each["item"] for each in listed if each["kind"] == "reporter_unresolved")
        act = parts["url"].rpartition("/")[2]
        said = {"staff_id": GULOU.reporter} if act == "resolve" else {"reason": "外部查勘员"}
        return {**parts, "url": f"{HERE}/api/platform/quality-items/{item}/{act}", "json": said, "data": None}


def _sender(act: Act) -> str:
    """The staff id of the person who sends it the right way."""
    return str(getattr(GULOU, act.fuzz.by, act.fuzz.by))


def _aim(case: Case, act: Act, brought: Brought, dice: Random, *, named: bool) -> None:
    """Let the request name this case, and with `named` all that it has to name."""
    task, order = brought.task or f"{brought.id}.t1", brought.order or f"{brought.id}.o1"
    real = {"id": brought.id, "task": task, "order": order}
    case.path_parameters = {name: real.get(name, value) for name, value in (case.path_parameters or {}).items()}
    if named and isinstance(case.body, dict):
        body = case.body | act.fuzz.names(brought, dice)
        case.body = {name: value for name, value in body.items() if value is not LEFT_OUT}


def _request(parts: Parts) -> httpx.Request | None:
    """The request as it goes over the wire; None if no client could send it."""
    try:
        made = requests.Request(**parts).prepare()
        headers = [(_bytes(name), _bytes(value)) for name, value in made.headers.items()]
    except (requests.exceptions.RequestException, UnicodeError):
        return None
    return httpx.Request(str(made.method), str(made.url), headers=headers, content=_bytes(made.body or b""))


def _bytes(value: str | bytes) -> bytes:
    return value.encode("latin-1") if isinstance(value, str) else value
