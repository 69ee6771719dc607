"""已阅: an archived case with a risk flag or of severity 1 is told to the supervisors, until one has looked at it."""

from tests.harness.callback import DAY, calls, filed, refused, told
from tests.harness.people import CALLER, CENTRE_HEAD, SUPERVISOR, SUPERVISORS
from tests.harness.world import World


async def on_the_list(world: World) -> list[str]:
    """The cases that wait for a decision of the supervisor."""
    answer = await world.by(SUPERVISOR).get("/api/callback/cases", decides="me")
    return [row["id"] for row in answer.json()["items"]]


async def test_an_archived_case_with_a_risk_waits_for_a_supervisor_to_look_at_it(world: World) -> None:
    case = await filed(world, risk_flags=["media"])

    seen = await calls(world, case, "reached", satisfied=True)

    assert (seen["state"], seen["to_review"]) == ("archived", True)
    assert await told(world, case, "to_review") == list(SUPERVISORS)
    assert await refused(world.by(CALLER), case, "reviewed") == (403, "forbidden")
    assert await on_the_list(world) == [case]
    seen = await world.by(SUPERVISOR).does("callback", case, "reviewed", note="已核对录音")
    assert seen["to_review"] is False
    assert await on_the_list(world) == []
    assert await refused(world.by(CENTRE_HEAD), case, "reviewed") == (409, "already_reviewed")
    notes = (await world.by(SUPERVISOR).sees("callback", case))["notes"]
    assert ("case.reviewed", "已核对录音") in [(note["about"], note["text"]) for note in notes]


async def test_a_usual_case_is_archived_without_a_second_look(world: World) -> None:
    case = await filed(world)

    seen = await calls(world, case, "reached", satisfied=True)

    assert seen["to_review"] is False
    assert await refused(world.by(SUPERVISOR), case, "reviewed") == (409, "nothing_to_review")


async def test_a_case_archived_by_mistake_is_reopened_and_leaves_the_list(world: World) -> None:
    case = await filed(world, ground="complaint_demanded")
    await calls(world, case, "reached", satisfied=True)
    await world.advance(DAY)

    seen = await world.by(CENTRE_HEAD).does("callback", case, "reopen", reason="客户仍不满")

    assert (seen["state"], seen["to_review"]) == ("to_dispatch", False)
