"""From nine in the evening to eight in the morning nobody is called again; the first attempt does not wait."""

from datetime import UTC, datetime
from pathlib import Path

from tests.harness.callback import MINUTE, asks_for, calls, claims, filed
from tests.harness.people import CALLER, COLLEAGUE
from tests.harness.world import World

TEN_TO_NINE_IN_THE_EVENING = datetime(2026, 11, 23, 12, 50, tzinfo=UTC)
THREE_IN_THE_MORNING = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
EIGHT_IN_THE_MORNING = "2026-11-24T00:00:00Z"


async def test_a_retry_that_falls_into_the_night_waits_for_the_morning(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=TEN_TO_NINE_IN_THE_EVENING) as world:
        case = await filed(world)
        seen = await calls(world, case, "no_answer")
        assert seen["task"]["not_before"] == "2026-11-23T12:52:00Z"
        await world.advance(8 * MINUTE)

        seen = await calls(world, case, "no_answer")

        assert seen["task"]["not_before"] == EIGHT_IN_THE_MORNING


async def test_the_first_attempt_is_made_at_any_hour(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=THREE_IN_THE_MORNING) as world:
        await filed(world)
        hand = await claims(world.by(CALLER))

        seen = await hand.ends("no_answer")

        assert seen["task"]["not_before"] == EIGHT_IN_THE_MORNING
        assert (await asks_for(world.by(COLLEAGUE))).status_code == 204


async def test_a_customer_who_names_an_hour_of_the_night_is_called_then(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=TEN_TO_NINE_IN_THE_EVENING) as world:
        case = await filed(world)

        seen = await calls(world, case, "call_later", call_later_at="2026-11-23T22:30:00+08:00")

        assert seen["task"]["not_before"] == "2026-11-23T14:30:00Z"


async def test_a_wrong_number_in_the_night_is_asked_about_and_tried_in_the_morning(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=THREE_IN_THE_MORNING) as world:
        case = await filed(world)

        seen = await calls(world, case, "wrong_number")

        assert seen["task"]["not_before"] == EIGHT_IN_THE_MORNING
