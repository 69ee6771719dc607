"""Relay and consumer: events a second through a real Kafka broker, beside aiokafka doing nothing else."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from shared.contracts.services import TOPICS
from tests.bench.figures import Section, Table, ratio
from tests.bench.population import Copies, log_events, seed
from tests.bench.stage import Stage, ask, run, wait_until
from tests.bench.watching import Spent, spending

BATCH, PARTITIONS = 500, 6
BARE = "bench.bare"
PATIENCE = 180.0
WAIT = """
INSERT INTO intake.outbox (case_id, sequence, at)
SELECT case_id, sequence, now() FROM intake.event_log WHERE case_id BETWEEN $1 AND $2
"""
OPENED = """
SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin))::float AS at, count(*) AS events
FROM escalation.event_log WHERE type = 'hotline.escalation.case.opened.v1' AND case_id BETWEEN $1 AND $2
GROUP BY 1 ORDER BY 1
"""
HOW = """\
The events are those of real reports, multiplied in intake's log and outbox. **relay**: `python -m services.intake` is
given the lease on its loops and takes them to the broker (read, publish with `acks=all`, delete the pointers); the
rate is between the first and the last record's time. **consumer**: `python -m services.escalation` starts with the
topic full, and opens a case for each event: inbox, case, event, outbox, timer in the commit; the rate is between the
first and the last commit, as PostgreSQL stamps them, while its own relay publishes what it opened. **bare**: aiokafka
in one process with the very same records, produced in gathers of 500 and consumed with a commit of the offsets a
batch, and no database."""
LIMITS = """\
The relay does for each event one read, one encoding to a record with its headers, the library's own work in Python, and
one deletion; against bare producing the difference is the database and the headers' encoding. The consumer is limited
by the handler in Python (decode, decide, encode the rows of five tables) and by PostgreSQL writing them, not by Kafka:
bare consuming shows how much room there is. More processes of a service share its partitions; on these cores they
would only share the processor."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """Events a second, and the processor time of each in milliseconds where a service did it."""

    what: str
    events: int
    per_second: float
    service: float | None = None
    database: float | None = None


def measure(stage: Stage) -> Section:
    """See the module."""
    url = stage.database("carrying", stamped=True)
    kafka = stage.kafka().bootstrap
    first, last = _fill(stage, url)
    relayed, records = _relay(stage, url, kafka, first, last)
    consumed = _consumer(stage, url, kafka, first, last, relayed.events)
    stage.drop(url)
    stage.tell("aiokafka alone")
    produced, fetched = uvloop.run(_bare(kafka, records))
    table = _table(relayed, produced, consumed, fetched)
    return Section(title="Relay and consumer", how=HOW, tables=(table,), limits=LIMITS)


def _fill(stage: Stage, url: str) -> tuple[str, str]:
    """Accepted reports in the log, none of them carried yet; the first and the last id."""
    stage.tell("events to carry")
    with stage.serving([""], url) as [served]:
        seeds = seed(stage, url, served)
    copies = Copies(tag=1, last=stage.pick(5_000, 30_000), begin=datetime.now(UTC))
    log_events(url, "intake", seeds, copies)
    ids = ask(url, f"SELECT {copies.id} AS id FROM (VALUES ({copies.first}), ({copies.last})) AS of (n)")
    stage.settle(url)
    return ids[0]["id"], ids[1]["id"]


def _relay(stage: Stage, url: str, kafka: str, first: str, last: str) -> tuple[Carried, list[ConsumerRecord]]:
    stage.tell("relay")
    stage.hold_loops(url, "intake")
    with stage.serving(["intake"], url, kafka_bootstrap=kafka, drain_rate="1000000") as [served]:
        run(url, WAIT, first, last)
        with spending([served.pid], stage.postgres_pid()) as spent:
            run(url, "UPDATE intake.leases SET until = now()")
            wait_until(url, "SELECT NOT EXISTS (SELECT 1 FROM intake.outbox)", within=PATIENCE)
        records = uvloop.run(_read(kafka, TOPICS["intake"]))
    stamps = sorted(record.timestamp / 1000 for record in records)
    seconds = max(stamps[-1] - stamps[0], 0.001)
    return _carried("relay", len(records), len(records) / seconds, spent), records


def _consumer(stage: Stage, url: str, kafka: str, first: str, last: str, events: int) -> Carried:
    """Starts with everything there; what the first commit held came before the clock began."""
    stage.tell("consumer")
    handled = "SELECT count(*) >= $1 FROM escalation.inbox"
    [seeds] = ask(url, "SELECT count(*) AS handled FROM escalation.inbox")
    with (
        stage.serving(["escalation"], url, kafka_bootstrap=kafka) as [served],
        spending([served.pid], stage.postgres_pid()) as spent,
    ):
        wait_until(url, handled, seeds["handled"] + events, within=PATIENCE)
    commits = ask(url, OPENED, first, last)
    after_the_first = sum(row["events"] for row in commits[1:])
    return _carried("consumer", events, after_the_first / (commits[-1]["at"] - commits[0]["at"]), spent)


def _carried(what: str, events: int, per_second: float, spent: Spent) -> Carried:
    return Carried(
        what=what,
        events=events,
        per_second=per_second,
        service=spent.services / events * 1000,
        database=spent.database / events * 1000,
    )


# Nothing but aiokafka


async def _bare(kafka: str, records: list[ConsumerRecord]) -> tuple[Carried, Carried]:
    """Produce the same records to a topic of their own, then consume them."""
    await _make_topic(kafka)
    first = await _produce(kafka, records[:BATCH])  # a new topic's partitions have no leader yet
    produced = await _produce(kafka, records)
    async with _consumer_of(kafka, BARE) as consumer:
        began, count = time.perf_counter(), 0
        while count < first.events + produced.events:
            count += len(await _batch(consumer))
            await consumer.commit()
        fetched = Carried(what="bare consume", events=count, per_second=count / (time.perf_counter() - began))
    return produced, fetched


async def _produce(kafka: str, records: list[ConsumerRecord]) -> Carried:
    async with AIOKafkaProducer(
        bootstrap_servers=kafka, acks="all", enable_idempotence=True, linger_ms=0, max_batch_size=262_144
    ) as producer:
        began = time.perf_counter()
        for batch in _batched(records):
            sent = [await producer.send(BARE, r.value, key=r.key, headers=list(r.headers)) for r in batch]
            await asyncio.gather(*sent)
        seconds = time.perf_counter() - began
    return Carried(what="bare produce", events=len(records), per_second=len(records) / seconds)


def _batched(records: list[ConsumerRecord]) -> Iterator[list[ConsumerRecord]]:
    return (records[at : at + BATCH] for at in range(0, len(records), BATCH))


async def _read(kafka: str, topic: str) -> list[ConsumerRecord]:
    """All that a topic holds."""
    async with _consumer_of(kafka, topic) as consumer:
        ends = await consumer.end_offsets(consumer.assignment())
        records: list[ConsumerRecord] = []
        while len(records) < sum(ends.values()):
            records += await _batch(consumer)
        return records


@asynccontextmanager
async def _consumer_of(kafka: str, topic: str) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer that has its partitions already."""
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=kafka,
        group_id=f"bench.{topic}",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    async with consumer, asyncio.timeout(PATIENCE):
        while not consumer.assignment():
            await consumer.getmany(timeout_ms=50)
            await consumer.seek_to_beginning()
        yield consumer


async def _batch(consumer: AIOKafkaConsumer) -> list[ConsumerRecord]:
    polled = await consumer.getmany(timeout_ms=1_000, max_records=BATCH)
    return [record for records in polled.values() for record in records]


async def _make_topic(kafka: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(BARE, PARTITIONS, 1)])
    finally:
        await admin.close()


def _table(relayed: Carried, produced: Carried, consumed: Carried, fetched: Carried) -> Table:
    pairs = ((produced, None), (relayed, produced), (fetched, None), (consumed, fetched))
    return Table(
        title="events a second",
        columns=("", "events", "events/s", "÷ bare", "service's CPU ms an event", "PostgreSQL's CPU ms an event"),
        rows=tuple(
            (
                *(one.what, one.events, one.per_second, ratio(one.per_second, bare.per_second) if bare else None),
                *(one.service, one.database),
            )
            for one, bare in pairs
        ),
    )
