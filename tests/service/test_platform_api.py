"""The platform's routes: the clock and names for everybody, administration for those who may, each act on record."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from shared.engine.db.database import Connection, DatabaseAway
from shared.engine.events.record import write_record
from shared.engine.events.relay import to_record
from shared.engine.tables import audit as service_audit
from shared.engine.tables import event_log, parked
from shared.platform.directory.reading import COLUMNS
from shared.platform.tables import audit
from tests.harness.pages import at_the_pages
from tests.harness.people import ADMINISTRATOR, AGENT, AUDITOR, LEADER, OPERATOR, REPORTER
from tests.harness.world import World

PROVINCE = Path(__file__).resolve().parents[2] / "deploy" / "demo"
ADMINISTERED = (
    ("GET", "/api/platform/directory"),
    ("POST", "/api/platform/directory"),
    ("GET", "/api/platform/tokens"),
    ("POST", "/api/platform/tokens"),
    ("POST", "/api/platform/tokens/x/revoke"),
    ("POST", "/api/platform/clock/confirm"),
    ("GET", "/api/platform/dead-letters"),
    ("POST", "/api/platform/dead-letters/escalation/1/replay"),
    ("GET", "/api/platform/cases/x/events"),
)


async def on_record(world: World) -> list[tuple[str, str]]:
    """(actor, action) of all that was administered."""
    async with world.process.context.platform.reading() as connection:
        rows = await connection.execute(select(audit).order_by(audit.c.position))
    return [(row["actor"], row["action"]) for row in rows]


def files(**changed: str) -> dict[str, tuple[str, bytes]]:
    """The demo province as a form, with the content of some files replaced."""
    return {
        name: (name, changed.get(name.removesuffix(".csv"), (PROVINCE / name).read_text()).encode()) for name in COLUMNS
    }


async def sends(world: World, form: dict[str, Any], **params: str) -> Any:
    headers = {"Authorization": f"Bearer {world.tokens[ADMINISTRATOR]}"}
    return await world.http.post("/api/platform/directory", files=form, params=params, headers=headers)


async def test_everybody_sees_what_time_it_is(world: World) -> None:
    clock = (await world.http.get("/api/platform/clock")).json()
    assert clock == {
        "now": "2026-11-23T01:00:00Z",
        "speed": 1.0,
        "drift_seconds": None,
        "held_since": None,
        "ahead_seconds": None,
    }


async def test_a_token_tells_whose_it_is(world: World) -> None:
    me = (await world.by(REPORTER).get("/api/platform/me")).json()
    assert me == {
        "staff_id": REPORTER,
        "name": "于嘉怡",
        "unit": {"unit_id": "JS-NJ-GL", "name": "鼓楼支公司"},
        "roles": ["reporter"],
    }


async def test_names_are_told_by_id_and_strangers_left_out(world: World) -> None:
    answer = await world.by(REPORTER).get("/api/platform/names", staff=[LEADER, "nobody"], unit=["JS-NJ", "nowhere"])
    assert answer.json() == {"staff": {LEADER: "毛岚"}, "units": {"JS-NJ": "南京中心支公司"}}
    assert (await world.http.get("/api/platform/names")).status_code == 401


@pytest.mark.parametrize(("method", "path"), ADMINISTERED)
async def test_nobody_administers_without_the_role(world: World, method: str, path: str) -> None:
    body = {"staff_id": REPORTER}
    headers = {"Authorization": f"Bearer {world.tokens[REPORTER]}"}
    refused = await world.http.request(method, path, headers=headers, json=body if method == "POST" else None)
    unknown = await world.http.request(method, path, headers={"Authorization": "Bearer x"})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert unknown.status_code in (401, 422)


async def test_whoever_may_read_the_data_folder_administers(world: World) -> None:
    headers = {"Authorization": f"Bearer {world.process.context.local_admin.secret}"}
    assert (await world.http.get("/api/platform/tokens", headers=headers)).status_code == 200
    reading = await world.http.get("/api/escalation/cases", headers=headers)
    assert reading.status_code == 401  # it is nobody of the directory


async def test_a_token_is_issued_used_listed_and_revoked(world: World) -> None:
    administrator = world.by(ADMINISTRATOR)
    issued = await administrator.post("/api/platform/tokens", {"staff_id": LEADER, "expires_in_days": 1, "label": "PC"})
    assert issued.status_code == 201
    token = issued.json()
    assert token["expires_at"] == "2026-11-24T01:00:00Z"
    headers = {"Authorization": f"Bearer {token['secret']}"}
    assert (await world.http.get("/api/platform/me", headers=headers)).json()["staff_id"] == LEADER
    listed = (await administrator.get("/api/platform/tokens")).json()["items"]
    assert token["token_id"] in [one["token_id"] for one in listed]
    assert token["secret"] not in json.dumps(listed)
    for status in (204, 404):
        revoked = await administrator.post(f"/api/platform/tokens/{token['token_id']}/revoke")
        assert revoked.status_code == status
    assert (await world.http.get("/api/platform/me", headers=headers)).status_code == 401
    assert await on_record(world) == [(ADMINISTRATOR, "token.issue"), (ADMINISTRATOR, "token.revoke")]


async def test_nobody_unknown_gets_a_token(world: World) -> None:
    for staff_id in ("nobody", "S0258"):  # S0258 has left
        answer = await world.by(ADMINISTRATOR).post("/api/platform/tokens", {"staff_id": staff_id})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_in_directory")


async def test_an_import_takes_effect_at_once_and_is_on_record(world: World) -> None:
    staff = (PROVINCE / "staff.csv").read_text().replace("S0118,于嘉怡,", "S0118,于佳仪,")
    imported = await sends(world, files(staff=staff))
    found = imported.json()
    assert {name: count for name, count in found.pop("diff").items() if count} == {"people_changed": 1}
    assert found == {"version": 2, "units": 70, "people": 435, "based_on": 1}
    assert (await world.by(REPORTER).get("/api/platform/me")).json()["name"] == "于佳仪"
    assert await on_record(world) == [(ADMINISTRATOR, "directory.import")]


async def test_an_import_that_is_only_checked_changes_nothing(world: World) -> None:
    checked = await sends(world, files(), check_only="true")
    assert checked.json()["version"] is None
    assert not any(checked.json()["diff"].values())
    assert (await world.by(ADMINISTRATOR).get("/api/platform/directory")).json()["version"] == 1
    assert await on_record(world) == []


async def test_a_faulty_import_names_file_line_and_column_and_changes_nothing(world: World) -> None:
    staff = (PROVINCE / "staff.csv").read_text().replace("S0118,于嘉怡,JS-NJ-GL,", "S0118,于嘉怡,JS-NJ-XX,")
    refused = await sends(world, files(staff=staff))
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == ["staff.csv:119:unit_id"]
    assert (await world.by(ADMINISTRATOR).get("/api/platform/directory")).json()["version"] == 1


async def test_an_import_may_not_take_a_unit_away_from_its_policy(world: World) -> None:
    heads = {name: (PROVINCE / name).read_text().splitlines()[0] + "\n" for name in COLUMNS}
    heads["units.csv"] += "ZGS,总公司,1,,S0001,\n"
    heads["staff.csv"] += "S0001,余平,ZGS,,leader,,,yes,YuPing\n"
    refused = await sends(world, {name: (name, text.encode()) for name, text in heads.items()})
    assert (refused.status_code, refused.json()["code"]) == (422, "policy_without_unit")
    assert refused.json()["errors"][0]["field"].startswith("changzhou.toml:")


@pytest.mark.parametrize("body", [{"json": {}}, {"content": b"x"}, {"files": {"a": ("a", b"")}}])
async def test_what_is_no_directory_is_refused(world: World, body: dict[str, Any]) -> None:
    headers = {"Authorization": f"Bearer {world.tokens[ADMINISTRATOR]}"}
    answer = await world.http.post("/api/platform/directory", headers=headers, **body)
    assert answer.status_code == 422


async def test_a_dead_letter_is_seen_by_operations_and_tried_again(world: World) -> None:
    operator = world.by(OPERATOR)
    case_id = await report_that_escalation_gave_up_on(world)
    [letter] = (await operator.get("/api/platform/dead-letters")).json()["items"]
    assert (letter["service"], letter["case_id"], letter["error"]) == ("escalation", case_id, "builtins.ValueError")
    path = f"/api/platform/dead-letters/escalation/{letter['position']}/replay"
    assert (await operator.post(path)).status_code == 204
    await world.settle()
    assert await world.kinds("escalation", case_id) == ["case.opened"]
    assert (await operator.post(path)).status_code == 404
    replayed = select(service_audit).where(service_audit.c.action == "dead_letter.replay")
    assert len(await world.rows("escalation", replayed)) == 1


async def report_that_escalation_gave_up_on(world: World) -> str:
    """A report whose event is a dead letter of escalation."""
    answer = await world.by(REPORTER).post("/api/intake/reports", {"stage": "calming"}, key="k")
    case_id = str(answer.json()["id"])
    [row] = await world.rows("intake", select(event_log))
    record = to_record("intake", row)
    dead = {
        "consumer": "escalation",
        "event_id": record.event_id,
        "case_id": case_id,
        "type": record.type,
        "record": write_record(record),
        "state": "dead",
        "attempts": 8,
        "retry_at": world.now,
        "error": "builtins.ValueError",
        "at": world.now,
    }
    async with world.services["escalation"].database.transaction() as connection:
        await connection.execute(insert(parked), dead)
    await world.settle()  # the event comes, and waits with the one given up on: itself
    return case_id


async def test_a_service_that_does_not_answer_is_named_beside_the_dead_letters_of_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await report_that_escalation_gave_up_on(world)
    go_away(world, "callback", monkeypatch)
    answer = await world.by(OPERATOR).get("/api/platform/dead-letters")
    assert answer.status_code == 200
    assert [letter["service"] for letter in answer.json()["items"]] == ["escalation"]
    assert answer.json()["away"] == ["callback"]
    monkeypatch.undo()
    listed = (await world.by(OPERATOR).get("/api/platform/dead-letters")).json()
    assert listed["away"] == []
    await world.by(OPERATOR).post(f"/api/platform/dead-letters/escalation/{listed['items'][0]['position']}/replay")


async def test_a_dead_letter_of_a_service_that_does_not_answer_is_not_replayed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.expected_errors = 1
    await report_that_escalation_gave_up_on(world)
    go_away(world, "escalation", monkeypatch)
    path = "/api/platform/dead-letters/escalation/1/replay"
    away = await world.by(OPERATOR).post(path)
    assert (away.status_code, away.json()["code"]) == (503, "unavailable")
    monkeypatch.undo()
    assert (await world.by(OPERATOR).post(path)).status_code == 204


@pytest.mark.parametrize("service", ["platform", "nothing", "admin"])
async def test_only_services_have_dead_letters(world: World, service: str) -> None:
    answer = await world.by(OPERATOR).post(f"/api/platform/dead-letters/{service}/1/replay")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def go_away(world: World, service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this service's database cannot be asked."""

    @asynccontextmanager
    async def gone() -> AsyncIterator[Connection]:
        raise DatabaseAway("gone")
        yield

    for way in ("reading", "transaction"):
        monkeypatch.setattr(world.services[service].database, way, gone)


