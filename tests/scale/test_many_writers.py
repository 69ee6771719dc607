"""20 writers at once, with delays left to chance, on PostgreSQL; two relays at once take what they wrote to Kafka; and
a reader that knows nothing of this house finds every event there, none missing, none out of its case's order (6-8).

5,000 events, or as many as HOTLINE_EVENTS says.
"""

import asyncio
import os
from collections import defaultdict
from collections.abc import AsyncIterator
from random import Random

import pytest
from sqlalchemy import func, select

from deploy.servers.postgres import Postgres
from shared.contracts.services import TOPICS
from shared.engine.db.database import Database
from shared.engine.events.kafka import KafkaBus
from shared.engine.events.relay import Relay
from shared.engine.executor import Executor
from shared.engine.loops import Loop
from shared.engine.tables import event_log, outbox
from shared.platform.clock.anchored import AnchoredClock, first_anchor
from shared.support.clock import Clock
from shared.support.host_clock import read_boot, read_wall
from tests.harness.counter_aggregate import SOURCE, SPEC, Tally, adding
from tests.harness.databases import postgresql
from tests.harness.foreign_producer import ForeignMessage, read
from tests.harness.recording_subscriber import running_components
from tests.harness.waiting import eventually

EVENTS = int(os.environ.get("HOTLINE_EVENTS", "5000"))
WRITERS = 20
CASES = 60
MOST_AT_ONCE = 25
LONGEST_DELAY = 0.01  # seconds
OWN = 30_000_000  # of each tally: no two have the same total
LOGGED = select(event_log.c.case_id, event_log.c.sequence, event_log.c.event_id, event_log.c.data)
WAITING = select(func.count().label("n")).select_from(outbox)

Stream = list[tuple[int, str, str]]
"""Of one case, in order: sequence, event id, data."""


@pytest.fixture
async def database(postgres_server: Postgres) -> AsyncIterator[Database]:
    """A service's tables."""
    async with postgresql(postgres_server, SOURCE) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return AnchoredClock(first_anchor(wall=read_wall(), boot=read_boot(), boot_id="", speed=1.0, start=None))


@pytest.mark.timeout(900)
async def test_no_event_of_many_writers_is_missing_or_out_of_order(
    database: Database, clock: Clock, kafka_bootstrap: str
) -> None:
    buses = [KafkaBus(kafka_bootstrap) for _ in range(2)]
    relays = [Loop(f"relay-{number}", Relay(database, bus).run_once) for number, bus in enumerate(buses)]
    executor = Executor(database, SPEC, clock)
    begun = await executor.run([adding(f"case-{case:02}", case * OWN) for case in range(CASES)])
    assert all(outcome.error is None for outcome in begun)
    async with running_components(relays):
        each = (EVENTS - CASES) // WRITERS
        await asyncio.gather(*[write(executor, Random(number), each) for number in range(WRITERS)])
        await eventually(lambda: nothing_waits(database), within=300)
    for bus in buses:
        await bus.close()

    logged = await log(database)
    written = sum(map(len, logged.values()))
    assert written == CASES + WRITERS * each
    assert all([sequence for sequence, *_ in stream] == list(range(1, len(stream) + 1)) for stream in logged.values())
    assert first_told(await read(kafka_bootstrap, TOPICS[SOURCE], written)) == logged


async def write(executor: Executor[Tally], chance: Random, events: int) -> None:
    """Add to cases left to chance, some in each commit, until so many events were made."""
    left = events
    while left:
        cases = [f"case-{chance.randrange(CASES):02}" for _ in range(min(left, chance.randint(1, MOST_AT_ONCE)))]
        outcomes = await executor.run([adding(case_id, 1) for case_id in cases])
        left -= sum(outcome.error is None for outcome in outcomes)  # who lost his guard too often tries again
        await asyncio.sleep(chance.random() * LONGEST_DELAY)


async def nothing_waits(database: Database) -> bool:
    """True once the relays have taken everything."""
    async with database.reading() as connection:
        [row] = await connection.execute(WAITING)
    return bool(row["n"] == 0)


async def log(database: Database) -> dict[str, Stream]:
    """The event log, by case and sequence."""
    async with database.reading() as connection:
        rows = await connection.execute(LOGGED.order_by(event_log.c.case_id, event_log.c.sequence))
    streams: dict[str, Stream] = defaultdict(list)
    for row in rows:
        streams[row["case_id"]].append((row["sequence"], row["event_id"], row["data"]))
    return streams


def first_told(letters: list[ForeignMessage]) -> dict[str, Stream]:
    """What was told of each case, in the order in which it was told first; a repeat is the same to the byte (I6)."""
    told: dict[str, dict[str, tuple[int, str, str]]] = defaultdict(dict)
    for letter in letters:
        case_id = (letter.key or b"").decode()
        event_id, sequence = ((letter.headers[name] or b"").decode() for name in ("ce_id", "ce_sequence"))
        event = (int(sequence), event_id, (letter.value or b"").decode())
        assert told[case_id].setdefault(event_id, event) == event
    return {case_id: list(stream.values()) for case_id, stream in told.items()}
