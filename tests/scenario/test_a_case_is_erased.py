"""The personal data of an ended case is erased: nothing of the person opens any more, all else stays readable."""

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import httpx
from sqlalchemy import select

from shared.contracts.services import SERVICES
from shared.contracts.words import Channel
from shared.engine.tables import ENGINE_METADATA, search_keys
from shared.platform.privacy.case_keys import case_keys
from tests.harness.callback import PHONE, calls, filed
from tests.harness.people import AUDITOR, CALLER, REPORTER, SUPERVISOR
from tests.harness.stories import happy_archive, happy_closure
from tests.harness.world import Person, World

ADMINISTRATOR = "S0007"
ASKED_FOR = "客户张三（13812345678）书面要求删除"
NAME = "张三"
ROUTE = "/api/platform/cases"


async def erases(world: World, case: str, *, reason: str = ASKED_FOR) -> httpx.Response:
    """An administrator asks for it; the services do their part."""
    answer = await (await world.sign_in(ADMINISTRATOR)).post(f"{ROUTE}/{case}/erase", {"reason": reason})
    await world.settle()
    return answer


async def indexes_in(world: World, service: str, case: str) -> set[str]:
    """The blind indexes by which a service finds a case; its other keys name units."""
    rows = await world.rows(service, select(search_keys).where(search_keys.c.subject_id == case))
    return {row["key"] for row in rows if len(row["key"]) == 32}


async def every_row(world: World) -> str:
    """Every row of every table of the services, as one text."""
    found: list[Any] = []
    for service in SERVICES:
        tables = import_module(f"services.{service}.adapters.tables").METADATA.sorted_tables
        for table in (*ENGINE_METADATA.sorted_tables, *tables):
            found += await world.rows(service, select(table))
    return json.dumps(found, default=str, ensure_ascii=False)


async def sees_everywhere(person: Person, case: str) -> dict[str, dict[str, Any]]:
    """The case by each service's route."""
    return {
        "intake": await person.sees_report(case),
        "escalation": await person.sees("escalation", case),
        "callback": await person.sees("callback", case),
    }


