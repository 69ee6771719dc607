"""What the customer says: a score outranks the plain answer, and 70 is the line."""

from tests.harness.callback import calls, claims, filed
from tests.harness.people import CALLER
from tests.harness.world import World


async def test_seventy_is_satisfied_and_sixty_nine_is_not(world: World) -> None:
    for score, state, band in ((69, "to_dispatch", "dissatisfied"), (70, "archived", "satisfied")):
        case = await filed(world)

        seen = await calls(world, case, "reached", score=score)

        assert (seen["state"], seen["score"], seen["band"]) == (state, score, band)


async def test_answers_that_contradict_themselves_are_refused_and_named(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)

    for body, field in (
        ({"outcome": "reached", "score": 90, "satisfied": False}, "satisfied"),
        ({"outcome": "reached", "score": 69, "satisfied": True}, "satisfied"),
        ({"outcome": "reached"}, "satisfied"),
        ({"outcome": "reached", "score": 101}, "score"),
        ({"outcome": "reached", "score": True}, "score"),
        ({"outcome": "no_answer", "score": 90}, "score"),
        ({"outcome": "busy", "satisfied": True}, "satisfied"),
        ({"outcome": "telepathy"}, "outcome"),
    ):
        answer = await hand.asks("attempts", **body)
        assert answer.status_code == 422, body
        assert [error["field"] for error in answer.json()["errors"]] == [field]

    assert "attempt.ended" not in await world.kinds("callback", case)
    assert (await hand.ends("reached", score=90, satisfied=True))["state"] == "archived"
