"""A commit whose result is unknown is never *not stored*: 503, and the same key asks again (3, 45, 52; I1)."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select

from services.intake.adapters.tables import reports
from shared.engine.db.database import Cause, Connection, DatabaseAway
from tests.harness.people import REPORTER
from tests.harness.world import World

BODY = {"text": "定损太慢", "customer": {"phone": "13812345678"}}


def lost(world: World, monkeypatch: pytest.MonkeyPatch, *, after_commit: bool) -> Callable[[], None]:
    """The next commit of intake loses its connection, before or after it took; returns how to put it right."""
    database = world.services["intake"].database
    transaction = database.transaction

    @asynccontextmanager
    async def losing() -> AsyncIterator[Connection]:
        async with transaction() as connection:
            yield connection
            if not after_commit:
                raise DatabaseAway("gone before COMMIT")
        raise DatabaseAway("gone during COMMIT")

    monkeypatch.setattr(database, "transaction", losing)
    monkeypatch.setattr(database, "single", losing)
    return monkeypatch.undo


async def accepted(world: World) -> list[dict[str, Any]]:
    return await world.rows("intake", select(reports.c.id))


@pytest.mark.parametrize("after_commit", [True, False])
async def test_whether_it_took_or_not_the_same_key_makes_it_one_report(
    world: World, monkeypatch: pytest.MonkeyPatch, after_commit: bool
) -> None:
    world.expected_errors = 1
    goes_on = lost(world, monkeypatch, after_commit=after_commit)

    away = await world.by(REPORTER).submits(key="1", **BODY)

    assert (away.status_code, away.json()["code"]) == (503, "unavailable")
    assert int(away.headers["Retry-After"]) > 0
    goes_on()
    again = await world.by(REPORTER).submits(key="1", **BODY)
    assert again.status_code == (200 if after_commit else 201)
    assert await accepted(world) == [{"id": again.json()["id"]}]


async def test_while_it_is_away_the_service_is_not_ready_and_afterwards_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(tables: Sequence[str]) -> None:
        raise DatabaseAway("gone", Cause.FULL)

    world.expected_errors = 1
    monkeypatch.setattr(world.services["escalation"].database, "try_write", gone)
    ready = await world.http.get("/readyz")
    assert (ready.status_code, ready.json()["away"]) == (503, ["escalation"])
    assert ready.json()["degraded"] == {"escalation.database": Cause.FULL}

    monkeypatch.undo()
    assert (await world.http.get("/readyz")).status_code == 200


@pytest.mark.parametrize("name", ["intake", "platform"])
async def test_while_a_report_could_not_be_written_it_is_refused_at_once_and_taken_afterwards(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    async def gone(tables: Sequence[str]) -> None:
        raise DatabaseAway("gone", Cause.READ_ONLY)

    world.expected_errors = 1
    database = world.services["intake"].database if name == "intake" else world.process.context.platform
    monkeypatch.setattr(database, "try_write", gone)
    await world.http.get("/readyz")

    refused = await world.by(REPORTER).submits(key="1", **BODY)

    assert (refused.status_code, refused.json()["code"]) == (503, "reports_paused")
    assert Cause.READ_ONLY in refused.json()["detail"]
    monkeypatch.undo()
    await world.http.get("/readyz")
    assert (await world.by(REPORTER).submits(key="1", **BODY)).status_code == 201


async def test_a_service_that_is_away_stops_no_report_to_another(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(tables: Sequence[str]) -> None:
        raise DatabaseAway("gone", Cause.DAMAGED)

    world.expected_errors = 1
    monkeypatch.setattr(world.services["callback"].database, "try_write", gone)
    assert (await world.http.get("/readyz")).status_code == 503

    assert (await world.by(REPORTER).submits(key="1", **BODY)).status_code == 201


async def test_a_database_that_is_silent_once_may_be_busy_and_stops_no_report_before_it_is_so_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(tables: Sequence[str]) -> None:
        raise DatabaseAway("gone", Cause.SILENT)

    world.expected_errors = 1
    monkeypatch.setattr(world.services["intake"].database, "try_write", gone)
    statuses = []
    for key in ("1", "2"):
        await world.http.get("/readyz")
        statuses.append((await world.by(REPORTER).submits(key=key, **BODY)).status_code)

    assert statuses == [201, 503]


async def test_when_too_many_wait_one_is_sent_away_at_once_and_told_when_to_come_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.services["intake"].command_queue, "_bound", 0)

    full = await world.by(REPORTER).submits(key="1", **BODY)

    assert (full.status_code, full.json()["code"], full.headers["Retry-After"]) == (503, "overloaded", "1")
    monkeypatch.undo()
    assert (await world.by(REPORTER).submits(key="1", **BODY)).status_code == 201
