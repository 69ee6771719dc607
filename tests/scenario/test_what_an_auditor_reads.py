"""An auditor reads who did, read or was refused what, and the rules in force; in every service, and changes nothing."""

from datetime import timedelta
from typing import Any

from tests.harness.callback import MINUTE, calls, claims, filed
from tests.harness.people import ADMINISTRATOR, AUDITOR, CALLER, FELLOW_REPORTER, REPORTER, SUPERVISOR
from tests.harness.world import World


async def rows(world: World, of: str, /, **params: Any) -> list[dict[str, Any]]:
    """All rows that fit, page by page."""
    person, found, cursor = await world.sign_in(AUDITOR), [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        answer = await person.get(f"/api/{of}/audit", limit=2, **params, **more)
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        cursor = answer.json()["next"]
        if cursor is None:
            return found


async def test_acts_reads_and_refusals_are_told_apart_and_narrowed_by_case_person_act_and_time(world: World) -> None:
    case = await filed(world)
    other = await filed(world)
    await claims(world.by(CALLER), case)
    await world.by(CALLER).does("callback", case, "reveal", fields=["phone"], reason="首次回访拨打")
    assert (await world.by(CALLER).tries("callback", case, "accept")).status_code == 403
    await world.advance(MINUTE)
    await calls(world, other, "reached", satisfied=True)

    [read] = await rows(world, "callback", kind="reads")
    assert (read["actor"], read["action"], read["subject"]) == (CALLER, "revealed", case)
    assert read["facts"].pop("by_token")
    assert read["facts"] == {"fields": ["phone"], "reason": "首次回访拨打", "by_address": "127.0.0.1"}
    [refused] = await rows(world, "callback", kind="refusals")
    assert (refused["action"], refused["code"]) == ("accept", "forbidden")
    assert {row["subject"] for row in await rows(world, "callback", subject=other)} == {other}
    assert [row["action"] for row in await rows(world, "callback", person=CALLER, action="attempts")] == ["attempts"]
    late = (world.now - timedelta(seconds=30)).isoformat()
    assert {row["subject"] for row in await rows(world, "callback", since=late)} == {other}
    assert {row["subject"] for row in await rows(world, "callback", until=late)} == {case}
    positions = [row["position"] for row in await rows(world, "callback")]
    assert positions == sorted(positions, reverse=True)


async def test_a_reason_or_purpose_in_words_is_shown_as_it_was_written(world: World) -> None:
    case = await filed(world)
    why = "张三 13812345678 来电询问"
    for service, place in (("intake", "reports"), ("escalation", "cases"), ("callback", "cases")):
        supervisor = await world.sign_in(SUPERVISOR)
        asked = {"fields": ["phone"], "reason": why}
        assert (await supervisor.post(f"/api/{service}/{place}/{case}/reveal", asked)).status_code == 200
        asked = {"phone": "13812345678", "purpose": why}
        assert (await supervisor.post(f"/api/{service}/lookups", asked)).status_code == 200

        for of, more in ((service, {}), ("platform", {"service": service})):
            looked_up, revealed = await rows(world, of, kind="reads", **more)
            assert (looked_up["facts"]["purpose"], revealed["facts"]["reason"]) == (why, why)


async def test_administration_answers_for_every_service(world: World) -> None:
    await filed(world)
    await world.by(REPORTER).submits(key="refused", reporter_id=FELLOW_REPORTER, text="客户不满")
    for service in ("intake", "callback"):
        assert await rows(world, "platform", service=service) == await rows(world, service)
    [refused] = await rows(world, "platform", service="intake", kind="refusals")
    assert (refused["actor"], refused["action"]) == (REPORTER, "report")
    token = (await world.by(ADMINISTRATOR).post("/api/platform/tokens", {"staff_id": REPORTER})).json()["token_id"]
    [issued] = await rows(world, "platform", action="token.issue")
    assert issued["facts"].pop("by_token")
    assert issued["facts"] == {"staff_id": REPORTER, "token_id": token, "by_address": "127.0.0.1"}


async def test_nobody_else_reads_the_audit(world: World) -> None:
    for who in (CALLER, SUPERVISOR, ADMINISTRATOR, REPORTER):
        for service in ("platform", "intake", "escalation", "callback"):
            assert (await world.by(who).get(f"/api/{service}/audit")).status_code == 403, (who, service)


async def test_the_policies_in_force_for_a_unit_on_a_day_are_read_with_what_they_inherit(world: World) -> None:
    auditor = world.by(AUDITOR)
    own = (await auditor.get("/api/platform/policies", unit="JS-CZ")).json()
    default = (await auditor.get("/api/platform/policies")).json()
    assert own["inherited_from"][0] == "JS"
    assert own["onsite"]["policy"].startswith("changzhou@")
    assert own["onsite"] != default["onsite"]
    long_ago = (await auditor.get("/api/platform/policies", unit="JS-CZ", on="2019-01-01T00:00:00Z")).json()
    assert long_ago["onsite"] == default["onsite"]


async def test_the_directory_and_dead_letters_are_read_and_not_touched(world: World) -> None:
    auditor = world.by(AUDITOR)
    assert (await auditor.get("/api/platform/directory")).status_code == 200
    for part in ("leave", "line_executives", "duty"):
        assert (await auditor.get(f"/api/platform/directory/{part}", limit=1)).json()["items"]
    assert (await auditor.get("/api/platform/dead-letters")).json()["items"] == []
    assert (await auditor.post("/api/platform/dead-letters/intake/1/replay")).status_code == 403
    assert (await auditor.post("/api/platform/directory")).status_code == 403
