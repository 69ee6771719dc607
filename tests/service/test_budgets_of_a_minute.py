"""Budgets of a minute: reports of one person, failures of one address; each overrun is answered 429 and noted."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.intake.settings import IntakeSettings
from shared.platform.identity.actor import Actor
from shared.platform.privacy.budgets import Purpose
from shared.platform.rates import MOST_KNOWN, Rate
from shared.platform.security_events import SecurityKind
from shared.platform.settings import Settings
from shared.support.errors import TooMany
from tests.harness.clock import A_MONDAY_MORNING, ManualClock
from tests.harness.people import ADMINISTRATOR, AUDITOR, FELLOW_REPORTER, REPORTER, SUPERVISOR
from tests.harness.world import World

REPORTS = "/api/intake/reports"
BODY = {"stage": "calming", "text": "定损太慢"}


async def events(world: World, kind: str, by: str = AUDITOR) -> list[tuple[str, int]]:
    """(subject, how often) of the security events of this kind."""
    listed = (await world.by(by).get("/api/platform/security-events", kind=kind)).json()["items"]
    return [(each["subject"], each["times"]) for each in listed]


async def test_one_person_reports_thirty_times_a_minute_and_others_are_not_kept_waiting(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", reports_a_minute=30) as world:
        reporter = world.by(REPORTER)
        for number in range(30):
            assert (await reporter.post(REPORTS, BODY, key=f"k{number}")).status_code == 201

        refused = await reporter.post(REPORTS, BODY, key="k30")
        assert (refused.status_code, refused.json()["code"]) == (429, "too_often")
        assert refused.headers["Retry-After"] == "60"
        assert (await reporter.post(REPORTS, BODY, key="k7")).status_code == 200  # a repeat is answered
        assert (await (await world.sign_in(FELLOW_REPORTER)).post(REPORTS, BODY, key="k")).status_code == 201
        assert await events(world, "budget_exceeded", SUPERVISOR) == [(f"report {REPORTER}", 1)]

        world.lapse(timedelta(minutes=1))
        assert (await reporter.post(REPORTS, BODY, key="k30")).status_code == 201
        await world.settle()


async def test_a_report_every_two_seconds_for_ten_minutes_is_never_refused(tmp_path: Path) -> None:
    """As in a hail storm."""
    clock = ManualClock(A_MONDAY_MORNING)
    rate = Rate("report", IntakeSettings().reports_a_minute, clock, Noted())
    for number in range(300):
        rate.spend("S1", str(number))
        clock.move_to(clock.now() + timedelta(seconds=2))


class Noted:
    """Keeps what is noted."""

    def __init__(self) -> None:
        self.kinds: list[tuple[SecurityKind, str]] = []

    def note(self, kind: SecurityKind, subject: str, **facts: Any) -> None:
        self.kinds.append((kind, subject))


def test_the_memory_of_a_rate_is_bounded() -> None:
    rate = Rate("failures", 1, ManualClock(A_MONDAY_MORNING), Noted())
    for number in range(3 * MOST_KNOWN):
        rate.count(str(number))
    assert len(rate._known) <= MOST_KNOWN


async def test_wrong_tokens_from_one_address_are_slowed_down_and_good_ones_are_not(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", failures_a_minute=Settings().failures_a_minute) as world:
        wrong = {"Authorization": "Bearer wrong"}
        answers = [await world.http.get("/api/platform/me", headers=wrong) for _ in range(100)]

        assert [answer.status_code for answer in answers] == [401] * 60 + [429] * 40
        assert answers[-1].json()["code"] == "too_many_failures"
        assert answers[-1].headers["Retry-After"] == "60"
        assert (await world.by(REPORTER).post(REPORTS, BODY, key="k")).status_code == 201
        assert await events(world, "sign_in_failed") == [("127.0.0.1", 100)]
        assert await events(world, "budget_exceeded") == [("failures 127.0.0.1", 40)]
        await world.settle()


@pytest.mark.parametrize(("proxies", "seen"), [("", "127.0.0.1"), ("127.0.0.0/8", "203.0.113.9")])
async def test_what_a_proxy_says_of_an_address_counts_only_if_the_proxy_is_trusted(
    tmp_path: Path, proxies: str, seen: str
) -> None:
    async with World.running(tmp_path / "data", trusted_proxies=proxies) as world:
        headers = {"Authorization": "Bearer wrong", "X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
        await world.http.get("/api/platform/me", headers=headers)
        assert await events(world, "sign_in_failed") == [(seen, 1)]


async def test_many_addresses_share_one_row_after_the_first_twenty(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", trusted_proxies="127.0.0.1") as world:
        for number in range(50):
            headers = {"Authorization": "Bearer wrong", "X-Forwarded-For": f"203.0.113.{number}"}
            await world.http.get("/api/platform/me", headers=headers)
        found = await events(world, "sign_in_failed")
        assert len(found) == 21
        assert dict(found)["(others)"] == 30


async def test_revealing_half_of_what_one_may_is_noted_once(world: World) -> None:
    budgets, actor = world.process.context.revealing.budgets, world.by(AUDITOR)
    person = world.directory.person(actor.staff_id)
    assert person is not None
    for number in range(60):
        await budgets.spend(Actor(person, world.directory, world.now), Purpose.REVEAL, f"case-{number}", world.now)
    with pytest.raises(TooMany):
        await budgets.spend(Actor(person, world.directory, world.now), Purpose.REVEAL, "case-60", world.now)

    assert await events(world, "bulk_reveal") == [(AUDITOR, 1)]
    assert await events(world, "budget_exceeded") == [(f"reveal {AUDITOR}", 1)]


async def test_security_events_are_for_auditors_supervisors_and_administrators(world: World) -> None:
    path = "/api/platform/security-events"
    assert [(await world.by(who).get(path)).status_code for who in (AUDITOR, SUPERVISOR, ADMINISTRATOR)] == [200] * 3
    assert (await world.by(REPORTER).get(path)).status_code == 403
