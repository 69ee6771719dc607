"""What people are told on site, for stories."""

from tests.harness.world import World

MOVES = ("level_told", "nobody_left", "filed_for_information", "settled")


async def told_of_moves(world: World, case: str) -> list[tuple[str, str]]:
    """(recipient, kind) of the messages to those whom the ladder told or informs, in order.

    Left out is what accompanies them: to the reporter whom it told, to a leader that it went past them, to 95518 of a
    danger.
    """
    return [(recipient, kind) for recipient, kind in await world.told("escalation", case) if kind in MOVES]
