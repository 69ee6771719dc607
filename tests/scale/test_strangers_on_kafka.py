"""What lies in our topics is CloudEvents, read and written alike by another client library; and what others write there
that is none parks its own case and no other (14, 16, 17).
"""

import json
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from deploy.servers.postgres import Postgres
from shared.contracts.escalation import CaseAcknowledged
from shared.contracts.services import TOPICS
from shared.engine.db.database import Database
from shared.engine.events.consumer import Consumer
from shared.engine.events.kafka import KafkaBus
from shared.engine.events.parking import DEAD, LAST_TRY, Parking
from shared.engine.events.relay import Relay
from shared.engine.executor import Executor
from shared.engine.tables import event_log, parked
from shared.engine.unit_of_work import UnitOfWork
from shared.support import metrics
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import SOURCE, SPEC, Tally, add, adding, totals
from tests.harness.databases import postgresql
from tests.harness.foreign_producer import ForeignMessage, cloud_event, read, write
from tests.harness.recording_subscriber import running_components
from tests.harness.waiting import eventually

TOPIC = TOPICS[SOURCE]
TYPE = f"{CaseAcknowledged.type}.v1"
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
UNLUCKY = 66


@pytest.fixture
async def database(postgres_server: Postgres) -> AsyncIterator[Database]:
    """A service's tables on PostgreSQL."""
    async with postgresql(postgres_server, SOURCE) as opened:
        yield opened


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def executor(database: Database, clock: ManualClock) -> Executor[Tally]:
    return Executor(database, SPEC, clock)


@pytest.fixture
async def bus(kafka_bootstrap: str) -> AsyncIterator[KafkaBus]:
    opened = KafkaBus(kafka_bootstrap)
    yield opened
    await opened.close()


@pytest.fixture
async def consumer(
    request: pytest.FixtureRequest, executor: Executor[Tally], bus: KafkaBus
) -> AsyncIterator[Consumer[Tally]]:
    """A consumer that adds what it hears of, and fails for one number; it listens."""

    async def handle(fact: CaseAcknowledged, work: UnitOfWork[Tally]) -> None:
        if fact.level == UNLUCKY:
            raise RuntimeError
        await add(work, fact.case_id, fact.level)

    heard = Consumer(f"tally-{request.node.name}", (TOPIC,), {(CaseAcknowledged.type, 1): handle}, executor)
    heard.publish_dead_letter = bus.publish_dead_letter
    bus.subscribe(heard)
    async with running_components(bus.components):
        yield heard


def letter(case_id: str, number: int, **changes: object) -> ForeignMessage:
    """A plain CloudEvent, with nothing in it that only this house would write."""
    fields: dict[str, object] = {
        "key": case_id.encode(),
        "value": json.dumps({"case_id": case_id, "at": "2026-11-23T01:00:00Z", "level": number}).encode(),
        "headers": cloud_event(id=f"{case_id}-{number}", type=TYPE, subject=case_id, time="2026-11-23T09:00:00+08:00"),
    }
    return ForeignMessage(**fields | changes)  # type: ignore[arg-type]


async def test_what_we_write_is_a_cloud_event_to_anybody(
    executor: Executor[Tally], database: Database, bus: KafkaBus, kafka_bootstrap: str, clock: ManualClock
) -> None:
    for number in range(1, 8):
        await executor.run([adding(f"案-{case}", number * 100 + case, trace=TRACE) for case in range(5)])
    relay = Relay(database, bus)
    while await relay.run_once(clock.now()):
        pass

    found = await read(kafka_bootstrap, TOPIC, 35)

    async with database.reading() as connection:
        logged = await connection.execute(select(event_log).order_by(event_log.c.sequence))
    written = defaultdict(list)
    for row in logged:
        headers = {
            "ce_specversion": "1.0",
            "ce_id": row["event_id"],
            "ce_type": TYPE,
            "ce_source": "/escalation",
            "ce_subject": row["case_id"],
            "ce_time": row["at"].isoformat().replace("+00:00", "Z"),
            "ce_sequence": str(row["sequence"]),
            "ce_traceparent": TRACE,
            "content-type": "application/json",
        }
        written[row["case_id"]].append((headers, row["data"]))
    lies = defaultdict(list)
    for each in found:
        assert each.key is not None
        assert each.value is not None
        headers = {name: (value or b"").decode() for name, value in each.headers.items()}
        lies[each.key.decode()].append((headers, each.value.decode()))
    assert lies == written


async def test_what_somebody_else_writes_of_a_case_lies_behind_what_we_wrote_of_it(
    executor: Executor[Tally], database: Database, bus: KafkaBus, kafka_bootstrap: str, clock: ManualClock
) -> None:
    cases = [f"案-{case}" for case in range(40)]
    await executor.run([adding(case, number) for number, case in enumerate(cases, 1)])
    await Relay(database, bus).run_once(clock.now())
    await write(kafka_bootstrap, TOPIC, [letter(case, 2) for case in cases])

    places = defaultdict(set)
    for each in await read(kafka_bootstrap, TOPIC, 2 * len(cases)):
        places[each.key].add(each.partition)

    assert len(places) == len(cases)
    assert {len(found) for found in places.values()} == {1}
    assert len(set.union(*places.values())) > 1