async def test_events_of_a_service_that_does_not_answer_are_said_to_be_missing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = await world.by(REPORTER).reports(stage="filed", text="定损太慢", customer={"phone": "13812345678"})
    go_away(world, "escalation", monkeypatch)
    answer = await world.by(AUDITOR).get(f"/api/platform/cases/{case_id}/events")
    assert (answer.status_code, answer.headers["Services-Away"]) == (200, "escalation")
    assert {json.loads(line)["service"] for line in answer.text.splitlines()} == {"intake", "callback"}
    async with world.process.context.platform.reading() as connection:
        [line] = await connection.execute(select(audit))
    assert json.loads(line["facts"])["away"] == ["escalation"]

    unknown = await world.by(AUDITOR).get("/api/platform/cases/nobody/events")
    assert (unknown.status_code, unknown.json()["code"]) == (503, "services_away")
    assert unknown.json()["away"] == ["escalation"]


async def test_an_auditor_exports_a_whole_story_with_personal_data_still_sealed(world: World) -> None:
    case_id = await world.by(REPORTER).reports(stage="filed", text="定损太慢", customer={"phone": "13812345678"})
    answer = await world.by(AUDITOR).get(f"/api/platform/cases/{case_id}/events")
    events = [json.loads(line) for line in answer.text.splitlines()]
    assert [event["type"] for event in events][:2] == [
        "hotline.intake.report.accepted.v1",
        "hotline.escalation.case.opened.v1",
    ]
    assert {event["service"] for event in events} == {"intake", "escalation", "callback"}
    assert {event["data"]["case_id"] for event in events} == {case_id}
    assert "13812345678" not in answer.text
    assert await on_record(world) == [(AUDITOR, "case.export")]


