"""The life of credentials: limited, revoked by their owner too, ended for good by departure, move or other roles."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shared.engine.tables import audit as service_audit
from shared.platform.directory.reading import COLUMNS
from shared.platform.identity.tables import tokens
from shared.platform.tables import audit
from tests.harness.pages import at_the_pages
from tests.harness.people import ADMINISTRATOR, AUDITOR, CALLER, LEADER, REPORTER
from tests.harness.world import World

PROVINCE = Path(__file__).resolve().parents[2] / "deploy" / "demo"


def line_of(staff: str) -> str:
    """The reporter's line of the staff list, as far as `yes`."""
    line = next(line for line in staff.splitlines() if line.startswith(f"{REPORTER},"))
    return line[: line.index(",yes") + 4]


async def imports(world: World, changed: str | None) -> None:
    """An administrator imports the demo province, with the reporter's line as it is or changed."""
    staff = (PROVINCE / "staff.csv").read_text()
    was = line_of(staff)
    fields = was.split(",")
    match changed:
        case "left":
            fields[-1] = "no"
        case "moved":
            fields[2] = "JS-NJ-LP"
        case "other_roles":
            fields[4] = f"{fields[4]} agent"
    form = {name: (name, (PROVINCE / name).read_text().encode()) for name in COLUMNS}
    form["staff.csv"] = ("staff.csv", staff.replace(was, ",".join(fields)).encode())
    answer = await world.http.post(
        "/api/platform/directory", files=form, headers={"Authorization": f"Bearer {world.tokens[ADMINISTRATOR]}"}
    )
    assert answer.status_code == 200, answer.text


async def security_events(world: World, kind: str) -> list[dict[str, Any]]:
    listed = await world.by(AUDITOR).get("/api/platform/security-events", kind=kind)
    found: list[dict[str, Any]] = listed.json()["items"]
    return found


@pytest.mark.parametrize("why", ["left", "moved", "other_roles"])
async def test_who_leaves_moves_or_gets_other_roles_signs_in_again_for_good(world: World, why: str) -> None:
    reporter, leader, secret = world.by(REPORTER), world.by(LEADER), world.tokens[REPORTER]
    at_pages = [await at_the_pages(world, staff_id) for staff_id in (REPORTER, LEADER)]
    assert (await reporter.get("/api/platform/me")).status_code == 200

    await imports(world, why)
    assert (await reporter.get("/api/platform/me")).status_code == 401
    await imports(world, None)  # as before: the person is back, the token is not
    assert (await reporter.get("/api/platform/me")).status_code == 401
    assert [(await each.http.get("/onsite")).status_code for each in at_pages] == [303, 200]
    for each in at_pages:
        await each.http.aclose()
    await world.restart()
    answer = await world.http.get("/api/platform/me", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401

    assert (await leader.get("/api/platform/me")).status_code == 200
    [event] = await security_events(world, "token_revoked")
    assert (event["subject"], event["facts"]) == ("directory 2", {"by": ADMINISTRATOR, why: 1})
    async with world.process.context.platform.reading() as connection:
        rows = await connection.execute(select(tokens).where(tokens.c.staff_id == REPORTER))
    assert why in {row["ended_as"] for row in rows}


async def test_a_departure_before_an_upgrade_is_not_undone_by_a_return(world: World) -> None:
    """The older version left the token of a person who had left as it was."""
    await world.change_directory(world.member(REPORTER, active=False))
    await imports(world, None)
    assert (await world.by(REPORTER).get("/api/platform/me")).status_code == 401


async def test_an_import_that_changes_nobody_ends_nothing(world: World) -> None:
    await imports(world, None)
    assert (await world.by(REPORTER).get("/api/platform/me")).status_code == 200
    assert await security_events(world, "token_revoked") == []


async def test_a_token_is_valid_for_ninety_days_unless_asked_otherwise(world: World) -> None:
    issued = (await world.by(ADMINISTRATOR).post("/api/platform/tokens", {"staff_id": LEADER})).json()
    assert issued["expires_at"] == "2027-02-21T01:00:00Z"


async def test_one_lists_and_revokes_ones_own_tokens_and_sees_who_issued_them(world: World) -> None:
    issued = (await world.by(ADMINISTRATOR).post("/api/platform/tokens", {"staff_id": LEADER})).json()
    path = f"/api/platform/me/tokens/{issued['token_id']}/revoke"
    listed = (await world.by(LEADER).get("/api/platform/me/tokens")).json()["items"]
    assert {(one["staff_id"], one["issued_by"]) for one in listed} == {(LEADER, None), (LEADER, ADMINISTRATOR)}

    assert (await world.by(REPORTER).post(path)).status_code == 404
    assert [(await world.by(LEADER).post(path)).status_code for _ in range(2)] == [204, 404]

    [event] = await security_events(world, "token_revoked")
    assert (event["subject"], event["facts"]) == (issued["token_id"], {"by": LEADER, "staff_id": LEADER})


async def test_a_token_issued_for_another_person_is_a_security_event(world: World) -> None:
    issued = (await world.by(ADMINISTRATOR).post("/api/platform/tokens", {"staff_id": "S0018"})).json()
    [event] = await security_events(world, "token_issued")
    assert (event["subject"], event["facts"]) == (issued["token_id"], {"by": ADMINISTRATOR, "staff_id": "S0018"})
    assert issued["secret"] not in json.dumps(event)


async def test_every_audit_line_names_the_token_it_was_done_with(world: World) -> None:
    case_id = await world.by(REPORTER).reports(stage="filed", text="定损太慢", customer={"phone": "13812345678"})
    await world.settle()
    issued = (await world.by(ADMINISTRATOR).post("/api/platform/tokens", {"staff_id": CALLER})).json()
    headers = {"Authorization": f"Bearer {issued['secret']}"}
    revealed = await world.http.post(
        f"/api/intake/reports/{case_id}/reveal", json={"fields": ["phone"], "reason": "x"}, headers=headers
    )
    assert revealed.status_code in (200, 403)

    rows = await world.rows("intake", select(service_audit).where(service_audit.c.actor == CALLER))
    assert {json.loads(row["facts"])["by_token"] for row in rows} == {issued["token_id"]}
    async with world.process.context.platform.reading() as connection:
        lines = await connection.execute(select(audit).where(audit.c.actor == ADMINISTRATOR))
    assert all(json.loads(line["facts"])["by_token"] for line in lines)
    assert lines


async def test_a_token_of_an_earlier_version_ends_ninety_days_after_the_upgrade(world: World) -> None:
    reporter = await world.sign_in("S0122")
    await world.restart()
    async with world.process.context.platform.reading() as connection:
        rows = await connection.execute(select(tokens).where(tokens.c.staff_id == "S0122"))
        of_demo = await connection.execute(select(tokens).where(tokens.c.staff_id == REPORTER))
    assert [row["expires_at"].isoformat()[:10] for row in rows if row["label"] == "test"] == ["2027-02-21"]
    assert of_demo[0]["expires_at"] is None
    assert reporter.staff_id == "S0122"


async def test_wrong_tokens_are_one_row_a_minute(world: World) -> None:
    for _ in range(50):
        answer = await world.http.get("/api/platform/me", headers={"Authorization": "Bearer wrong"})
        assert answer.status_code in (401, 429)
    [event] = await security_events(world, "sign_in_failed")
    assert event["times"] == 50
