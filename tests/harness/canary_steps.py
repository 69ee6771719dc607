"""Steps of the story of the invented customer: every body filled; looked up, ringing and complaining.

`story` is `Told` of `tests/scenario/test_no_personal_data_leaks.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from shared.contracts.services import TOPICS
from shared.engine import codec
from shared.engine.events.record import Record
from tests.harness.people import ADMINISTRATOR, AGENT, OPERATOR, REPORTER
from tests.harness.pii_canary import BY_PC, BY_PHONE, Canary

CALLER, SUPERVISOR, HEAD = "S0020", "S0017", "S0088"


@dataclass
class Tap:
    """Everything the bus carried, as bytes."""

    name: str = "tap"
    topics: tuple[str, ...] = tuple(TOPICS.values())
    carried: bytearray = field(default_factory=bytearray)

    async def handle(self, records: Sequence[Record]) -> None:
        for record in records:
            self.carried += codec.dump(record, Record).encode() + repr(record).encode()


async def fills_every_body(story: Any) -> None:
    """Every string of every body holds the customer, each in a request of its own, by a person who may do it."""
    report = {"stage": "filed", "customer": BY_PC.customer(), "text": BY_PC.text("报告")}
    filed = str((await story.done(REPORTER, "/api/intake/reports", **report))["id"])
    calming = str((await story.done(REPORTER, "/api/intake/reports", **report | {"stage": "calming"}))["id"])
    places = {"task": f"{filed}.t1", "order": f"{filed}.o1", "item": "1", "token": "none", "app": "claims"}
    for route in story.bodies.by_route:
        method, _, path = route.partition(" ")
        case = calming if path.startswith("/api/escalation") else filed
        for place in story.bodies.strings(route):
            body = story.bodies.filled(route, place, BY_PC)
            for who in (AGENT, SUPERVISOR, REPORTER, HEAD, ADMINISTRATOR):
                answer = await story.ask(who, method, path.format(id=case, **places), body)
                if answer.status_code != 403:
                    break
            story.filled.add(f"{route} {'.'.join(place)}")


async def asks_in_every_place(story: Any, canary: Canary) -> None:
    """The customer stands in every address, query and header, where they have no place."""
    headers = dict.fromkeys(("User-Agent", "traceparent", "X-Request-Id", "Idempotency-Key"), canary.phone)
    for route, parameters in story.bodies.parameters.items():
        method, _, path = route.partition(" ")
        places = {name: canary.phone for place, name in parameters if place == "path"}
        query = "&".join(f"{name}={quote(canary.name)}{canary.phone}" for place, name in parameters if place == "query")
        await story.ask(
            OPERATOR, method, f"{path.format(**places)}?{query}", {} if method != "GET" else None, **headers
        )


async def rings_and_complains(story: Any, canary: Canary) -> str:
    """The customer rings, is looked up, complains while on site; the report's gaps are put right."""
    report = {"stage": "calming", "customer": canary.customer(), "text": canary.text("报告")}
    case = str((await story.done(REPORTER, "/api/intake/reports", **report))["id"])
    for service in ("intake", "escalation", "callback"):
        for kind in ("phone", "policy_no", "claim_no", "accident_no", "plate"):
            asked = {kind: getattr(canary, kind), "purpose": canary.text("查")}
            await story.ask(AGENT, "POST", f"/api/{service}/lookups", asked)
    complaint = {"source": f"12378 {canary.name}", "number": f"TS-{canary.phone}", "at": "2026-11-23T01:00:00Z"}
    await story.done(AGENT, f"/api/escalation/cases/{case}/complaint", **complaint, note=canary.text("投诉"))
    said = {"note": canary.text("来电"), "wants": canary.text("诉求"), "call_id": f"C-{canary.phone}"}
    await story.done(AGENT, f"/api/callback/cases/{case}/contacts", **said)
    await story.done(CALLER, "/api/callback/tasks/claim", task=f"{case}.t1", inbound=True)
    await story.done(SUPERVISOR, f"/api/callback/tasks/{case}.t1/take-over", note=canary.text("接手"))
    draft = {"fence": 1, "outcome": "busy", "note": canary.text("草稿"), "answers": canary.text("答")}
    await story.ask(CALLER, "POST", f"/api/callback/tasks/{case}.t1/attempts", draft)
    await story.done(SUPERVISOR, f"/api/callback/tasks/{case}.t1/start", fence=2)
    ended = {"fence": 2, "outcome": "reached", "satisfied": True, "note": canary.text("已回访")}
    await story.done(SUPERVISOR, f"/api/callback/tasks/{case}.t1/attempts", **ended)
    await story.done(SUPERVISOR, f"/api/callback/cases/{case}/reviewed", note=canary.text("已阅"))
    await story.ask(
        ADMINISTRATOR, "POST", "/api/platform/quality-items/1/dismiss", {"reason": BY_PHONE.text("外部")[:150]}
    )
    for state in ("open", "done"):
        await story.ask(ADMINISTRATOR, "GET", f"/api/platform/quality-items?state={state}")
    return case
