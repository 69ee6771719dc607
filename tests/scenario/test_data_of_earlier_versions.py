"""Data of every earlier version opens in this one and goes on: nothing lost, nothing twice, nothing too early."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from deploy.servers.postgres import Postgres
from shared.engine.tables import messages, parked
from tests.harness import callback
from tests.harness.callback import HeldTask
from tests.harness.clock import CountedIds
from tests.harness.old_data import VERSIONS, facts_of, restore_files, restore_postgres, restore_sqlite
from tests.harness.people import CALLER, CLAIMS_HEAD, LEADER, LEADERS_LEADER, OPERATOR, REPORTER
from tests.harness.stacks import only_embedded
from tests.harness.world import World

pytestmark = only_embedded("each world here has its own old database; PostgreSQL goes with the in-process bus")

MINUTE = timedelta(minutes=1)
WAITS = {"text": "无人接听", "customer": {"name": "赵六", "phone": "13612345678"}}


@pytest.fixture(params=VERSIONS)
def facts(request: pytest.FixtureRequest) -> dict[str, str]:
    """What the data of this version holds."""
    return facts_of(request.param) | {"version": request.param}


@pytest_asyncio.fixture(loop_scope="session", params=["sqlite", "postgresql"])
async def world(
    request: pytest.FixtureRequest, tmp_path: Path, facts: dict[str, str], postgres_server: Postgres
) -> AsyncIterator[World]:
    """The hotline opened on old data, a minute after the older version ended."""
    folder, settings = tmp_path / "data", {}
    if request.param == "sqlite":
        restore_sqlite(facts["version"], folder)
    else:
        restore_files(facts["version"], folder)
        name = f"old_{tmp_path.name.replace('-', '_')[-40:]}".lower()
        settings["database_url"] = await restore_postgres(facts["version"], postgres_server, name)
    world = World(folder, at=datetime.fromisoformat(facts["now"]) + MINUTE, **settings)
    world.ids = CountedIds(start=5_000_000)
    world.held = {loop for service in ("intake", "escalation", "callback") for loop in loops_of(service)}
    await world.open()
    yield world
    await world.close()


def loops_of(service: str) -> list[str]:
    """The loops of a service; they do not run until a test lets them."""
    return [f"{service}.{name}" for name in ("relay", "delivery.log", "ticker", "parking", "wecom")]


async def goes_on(world: World) -> None:
    """Let the hotline run."""
    world.held = set()
    await world.settle()


async def test_every_case_is_there_as_it_was(world: World, facts: dict[str, str]) -> None:
    caller, reporter = world.by(CALLER), world.by(REPORTER)
    states = {
        name: (await caller.sees("callback", facts[name]))["state"] for name in ("closed", "handling", "archived")
    }
    assert states == {"closed": "closed", "handling": "handling", "archived": "archived"}
    raised = await reporter.sees("escalation", facts["raised"])
    assert (raised["state"], raised["level"], raised["next_due_at"]) == ("raised", 1, "2026-11-23T01:15:00Z")
    for service in ("intake", "escalation", "callback"):
        assert len(await world.events(service)) == facts[f"events_{service}"]


async def test_personal_data_can_still_be_read(world: World, facts: dict[str, str]) -> None:
    hand = HeldTask(person=world.by(CALLER), task=f"{facts['claimed']}.t1", fence=int(facts["fence"]), lease_until="")
    await hand.does("heartbeat")
    answer = await world.by(CALLER).tries(
        "callback", facts["claimed"], "reveal", fields=["phone", "name"], reason="首次回访拨打"
    )
    assert answer.json() == {"phone": "13712345678", "name": "王五"}


async def test_the_same_report_again_gets_the_answer_it_got_then(world: World, facts: dict[str, str]) -> None:
    again = await world.by(REPORTER).submits(key="waiting", stage="filed", **WAITS)
    assert (again.status_code, again.text) == (200, facts["answer"])


async def test_an_event_that_waited_for_the_bus_is_carried_once(world: World, facts: dict[str, str]) -> None:
    await goes_on(world)
    assert (await world.by(CALLER).sees("callback", facts["waiting"]))["state"] == "awaiting_callback"
    assert (await world.kinds("callback", facts["waiting"])).count("task.scheduled") == 1


async def test_what_was_parked_is_tried_again_and_a_dead_letter_waits_for_a_person(
    world: World, facts: dict[str, str]
) -> None:
    await goes_on(world)
    await world.advance(2 * MINUTE)
    assert await world.kinds("escalation", facts["parked"])
    assert await world.kinds("escalation", facts["dead"]) == []
    [letter] = await world.rows("escalation", select(parked))
    operator = await world.sign_in(OPERATOR)
    replayed = await operator.post(f"/api/platform/dead-letters/escalation/{letter['position']}/replay")
    assert replayed.status_code == 204
    await world.settle()
    assert await world.kinds("escalation", facts["dead"])


async def test_ladders_windows_and_tasks_go_on_where_they_were(world: World, facts: dict[str, str]) -> None:
    await goes_on(world)
    await world.advance(10 * MINUTE)  # 01:17: level 2 of the one, level 1 of the other
    told = [row for row in await world.told_of("escalation", facts["raised"]) if row["kind"] == "level_told"]
    assert [(row["recipient"], row["at"].minute) for row in told] == [(LEADER, 5), (LEADERS_LEADER, 15)]
    assert (LEADER, "level_told") in await world.told("escalation", facts["calming"])
    kinds = await world.kinds("callback", facts["awaiting"])
    assert {"window.warned", "window.breached"} <= set(kinds)
    await callback.calls(world, facts["resolved"], "reached", number=2, score=95)
    assert (await world.by(CALLER).sees("callback", facts["resolved"]))["state"] == "closed"
    await world.by(CLAIMS_HEAD).does("callback", facts["handling"], "resolve", note="已重新定损")
    assert world.errors.lines == []


async def test_what_no_channel_had_taken_is_delivered_and_nothing_else_is_again(
    world: World, facts: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    undelivered = await world.rows("escalation", select(messages).where(messages.c.delivered_at.is_(None)))
    assert [row["key"] for row in undelivered] == [facts["undelivered"]]
    world.held = {loop for loop in world.loops + list(world.held) if loop != "escalation.delivery.log"}
    with caplog.at_level("INFO"):
        await world.advance(MINUTE)
    sent = [record for record in caplog.records if getattr(record, "action", "") == "message"]
    assert len(sent) == 1
    [left] = await world.rows("escalation", select(func.count().label("n")).where(messages.c.delivered_at.is_(None)))
    assert left["n"] == 0