def differences(before: Any, after: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """What became of each value of a view that is another one now, by its place; without its acts."""
    if isinstance(before, dict):
        for name in before.keys() - {"erased_at", "acts"}:
            yield from differences(before[name], after[name], f"{place}.{name}".lstrip("."))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from differences(old, new, f"{place}.{number}")
    elif before != after:
        yield place, after or None


async def test_nothing_of_the_person_opens_after_a_case_was_erased(world: World) -> None:
    case, auditor = await happy_closure(world), world.by(AUDITOR)
    indexes = set[str]().union(*[await indexes_in(world, service, case) for service in SERVICES])
    before = await sees_everywhere(auditor, case)
    assert indexes
    assert all(view["customer"]["name"] == "张*" and view["erased_at"] is None for view in before.values())

    answer = await erases(world, case)

    assert answer.status_code == 200, answer.text
    assert (await erases(world, case)).json()["owed_by"] == []
    keys = await world.process.context.platform.ask(select(case_keys).where(case_keys.c.case_id == case))
    assert keys == []
    left = await every_row(world)
    assert not [index for index in indexes if index in left]
    assert not [service for service in SERVICES if await indexes_in(world, service, case)]
    for service, view in (await sees_everywhere(auditor, case)).items():
        assert view["erased_at"] is not None, service
        changed = dict(differences(before[service], view))
        assert {place.split(".")[0] for place in changed} >= {"customer", "text"}
        assert set(changed.values()) <= {None, "（已删除）"}, service
        reveal = "/api/intake/reports" if service == "intake" else f"/api/{service}/cases"
        asked = {"fields": ["phone"], "reason": "核实"}
        assert (await auditor.post(f"{reveal}/{case}/reveal", asked)).status_code == 404


async def test_an_erasure_is_on_record_without_the_customer(world: World) -> None:
    case = await happy_archive(world)
    answer = (await erases(world, case)).json()
    assert answer["by"] == ADMINISTRATOR
    [row] = (await world.by(AUDITOR).get("/api/platform/audit", subject=case)).json()["items"]
    assert (row["action"], row["actor"], row["facts"]["reason"]) == (
        "case.erase",
        ADMINISTRATOR,
        "客户***（***）书面要求删除",
    )
    for service in SERVICES:
        assert (ADMINISTRATOR, "case.erase", "done", None) in await world.audited(service, case)
        assert (await world.kinds(service, case))[-1].endswith(".erased")


async def test_the_events_of_an_erased_case_are_still_exported(world: World) -> None:
    case = await happy_archive(world)
    lines = (await world.by(AUDITOR).get(f"{ROUTE}/{case}/events")).text.splitlines()
    await erases(world, case)
    after = (await world.by(AUDITOR).get(f"{ROUTE}/{case}/events")).text
    assert len(after.splitlines()) == len(lines) + len(SERVICES)
    assert '_index": "' not in after


async def test_an_open_case_is_not_erased(world: World) -> None:
    case = await filed(world)
    answer = await erases(world, case)
    assert (answer.status_code, answer.json()["code"]) == (409, "case_open")
    assert answer.json()["services"] == ["callback"]
    assert (await world.by(AUDITOR).sees_report(case))["customer"]["name"] == "张*"


async def test_a_case_whose_events_are_on_their_way_is_not_erased(world: World) -> None:
    case = await happy_archive(world)
    world.held.add("intake.relay")
    details = {"customer": {"phone": "13912345678"}}
    assert (await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", details)).status_code == 200
    answer = await erases(world, case)
    assert (answer.status_code, answer.json()["code"]) == (409, "events_under_way")
    world.held.clear()
    await world.settle()
    assert (await erases(world, case)).status_code == 200


async def test_nothing_is_done_to_an_erased_case(world: World) -> None:
    case = await happy_archive(world)
    await erases(world, case)
    reporter, supervisor = world.by(REPORTER), world.by(SUPERVISOR)
    details = await reporter.post(f"/api/intake/reports/{case}/details", {"customer": {"phone": PHONE}})
    reopened = await supervisor.tries("callback", case, "reopen", reason="客户来电")
    complained = await supervisor.tries("callback", case, "complaint", source="12378", at=world.now.isoformat())
    on_site = await supervisor.tries("escalation", case, "complaint", source="12378", at=world.now.isoformat())
    severity = await supervisor.tries("callback", case, "severity", severity=1, reason="升级")
    for answer in (details, reopened, complained, on_site, severity):
        assert (answer.status_code, answer.json()["code"]) == (409, "case_erased")
    assert (await supervisor.sees("callback", case))["acts"] == []


async def test_a_customer_of_an_erased_case_is_found_in_their_other_cases_only(world: World) -> None:
    case = await happy_archive(world)
    other = await filed(world)
    await erases(world, case)
    found = await world.by(SUPERVISOR).post("/api/callback/lookups", {"phone": PHONE, "purpose": "核实"})
    assert [each["id"] for each in found.json()["items"]] == [other]
    assert (await world.by(CALLER).sees("callback", other))["ended_cases"] == []


async def test_what_the_chat_repeated_of_a_report_is_erased_with_it(world: World) -> None:
    case = await happy_archive(world, Channel.WECOM)
    assert "138****" in await every_row(world)
    await erases(world, case)
    assert "138****" not in await every_row(world)


async def test_an_erasure_goes_on_where_a_killed_process_left_it(world: World) -> None:
    case = await happy_archive(world)
    world.held |= {f"{service}.erasing" for service in SERVICES}
    answer = await erases(world, case)
    assert answer.json()["owed_by"] == sorted(SERVICES)
    await world.restart()
    world.held.clear()
    await world.settle()
    assert (await erases(world, case)).json()["owed_by"] == []
    assert await indexes_in(world, "callback", case) == set()


async def test_a_case_settled_on_site_is_erased_with_what_came_early_for_its_callback(world: World) -> None:
    reporter = world.by(REPORTER)
    case = await reporter.reports(stage="calming", customer={"name": NAME, "phone": PHONE}, text="定损太慢")
    await reporter.post(f"/api/intake/reports/{case}/details", {"text": "客户又来电"})
    await reporter.does("escalation", case, "settle", note="已安抚")
    assert (await erases(world, case)).status_code == 200
    assert (await reporter.sees("escalation", case))["erased_at"] is not None
    await calls(world, await filed(world), "reached", satisfied=True)


async def test_a_case_on_legal_hold_is_not_erased_until_it_is_released(world: World) -> None:
    case, administrator = await happy_archive(world), await world.sign_in(ADMINISTRATOR)
    held = await administrator.post(f"{ROUTE}/{case}/hold", {"reason": "诉讼 13812345678"})
    assert held.status_code == 200
    again = await administrator.post(f"{ROUTE}/{case}/hold", {"reason": "诉讼"})
    refused = await erases(world, case)
    for answer in (again, refused):
        assert (answer.status_code, answer.json()["code"]) == (409, "case_on_hold")
    assert [each["case_id"] for each in (await world.by(AUDITOR).get("/api/platform/holds")).json()["items"]] == [case]

    assert (await administrator.post(f"{ROUTE}/{case}/release", {"reason": "判决生效"})).status_code == 204

    assert (await administrator.post(f"{ROUTE}/{case}/release", {"reason": "判决生效"})).status_code == 404
    assert (await erases(world, case)).status_code == 200
    late = await administrator.post(f"{ROUTE}/{case}/hold", {"reason": "诉讼"})
    assert (late.status_code, late.json()["code"]) == (409, "case_erased")
    rows = (await world.by(AUDITOR).get("/api/platform/audit", subject=case)).json()["items"]
    assert [row["action"] for row in rows] == ["case.erase", "case.release", "case.hold"]
    assert [row["facts"]["reason"] for row in rows] == ["客户***（***）书面要求删除", None, None]
    listed = (await world.by(AUDITOR).get("/api/platform/erasures")).json()["items"]
    assert [each["case_id"] for each in listed] == [case]


async def test_a_case_that_there_is_not_is_neither_erased_nor_held(world: World) -> None:
    administrator = await world.sign_in(ADMINISTRATOR)
    for act in ("erase", "hold", "release"):
        answer = await administrator.post(f"{ROUTE}/01935000-0000-8000-8000-000000000000/{act}", {"reason": "核实"})
        assert answer.status_code == 404
    assert (await administrator.post(f"{ROUTE}/01935000-0000-8000-8000-000000000000/erase", {})).status_code == 422
