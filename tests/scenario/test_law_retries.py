"""First callback and retries at their edges: the promise while a call runs, appointments, quiet hours, outages."""

from datetime import UTC, datetime
from pathlib import Path

from tests.harness.callback import DAY, HOUR, MINUTE, SECOND, asks_for, calls, claims, filed, refused, told
from tests.harness.people import CALLER, CENTRE_HEAD, COLLEAGUE, GROUP, REPORTER, SUPERVISOR, SUPERVISORS
from tests.harness.world import World

EIGHT_IN_THE_MORNING = "2026-11-24T00:00:00Z"
TEN_TO_TEN = datetime(2026, 11, 23, 13, 50, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


async def amends(world: World, case: str, **body: object) -> None:
    answer = await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", body)
    assert answer.status_code == 200, answer.text
    await world.settle()


async def not_before(world: World, case: str) -> str:
    return str((await world.by(CALLER).sees("callback", case))["task"]["not_before"])


async def test_a_call_taken_over_while_it_runs_brings_back_the_windows(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await world.advance(30 * SECOND)
    await hand.starts()
    for _ in range(6):
        await world.advance(MINUTE)
        await hand.does("heartbeat")
    assert await told(world, case, "window_breached") == []

    answer = await world.by(SUPERVISOR).post(f"/api/callback/tasks/{case}.t1/take-over", {"reason": "久未结束"})
    await world.settle()

    assert answer.status_code == 200, answer.text
    assert await told(world, case, "window_breached") == list(SUPERVISORS)


async def test_dialling_for_twenty_minutes_and_giving_up_tells_the_head_only(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    for _ in range(20):
        await world.advance(MINUTE)
        await hand.does("heartbeat")
    await hand.does("release", reason="打不出去")

    assert await told(world, case, "window_warned") == []
    assert await told(world, case, "window_breached") == [CENTRE_HEAD]


async def test_a_number_corrected_at_night_waits_for_the_morning(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=TEN_TO_TEN) as world:
        case = await filed(world)
        await calls(world, case, "wrong_number")
        await world.advance(10 * MINUTE)
        await amends(world, case, customer={"phone": "13900001111"})

        assert await not_before(world, case) == EIGHT_IN_THE_MORNING
        assert (await asks_for(world.by(CALLER))).status_code == 204
        answer = await asks_for(world.by(CALLER), case)
        assert (answer.status_code, answer.json()["code"]) == (409, "quiet_hours")
        await world.advance(NEXT_MORNING - world.now)
        assert (await claims(world.by(CALLER))).task == f"{case}.t1"


async def test_a_third_party_who_names_an_hour_of_the_night_makes_no_appointment(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=TEN_TO_TEN) as world:
        case = await filed(world)
        await calls(world, case, "third_party", call_later_at="2026-11-23T15:00:00Z")

        assert await not_before(world, case) == EIGHT_IN_THE_MORNING
        await world.advance(2 * HOUR)
        assert (await asks_for(world.by(CALLER))).status_code == 204


async def test_third_parties_count_towards_the_five(world: World) -> None:
    case = await filed(world)
    for _ in range(5):
        hand = await claims(world.by(CALLER), case)
        at = (world.now + HOUR).isoformat()
        seen = await hand.ends("third_party", call_later_at=at)
        await world.advance(MINUTE)
    assert seen["state"] == "unreachable"
    assert set(await told(world, case, "unreachable")) >= set(SUPERVISORS)


async def test_an_appointment_after_four_attempts_opens_a_round_of_five(world: World) -> None:
    case = await filed(world)
    for _ in range(4):
        await calls(world, case, "no_answer")
    await calls(world, case, "call_later", call_later_at=(world.now + 3 * DAY).isoformat())
    await world.advance(3 * DAY)

    states = [(await calls(world, case, "no_answer"))["state"] for _ in range(5)]

    assert states == ["awaiting_callback"] * 4 + ["unreachable"]


async def test_an_appointment_in_the_night_that_nobody_answers_is_tried_again_in_the_morning(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=TEN_TO_TEN) as world:
        case = await filed(world)
        await calls(world, case, "call_later", call_later_at="2026-11-23T15:00:00Z")
        await world.advance(70 * MINUTE)
        hand = await claims(world.by(CALLER))
        await hand.ends("no_answer")

        assert await not_before(world, case) == EIGHT_IN_THE_MORNING


async def test_a_retry_held_and_not_dialled_is_pressed_all_the_same(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "no_answer")
    await world.advance(3 * MINUTE)
    hand = await claims(world.by(COLLEAGUE), case)
    for _ in range(15):
        await world.advance(MINUTE)
        await hand.does("heartbeat")

    kinds = await world.told("callback", case)
    assert {who for who, kind in kinds if who in GROUP} == set(GROUP), kinds
    assert {who for who, kind in kinds if who in SUPERVISORS and kind != "held_too_long"} == set(SUPERVISORS), kinds


async def test_an_outage_over_both_marks_of_a_retry_tells_only_the_supervisors(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "no_answer")
    await world.jump(40 * MINUTE)

    heard = await world.told("callback", case)
    assert {who for who, _ in heard} == set(SUPERVISORS), heard


async def test_nobody_is_pressed_at_night_for_a_retry_that_nobody_may_make(tmp_path: Path) -> None:
    at = datetime(2026, 11, 23, 12, 57, tzinfo=UTC)
    async with World.running(tmp_path / "data", at=at) as world:
        case = await filed(world)
        await calls(world, case, "no_answer")
        assert await not_before(world, case) == "2026-11-23T12:59:00Z"
        await world.advance(3 * HOUR)

        answer = await asks_for(world.by(CALLER), case)
        assert (answer.status_code, answer.json()["code"]) == (409, "quiet_hours")
        assert await world.told("callback", case) == []


async def test_a_number_given_at_night_for_a_case_never_tried_is_called_at_once(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=TEN_TO_TEN) as world:
        case = await filed(world, customer={"claim_no": "RDAA202632010000054321"})
        await world.advance(MINUTE)
        await amends(world, case, customer={"claim_no": "RDAA202632010000054321", "phone": "13900001111"})

        assert (await claims(world.by(CALLER))).task == f"{case}.t1"


async def test_an_appointment_may_lie_fifteen_days_ahead_and_not_a_second_more(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    late = (world.now + 15 * DAY + SECOND).isoformat()
    assert (await hand.asks("attempts", outcome="call_later", call_later_at=late)).status_code == 422
    just = (world.now + 15 * DAY).isoformat()
    assert (await hand.asks("attempts", outcome="call_later", call_later_at=just)).status_code == 200
    assert await refused(world.by(SUPERVISOR), case, "retry", reason="早些") == (409, "already_awaiting_callback")
