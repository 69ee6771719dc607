"""督办 and 催办: an order with a deadline and a written answer, or a nudge; neither stands in the way of resolving."""

from tests.harness.callback import DAY, HOUR, MILLISECOND, MINUTE, dispatched, handling, refused, to_dispatch, told
from tests.harness.people import (
    CALLER,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    CUSTOMER_SERVICE,
    CUSTOMER_SERVICE_ELSEWHERE,
    ISSUING_HEAD,
    LEADER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
)
from tests.harness.world import World


async def test_an_order_without_a_deadline_has_that_of_the_policy_and_one_answer(world: World) -> None:
    case = await handling(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)

    answer = await world.by(SUPERVISOR).post(f"/api/callback/cases/{case}/supervise", {"text": "请说明进展"})
    assert answer.status_code == 201
    order = answer.json()["order"]
    await world.settle()
    [found] = (await world.by(SUPERVISOR).sees("callback", case))["orders"]
    assert (found["order"], found["deadline"]) == (order, "2026-11-24T01:00:00Z")
    assert await told(world, case, "supervised") == [CLAIMS_HEAD, CLAIMS_HANDLER]

    handler = await world.sign_in(CLAIMS_HANDLER)
    done = await handler.post(f"/api/callback/orders/{order}/answer", {"text": "周三前办结"})
    again = await world.by(CLAIMS_HEAD).post(f"/api/callback/orders/{order}/answer", {"text": "已办结"})

    assert done.json()["orders"][0]["answered_by"] == CLAIMS_HANDLER
    assert (again.status_code, again.json()["code"], again.json()["by"]) == (409, "already_answered", CLAIMS_HANDLER)
    assert await told(world, case, "order_answered") == [SUPERVISOR]
    await world.advance(2 * DAY)
    assert await told(world, case, "order_overdue") == []


async def test_an_order_that_nobody_answers_is_told_once_to_the_unit_and_whoever_gave_it(world: World) -> None:
    case = await handling(world)
    body = {"text": "请说明进展", "deadline": "2026-11-23T12:00:00+08:00"}
    await world.by(CUSTOMER_SERVICE).does("callback", case, "supervise", **body)

    await world.advance(3 * HOUR - MILLISECOND)
    assert await told(world, case, "order_overdue") == []
    await world.advance(MILLISECOND)
    assert await told(world, case, "order_overdue") == [CLAIMS_HEAD, CUSTOMER_SERVICE]
    await world.advance(DAY)
    assert len(await told(world, case, "order_overdue")) == 2


async def test_a_late_answer_is_better_than_none(world: World) -> None:
    case = await handling(world)
    seen = await world.by(SUPERVISOR).does("callback", case, "supervise", text="请说明进展")
    await world.advance(2 * DAY)

    answer = await world.by(CLAIMS_HEAD).post(f"/api/callback/orders/{seen['order']}/answer", {"text": "抱歉，晚了"})

    assert answer.status_code == 200
    [order] = answer.json()["orders"]
    assert (order["overdue_at"], order["answered_at"]) == ("2026-11-24T01:00:00Z", "2026-11-25T01:00:00Z")


async def test_an_order_never_blocks_resolving_and_may_be_answered_after(world: World) -> None:
    case = await handling(world)
    seen = await world.by(SUPERVISOR).does("callback", case, "supervise", text="请说明进展")

    await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="已重新定损")

    answer = await world.by(CLAIMS_HEAD).post(f"/api/callback/orders/{seen['order']}/answer", {"text": "已办结"})
    assert answer.status_code == 200


async def test_a_deadline_lies_ahead_and_an_order_says_something(world: World) -> None:
    case = await handling(world)
    supervisor = world.by(SUPERVISOR)

    never = ("2026-11-23T01:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2026-02-30T00:00:00Z")
    for body in (*({"text": "请说明", "deadline": when} for when in never), {"text": ""}, {}):
        assert await refused(supervisor, case, "supervise", **body) == (422, "invalid")


async def test_several_orders_each_have_their_own_deadline_and_answer(world: World) -> None:
    case = await handling(world)
    first = await world.by(SUPERVISOR).does("callback", case, "supervise", text="一", deadline="2026-11-23T02:00:00Z")
    second = await world.by(SUPERVISOR).does("callback", case, "supervise", text="二", deadline="2026-11-23T03:00:00Z")
    await world.by(CLAIMS_HEAD).post(f"/api/callback/orders/{first['order']}/answer", {"text": "一"})

    await world.advance(2 * HOUR)

    orders = (await world.by(SUPERVISOR).sees("callback", case))["orders"]
    assert [order["order"] for order in orders] == [first["order"], second["order"]]
    assert [order["overdue_at"] for order in orders] == [None, "2026-11-23T03:00:00Z"]


