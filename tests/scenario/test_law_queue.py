"""The queue and holding at their edges: who is offered what at exactly which moment, and what a hold does to others."""

from datetime import UTC, datetime
from pathlib import Path

from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    asks_for,
    calls,
    claims,
    filed,
    handling,
    resolved,
    to_dispatch,
    told,
)
from tests.harness.people import (
    AGENT,
    CALLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    FELLOW_REPORTER,
    GROUP,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World


def phone(n: int) -> dict[str, str]:
    return {"phone": f"1390000000{n}"}


async def next_for(world: World, who: str) -> str | None:
    """The case whose task this person is given, released at once."""
    answer = await asks_for(await world.sign_in(who))
    if answer.status_code == 204:
        return None
    taken = answer.json()
    return str(taken["task"]["task"]).rpartition(".")[0]


async def test_a_retry_long_overdue_still_yields_to_a_grave_promise_and_goes_before_a_later_one(world: World) -> None:
    retry = await filed(world, customer=phone(1))
    await calls(world, retry, "no_answer")
    await world.advance(19 * MINUTE)  # the retry's band of promises: due 09:17
    fresh = await filed(world, customer=phone(2))
    grave = await filed(world, customer=phone(3), risk_flags=["media"])

    assert await next_for(world, COLLEAGUE) == grave
    assert await next_for(world, COLLEAGUE) == retry
    assert await next_for(world, CALLER) == fresh


async def test_a_grave_retry_before_its_warning_waits_behind_an_ordinary_promise(world: World) -> None:
    retry = await filed(world, customer=phone(1), risk_flags=["media"])
    await calls(world, retry, "no_answer")
    await world.advance(3 * MINUTE)
    fresh = await filed(world, customer=phone(2))

    assert await next_for(world, CALLER) == fresh
    assert await next_for(world, CALLER) == retry


async def test_a_follow_up_past_its_warning_joins_the_promises_and_not_before(world: World) -> None:
    follow_up = await resolved(world, customer=phone(1))
    await world.advance(23 * HOUR)
    follow_up_later = await resolved(world, customer=phone(2))
    retry = await filed(world, customer=phone(3))
    await calls(world, retry, "no_answer")
    await world.advance(3 * MINUTE)

    assert await next_for(world, CALLER) == follow_up
    assert await next_for(world, CALLER) == retry
    assert await next_for(world, COLLEAGUE) == follow_up_later


async def test_at_nine_in_the_evening_sharp_a_retry_is_no_longer_offered_and_at_eight_it_is(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=datetime(2026, 11, 23, 12, 50, tzinfo=UTC)) as world:
        case = await filed(world)
        await calls(world, case, "no_answer")
        await world.advance(10 * MINUTE - SECOND)
        assert await next_for(world, CALLER) == case
        await world.advance(2 * MINUTE)  # the lease ends
        assert await next_for(world, COLLEAGUE) is None
        await world.advance(datetime(2026, 11, 24, 0, 0, tzinfo=UTC) - SECOND - world.now)
        assert await next_for(world, COLLEAGUE) is None
        await world.advance(SECOND)
        assert await next_for(world, COLLEAGUE) == case


async def test_a_grave_first_promise_in_the_night_is_called_and_pressed_at_any_hour(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=datetime(2026, 11, 23, 19, 0, tzinfo=UTC)) as world:
        case = await filed(world, risk_flags=["injury"])
        await world.advance(5 * MINUTE)
        assert set(await told(world, case, "window_breached")) == set(SUPERVISORS)
        assert await next_for(world, CALLER) == case


async def test_the_appointment_of_a_night_is_offered_by_next_and_taken_by_id_without_the_customer_on_the_line(
    tmp_path: Path,
) -> None:
    async with World.running(tmp_path / "data", at=datetime(2026, 11, 23, 13, 0, tzinfo=UTC)) as world:
        case = await filed(world)
        await calls(world, case, "call_later", call_later_at="2026-11-23T15:30:00Z")
        await world.advance(150 * MINUTE)
        hand = await claims(world.by(COLLEAGUE), case)
        await hand.does("release", reason="换人")
        assert await next_for(world, CALLER) == case


async def test_a_released_inbound_claim_leaves_the_retry_where_it_was(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=datetime(2026, 11, 23, 13, 50, tzinfo=UTC)) as world:
        case = await filed(world)
        await calls(world, case, "no_answer")
        body = {"task": f"{case}.t1", "inbound": True}
        answer = await world.by(COLLEAGUE).post("/api/callback/tasks/claim", body)
        assert answer.status_code == 200, answer.text
        path = f"/api/callback/tasks/{case}.t1/release"
        await world.by(COLLEAGUE).post(path, {"fence": answer.json()["fence"], "reason": "客户挂断"})
        await world.settle()

        task = (await world.by(CALLER).sees("callback", case))["task"]
        assert (task["state"], task["not_before"]) == ("queued", "2026-11-24T00:00:00Z")
        assert await next_for(world, CALLER) is None


async def test_who_holds_two_customers_still_takes_the_third_task_of_one_of_them(world: World) -> None:
    one, two = await filed(world, customer=phone(1)), await filed(world, customer=phone(2))
    await claims(world.by(CALLER), one)
    await claims(world.by(CALLER), two)
    more = await filed(world, by=FELLOW_REPORTER, customer=phone(2))
    other = await filed(world, by=FELLOW_REPORTER, customer=phone(3))

    answer = await asks_for(world.by(CALLER), other)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_held")
    assert (await asks_for(world.by(CALLER), more)).status_code == 200


async def test_two_matters_that_become_one_customer_while_held_count_as_one(world: World) -> None:
    one, two = await filed(world, customer=phone(1)), await filed(world, customer=phone(2))
    await claims(world.by(CALLER), one)
    await claims(world.by(CALLER), two)
    await world.by(REPORTER).post(f"/api/intake/reports/{two}/details", {"customer": phone(1)})
    await world.settle()
    third = await filed(world, customer=phone(3))
    assert (await asks_for(world.by(CALLER), third)).status_code == 200


async def test_a_customer_held_by_one_is_offered_to_no_other_by_a_plate_alone(world: World) -> None:
    one = await filed(world, customer=phone(1) | {"plate": "苏A7K3P9"})
    await filed(world, by=FELLOW_REPORTER, customer=phone(2) | {"plate": "苏A·7K3P9"})
    await claims(world.by(CALLER), one)
    assert await next_for(world, COLLEAGUE) is None


async def test_a_contact_moves_no_clock_and_the_windows_come_all_the_same(world: World) -> None:
    case = await filed(world)
    await world.advance(MINUTE)
    await world.by(AGENT).does("callback", case, "contacts", note="客户来电催问")
    await world.advance(4 * MINUTE)
    assert await told(world, case, "window_warned") == list(GROUP)
    assert await told(world, case, "window_breached") == list(SUPERVISORS)


async def test_a_customer_who_rings_while_the_unit_has_the_case_and_the_head_is_complained_of(world: World) -> None:
    case = await handling(world)
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"subject_staff_id": CLAIMS_HEAD})
    await world.settle()
    before = len(await world.told("callback", case))
    await world.by(AGENT).does("callback", case, "contacts", note="客户来电")
    heard = [who for who, kind in (await world.told("callback", case))[before:] if kind == "contact_recorded"]
    assert heard, heard
    assert CLAIMS_HEAD not in heard, heard


