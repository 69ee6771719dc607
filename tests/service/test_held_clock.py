"""A host that boots with an implausible clock holds the hotline: it answers, fires nothing, and never runs ahead."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from shared.platform.clock.anchored import LAST_STAMPS
from shared.platform.security_events import security_events
from shared.platform.tables import audit
from shared.runtime.health import HELD
from tests.harness.clock import A_MONDAY_MORNING, DAY, MINUTE, SECOND
from tests.harness.hosted import CLOCK, Hosted
from tests.harness.people import REPORTER

TOLD = ["case.opened", "level.told"]


@pytest.fixture
async def case(hotline: Hosted) -> str:
    """A case that was reported a minute ago."""
    case = await hotline.reports(REPORTER, text="客户不满")
    await hotline.passes(MINUTE)
    return case


NOW = A_MONDAY_MORNING + MINUTE
HELD_FROM = NOW + LAST_STAMPS


@pytest.mark.parametrize("step", [400 * DAY, -400 * DAY, 8 * DAY, -MINUTE])
async def test_an_implausible_clock_at_a_boot_moves_nothing_and_fires_nothing(
    hotline: Hosted, case: str, step: timedelta
) -> None:
    await hotline.boots(wall=hotline.host.wall + step)
    await hotline.passes(10 * MINUTE)

    assert await hotline.kinds("escalation", case) == ["case.opened"]
    assert hotline.clock.now() == HELD_FROM + 10 * MINUTE
    ready = await hotline.asks("/readyz")
    assert (ready["ready"], ready["degraded"], ready["clock_alarm"]) == (
        True,
        {"clock": HELD},
        (step - LAST_STAMPS).total_seconds(),
    )
    assert (await hotline.asks(CLOCK))["held_since"] == "2026-11-23T01:01:10Z"
    async with hotline.client() as client:
        assert "hotline_clock_held 1.0" in (await client.get("/metrics")).text
    await hotline.process.context.security.flush()
    events = await hotline.process.context.platform.ask(select(security_events.c.kind))
    assert [event["kind"] for event in events] == ["clock_held"]


@pytest.mark.parametrize("step", [6 * DAY, MINUTE, timedelta()])
async def test_a_host_that_was_off_for_less_than_a_week_is_believed(
    hotline: Hosted, case: str, step: timedelta
) -> None:
    await hotline.boots(wall=hotline.host.wall + step)

    assert (hotline.clock.held_since, hotline.clock.now()) == (None, NOW + step)
    assert (await hotline.asks("/readyz"))["degraded"] == {}


async def test_a_held_hotline_takes_reports_and_acts_and_tokens_stay_valid(hotline: Hosted) -> None:
    async with hotline.client() as client:
        body = {"staff_id": REPORTER, "expires_in_days": 1}
        issued = (await client.post("/api/platform/tokens", json=body)).json()
    await hotline.boots(wall=hotline.host.wall + 400 * DAY)
    hotline.tokens[REPORTER] = issued["secret"]

    case = await hotline.reports(REPORTER, text="客户不满")
    async with hotline.client(REPORTER) as client:
        settled = await client.post(f"/api/escalation/cases/{case}/settle", json={"note": "已道歉"})

    assert settled.status_code == 200, settled.text
    assert (await hotline.sees("escalation", case, REPORTER))["accepted_at"] == "2026-11-23T01:00:10Z"


async def test_the_hold_outlives_restarts_and_further_boots_with_a_wrong_clock(hotline: Hosted) -> None:
    await hotline.boots(wall=hotline.host.wall + 400 * DAY)
    await hotline.stop()
    await hotline.start()
    assert hotline.clock.held_since == A_MONDAY_MORNING + LAST_STAMPS

    await hotline.boots(wall=hotline.host.wall + 40 * DAY)
    await hotline.beat()
    assert hotline.clock.held_since == A_MONDAY_MORNING + LAST_STAMPS


async def test_confirming_moves_ahead_what_was_before_is_late_and_what_came_in_the_hold_keeps_its_distance(
    hotline: Hosted, case: str
) -> None:
    await hotline.boots(wall=hotline.host.wall + 8 * DAY)
    during = await hotline.reports(REPORTER, text="另一位客户不满")
    await hotline.passes(3 * MINUTE)

    confirmed = await hotline.decides("confirm")
    await hotline.settle()

    now = NOW + 8 * DAY + 3 * MINUTE
    assert confirmed.json()["now"] == _text(now)
    assert confirmed.json()["held_since"] is None
    assert await hotline.kinds("escalation", case) == TOLD
    assert await hotline.kinds("escalation", during) == ["case.opened"]
    assert (await hotline.sees("escalation", during, REPORTER))["accepted_at"] == _text(now - 3 * MINUTE)
    await hotline.passes(2 * MINUTE - SECOND)
    assert await hotline.kinds("escalation", during) == ["case.opened"]
    await hotline.passes(SECOND)
    assert await hotline.kinds("escalation", during) == TOLD


async def test_a_clock_that_is_set_right_after_the_boot_ends_the_hold_by_itself(hotline: Hosted, case: str) -> None:
    right = hotline.host.wall + MINUTE
    await hotline.boots(wall=hotline.host.wall - 400 * DAY)
    during = await hotline.reports(REPORTER, text="另一位客户不满")
    await hotline.beat()
    assert hotline.clock.held_since == HELD_FROM

    hotline.host.wall = right
    await hotline.beat()
    await hotline.settle()

    assert (hotline.clock.held_since, hotline.clock.now()) == (None, right)
    assert (await hotline.sees("escalation", during, REPORTER))["accepted_at"] == _text(right)
    rows = await hotline.process.context.platform.ask(select(audit))
    assert [(row["actor"], row["action"]) for row in rows] == [(None, "clock.plausible")]


async def test_a_right_clock_at_the_next_boot_ends_the_hold_too(hotline: Hosted, case: str) -> None:
    right = hotline.host.wall + MINUTE
    await hotline.boots(wall=hotline.host.wall + 400 * DAY)
    await hotline.boots(wall=right)
    await hotline.beat()
    await hotline.settle()

    assert (hotline.clock.held_since, hotline.clock.now()) == (None, right)
    assert await hotline.kinds("escalation", case) == ["case.opened"]


async def test_confirming_a_clock_behind_the_stored_time_goes_on_from_there(hotline: Hosted, case: str) -> None:
    await hotline.boots(wall=hotline.host.wall - 400 * DAY)

    confirmed = (await hotline.decides("confirm")).json()

    assert (confirmed["now"], confirmed["held_since"], confirmed["drift_seconds"]) == (_text(HELD_FROM), None, None)
    await hotline.passes(4 * MINUTE)
    assert await hotline.kinds("escalation", case) == TOLD


async def test_while_events_wait_for_the_bus_the_hold_does_not_end(hotline: Hosted) -> None:
    await hotline.boots(wall=hotline.host.wall + 8 * DAY)
    async with hotline.client(REPORTER) as client:
        await client.post("/api/intake/reports", json={"text": "客户不满"}, headers={"Idempotency-Key": "waits"})

    refused = await hotline.decides("confirm")

    assert (refused.status_code, refused.json()["code"]) == (503, "events_under_way")
    await hotline.settle()
    assert (await hotline.decides("confirm")).status_code == 200


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
