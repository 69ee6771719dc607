"""Security events as rows: counted in a minute, written later if the database is away, or by a refused start."""

from datetime import timedelta
from typing import Any

import pytest

from shared.engine.db.database import Change, DatabaseAway
from shared.platform.security_events import SecurityKind, SecurityLog, record_now
from shared.support import metrics
from tests.harness.world import World


async def rows(world: World, kind: SecurityKind) -> list[tuple[str, int]]:
    """(subject, how often) of the rows of this kind, newest first."""
    found, _ = await world.process.context.security.page(kind, limit=200, before=None)
    return [(each.subject, each.times) for each in found]


@pytest.mark.parametrize("kind", SecurityKind)
async def test_each_kind_is_a_figure_and_a_row(world: World, kind: SecurityKind) -> None:
    figure = metrics.security_events.labels(kind.value)
    before, log = figure._value.get(), world.process.context.security
    log.note(kind, "what it is about")
    log.note(kind, "what it is about")
    await log.flush()
    assert await rows(world, kind) == [("what it is about", 2)]
    assert figure._value.get() - before == 2


async def test_a_start_that_is_refused_writes_its_event_at_once(world: World) -> None:
    for _ in range(2):
        await record_now(world.process.context.platform, world.now, SecurityKind.KEY_MISMATCH, "hotline.key")
    assert await rows(world, SecurityKind.KEY_MISMATCH) == [("hotline.key", 2)]


async def test_the_next_minute_has_a_row_of_its_own(world: World) -> None:
    log = world.process.context.security
    for _ in range(2):
        log.note(SecurityKind.CLOCK_HELD, "clock")
        world.lapse(timedelta(minutes=1))
    await log.flush()
    assert await rows(world, SecurityKind.CLOCK_HELD) == [("clock", 1), ("clock", 1)]


async def test_two_processes_count_in_the_same_row(world: World) -> None:
    context = world.process.context
    for log in (context.security, SecurityLog(context.platform, context.clock)):
        log.note(SecurityKind.FORGED_PUSH, "claims")
        await log.flush()
    assert await rows(world, SecurityKind.FORGED_PUSH) == [("claims", 2)]


async def test_what_could_not_be_written_is_written_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    log, platform = world.process.context.security, world.process.context.platform

    async def gone(*changes: Change) -> Any:
        raise DatabaseAway("gone")

    log.note(SecurityKind.FORGED_PUSH, "claims")
    with monkeypatch.context() as patch:
        patch.setattr(platform, "change", gone)
        with pytest.raises(DatabaseAway):
            await log.flush()
        log.note(SecurityKind.FORGED_PUSH, "claims")
    await log.flush()
    assert await rows(world, SecurityKind.FORGED_PUSH) == [("claims", 2)]
