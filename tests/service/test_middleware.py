"""The outermost middleware: a trace in all that a request causes, safety headers, and a log that names routes only."""

import logging

import pytest

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