async def test_there_is_no_story_of_an_unknown_case(world: World) -> None:
    assert (await world.by(AUDITOR).get("/api/platform/cases/nobody/events")).status_code == 404


async def test_a_clock_that_did_not_jump_needs_no_confirmation(world: World) -> None:
    answer = await world.by(OPERATOR).post("/api/platform/clock/confirm")
    assert (answer.status_code, answer.json()["code"]) == (409, "clock_not_jumped")


async def test_a_form_offers_units_staff_and_causes_page_by_page(world: World) -> None:
    agent = world.by(AGENT)
    units = (await agent.get("/api/platform/units", q="鼓楼")).json()["items"]
    assert [unit["unit_id"] for unit in units] == ["JS-NJ-GL"]
    [person] = (await agent.get("/api/platform/staff", q="于嘉怡")).json()["items"]
    assert (person["staff_id"], person["unit_name"], person["roles"]) == (REPORTER, "鼓楼支公司", ["reporter"])
    first = (await agent.get("/api/platform/staff", unit="JS-NJ-GL", limit=2)).json()
    second = (await agent.get("/api/platform/staff", unit="JS-NJ-GL", limit=2, cursor=first["next"])).json()
    assert len({each["staff_id"] for each in (*first["items"], *second["items"])}) == 4
    causes = (await agent.get("/api/platform/causes")).json()["items"]
    assert {"slow", "attitude"} <= {cause["code"] for cause in causes}
    assert (await agent.get("/api/platform/causes", q="no such cause")).json() == {"items": [], "next": None}


