"""A hotline that stands in the future is led back: open cases keep their distances, what fired wrongly is named."""

import json
from datetime import datetime

import pytest
from sqlalchemy import select

from shared.engine import redating
from shared.engine.tables import leases
from shared.platform.clock.anchored import LAST_STAMPS
from shared.platform.tables import audit
from tests.harness.clock import A_MONDAY_MORNING, DAY, MINUTE, SECOND
from tests.harness.hosted import CLOCK, Hosted
from tests.harness.people import REPORTER

REASON = "主机时钟错了一年"
TOLD = ["case.opened", "level.told"]


@pytest.fixture
async def case(hotline: Hosted) -> str:
    """A case that took its first step as a clock 400 days ahead was confirmed; the wall clock is right again."""
    case = await hotline.reports(REPORTER, text="客户不满")
    await hotline.boots(wall=hotline.host.wall + 400 * DAY)
    assert (await hotline.decides("confirm")).status_code == 200
    await hotline.settle()
    await hotline.passes(MINUTE)
    await hotline.boots(wall=A_MONDAY_MORNING + 2 * MINUTE)
    return case


async def test_a_hotline_in_the_future_is_held_at_the_next_boot_and_says_by_how_much_it_is_ahead(
    hotline: Hosted, case: str
) -> None:
    clock = await hotline.asks(CLOCK)
    assert clock["held_since"] is not None
    assert clock["ahead_seconds"] == (400 * DAY - MINUTE + LAST_STAMPS).total_seconds()


async def test_set_back_leads_to_the_wall_clock_and_open_cases_keep_their_distances(hotline: Hosted, case: str) -> None:
    during = await hotline.reports(REPORTER, text="另一位客户不满")
    await hotline.passes(MINUTE)

    answer = (await hotline.decides("set-back", reason=REASON)).json()

    now = A_MONDAY_MORNING + 3 * MINUTE
    assert answer["clock"] == {
        "now": _text(now), "speed": 1.0, "drift_seconds": None, "held_since": None, "ahead_seconds": None
    }  # fmt: skip
    assert [(each["service"], each["case_id"], each["type"]) for each in answer["fired"]] == [
        ("escalation", case, "hotline.escalation.level.told.v1")
    ]
    seen = await hotline.sees("escalation", during, REPORTER)
    assert (seen["accepted_at"], seen["next_due_at"]) == (_text(now - MINUTE), _text(now + 4 * MINUTE))
    await hotline.passes(4 * MINUTE - SECOND)
    assert await hotline.kinds("escalation", during) == ["case.opened"]
    await hotline.passes(SECOND)
    assert await hotline.kinds("escalation", during) == TOLD
    assert await hotline.kinds("escalation", case) == TOLD
    await hotline.passes(4 * MINUTE)  # more than the rest of its ten
    assert await hotline.kinds("escalation", case) == [*TOLD, "level.told"]


async def test_it_is_on_record_and_a_credential_lives_as_long_as_it_was_meant_to(hotline: Hosted, case: str) -> None:
    async with hotline.client() as client:
        body = {"staff_id": REPORTER, "expires_in_days": 1}
        issued = (await client.post("/api/platform/tokens", json=body)).json()

    await hotline.decides("set-back", reason=REASON)

    async with hotline.client() as client:
        tokens = (await client.get("/api/platform/tokens")).json()["items"]
    [own] = [each for each in tokens if each["token_id"] == issued["token_id"]]
    assert own["expires_at"] == _text(A_MONDAY_MORNING + 2 * MINUTE + DAY)
    rows = await hotline.process.context.platform.ask(select(audit).where(audit.c.action == "clock.set_back"))
    assert [row["actor"] for row in rows] == ["local"]
    assert json.loads(rows[0]["facts"])["reason"] == REASON


async def test_set_back_needs_an_administrator_and_a_hotline_that_is_ahead(hotline: Hosted) -> None:
    refused = await hotline.decides("set-back", reason=REASON)
    assert (refused.status_code, refused.json()["code"]) == (409, "clock_not_ahead")
    assert (await hotline.decides("set-back")).status_code == 422
    async with hotline.client(REPORTER) as client:
        forbidden = await client.post(f"{CLOCK}/set-back", json={"reason": REASON})
    assert forbidden.status_code == 403


async def test_a_process_killed_before_the_cases_are_re_dated_finishes_at_its_next_start(
    hotline: Hosted, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    during = await hotline.reports(REPORTER, text="另一位客户不满")

    async def killed(self: object) -> int:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(redating.Redating, "catch_up", killed)
        with pytest.raises(RuntimeError, match="killed"):
            await hotline.decides("set-back", reason=REASON)
        await hotline.settle()
        assert await hotline.kinds("escalation", during) == ["case.opened"]
    await hotline.stop()
    await hotline.start()

    now = A_MONDAY_MORNING + 2 * MINUTE
    assert (await hotline.sees("escalation", during, REPORTER))["next_due_at"] == _text(now + 5 * MINUTE)
    last = select(leases.c.term).where(leases.c.name == redating.NAME)
    for name in ("intake", "escalation", "callback"):
        assert (await hotline.services[name].database.ask(last))[0]["term"] == 2
    assert await hotline.process.context.installation.redate() == 0


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
