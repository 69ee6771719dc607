"""Retention: the personal data of an ended case is erased when the time for which its kind is kept is over."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from services.admin.adapters.audit import AuditRows
from services.admin.adapters.case_rows import EngineRows
from services.admin.adapters.ended_cases import EndedRows
from services.admin.application import retention
from services.admin.application.erasing import Erasing
from services.admin.application.retention import DailyRetention, Retention
from shared.platform.privacy.case_keys import case_keys
from shared.platform.privacy.erasures import erasures
from shared.platform.privacy.retained import retention_kept, retention_places
from shared.platform.security_events import security_events
from shared.platform.tables import audit
from shared.support.local_time import SHANGHAI
from tests.harness.callback import MARK, calls, closed, filed
from tests.harness.crash_injection import SimulatedCrash
from tests.harness.people import ADMINISTRATOR, AUDITOR, CALLER, CLAIMS, CLAIMS_HEAD, REPORTER
from tests.harness.world import World

ROUTE = "/api/platform/retention"
SHIPPED = Path(__file__).parents[2] / "deploy" / "policy"
LAST_DAY, DAY_AFTER = date(2026, 12, 23), date(2026, 12, 24)
"""Of a case that ended on 23 November and is kept for a month."""

Policies = Callable[..., Path]


@pytest.fixture
def policies(tmp_path: Path) -> Policies:
    """Makes a folder of policies with these periods, in months."""

    def make(**months: int) -> Path:
        folder = tmp_path / f"policies-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(SHIPPED, folder)
        periods = "".join(f'{kind} = "{count} months"\n' for kind, count in months.items())
        with (folder / "default.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[retention]\n{periods}")
        return folder

    return make


@pytest_asyncio.fixture(loop_scope="session")
async def keeping(tmp_path: Path, policies: Policies) -> AsyncIterator[World]:
    """A hotline that keeps what was settled or archived for a month, what was closed two, complaints three."""
    folder = policies(settled=1, archived=1, closed=2, complaint=3)
    async with World.running(tmp_path / "data", policy_dir=folder) as running:
        yield running


async def comes(world: World, day: date) -> None:
    """It is this local day, and the loop of administration has run."""
    morning = datetime.combine(day, time(0, 1), SHANGHAI)
    world.clock.move_to(max(world.now, morning))
    await runs(world)


async def runs(world: World) -> None:
    [administration] = [service for service in world.process.services if service.name == "admin"]
    for loop in administration.loops:
        while await loop.run_once(world.now):
            pass
    await world.settle()


async def erased(world: World) -> set[str]:
    """The cases erased as their time was over."""
    rows = await world.process.context.platform.ask(select(erasures.c.case_id, erasures.c.why))
    assert {row["why"] for row in rows} <= {"retention"}
    return {row["case_id"] for row in rows}


async def archived(world: World) -> str:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=True)
    return case


async def settled(world: World) -> str:
    reporter = world.by(REPORTER)
    case = await reporter.reports(stage="calming", customer={"name": "张三", "phone": "13812345678"}, text="太慢")
    await reporter.does("escalation", case, "settle", note="已安抚")
    return case


async def listed(world: World) -> dict[str, str | None]:
    """The cases that are due, and why each is kept."""
    answer = await (await world.sign_in(ADMINISTRATOR)).get(ROUTE)
    assert answer.status_code == 200, answer.text
    return {item["case_id"]: item["kept_as"] for item in answer.json()["items"]}


async def rows_of_the_platform(world: World) -> list[Any]:
    tables = (erasures, retention_kept, retention_places, security_events, case_keys)
    return [await world.process.context.platform.ask(select(table)) for table in tables]


async def test_as_shipped_nothing_is_ever_erased_by_time(world: World) -> None:
    await archived(world)
    await comes(world, date(2076, 11, 24))
    answer = (await (await world.sign_in(ADMINISTRATOR)).post(ROUTE)).json()
    periods = dict.fromkeys(("settled", "archived", "closed", "complaint"))
    assert answer == {"periods": periods, "items": [], "more": False}
    assert await erased(world) == set()


async def test_a_case_is_erased_the_day_after_its_period_and_not_the_day_before(keeping: World) -> None:
    calmed, done, handled = await settled(keeping), await archived(keeping), await closed(keeping)
    complained = await archived(keeping)
    await keeping.by(CALLER).does("callback", complained, "complaint", **MARK)
    await keeping.by(CALLER).does("callback", complained, "dispatch", responsible_unit_id=CLAIMS)
    await keeping.by(CLAIMS_HEAD).does("callback", complained, "accept")
    await keeping.by(CLAIMS_HEAD).does("callback", complained, "resolve", note="已重新定损")
    await calls(keeping, complained, "reached", number=2, score=85)
    await comes(keeping, LAST_DAY)
    assert await erased(keeping) == set()

    await comes(keeping, DAY_AFTER)
    assert await erased(keeping) == {calmed, done}
    for day, case in ((date(2027, 1, 24), handled), (date(2027, 2, 24), complained)):
        before = await erased(keeping)
        await comes(keeping, day.replace(day=23))
        assert await erased(keeping) == before
        await comes(keeping, day)
        assert await erased(keeping) == {*before, case}


async def test_an_erasure_by_time_is_on_record_as_no_persons_act(keeping: World) -> None:
    case, auditor = await archived(keeping), await keeping.sign_in(AUDITOR)
    await comes(keeping, DAY_AFTER)
    [row] = (await auditor.get("/api/platform/audit", subject=case)).json()["items"]
    assert (row["actor"], row["action"], row["facts"]["why"]) == (None, "case.erase", "retention")
    assert row["facts"]["reason"] == "its time is over: archived, and kept for so many months: 1"
    [event] = (await auditor.get("/api/platform/security-events", kind="case_erased")).json()["items"]
    assert (event["subject"], event["facts"]["why"]) == (case, "retention")
    assert (await auditor.sees("callback", case))["erased_at"] is not None
    assert (await keeping.kinds("callback", case))[-1] == "case.erased"


async def test_a_held_case_is_kept_until_its_hold_is_released(keeping: World) -> None:
    case, other, administrator = await archived(keeping), await archived(keeping), await keeping.sign_in(ADMINISTRATOR)
    assert (await administrator.post(f"/api/platform/cases/{case}/hold", {"reason": "诉讼"})).status_code == 200
    await comes(keeping, DAY_AFTER)
    await comes(keeping, date(2026, 12, 31))
    assert (await erased(keeping), await listed(keeping)) == ({other}, {case: "case_on_hold"})

    assert (await administrator.post(f"/api/platform/cases/{case}/release", {"reason": "结案"})).status_code == 204
    assert await listed(keeping) == {case: None}
    await comes(keeping, date(2027, 1, 1))

    assert (await erased(keeping), await listed(keeping)) == ({case, other}, {})
    assert await keeping.process.context.platform.ask(select(retention_kept)) == []


async def test_a_list_of_what_is_due_changes_nothing(keeping: World) -> None:
    cases = {await archived(keeping), await settled(keeping)}
    keeping.clock.move_to(datetime.combine(DAY_AFTER, time(), SHANGHAI))
    await keeping.sign_in(ADMINISTRATOR)
    before = await rows_of_the_platform(keeping)
    assert await listed(keeping) == dict.fromkeys(cases)
    assert await rows_of_the_platform(keeping) == before
    answer = (await keeping.by(ADMINISTRATOR).post(ROUTE)).json()
    assert ({item["case_id"] for item in answer["items"]}, answer["more"]) == (cases, False)
    assert await erased(keeping) == cases


async def test_a_case_that_was_reopened_is_kept_while_it_is_open_and_from_its_last_end_on(keeping: World) -> None:
    case = await archived(keeping)
    await comes(keeping, date(2026, 12, 5))
    await keeping.by(CALLER).does("callback", case, "reopen", reason="客户又来电")
    await comes(keeping, DAY_AFTER)
    assert (await erased(keeping), await listed(keeping)) == (set(), {case: "case_open"})

    await keeping.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=CLAIMS)
    await keeping.by(CLAIMS_HEAD).does("callback", case, "accept")
    await keeping.by(CLAIMS_HEAD).does("callback", case, "resolve", note="已重新定损")
    keeping.clock.move_to(datetime.combine(DAY_AFTER, time(10), SHANGHAI))
    await calls(keeping, case, "reached", number=2, score=85)
    await comes(keeping, date(2027, 2, 24))
    assert await erased(keeping) == set()
    await comes(keeping, date(2027, 2, 25))
    assert await erased(keeping) == {case}


async def test_a_complaint_after_the_end_of_a_case_keeps_it_from_then_on(keeping: World) -> None:
    case = await settled(keeping)
    await comes(keeping, date(2026, 12, 20))
    marked = await keeping.by(CALLER).does("escalation", case, "complaint", **MARK | {"at": keeping.now.isoformat()})
    assert marked["new_report_needed"]
    await comes(keeping, date(2027, 3, 20))
    assert await erased(keeping) == set()
    await comes(keeping, date(2027, 3, 21))
    assert await erased(keeping) == {case}


async def test_what_still_waits_for_a_service_is_erased_when_it_has_arrived(keeping: World) -> None:
    case = await settled(keeping)
    keeping.held = {"intake.relay"}
    await keeping.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"text": "客户又来电"})
    await comes(keeping, DAY_AFTER)
    assert (await erased(keeping), await listed(keeping)) == (set(), {case: "events_under_way"})
    keeping.held = set()
    await keeping.settle()
    await comes(keeping, date(2026, 12, 25))
    assert await erased(keeping) == {case}


async def test_a_policy_that_becomes_shorter_or_longer_counts_for_older_cases_too(
    tmp_path: Path, policies: Policies
) -> None:
    async with World.running(tmp_path / "data", policy_dir=policies(archived=24)) as world:
        case = await archived(world)
        await comes(world, DAY_AFTER)
        assert await erased(world) == set()
        await has_policy(world, policies(archived=1))
        assert await erased(world) == {case}

        other = await archived(world)
        await has_policy(world, policies(archived=24))
        await comes(world, date(2027, 1, 25))
        assert await erased(world) == {case}
        await has_policy(world, policies(archived=1))
        assert await erased(world) == {case, other}


async def has_policy(world: World, folder: Path) -> None:
    """The hotline is started again with this policy."""
    world.settings = world.settings.model_copy(update={"policy_dir": folder})
    await world.restart()
    await runs(world)


async def test_a_killed_process_goes_on_where_it_was(keeping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PIECE", 1)
    cases = {await archived(keeping) for _ in range(3)}
    keeping.clock.move_to(datetime.combine(DAY_AFTER, time(), SHANGHAI))
    with monkeypatch.context() as patch:
        patch.setattr(Retention, "_remember", _killed)
        with pytest.raises(SimulatedCrash):
            await runs(keeping)
    assert len(await erased(keeping)) == 1
    await keeping.restart()
    await runs(keeping)
    assert await erased(keeping) == cases


async def _killed(*args: object) -> None:
    raise SimulatedCrash("between an erasure and what is remembered of it")


async def test_two_processes_at_once_erase_each_case_once(keeping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PIECE", 2)
    cases = {await archived(keeping) for _ in range(5)}
    held = cases.copy().pop()
    administrator = await keeping.sign_in(ADMINISTRATOR)
    await administrator.post(f"/api/platform/cases/{held}/hold", {"reason": "诉讼"})
    keeping.clock.move_to(datetime.combine(DAY_AFTER, time(), SHANGHAI))

    async def whole_day(daily: DailyRetention) -> None:
        while await daily.run_once(keeping.now):
            pass

    context = keeping.process.context
    erasing = Erasing(context, EngineRows(), AuditRows(audit))
    processes = [DailyRetention(context, Retention(context, erasing, EndedRows())) for _ in range(2)]
    await asyncio.gather(*[whole_day(process) for process in processes])

    assert await erased(keeping) == cases - {held}
    assert await listed(keeping) == {held: "case_on_hold"}
    await keeping.settle()
    for case in cases - {held}:
        assert (await keeping.kinds("callback", case)).count("case.erased") == 1


async def test_while_the_clock_is_held_nothing_is_due(keeping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await archived(keeping)
    administrator = await keeping.sign_in(ADMINISTRATOR)
    with monkeypatch.context() as patch:
        patch.setattr(retention, "may_fire", lambda clock: False)
        await comes(keeping, DAY_AFTER)
        answer = await administrator.post(ROUTE)
        assert (answer.status_code, answer.json()["code"]) == (409, "clock_held")
        assert await erased(keeping) == set()
    await runs(keeping)
    assert len(await erased(keeping)) == 1