async def test_who_reveals_or_looks_up_chooses_from_the_reasons_of_the_policy(world: World) -> None:
    agent = world.by(AGENT)
    reasons = (await agent.get("/api/platform/reasons")).json()["items"]
    assert {"text": "登记客户来电"} in reasons
    assert (await agent.get("/api/platform/reasons", q="拨打", limit=1)).json()["items"] == [{"text": "首次回访拨打"}]


async def test_an_import_says_how_many_people_come_change_and_leave_and_which_heads_change(world: World) -> None:
    staff, units = (PROVINCE / "staff.csv").read_text(), (PROVINCE / "units.csv").read_text()
    [gone] = [line for line in staff.splitlines(keepends=True) if line.startswith("S0119,")]
    staff = staff.replace(gone, "").replace("S0118,于嘉怡,", "S0118,于佳仪,")
    staff += "S9001,新同事,JS-NJ-GL,CLAIMS,reporter,,,yes,\nS9002,新同事,JS-NJ-GL,CLAIMS,reporter,,,yes,\n"
    units = units.replace("JS-NJ,S0114,S0115", "JS-NJ,S0115,S0114")
    checked = (await sends(world, files(staff=staff, units=units), check_only="true")).json()
    assert {name: count for name, count in checked["diff"].items() if count} == {
        "people_added": 2,
        "people_changed": 1,
        "people_removed": 1,
        "units_changed": 1,
        "heads": 1,
    }


