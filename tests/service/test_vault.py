"""The vault's keys for new cases: made by the batch, each used once, and nobody waits behind anybody for one."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from shared.engine.db.database import DatabaseAway
from shared.platform.privacy.case_keys import case_keys
from tests.harness.world import World

HOW_MANY = select(func.count().label("many")).select_from(case_keys)


async def stored(world: World) -> int:
    async with world.process.context.platform.reading() as connection:
        [row] = await connection.execute(HOW_MANY)
    return int(row["many"])


async def test_a_crowd_that_finds_no_key_goes_on_together(world: World) -> None:
    vault = world.process.context.vault

    keys = await asyncio.gather(*(vault.new_case() for _ in range(200)))

    assert len({key.case_id for key in keys}) == 200
    assert len({key.secret for key in keys}) == 200
    assert await stored(world) == 32 + 64 + 128


async def test_a_key_that_cannot_be_stored_is_given_to_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Any:
        raise DatabaseAway("gone")

    vault = world.process.context.vault
    with monkeypatch.context() as patch:
        patch.setattr(world.process.context.platform, "transaction", away)
        crowd = await asyncio.gather(*(vault.new_case() for _ in range(3)), return_exceptions=True)

    assert [type(one) for one in crowd] == [DatabaseAway] * 3
    again = await vault.new_case()
    assert again.case_id in await vault.keys([again.case_id])


async def test_who_stops_waiting_takes_the_keys_from_nobody(world: World) -> None:
    vault = world.process.context.vault
    impatient, patient = (asyncio.create_task(vault.new_case()) for _ in range(2))
    await asyncio.sleep(0)
    impatient.cancel()

    assert (await patient).case_id
    assert impatient.cancelled()