async def test_who_may_press_a_unit(world: World) -> None:
    case = await dispatched(world)

    for who in (CALLER, SUPERVISOR, CUSTOMER_SERVICE):
        await world.by(who).does("callback", case, "remind")
    for who in (LEADER, CLAIMS_HEAD, CUSTOMER_SERVICE_ELSEWHERE):
        assert await refused(world.by(who), case, "remind") == (403, "forbidden")
        assert await refused(world.by(who), case, "supervise", text="请说明") == (403, "forbidden")
    seen = await world.by(SUPERVISOR).does("callback", case, "supervise", text="请说明")
    for who in (SUPERVISOR, ISSUING_HEAD):
        answer = await world.by(who).post(f"/api/callback/orders/{seen['order']}/answer", {"text": "好"})
        assert answer.status_code == 403


async def test_a_nudge_is_told_to_the_unit_every_time(world: World) -> None:
    case = await dispatched(world)
    number = (await world.by(CALLER).sees("callback", case))["number"]

    await world.by(CALLER).does("callback", case, "remind", note="客户又来电")
    await world.advance(MINUTE)
    await world.by(CALLER).does("callback", case, "remind")

    nudges = [each for each in await world.told_of("callback", case) if each["kind"] == "reminded"]
    assert [each["recipient"] for each in nudges] == [CLAIMS_HEAD, CLAIMS_HEAD]
    assert nudges[0]["text"] == f"【催办】95518赵静催办，请尽快签收，时限09:30。\n报告编号{number}。"


async def test_while_no_unit_leads_there_is_nobody_to_press(world: World) -> None:
    case = await to_dispatch(world)

    assert await refused(world.by(SUPERVISOR), case, "supervise", text="请说明") == (409, "already_to_dispatch")
    assert await refused(world.by(SUPERVISOR), case, "remind") == (409, "already_to_dispatch")


async def test_an_order_nobody_gave_is_not_found(world: World) -> None:
    case = await handling(world)

    for order in (f"{case}.o1", "nonsense"):
        answer = await world.by(CLAIMS_HEAD).post(f"/api/callback/orders/{order}/answer", {"text": "好"})
        assert answer.status_code == 404


async def test_an_open_order_goes_along_with_the_case_and_is_answered_by_the_unit_that_has_it(world: World) -> None:
    case = await handling(world)
    answer = await world.by(SUPERVISOR).post(f"/api/callback/cases/{case}/supervise", {"text": "请说明进展"})
    order = answer.json()["order"]
    await world.by(SUPERVISOR).does("callback", case, "transfer", unit_id=SALES, reason="属于销售误导")

    assert await told(world, case, "supervised") == [CLAIMS_HEAD, SALES_HEAD]
    assert await told(world, case, "case_lost") == [CLAIMS_HEAD]
    old = await world.by(CLAIMS_HEAD).post(f"/api/callback/orders/{order}/answer", {"text": "已转出"})
    assert (old.status_code, old.json()["code"]) == (403, "forbidden")
    await world.advance(25 * HOUR)
    assert await told(world, case, "order_overdue") == [SALES_HEAD, SUPERVISOR]
    sales = await world.sign_in(SALES_HEAD)
    done = await sales.post(f"/api/callback/orders/{order}/answer", {"text": "已联系客户"})
    assert (done.json()["orders"][0]["unit_id"], done.json()["orders"][0]["answered_by"]) == (SALES, SALES_HEAD)


async def test_an_orders_deadline_lies_at_most_ninety_days_ahead(world: World) -> None:
    case = await handling(world)
    supervisor = world.by(SUPERVISOR)

    far = {"text": "请说明进展", "deadline": "2027-02-21T09:00:01+08:00"}
    assert await refused(supervisor, case, "supervise", **far) == (422, "invalid")
    answer = await supervisor.post(
        f"/api/callback/cases/{case}/supervise", far | {"deadline": "2027-02-21T09:00:00+08:00"}
    )
    assert answer.status_code == 201