async def test_an_administrator_sees_who_is_signed_in_and_ends_a_session(world: World) -> None:
    colleague = await at_the_pages(world, REPORTER)
    administrator = world.by(ADMINISTRATOR)
    [session] = (await administrator.get("/api/platform/sessions", staff=REPORTER)).json()["items"]
    assert (session["staff_id"], session["ended_at"]) == (REPORTER, None)
    assert len((await administrator.get("/api/platform/sessions")).json()["items"]) == 1
    for status in (204, 404):
        ended = await administrator.post(f"/api/platform/sessions/{session['session_id']}/end")
        assert ended.status_code == status
    world.lapse(timedelta(seconds=2))
    assert (await colleague.http.get("/onsite")).status_code == 303
    assert (await administrator.get("/api/platform/sessions", staff=REPORTER)).json()["items"] == []
    assert (await world.by(AUDITOR).get("/api/platform/sessions")).status_code == 403
    await colleague.http.aclose()


async def test_health_counts_what_waits_and_names_a_service_that_is_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.by(REPORTER).submits(key="1", text="嫌慢")
    go_away(world, "callback", monkeypatch)
    found = (await world.by(OPERATOR).get("/api/platform/health")).json()
    by_name = {each["service"]: each for each in found["services"]}
    assert (by_name["intake"]["events_waiting"], by_name["intake"]["events_since"]) == (1, "2026-11-23T01:00:00Z")
    assert {name: each["away"] for name, each in by_name.items()} == {
        "intake": False,
        "escalation": False,
        "callback": True,
    }
    assert "escalation.ticker" in {each["name"] for each in found["loops"]}
    monkeypatch.undo()
    await world.settle()


async def test_a_policy_names_the_version_each_value_is_from_and_whom_a_report_would_reach(world: World) -> None:
    auditor = world.by(AUDITOR)
    origins = (await auditor.get("/api/platform/policies", unit="JS-CZ")).json()["origins"]
    assert (origins["handling.order"], origins["onsite"]) == ("changzhou@2026-01-01", "changzhou@2026-01-01")
    assert origins["callback.due_seconds"] == "default@2018-06-01"
    steps = (await auditor.get("/api/platform/policies/ladder", staff=REPORTER)).json()["items"]
    assert [(step["after_seconds"], step["told"], step["files"]) for step in steps] == [
        (300, [LEADER], False),
        (900, ["S0082"], False),
        (1500, [], True),
    ]
    top = (await auditor.get("/api/platform/policies/ladder", staff="S0001")).json()["items"]
    assert [(step["nobody_left"], step["files"]) for step in top] == [(True, True)]
    assert (await auditor.get("/api/platform/policies/ladder", staff="nobody")).status_code == 404


async def test_the_last_use_of_a_token_is_noted_beside_the_requests(world: World) -> None:
    tokens = world.process.context.tokens
    await world.by(REPORTER).get("/api/platform/me")
    assert await tokens.write_uses() == 1
    await world.by(REPORTER).get("/api/platform/me")
    assert await tokens.write_uses() == 0
    [mine] = (await world.by(REPORTER).get("/api/platform/me/tokens")).json()["items"]
    assert mine["used_at"] == "2026-11-23T01:00:00Z"
    world.lapse(timedelta(hours=1))
    await world.by(REPORTER).get("/api/platform/me")
    assert await tokens.write_uses() == 1
