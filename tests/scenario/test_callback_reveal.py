"""Personal data is masked by default, and shown to whoever needs it, for a reason, on record."""

from tests.harness.callback import MINUTE, claims, filed, handling, refused
from tests.harness.people import CALLER, CLAIMS_HANDLER, CLAIMS_HEAD, COLLEAGUE, LEADER, REPORTER, SUPERVISOR
from tests.harness.world import World

ASKED = {"fields": ["name", "phone", "text"], "reason": "首次回访拨打"}


async def test_whoever_holds_the_task_sees_the_number_to_dial_and_only_then(world: World) -> None:
    case = await filed(world)
    caller = world.by(CALLER)
    assert (await caller.sees("callback", case))["customer"]["phone"] == "138****5678"
    assert await refused(caller, case, "reveal", **ASKED) == (403, "forbidden")
    await claims(caller, case)

    shown = await caller.does("callback", case, "reveal", **ASKED)

    assert shown == {"name": "张三", "phone": "13812345678", "text": "定损太慢"}
    assert await refused(world.by(COLLEAGUE), case, "reveal", **ASKED) == (403, "forbidden")
    await world.advance(2 * MINUTE)
    assert await refused(caller, case, "reveal", **ASKED) == (403, "forbidden")


async def test_each_look_is_on_record_with_who_and_what_came_of_it(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    await world.by(CALLER).does("callback", case, "reveal", **ASKED)
    await refused(world.by(REPORTER), case, "reveal", **ASKED)

    looks = [line for line in await world.audited("callback", case) if line[1] in ("reveal", "revealed")]
    assert looks == [
        (CALLER, "revealed", "done", None),
        (CALLER, "reveal", "done", None),
        (REPORTER, "reveal", "refused", "forbidden"),
    ]


async def test_the_unit_that_leads_sees_it_and_its_assigned_handler_too(world: World) -> None:
    case = await handling(world)
    handler = await world.sign_in(CLAIMS_HANDLER)
    assert await refused(handler, case, "reveal", **ASKED) == (403, "forbidden")

    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)

    for who in (CLAIMS_HEAD, CLAIMS_HANDLER, SUPERVISOR):
        assert (await world.by(who).does("callback", case, "reveal", **ASKED))["phone"] == "13812345678"
    assert await refused(world.by(LEADER), case, "reveal", **ASKED) == (403, "forbidden")


async def test_a_look_needs_a_reason_and_fields_there_are(world: World) -> None:
    case = await filed(world)
    supervisor = world.by(SUPERVISOR)

    for body in ({"fields": ["phone"]}, {"fields": [], "reason": "看看"}, {"fields": ["salary"], "reason": "看看"}):
        assert await refused(supervisor, case, "reveal", **body) == (422, "invalid")
