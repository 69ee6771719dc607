"""The customer turns it into a formal complaint: marked with source, number and time, at any stage of the case."""

from tests.harness.callback import DAY, calls, closed, dispatched, filed, refused, told
from tests.harness.people import (
    AGENT,
    CENTRE_HEAD,
    CLAIMS_HEAD,
    CUSTOMER_SERVICE,
    GROUP,
    LEADER,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
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
            "stated_source": None,
            "stated_number": None,
        }
    ]
    whom = await told(world, case, "complaint")
    assert whom[:3] == [*SUPERVISORS, CLAIMS_HEAD]
    assert {CUSTOMER_SERVICE, REPORTER, LEADER} <= set(whom)
    assert (seen["state"], seen["severity"]) == ("dispatched", 1)
    assert await told(world, case, "severity_raised") == [CLAIMS_HEAD]


async def test_marked_after_the_end_it_opens_the_case_again(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=True)

    seen = await world.by(CENTRE_HEAD).does("callback", case, "complaint", source="12378", at="2026-11-23T01:00:00Z")

    assert (seen["state"], seen["severity"], seen["new_report_needed"]) == ("to_dispatch", 1, False)
    assert await told(world, case, "reopened") == list(GROUP)


async def test_after_the_period_for_reopening_the_answer_asks_for_a_new_report(world: World) -> None:
    case = await closed(world)
    await world.advance(15 * DAY)

    seen = await world.by(AGENT).does("callback", case, "complaint", **MARK)

    assert (seen["state"], seen["severity"], seen["new_report_needed"]) == ("closed", 2, True)
    assert len(seen["complaints"]) == 1


async def test_two_agents_who_mark_the_same_complaint_mark_one(world: World) -> None:
    case = await dispatched(world)
    await world.by(AGENT).does("callback", case, "complaint", **MARK)
    before = len(await world.told("callback", case))

    seen = await world.by(SUPERVISOR).does("callback", case, "complaint", **MARK | {"number": " ts-2026-0042"})

    assert len(seen["complaints"]) == 1
    assert len(await world.told("callback", case)) == before


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
