"""A customer's data enters by every channel, goes through the whole story and comes to rest nowhere in the clear (I12).

Looked through afterwards: every file of the data folder or every row, file and log of the servers, everything logged at
any level, everything the bus carried, the metrics, every refusal, and every answer but the revealing one.
"""

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select

from services.callback.domain import decisions_receiving
from services.intake.application.handlers import Handlers
from shared.engine.tables import audit
from shared.support import logs
from tests.harness.canary_steps import Tap, asks_in_every_place, fills_every_body, rings_and_complains
from tests.harness.chat import Chat
from tests.harness.disk_scan import Baseline, baseline, written_since
from tests.harness.filled_bodies import Bodies
from tests.harness.pii_canary import BY_PC, BY_PHONE, BY_WECOM, CANARIES, Canary, found
from tests.harness.stacks import EMBEDDED
from tests.harness.world import World

REPORTER, USERID, LEADER, AGENT, CALLER, OTHER, SUPERVISOR = (
    "S0118",
    "YuJiayi",
    "S0114",
    "S0029",
    "S0020",
    "S0019",
    "S0017",
)
UNIT, HEAD, HANDLER, NEXT_UNIT, AUDITOR = "JS-NJ-LP", "S0088", "S0090", "JS-NJ-CB", "S0081"
OUTAGE = "the disk is full of"


