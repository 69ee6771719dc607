"""The customer turns it into a formal complaint: marked with source, number and time, at any stage of the case."""

from tests.harness.callback import calls, dispatched, filed, refused, told
from tests.harness.people import AGENT, CALLER, CLAIMS_HEAD, REPORTER, SUPERVISOR, SUPERVISORS
from tests.harness.world import World

MARK = {"source": "12378", "number": "TS-2026-0042", "at": "2026-11-23T08:55:00+08:00", "note": "客户已投诉"}


async def test_an_agent_marks_it_and_the_supervisors_and_the_unit_learn_it(world: World) -> None:
    case = await dispatched(world)

    seen = await world.by(AGENT).does("callback", case, "complaint", **MARK)

    assert seen["complaints"] == [
        {
            "source": "12378",
            "number": "TS-2026-0042",
            "complained_at": "2026-11-23T00:55:00Z",
            "marked_by": AGENT,
            "marked_at": "2026-11-23T01:00:00Z",
        }
    ]
    assert await told(world, case, "complaint") == [*SUPERVISORS, CLAIMS_HEAD]
    assert seen["state"] == "dispatched"


async def test_the_group_marks_it_too_even_after_the_end_and_more_than_once(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=True)

    await world.by(CALLER).does("callback", case, "complaint", source="12378", at="2026-11-23T01:00:00Z")
    seen = await world.by(SUPERVISOR).does("callback", case, "complaint", source="来信", at="2026-11-22T01:00:00Z")

    assert (seen["state"], [each["source"] for each in seen["complaints"]]) == ("archived", ["12378", "来信"])


async def test_nobody_complains_in_the_future_and_a_source_is_needed(world: World) -> None:
    case = await filed(world)
    agent = world.by(AGENT)

    assert await refused(agent, case, "complaint", **MARK | {"at": "2026-11-23T01:02:01Z"}) == (422, "invalid")
    assert await refused(agent, case, "complaint", **MARK | {"source": ""}) == (422, "invalid")
    seen = await agent.does("callback", case, "complaint", **MARK | {"at": "2026-11-23T01:02:00Z"})
    assert seen["complaints"][0]["complained_at"] == "2026-11-23T01:00:00Z"


async def test_reporters_and_units_do_not_mark(world: World) -> None:
    case = await dispatched(world)

    for who in (REPORTER, CLAIMS_HEAD):
        assert await refused(world.by(who), case, "complaint", **MARK) == (403, "forbidden")
