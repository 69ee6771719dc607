"""The consumer: once, in the order of the case; a poison event parks its own case and no other (14, I8)."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from shared.contracts.escalation import CaseAcknowledged
from shared.engine import codec
from shared.engine.db.database import Database, DatabaseAway
from shared.engine.events import parking
from shared.engine.events.consumer import Consumer
from shared.engine.events.parking import DEAD, LAST_TRY, RETRYING, Parking
from shared.engine.events.record import Record
from shared.engine.executor import Executor, Job
from shared.engine.tables import inbox, parked
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import Tally, Work, add, totals

TYPE = f"{CaseAcknowledged.type}.v1"
SECOND = timedelta(seconds=1)


def event(case_id: str, sequence: int, number: int = 1, **changes: Any) -> Record:
    """One event: add `number` to the tally of the case."""
    at = datetime.fromisoformat("2026-11-23T01:00:00Z")
    data = codec.encode(CaseAcknowledged(case_id=case_id, at=at, level=number)).decode()
    fields: dict[str, Any] = {
        "topic": "hotline.escalation.v1",
        "subject_id": case_id,
        "event_id": f"escalation.{case_id}.{sequence}",
        "type": TYPE,
        "source": "/escalation",
        "at": at,
        "sequence": sequence,
        "trace": None,
        "data": data,
    }
    return Record(**fields | changes)


class Handling:
    """A handler that fails for the numbers it is told to, and remembers in which order it first handled what: a commit
    that cannot be had is made once more.
    """

    def __init__(self) -> None:
        self.poison: set[int] = set()
        self.done: list[tuple[str, int]] = []

    async def __call__(self, fact: CaseAcknowledged, work: Work) -> None:
        if fact.level in self.poison:
            raise RuntimeError
        await add(work, fact.case_id, fact.level)
        if (fact.case_id, fact.level) not in self.done:
            self.done.append((fact.case_id, fact.level))


@pytest.fixture
def handling() -> Handling:
    return Handling()


@pytest.fixture(params=[(), (CaseAcknowledged.type,)], ids=["any_event", "events_that_open_a_case"])
def consumer(request: pytest.FixtureRequest, executor: Executor[Tally], handling: Handling) -> Consumer[Tally]:
    """What is said of events in general holds for those that most likely open a case, also when it is open already."""
    heard = {(CaseAcknowledged.type, 1): handling}
    return Consumer("tally", ("hotline.escalation.v1",), heard, executor, opening=request.param)


@pytest.fixture
def waiting(database: Database, consumer: Consumer[Tally]) -> Parking[Tally]:
    return Parking(database, consumer)


async def rows(database: Database, table: Any = parked) -> list[dict[str, Any]]:
    async with database.reading() as connection:
        return await connection.execute(select(table))


async def states(database: Database) -> list[tuple[str, str]]:
    return [(row["event_id"].removeprefix("escalation."), row["state"]) for row in await rows(database)]


async def test_records_are_handled_in_the_order_of_their_case(
    consumer: Consumer[Tally], database: Database, handling: Handling
) -> None:
    await consumer.handle([event("a", 1, 1), event("b", 1, 10), event("a", 2, 2), event("a", 3, 4)])

    assert [level for case, level in handling.done if case == "a"] == [1, 2, 4]
    assert await totals(database) == {"a": 7, "b": 10}


async def test_a_duplicate_is_dropped_by_the_inbox(consumer: Consumer[Tally], database: Database) -> None:
    await consumer.handle([event("a", 1), event("a", 1)])
    await consumer.handle([event("a", 1)])

    assert await totals(database) == {"a": 1}
    assert len(await rows(database, inbox)) == 1


async def test_what_nobody_subscribed_to_is_passed_over(consumer: Consumer[Tally], database: Database) -> None:
    await consumer.handle([event("a", 1, type="hotline.escalation.case.settled.v1")])

    assert (await totals(database), await rows(database), await rows(database, inbox)) == ({}, [], [])


async def test_a_poison_event_parks_its_own_case_and_the_others_flow(
    consumer: Consumer[Tally], database: Database, handling: Handling
) -> None:
    handling.poison = {66}
    await consumer.handle([event("a", 1, 66), event("b", 1, 10)])

    assert await totals(database) == {"b": 10}
    [row] = await rows(database)
    assert (row["case_id"], row["state"], row["attempts"], row["error"]) == ("a", RETRYING, 1, "builtins.RuntimeError")


async def test_later_events_of_the_case_wait_behind_it_even_in_the_same_batch(
    consumer: Consumer[Tally], database: Database, handling: Handling
) -> None:
    handling.poison = {66}
    await consumer.handle([event("a", 1, 66), event("a", 2, 2), event("b", 1, 10), event("b", 2, 20)])
    await consumer.handle([event("a", 3, 4)])

    assert await totals(database) == {"b": 30}
    assert await states(database) == [("a.1", RETRYING), ("a.2", RETRYING), ("a.3", RETRYING)]


async def test_they_are_handled_in_order_once_the_first_can_be(
    consumer: Consumer[Tally],
    waiting: Parking[Tally],
    database: Database,
    handling: Handling,
    clock: ManualClock,
) -> None:
    handling.poison = {66}
    await consumer.handle([event("a", 1, 66), event("a", 2, 2), event("a", 3, 4)])
    handling.poison = set()
    clock.move_to(clock.now() + SECOND)

    assert [await waiting.run_once(clock.now()) for _ in range(4)] == [1, 1, 1, 0]

    assert handling.done == [("a", 66), ("a", 2), ("a", 4)]
    assert await rows(database) == []
    assert len(await rows(database, inbox)) == 3


async def test_a_parked_event_that_comes_again_is_parked_once(
    consumer: Consumer[Tally], database: Database, handling: Handling
) -> None:
    handling.poison = {66}
    for _ in range(3):
        await consumer.handle([event("a", 1, 66)])

    assert await states(database) == [("a.1", RETRYING)]


async def test_tries_are_further_and_further_apart_and_the_last_leaves_a_dead_letter(
    consumer: Consumer[Tally],
    waiting: Parking[Tally],
    database: Database,
    handling: Handling,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    handling.poison = {66}
    await consumer.handle([event("a", 1, 66)])
    pauses = []
    while (at := await waiting.next_at()) is not None:
        pauses.append((at - clock.now()) // SECOND)
        clock.move_to(at - timedelta(microseconds=1))
        assert await waiting.run_once(clock.now()) == 0
        clock.move_to(at)
        await waiting.run_once(clock.now())

    assert pauses == [1, 4, 8, 16, 32, 64, 128]
    [row] = await rows(database)
    assert (row["state"], row["attempts"]) == (DEAD, LAST_TRY)
    errors = [line for line in caplog.records if line.levelno == logging.ERROR]
    assert [line.getMessage() for line in errors] == ["dead letter"]


async def test_while_the_first_waits_for_its_next_try_nothing_is_due(
    consumer: Consumer[Tally], waiting: Parking[Tally], handling: Handling, clock: ManualClock
) -> None:
    handling.poison = {66}
    await consumer.handle([event("a", 1, 66), event("a", 2, 2)])

    assert await waiting.next_at() == clock.now() + SECOND


async def test_behind_a_dead_letter_nothing_is_ever_due(
    consumer: Consumer[Tally], waiting: Parking[Tally], database: Database
) -> None:
    await consumer.handle([event("a", 1, data="{"), event("a", 2, 2), event("b", 1, 10)])

    assert await states(database) == [("a.1", DEAD), ("a.2", RETRYING)]
    assert await waiting.next_at() is None
    assert await totals(database) == {"b": 10}


@pytest.mark.parametrize(
    "changes",
    [
        {"data": "{"},
        {"data": '{"case_id":"a"}'},
        {"type": f"{CaseAcknowledged.type}.v9"},
        {"type": "nonsense"},
    ],
    ids=["broken", "incomplete", "a version to come", "no type"],
)
async def test_what_cannot_be_read_is_a_dead_letter_at_once(
    consumer: Consumer[Tally], database: Database, changes: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    await consumer.handle([event("a", 1, **changes)])

    [row] = await rows(database)
    assert row["state"] == DEAD
    assert [line.getMessage() for line in caplog.records if line.levelno == logging.ERROR] == ["dead letter"]


async def test_a_dead_letter_can_be_replayed_and_takes_those_behind_it_along(
    consumer: Consumer[Tally],
    waiting: Parking[Tally],
    database: Database,
    handling: Handling,
    clock: ManualClock,
) -> None:
    handling.poison = {66}
    await consumer.handle([event("a", 1, 66), event("a", 2, 2)])
    while (at := await waiting.next_at()) is not None:
        clock.move_to(at)
        await waiting.run_once(at)
    handling.poison = set()
    async with database.transaction() as connection:
        [letter] = await parking.dead_letters(connection)
        assert await parking.replay(connection, letter["position"], clock.now())
        assert not await parking.replay(connection, letter["position"], clock.now())

    await waiting.run_once(clock.now())
    await waiting.run_once(clock.now())

    assert handling.done == [("a", 66), ("a", 2)]
    assert await rows(database) == []


async def test_a_parked_event_that_somebody_else_handled_meanwhile_is_forgotten(
    consumer: Consumer[Tally],
    waiting: Parking[Tally],
    database: Database,
    handling: Handling,
    clock: ManualClock,
) -> None:
    handling.poison = {66}
    await consumer.handle([event("a", 1, 66)])
    handling.poison = set()
    async with database.transaction() as connection:  # as if another process had handled it, knowing of no row
        await connection.execute(inbox.insert(), {"consumer": "tally", "event_id": "escalation.a.1", "at": clock.now()})
    clock.move_to(clock.now() + SECOND)

    await waiting.run_once(clock.now())

    assert (await rows(database), await waiting.next_at(), handling.done) == ([], None, [])


PARKED_BY_0_1_0 = (
    '{"topic":"hotline.escalation.v1","case_id":"a","event_id":"escalation.a.1",'
    '"type":"hotline.escalation.case.acknowledged.v1","source":"/escalation","at":"2026-11-23T01:00:00Z",'
    '"sequence":1,"trace":null,"data":"{\\"case_id\\":\\"a\\",\\"at\\":\\"2026-11-23T01:00:00Z\\",\\"level\\":5}"}'
)


@pytest.mark.parametrize("state", [RETRYING, DEAD])
async def test_an_event_that_version_0_1_0_parked_is_handled_under_the_name_it_had_then(
    consumer: Consumer[Tally], waiting: Parking[Tally], database: Database, clock: ManualClock, state: str
) -> None:
    row = {"consumer": "tally", "event_id": "escalation.a.1", "case_id": "a", "type": TYPE, "record": PARKED_BY_0_1_0}
    row |= {"state": state, "attempts": 1, "retry_at": clock.now(), "error": "builtins.RuntimeError", "at": clock.now()}
    async with database.transaction() as connection:
        await connection.execute(parked.insert(), row)
        if state == DEAD:
            [letter] = await parking.dead_letters(connection)
            await parking.replay(connection, letter["position"], clock.now())

    assert await waiting.run_once(clock.now()) == 1

    assert (await rows(database), await totals(database)) == ([], {"a": 5})


async def test_what_can_neither_be_handled_nor_parked_comes_again(
    consumer: Consumer[Tally],
    database: Database,
    handling: Handling,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def cannot(work: Work) -> None:
        raise RuntimeError("no room for it")

    handling.poison = {66}
    monkeypatch.setattr(parking, "parking_job", lambda *_: Job(run=cannot))
    with pytest.raises(RuntimeError, match="no room"):
        await consumer.handle([event("a", 1, 66), event("b", 1, 10)])
    monkeypatch.undo()

    await consumer.handle([event("a", 1, 66), event("b", 1, 10)])
    assert (await states(database), await totals(database)) == ([("a.1", RETRYING)], {"b": 10})


async def test_when_the_database_is_away_nothing_is_parked_and_the_bus_keeps_the_records(
    consumer: Consumer[Tally], database: Database, handling: Handling, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise DatabaseAway("gone")

    monkeypatch.setattr(consumer.executor, "_run_batch", away)
    with pytest.raises(DatabaseAway):
        await consumer.handle([event("a", 1)])
    monkeypatch.undo()
    assert await rows(database) == []
    await consumer.handle([event("a", 1)])
    assert await totals(database) == {"a": 1}