@dataclass
class Told:
    """The story as it was told, and what it left behind."""

    world: World
    tap: Tap
    log: io.StringIO
    since: Baseline
    bodies: Bodies
    answers: list[httpx.Response] = field(default_factory=list)
    revealed: dict[str, httpx.Response] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)

    async def ask(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Ask; the answer is kept. Nothing that was refused is a fault here."""
        token = (await self.world.sign_in(who)).world.tokens[who]
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": self.world.ids.new()} | headers
        answer = await self.world.http.request(method, path, json=body, headers=headers)
        self.answers.append(answer)
        await self.world.settle()
        return answer

    async def done(self, who: str, path: str, **body: Any) -> dict[str, Any]:
        """Do something that has to succeed, and once more under the same key."""
        key = {"Idempotency-Key": self.world.ids.new()}
        answer = await self.ask(who, "POST", path, body, **key)
        assert answer.is_success, f"{path}: {answer.text}"
        again = await self.ask(who, "POST", path, body, **key)
        assert again.is_success, f"{path} again: {again.text}"
        return dict(answer.json())

    async def call(self, canary: Canary, case: str, number: int = 1, **said: Any) -> None:
        """Claim, dial, and report how it went."""
        task = f"/api/callback/tasks/{case}.t{number}"
        fence = (await self.done(CALLER, "/api/callback/tasks/claim", task=f"{case}.t{number}"))["fence"]
        await self.done(CALLER, f"{task}/start", fence=fence, reason=canary.text("拨打"))
        said |= {"note": canary.text("回访备注"), "answers": canary.text("客户回答")}
        said |= {"call_id": f"C-20261123-{canary.phone}", "recording_id": f"20261123090001_{canary.phone}.wav"}
        await self.ask(OTHER, "POST", f"{task}/attempts", said | {"fence": fence - 1, "outcome": "busy"})
        await self.done(CALLER, f"{task}/attempts", fence=fence, **said)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Told]:
    folder: Path = tmp_path_factory.mktemp("canary") / "data"
    with _everything_logged() as log:
        async with World.running(folder) as world:
            tap = Tap()
            world.process.bus.subscribe(tap)
            story = Told(world, tap, log, await baseline(world), Bodies((await world.http.get("/openapi.json")).json()))
            await _tell(story)
            yield story


@contextmanager
def _everything_logged() -> Iterator[io.StringIO]:
    """Every line of every level, for machines and for people; other parties' loggers as `logs.configure` sets them."""
    stream, root = io.StringIO(), logging.getLogger()
    handlers = [logging.StreamHandler(stream), logging.StreamHandler(stream)]
    for handler, for_a_person in zip(handlers, (False, True), strict=True):
        handler.setFormatter(logs.formatter(for_a_person=for_a_person))
        root.addHandler(handler)
    before, levels = root.level, {name: logging.getLogger(name).level for name in logs.QUIETER}
    root.setLevel(logging.DEBUG)
    for name in levels:
        logging.getLogger(name).setLevel(logging.WARNING)
    yield stream
    root.setLevel(before)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    for handler in handlers:
        root.removeHandler(handler)


async def _tell(story: Told) -> None:
    cases = {BY_PC: await _reported_by_pc(story), BY_PHONE: await _reported_by_phone(story)}
    cases[BY_WECOM] = await _reported_by_wecom(story)
    for canary, case in cases.items():
        await _goes_its_whole_way(story, canary, case)
        await _is_read_by_everybody(story, case)
        await _is_revealed(story, canary, case)
    await _is_settled_on_site(story)
    await _is_given_up(story)
    await _is_read_by_everybody(story, await rings_and_complains(story, BY_PC))
    await fills_every_body(story)
    await asks_in_every_place(story, BY_PC)
    await _is_refused(story, cases[BY_PC])
    await _meets_a_fault(story)
    await story.world.jump(timedelta(days=2))


async def _reported_by_pc(story: Told) -> str:
    """Calming first; the leader is told, acts and files."""
    report = {"stage": "calming", "customer": BY_PC.customer(phone=BY_PC.full_width), "text": BY_PC.text("报告")}
    case = str((await story.done(REPORTER, "/api/intake/reports", **report))["id"])
    ladder = f"/api/escalation/cases/{case}"
    await story.done(REPORTER, f"{ladder}/escalate", level=0, note=BY_PC.text("升级"))
    await story.done(LEADER, f"{ladder}/acknowledge", note=BY_PC.text("介入"))
    details = {"customer": BY_PC.customer(phone=f"+86 {BY_PC.phone}"), "text": BY_PC.text("补充")}
    await story.done(REPORTER, f"/api/intake/reports/{case}/details", **details)
    await story.done(LEADER, f"{ladder}/file", note=BY_PC.text("启动"))
    return case


async def _reported_by_phone(story: Told) -> str:
    """Registered for somebody nobody knows, whose own name and number are a person's too."""
    stated = {"name": BY_PHONE.name, "phone": BY_PHONE.phone, "unit_id": "JS-NJ-GL"}
    report = {
        "call_id": f"IN-{BY_PHONE.phone}-77",
        "reporter_stated": stated,
        "customer": BY_PHONE.customer(),
        "text": BY_PHONE.text("来电"),
    }
    by_number = report | {"reporter_id": BY_PHONE.phone}
    del by_number["reporter_stated"]
    await story.done(AGENT, "/api/intake/reports", **by_number)
    return str((await story.done(AGENT, "/api/intake/reports", **report))["id"])


async def _reported_by_wecom(story: Told) -> str:
    """Two messages: the second completes the first; then a push nobody can have meant."""
    chat = Chat(story.world, "claims")
    said = f"不满报告 {BY_WECOM.name} {BY_WECOM.full_width} 保单{BY_WECOM.policy_no} {BY_WECOM.plate} {BY_WECOM.word}"
    case = await chat.reports(USERID, said)
    request = chat.wecom.text(BY_WECOM.phone, BY_WECOM.text("不满"), story.world.now)
    for _ in range(2):
        story.answers.append(await chat.sends(request))
    story.answers.append(await chat.sends(request._replace(query=request.query + "0")))
    await story.world.settle()
    details = {"customer": BY_WECOM.customer(), "text": BY_WECOM.text("补充")}
    await story.done(REPORTER, f"/api/intake/reports/{case}/details", **details)
    return case


async def _goes_its_whole_way(story: Told, canary: Canary, case: str) -> None:
    path = f"/api/callback/cases/{case}"
    why = {"reason": canary.text("理由")}
    await story.ask(SUPERVISOR, "POST", f"{path}/override-independence", why | {"staff_id": OTHER})
    await story.done(CALLER, "/api/callback/tasks/claim", task=f"{case}.t1")
    await story.done(CALLER, f"/api/callback/tasks/{case}.t1/release", fence=1, **why)
    await story.call(canary, case, outcome="busy")
    await story.call(canary, case, outcome="wrong_number")
    await story.call(canary, case, outcome="reached", score=30)
    await story.done(CALLER, f"{path}/severity", severity=1, **why)
    await story.done(CALLER, f"{path}/dispatch", responsible_unit_id=UNIT, note=canary.text("派单"))
    await story.done(HEAD, f"{path}/return", **why)
    await story.done(CALLER, f"{path}/dispatch", responsible_unit_id=NEXT_UNIT, note=canary.text("再派"))
    await story.done(SUPERVISOR, f"{path}/transfer", unit_id=UNIT, **why)
    await story.done(HEAD, f"{path}/accept", note=canary.text("签收"))
    await story.done(HEAD, f"{path}/assign", staff_id=HANDLER)
    order = (await story.done(SUPERVISOR, f"{path}/supervise", text=canary.text("督办")))["order"]
    await story.done(HANDLER, f"/api/callback/orders/{order}/answer", text=canary.text("答复"))
    await story.done(CALLER, f"{path}/remind", note=canary.text("催办"))
    complaint = {
        "source": f"12378 {canary.name} {canary.phone}",
        "number": canary.full_width,
        "at": "2026-11-23T01:00:00Z",
    }
    await story.done(AGENT, f"{path}/complaint", **complaint, note=canary.text("投诉"))
    await story.done(HANDLER, f"{path}/resolve", note=canary.text("办结"))
    await story.call(canary, case, 2, outcome="reached", satisfied=True)
    await story.done(CALLER, f"{path}/reopen", **why)


async def _is_read_by_everybody(story: Told, case: str) -> None:
    for who in (REPORTER, LEADER, CALLER, OTHER, SUPERVISOR, HEAD, HANDLER, AGENT, AUDITOR, "S0077"):
        for path in ("intake/reports", "escalation/cases", "callback/cases"):
            await story.ask(who, "GET", f"/api/{path}/{case}")
        for path in (
            "intake/messages",
            "escalation/messages",
            "callback/messages",
            "escalation/cases",
            "callback/tasks",
        ):
            await story.ask(who, "GET", f"/api/{path}")
        await story.ask(who, "GET", f"/api/platform/cases/{case}/events")


async def _is_revealed(story: Told, canary: Canary, case: str) -> None:
    fields = ["name", "phone", "policy_no", "claim_no", "accident_no", "plate", "text"]
    body = {"fields": fields, "reason": canary.text("核实")}
    await story.ask(REPORTER, "POST", f"/api/callback/cases/{case}/reveal", body)
    story.revealed[case] = await story.ask(AUDITOR, "POST", f"/api/callback/cases/{case}/reveal", body)
    story.answers.remove(story.revealed[case])


async def _is_settled_on_site(story: Told) -> None:
    report = {"stage": "calming", "customer": BY_PC.customer(), "text": BY_PC.text("报告")}
    case = (await story.done(REPORTER, "/api/intake/reports", **report))["id"]
    await story.done(REPORTER, f"/api/escalation/cases/{case}/settle", note=BY_PC.text("化解"))
    await _is_read_by_everybody(story, str(case))


async def _is_given_up(story: Told) -> None:
    report = {"stage": "filed", "customer": BY_PC.customer(), "text": BY_PC.text("报告")}
    case = str((await story.done(REPORTER, "/api/intake/reports", **report))["id"])
    await story.call(BY_PC, case, outcome="refused")
    await story.done(SUPERVISOR, f"/api/callback/cases/{case}/retry", reason=BY_PC.text("再试"))
    await story.call(BY_PC, case, outcome="refused")
    await story.done(SUPERVISOR, f"/api/callback/cases/{case}/close", reason=BY_PC.text("结案"))


async def _is_refused(story: Told, case: str) -> None:
    """Wrong in every way, with the customer in every place."""
    said, report = BY_PC.text("x"), "/api/intake/reports"
    bodies: tuple[Any, ...] = (
        {"customer": BY_PC.customer(phone=BY_PC.phone * 9), "text": said * 200, "stage": said, "ground": BY_PC.name},
        {
            "customer": said,
            "risk_flags": [BY_PC.phone],
            "detected_at": BY_PC.phone,
            "call_id": BY_PC.name,
            "cause": said,
        },
        {"customer": {"name": [BY_PC.name], "phone": int(BY_PC.phone), "role": BY_PC.name, BY_PC.name: BY_PC.phone}},
        {"cause": BY_PC.policy_no, "text": said},
        {"responsible_unit_id": BY_PC.policy_no, "subject_staff_id": BY_PC.phone, "previous_id": BY_PC.claim_no},
        {"reporter_id": BY_PC.phone, "reporter_stated": {"name": BY_PC.name}},
        {"detected_at": "2099-01-01T00:00:00Z", "text": said, "customer": BY_PC.customer()},
        {"text": said + "\x00", BY_PC.phone: said},
        [said],
        said,
    )
    for body in bodies:
        await story.ask(REPORTER, "POST", report, body)
        for what in ("dispatch", "transfer", "supervise", "complaint", "reveal", "assign"):
            await story.ask(SUPERVISOR, "POST", f"/api/callback/cases/{case}/{what}", body)
    unit = {"responsible_unit_id": BY_PC.policy_no, "unit_id": BY_PC.policy_no, "staff_id": BY_PC.phone, "note": said}
    for what in ("dispatch", "transfer", "assign", "override-independence"):
        await story.ask(SUPERVISOR, "POST", f"/api/callback/cases/{case}/{what}", unit | {"reason": said})
    for place in (BY_PC.phone, BY_PC.policy_no, f"{BY_PC.phone}.t1", f"{BY_PC.phone}.o1", BY_PC.name):
        for path in ("intake/reports/{}/details", "escalation/cases/{}/settle", "callback/cases/{}/remind"):
            await story.ask(CALLER, "POST", f"/api/{path.format(place)}", {"note": said})
        for path in ("callback/tasks/{}/start", "callback/orders/{}/answer"):
            await story.ask(CALLER, "POST", f"/api/{path.format(place)}", {"fence": 1, "text": said})
        for path in (f"intake/reports/{place}", f"callback/tasks?state={place}", f"intake/messages?cursor={place}"):
            await story.ask(CALLER, "GET", f"/api/{path}&name={BY_PC.name}" if "?" in path else f"/api/{path}")
        await story.ask(CALLER, "POST", "/api/callback/tasks/claim", {"task": f"{place}.t1"})
        await story.ask(REPORTER, "GET", f"/nowhere/{place}?phone={BY_PC.phone}", **{"User-Agent": BY_PC.phone})
    await story.ask(REPORTER, "POST", report, {"text": said}, **{"Idempotency-Key": f"report-{BY_PC.phone}"})
    await story.ask(REPORTER, "POST", report, {"text": "x"}, **{"Idempotency-Key": f"report-{BY_PC.phone}"})


async def _meets_a_fault(story: Told) -> None:
    """What breaks quotes what it was holding, as broken things do."""
    fault = ValueError(f"{OUTAGE} {BY_PC.text('值')}")

    async def breaks(*_: object, **__: object) -> None:
        raise fault

    def breaks_at_once(*_: object, **__: object) -> None:
        raise KeyError(fault) from fault

    report = {"stage": "filed", "customer": BY_PC.customer(), "text": BY_PC.text("报告")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Handlers, "accept", breaks)
        answer = await story.ask(REPORTER, "POST", "/api/intake/reports", report)
        assert answer.status_code == 500
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decisions_receiving, "receive", breaks_at_once)
        await story.done(REPORTER, "/api/intake/reports", **report)
    await story.world.advance(timedelta(minutes=1))
    lines = story.world.errors.lines
    assert any(OUTAGE in line for line in lines), "nothing broke"
    story.world.expected_errors = len(lines)