async def test_a_cloud_event_that_somebody_else_wrote_is_handled(
    consumer: Consumer[Tally], database: Database, kafka_bootstrap: str
) -> None:
    more = {"ce_sequencetype": b"Integer", "x-request-id": b"\xff\x00", "ce_empty": None}
    plain = letter("b", 20)
    wordy = ForeignMessage(
        key=b"c",
        value=b' {"new": {"field": []},\n"level": 300, "at": "2026-11-23T09:00:00.5+08:00", "case_id": "c"}',
        headers=letter("c", 300).headers | more,
    )
    await write(kafka_bootstrap, TOPIC, [letter("a", 1), letter("a", 2), plain, wordy])

    await eventually(lambda: tallied(database, {"a": 3, "b": 20, "c": 300}), within=30)
    assert await rows(database) == []


POISON = {
    "no JSON": letter("x", 5, value=b'{"case_id": "x", '),
    "bytes": letter("x", 5, value=bytes(range(256))),
    "no body": letter("x", 5, value=None),
    "a body of another shape": letter("x", 5, value=b'[1, "2"]'),
    "much too deep": letter("x", 5, value=b"[" * 100_000),
    "nearly a megabyte": letter("x", 5, value=b'{"case_id": "' + b"x" * 900_000 + b'"}'),
    "a version to come": letter("x", 5, headers=cloud_event(id="x-5", type=f"{CaseAcknowledged.type}.v9", subject="x")),
    "no type": letter("x", 5, headers=cloud_event(id="x-5", subject="x")),
    "a type that is none": letter("x", 5, headers=cloud_event(id="x-5", type="order placed", subject="x")),
    "no headers": letter("x", 5, headers={}),
    "headers of bytes": letter("x", 5, headers=dict.fromkeys(letter("x", 5).headers, b"\xff\x00\xfe")),
    "names without end": letter(
        "x", 5, headers=cloud_event(id="i" * 9000, type=f"t{'.v1' * 2000}", subject="s" * 9000)
    ),
    "neither key nor subject": letter("x", 5, key=None, headers=cloud_event(type=TYPE), value=b"?"),
}


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON)
async def test_what_cannot_be_read_is_buried_and_all_other_cases_flow(
    consumer: Consumer[Tally],
    database: Database,
    kafka_bootstrap: str,
    caplog: pytest.LogCaptureFixture,
    poison: ForeignMessage,
) -> None:
    others = [letter(f"case-{number}", 1000 + number) for number in range(12)]
    await write(kafka_bootstrap, TOPIC, [poison, *others])

    await eventually(lambda: tallied(database, {f"case-{n}": 1000 + n for n in range(12)}), within=30)
    [copy] = await read(kafka_bootstrap, f"{TOPIC}.dlq", 1)

    [row] = await rows(database)
    assert row["state"] == DEAD
    assert (copy.headers["hotline_consumer"], copy.headers["hotline_error"]) == (
        consumer.name.encode(),
        row["error"].encode(),
    )
    assert copy.key == row["case_id"].encode()
    assert buried(consumer) == 1
    assert [line.getMessage() for line in caplog.records if line.name.startswith("shared")] == [
        "event parked",
        "dead letter",
    ]


NUL = letter("x", 5, value=b'{"case_id": "x\\u0000", "at": "2026-11-23T01:00:00Z", "level": 5}')


@pytest.mark.parametrize("poison", [letter("x", UNLUCKY), NUL], ids=["a number that fails", "a NUL in a text"])
async def test_what_cannot_be_handled_is_tried_again_then_buried_and_its_case_waits(
    consumer: Consumer[Tally], database: Database, kafka_bootstrap: str, clock: ManualClock, poison: ForeignMessage
) -> None:
    await write(kafka_bootstrap, TOPIC, [poison, letter("x", 7), letter("y", 8)])
    await eventually(lambda: tallied(database, {"y": 8}), within=30)

    async def both_parked() -> bool:
        return len(await rows(database)) == 2

    await eventually(both_parked)
    parking = Parking(database, consumer)
    while (at := await parking.next_at()) is not None:
        clock.move_to(max(at, clock.now() + timedelta(seconds=1)))
        await parking.run_once(clock.now())

    [copy] = await read(kafka_bootstrap, f"{TOPIC}.dlq", 1)
    assert (copy.key, copy.value) == (poison.key, poison.value)
    assert [(row["state"], row["attempts"]) for row in await rows(database)] == [(DEAD, LAST_TRY), ("retrying", 0)]
    assert await totals(database) == {"y": 8}


async def tallied(database: Database, expected: dict[str, int]) -> bool:
    """True once the tallies are these."""
    return await totals(database) == expected


async def rows(database: Database) -> list[dict[str, object]]:
    """What is parked, in order."""
    async with database.reading() as connection:
        return await connection.execute(select(parked).order_by(parked.c.position))


def buried(consumer: Consumer[Tally]) -> float | None:
    """How many dead letters the metrics tell of."""
    return metrics.REGISTRY.get_sample_value("hotline_dead_letters_total", {"consumer": consumer.name})