async def test_an_attempt_of_a_follow_up_past_half_an_hour_is_told_and_its_clock_runs_on(world: World) -> None:
    case = await resolved(world)
    await world.advance(24 * HOUR - 10 * MINUTE)
    hand = await claims(world.by(CALLER), case, number=2)
    await hand.starts()
    before = len(await world.told("callback", case))
    for _ in range(29):
        await world.advance(MINUTE)
        await hand.does("heartbeat")
    assert [kind for _, kind in (await world.told("callback", case))[before:]] == []
    await world.advance(MINUTE)
    kinds = {kind for _, kind in (await world.told("callback", case))[before:]}
    assert kinds == {"attempt_overlong", "call_overdue"}


async def test_an_unreachable_case_put_back_at_once_has_a_promise_that_is_pressed(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "refused")
    await world.by(SUPERVISOR).does("callback", case, "retry", reason="客户回心转意")
    before = len(await world.told("callback", case))
    await world.advance(15 * MINUTE)
    heard = {who for who, _ in (await world.told("callback", case))[before:]}
    assert {*GROUP, *SUPERVISORS} <= heard, heard


async def test_a_case_to_dispatch_that_nobody_dispatches_is_never_without_a_reminder(world: World) -> None:
    case = await to_dispatch(world)
    await world.advance(3 * DAY)
    days = [at for at in (await world.told("callback", case)) if at[0] in SUPERVISORS]
    assert len(days) >= 3 * len(SUPERVISORS), days
