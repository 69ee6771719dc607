"""The outermost middleware: a trace in all that a request causes, safety headers, and a log that names routes only."""

import logging
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from fastapi.responses import HTMLResponse

from shared.support.trace import trace_id
from tests.harness.people import REPORTER
from tests.harness.world import World

BROUGHT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
PHONE = "13812345678"


async def test_the_trace_of_a_report_is_in_every_event_it_causes(world: World) -> None:
    headers = {"Authorization": f"Bearer {world.tokens[REPORTER]}", "Idempotency-Key": "k1", "traceparent": BROUGHT}
    body = {"stage": "filed", "text": "定损太慢", "customer": {"phone": PHONE}}
    answer = await world.http.post("/api/intake/reports", json=body, headers=headers)
    await world.settle()
    for service in ("intake", "escalation", "callback"):
        events = await world.events(service, answer.json()["id"])
        assert events
        assert {trace_id(event["trace"]) for event in events} == {trace_id(BROUGHT)}, service


async def test_a_report_without_a_trace_gets_one_of_its_own(world: World) -> None:
    first = await world.by(REPORTER).reports(stage="calming")
    second = await world.by(REPORTER).reports(stage="calming")
    traces = {event["case_id"]: trace_id(event["trace"]) for event in await world.events("escalation")}
    assert traces[first] != traces[second]
    assert None not in traces.values()


async def test_what_time_does_has_no_trace(world: World) -> None:
    from datetime import timedelta

    case_id = await world.by(REPORTER).reports(stage="calming")
    await world.advance(timedelta(minutes=5))
    [opened, told] = await world.events("escalation", case_id)
    assert opened["trace"] is not None
    assert told["trace"] is None


async def test_the_log_names_the_route_and_never_what_stood_in_the_address(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "shared.web.middleware"):
        await world.by(REPORTER).get(f"/api/escalation/cases/{PHONE}", text=PHONE)
        await world.http.get(f"/{PHONE}")
    [asked, lost] = [vars(record) for record in caplog.records if vars(record).get("action") == "web.request"]
    assert (asked["route"], asked["status"]) == ("/api/escalation/cases/{id}", 404)
    assert (lost["route"], lost["status"]) == (None, 404)
    assert PHONE not in str(asked) + str(lost)


async def test_the_log_names_the_case(world: World, caplog: pytest.LogCaptureFixture) -> None:
    case_id = await world.by(REPORTER).reports(stage="calming")
    caplog.clear()
    with caplog.at_level(logging.INFO, "shared.web.middleware"):
        await world.by(REPORTER).does("escalation", case_id, "escalate", level=0)
    [line] = [vars(record) for record in caplog.records if vars(record).get("action") == "web.request"]
    assert line["case_id"] == case_id


async def test_no_answer_is_guessed_at_by_a_browser(world: World) -> None:
    for path in ("/", "/livez", "/nowhere", "/api/escalation/cases"):
        assert (await world.http.get(path)).headers["x-content-type-options"] == "nosniff"


async def test_no_answer_is_kept_by_a_browser_or_a_proxy_unless_it_is_the_same_for_everybody(world: World) -> None:
    reporter = {"Authorization": f"Bearer {world.tokens[REPORTER]}"}
    for path in ("/sign-in", "/docs", "/livez", "/nowhere", "/metrics", "/api/escalation/cases", "/api/platform/me"):
        assert (await world.http.get(path, headers=reporter)).headers.get_list("cache-control") == ["no-store"], path
    body = {"stage": "filed", "text": "定损太慢", "customer": {"phone": PHONE}}
    accepted = await world.http.post("/api/intake/reports", json=body, headers=reporter | {"Idempotency-Key": "k1"})
    assert accepted.headers.get_list("cache-control") == ["no-store"]
    assets = set(re.findall(r"/static/site/[^\"]+\.css\?v=[^\"]+", (await world.http.get("/sign-in")).text))
    assert assets
    for asset in assets:
        assert (await world.http.get(asset)).headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/sign-in", "/docs"])
async def test_a_page_runs_only_scripts_of_this_server_and_is_in_no_frame(world: World, path: str) -> None:
    page = await world.http.get(path)
    rules = dict(rule.strip().split(" ", 1) for rule in page.headers["content-security-policy"].split(";"))
    inline = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline]
    assert rules["script-src"].split() == ["'self'", *hashes]
    assert (rules["default-src"], rules["frame-ancestors"], rules["base-uri"]) == ("'none'", "'none'", "'none'")
    sources = re.findall(r"""(?:src|href)=["'](.*?)["']""", page.text)
    assert sources
    assert all(source.startswith(("/", "data:", "#")) for source in sources)


async def test_a_page_that_says_nothing_of_scripts_may_run_none(world: World) -> None:
    @world.app.get("/careless", response_class=HTMLResponse)
    async def careless() -> str:
        return "<script>alert(1)</script>"

    policy = (await world.http.get("/careless")).headers["content-security-policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"
