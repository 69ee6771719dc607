"""Kafka is gone for an hour in which reports come, and the promise is kept (39; I3, I5, I6, I8).

The broker is killed and stays dead for all of the hour, which is the hotline's own; then it is started again. What was
open before goes on without it; what came meanwhile opens when its event arrives. The hour is told once, and each test
looks at another side of it. HOTLINE_REPORTS says how many come: 2,000, or 10,000 in `make endurance`.
"""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from shared.engine.tables import outbox
from shared.rules.directory import Role
from tests.harness.clock import HOUR, MINUTE, SECOND
from tests.harness.parallel_clients import post
from tests.harness.people import CALLER, LEADER, LEADERS_LEADER, REPORTER, SUPERVISOR
from tests.harness.stacks import Scale, only_scale
from tests.harness.world import World

pytestmark = [only_scale("in one process there is no bus that could be gone"), pytest.mark.timeout(300)]

REPORTS = int(os.environ.get("HOTLINE_REPORTS", "2000"))
MINUTES = 60
REPORTERS = 20
FILED_EVERY, AMENDED_EVERY = 20, 100
"""Of so many reports one starts the flow at once, and to one of so many its reporter adds something at once."""
COUNT = select(func.count().label("count")).select_from(outbox)


@dataclass
class Hour:
    """What was seen on the way."""

    world: World
    began_at: datetime
    accepted: dict[str, datetime] = field(default_factory=dict)
    filed: set[str] = field(default_factory=set)
    seen: dict[str, Any] = field(default_factory=dict)
    drained: list[int] = field(default_factory=list)

    @property
    def ended_at(self) -> datetime:
        """When Kafka was there again."""
        return self.began_at + HOUR


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def hour(tmp_path_factory: pytest.TempPathFactory, stack: Scale) -> AsyncIterator[Hour]:
    async with World.running(tmp_path_factory.mktemp("hour") / "data", drain_rate=REPORTS / 5) as world:
        before = await _is_under_way(world)
        hour = Hour(world, world.now)
        stack.kafka.kill()
        try:
            await _passes(hour, before)
        finally:
            stack.kafka.start()
        await _is_over(hour)
        yield hour


async def _is_under_way(world: World) -> dict[str, str]:
    """One that climbs, one that somebody will call back, one that nobody will."""
    reporter = world.by(REPORTER)
    cases = {"climbs": await reporter.reports(text="客户不满")}
    for name in ("called", "forgotten"):
        cases[name] = await reporter.reports(stage="filed", text="客户不满", customer={"phone": "13812345678"})
    return cases


