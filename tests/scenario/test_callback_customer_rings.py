"""The customer rings by themselves: recorded in any open state, told to those who have the case, and answered."""

from datetime import UTC, datetime
from pathlib import Path

from tests.harness.callback import (
    asks_for,
    calls,
    claims,
    closed,
    dispatched,
    filed,
    handling,
    of_kind,
    refused,
    resolved,
    to_dispatch,
    told,
)
from tests.harness.people import AGENT, CALLER, CLAIMS_HANDLER, CLAIMS_HEAD, COLLEAGUE, GROUP, SALES_HEAD, SUPERVISORS
from tests.harness.world import World

TEN_IN_THE_EVENING = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
RANG = {"note": "客户来电，电话13812345678", "wants": "希望尽快定损", "call_id": "SIP/77@10.1.1.1"}


async def test_whoever_has_the_case_hears_that_the_customer_rang(world: World) -> None:
    unreachable = await filed(world)
    await calls(world, unreachable, "refused")
    in_hand = await filed(world, customer={"phone": "13900000001"})
    await claims(world.by(CALLER), in_hand)
    assigned = await handling(world, customer={"phone": "13900000002"})
    await world.by(CLAIMS_HEAD).does("callback", assigned, "assign", staff_id=CLAIMS_HANDLER)
    expected = {
        await filed(world, customer={"phone": "13900000003"}): list(GROUP),
        in_hand: [CALLER],
        unreachable: list(SUPERVISORS),
        await to_dispatch(world, customer={"phone": "13900000004"}): list(GROUP),
        await dispatched(world, customer={"phone": "13900000005"}): [CLAIMS_HEAD],
        assigned: [CLAIMS_HEAD, CLAIMS_HANDLER],
        await resolved(world, customer={"phone": "13900000006"}): list(GROUP),
    }
    agent = world.by(AGENT)

    for case, whom in expected.items():
        before = await world.by(CALLER).sees("callback", case)
        await agent.does("callback", case, "contacts", **RANG)
        after = await world.by(CALLER).sees("callback", case)
        assert await told(world, case, "contact_recorded") == whom
        assert (after["state"], after["limits"], after["task"]) == (before["state"], before["limits"], before["task"])
        texts = [note["text"] for note in after["notes"] if note["about"] == "contact.recorded"]
        assert texts == ["客户来电，电话***", "希望尽快定损"]


async def test_a_contact_is_recorded_by_the_group_and_agents_while_the_case_is_open(world: World) -> None:
    case = await filed(world)
    await world.by(COLLEAGUE).does("callback", case, "contacts", note="来电催问")
    assert await refused(await world.sign_in(SALES_HEAD), case, "contacts", note="x") == (403, "forbidden")
    concerned = await filed(world, customer={"phone": "13900000001"}, subject_staff_id=COLLEAGUE)
    assert await refused(world.by(COLLEAGUE), concerned, "contacts", note="x") == (403, "forbidden")

    ended = await closed(world, customer={"phone": "13900000002"})
    assert await refused(world.by(COLLEAGUE), ended, "contacts", note="x") == (409, "already_closed")


async def test_a_task_that_a_colleague_holds_stays_there_and_she_hears_at_once(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)

    answer = await world.by(COLLEAGUE).post("/api/callback/tasks/claim", {"task": f"{case}.t1", "inbound": True})
    await world.settle()

    assert (answer.status_code, answer.json()["code"], answer.json()["by"]) == (409, "already_claimed", CALLER)
    assert await told(world, case, "contact_recorded") == [CALLER]


async def test_at_night_a_follow_up_is_made_only_with_the_customer_on_the_line(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=TEN_IN_THE_EVENING) as world:
        case = await resolved(world)

        assert (await asks_for(world.by(CALLER))).status_code == 204
        answer = await asks_for(world.by(CALLER), case, number=2)
        assert (answer.status_code, answer.json()["code"]) == (409, "quiet_hours")
        assert answer.json()["until"] == "2026-11-24T00:00:00Z"
        inbound = {"task": f"{case}.t2", "inbound": True}
        taken = await world.by(CALLER).post("/api/callback/tasks/claim", inbound)
        assert taken.status_code == 200, taken.text
        await world.settle()
        [_, claimed] = await of_kind(world, case, "task.claimed")
        assert claimed["inbound"] is True


async def test_at_night_a_supervisors_retry_waits_for_the_morning(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=TEN_IN_THE_EVENING) as world:
        case = await filed(world)
        await calls(world, case, "refused")

        seen = await (await world.sign_in(SUPERVISORS[0])).does("callback", case, "retry", reason="客户来电")

        assert seen["task"]["not_before"] == "2026-11-24T00:00:00Z"
        assert (await asks_for(world.by(COLLEAGUE))).status_code == 204
