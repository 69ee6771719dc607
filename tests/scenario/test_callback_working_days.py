"""Severity 3 has five working days; a Saturday on which everybody works in place of a holiday counts as one."""

from datetime import UTC, datetime
from pathlib import Path

from tests.harness.callback import DAY, handling, told
from tests.harness.people import CLAIMS_EXECUTIVE, CLAIMS_HEAD
from tests.harness.world import World

THE_THURSDAY_AFTER_THE_HOLIDAYS = datetime(2026, 10, 8, 1, 0, tzinfo=UTC)
"""Saturday the 10th is worked in place of a day of the National Day holidays, Sunday the 11th is not."""


async def test_a_make_up_saturday_counts_and_the_sunday_does_not(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", at=THE_THURSDAY_AFTER_THE_HOLIDAYS) as world:
        case = await handling(world, ground="perceived")
        seen = await world.by(CLAIMS_HEAD).sees("callback", case)
        [limit] = [each for each in seen["limits"] if each["kind"] == "handling"]
        assert (seen["severity"], limit["warn_at"], limit["due_at"]) == (
            3,
            "2026-10-13T01:00:00Z",
            "2026-10-14T01:00:00Z",
        )

        await world.advance(5 * DAY)
        assert await told(world, case, "limit_warned") == [CLAIMS_HEAD]
        await world.advance(DAY)
        assert await told(world, case, "limit_breached") == [CLAIMS_HEAD, CLAIMS_EXECUTIVE]


async def test_over_an_ordinary_weekend_five_working_days_are_a_week(world: World) -> None:
    case = await handling(world, ground="perceived")

    limits = (await world.by(CLAIMS_HEAD).sees("callback", case))["limits"]

    assert limits[-1]["due_at"] == "2026-11-30T01:00:00Z"