async def _passes(hour: Hour, cases: dict[str, str]) -> None:
    world, crowd = hour.world, await _crowd(hour.world)
    for minute in range(MINUTES):
        numbers = range(REPORTS * minute // MINUTES, REPORTS * (minute + 1) // MINUTES)
        for first in numbers[::REPORTERS]:
            together = numbers[first - numbers[0] :][:REPORTERS]
            await asyncio.gather(*(_reports(hour, crowd[number % REPORTERS], number) for number in together))
        if minute == 2:
            await _calls(hour, cases["called"])
        if minute == 7:
            hour.seen["acknowledged"] = await world.by(LEADER).tries("escalation", cases["climbs"], "acknowledge")
        await world.advance(MINUTE)
    hour.seen |= {"cases": cases, "ready": await world.http.get("/readyz"), "waiting": await _waiting(world)}
    last = list(hour.accepted)[-1]
    hour.seen["not open yet"] = await world.by(REPORTER).get(f"/api/escalation/cases/{last}")


async def _crowd(world: World) -> list[str]:
    """The tokens of some who report."""
    people = [person.staff_id for person in world.directory.people() if Role.REPORTER in person.roles][:REPORTERS]
    return [world.tokens[(await world.sign_in(staff_id)).staff_id] for staff_id in people]


async def _reports(hour: Hour, token: str, number: int) -> None:
    app = hour.world.app
    stage = "calming" if number % FILED_EVERY else "filed"
    body = {"stage": stage, "text": "客户不满", "customer": {"phone": "13812345678"}}
    answer = await post(app, "/api/intake/reports", token, f"report-{number}", body)
    assert answer.status == 201, answer
    case = answer.body["id"]
    hour.accepted[case] = hour.world.now
    if stage == "filed":
        hour.filed.add(case)
    if number % AMENDED_EVERY == 0:
        path = f"/api/intake/reports/{case}/details"
        amended = await post(app, path, token, f"details-{number}", {"text": "客户又来电"})
        assert amended.status == 200, amended


async def _calls(hour: Hour, case: str) -> None:
    """The customer is called back, as on any other day."""
    caller = hour.world.by(CALLER)
    task = (await caller.post("/api/callback/tasks/claim", {"task": f"{case}.t1"})).json()
    said = {"fence": task["fence"], "outcome": "reached", "satisfied": True}
    hour.seen["called"] = await caller.post(f"/api/callback/tasks/{case}.t1/attempts", said)


async def _is_over(hour: Hour) -> None:
    """Somebody reports at once; then the drain, a quarter of a second at a time."""
    world = hour.world
    fresh = await world.by(REPORTER).reports(stage="filed", text="客户不满", customer={"phone": "13812345678"})
    hour.seen |= {"fresh": await world.by(CALLER).get(f"/api/callback/cases/{fresh}"), "still": await _waiting(world)}
    while waiting := (await _waiting(world))["intake"]:
        world.lapse(SECOND / 4)
        await world.settle()
        hour.drained.append(waiting - (await _waiting(world))["intake"])
    await world.settle()


async def _waiting(world: World) -> dict[str, int]:
    """How much each outbox holds."""
    return {name: (await world.rows(name, COUNT))[0]["count"] for name in world.services}


async def test_what_was_open_before_went_on(hour: Hour) -> None:
    world, cases = hour.world, hour.seen["cases"]
    climbed = await world.events("escalation", cases["climbs"])
    after = {event["kind"]: event["at"] - hour.began_at for event in climbed}

    assert hour.seen["acknowledged"].status_code == 200
    assert (after["level.told"], after["case.filed"]) == (15 * MINUTE, 25 * MINUTE)
    assert [who for who, kind in await world.told("escalation", cases["climbs"]) if kind == "level_told"] == [
        LEADER,
        LEADERS_LEADER,
    ]
    assert hour.seen["called"].status_code == 200
    assert (await world.kinds("callback", cases["called"]))[-1] == "case.archived"
    breached = [
        event for event in await world.events("callback", cases["forgotten"]) if event["kind"] == "window.breached"
    ]
    assert breached[0]["at"] - hour.began_at == 5 * MINUTE
    assert SUPERVISOR in {who for who, _ in await world.told("callback", cases["forgotten"])}


async def test_every_report_was_accepted_and_waited(hour: Hour) -> None:
    assert len(hour.accepted) == REPORTS
    assert hour.seen["waiting"]["intake"] == REPORTS + REPORTS // AMENDED_EVERY
    missing = hour.seen["not open yet"]
    assert (missing.status_code, missing.json()["code"]) == (404, "not_open_yet")


async def test_it_stayed_ready_and_said_what_it_could_not_do(hour: Hour) -> None:
    ready = hour.seen["ready"]
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    assert set(ready.json()["degraded"]) == {"intake.relay", "escalation.relay", "callback.relay"}


async def test_a_new_report_was_on_the_desk_before_the_old_ones(hour: Hour) -> None:
    assert hour.seen["fresh"].status_code == 200
    assert hour.seen["still"]["intake"] > REPORTS * 0.9


async def test_the_rest_came_at_a_bounded_rate(hour: Hour) -> None:
    assert sum(hour.drained) >= REPORTS * 0.9
    assert max(hour.drained) <= hour.world.settings.drain_rate / 4


async def test_what_had_come_opened_once_with_its_current_step_at_once_and_said_how_late(hour: Hour) -> None:
    events = [event for event in await hour.world.events("escalation") if event["case_id"] in hour.accepted]
    opened = [(event["case_id"], event["at"]) for event in events if event["kind"] == "case.opened"]
    first = {event["case_id"]: event for event in reversed(events) if event["kind"] in ("level.told", "case.filed")}

    assert Counter(case for case, _ in opened) == dict.fromkeys(hour.accepted, 1)
    for case, at in opened:
        assert at >= hour.ended_at
        due_at = hour.accepted[case] + (timedelta() if case in hour.filed else 5 * MINUTE)
        if due_at <= at:
            assert (first[case]["at"], first[case]["data"]["late_by_seconds"]) == (at, (at - due_at).total_seconds())
    assert sum(hour.accepted[case] + 5 * MINUTE <= at for case, at in opened) > REPORTS * 0.8


async def test_the_order_of_each_case_was_kept(hour: Hour) -> None:
    heard: Counter[str] = Counter()
    for event_id in hour.world.seen or {}:
        stream, _, sequence = event_id.rpartition(".")
        heard[stream] += 1
        assert heard[stream] == int(sequence), f"{event_id} came before an earlier one"
    assert len(heard) > 2 * REPORTS