async def test_the_search_finds_what_is_there() -> None:
    for spelling in ("utf-8", "utf-16", "gb18030"):
        assert found([BY_PC], {"a file": f"...{BY_PC.text('x')}...".encode(spelling)})
    assert found([BY_PC], {"a file": b"eyJuYW1lIjoi5qyn6Ziz6Ie06L+cIn0="}) == ["a file: 欧阳致远 as base64 from 0"]


async def test_every_string_of_every_body_was_filled(told: Told) -> None:
    strings = {f"{route} {'.'.join(field)}" for route in told.bodies.by_route for field in told.bodies.strings(route)}
    assert len(strings) > 60
    assert strings - told.filled == set()


async def test_the_auditor_reads_every_fact_of_the_audit_that_was_sealed(told: Told) -> None:
    sealed = 0
    for service in ("intake", "escalation", "callback"):
        rows = {row["position"]: json.loads(row["facts"]) for row in await told.world.rows(service, select(audit))}
        auditor, cursor = told.world.by(AUDITOR), ""
        while cursor is not None:
            page = (
                await auditor.get(f"/api/{service}/audit", limit=200, **({"cursor": cursor} if cursor else {}))
            ).json()
            cursor = page["next"]
            for shown in page["items"]:
                for name, value in rows.get(shown["position"], {}).items():
                    if isinstance(value, str) and value.startswith("v1."):
                        sealed += 1
                        assert any(canary.word in shown["facts"][name] for canary in CANARIES)
    assert sealed > 10


async def test_the_revealing_answer_shows_the_customer(told: Told) -> None:
    for canary, answer in zip(CANARIES, told.revealed.values(), strict=True):
        shown = answer.json()
        assert (shown["name"], shown["policy_no"], shown["plate"]) == (canary.name, canary.policy_no, canary.plate)
        assert canary.phone in shown["phone"]
        assert canary.word in shown["text"]


async def test_no_file_row_or_log_of_a_server_holds_the_customer(told: Told) -> None:
    places = await written_since(told.world, told.since)
    a_case = (await told.world.events("intake"))[0]["case_id"].encode()
    kinds = {place.partition(" ")[0] for place, content in places.items() if a_case in content}
    assert kinds == ({"folder"} if told.world.stack is EMBEDDED else {"row", "database", "wal", "log"})
    assert found(CANARIES, places) == []


async def test_no_line_of_the_log_holds_the_customer(told: Told) -> None:
    log = told.log.getvalue()
    assert "web.failed" in log
    assert "consumer." in log
    assert found(CANARIES, {"log": log.encode()}) == []


async def test_the_bus_never_carries_the_customer(told: Told) -> None:
    assert len(told.tap.carried) > 10_000
    assert found(CANARIES, {"bus": bytes(told.tap.carried)}) == []


async def test_no_refusal_repeats_the_customer(told: Told) -> None:
    refused = [answer for answer in told.answers if answer.is_error]
    assert {answer.status_code for answer in refused} >= {403, 404, 409, 422, 500}
    assert found(CANARIES, _by_request(refused)) == []


async def test_no_answer_but_the_revealing_one_shows_the_customer(told: Told) -> None:
    succeeded = [answer for answer in told.answers if answer.is_success]
    assert len(succeeded) > 300
    assert found(CANARIES, _by_request(succeeded), texts=False) == []


async def test_no_metric_holds_the_customer(told: Told) -> None:
    metrics = await told.world.http.get("/metrics")
    assert metrics.status_code == 200
    assert found(CANARIES, {"/metrics": metrics.content}) == []


def _by_request(answers: list[httpx.Response]) -> dict[str, bytes]:
    return {
        f"{number} {answer.request.method} {answer.request.url.path} {answer.status_code}": answer.content
        + str(answer.headers).encode()
        for number, answer in enumerate(answers)
    }
