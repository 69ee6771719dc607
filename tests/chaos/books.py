"""The hotline's own invariants, held against its databases and what the brokers have: the judges of the scenario tests.

All schemas are read in one snapshot, so that what holds between services can be asked for while they work.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace

import asyncpg
from aiokafka import AIOKafkaConsumer
from sqlalchemy.dialects.postgresql import asyncpg as dialect

from shared.contracts.services import TOPICS
from shared.engine import codec
from shared.engine.db.postgres import PostgresConnection
from shared.engine.db.statements import Compiler
from shared.engine.events.kafka.records import to_record
from shared.engine.events.record import Record
from tests.chaos.record import OVERDUE
from tests.harness.invariants import ALWAYS, AT_REST, Invariant, every_event_has_one_effect
from tests.harness.recorded_state import SPECS, SystemRecord, read_system

ON_THE_BUS = (every_event_has_one_effect,)
"""What can only be said when nothing is under way on the bus."""
NOW = f"""
SELECT hotline + (clock_timestamp() - interval '{OVERDUE} s' - wall) * speed FROM platform.clock
"""
"""The hotline's time of the moment before which everything is to be done."""
POLL_MILLISECONDS = 1_000


class _Shelf:
    """One schema, as far as reading goes (`shared.engine.db.database.Database`)."""

    def __init__(self, raw: "asyncpg.Connection", name: str) -> None:
        self.name = name
        self._raw = raw
        self._compiler = Compiler(dialect.dialect())

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresConnection]:
        """The schema as it was at the moment of the snapshot."""
        await self._raw.execute(f'SET LOCAL search_path TO "{self.name}"')
        yield PostgresConnection(self._raw, self._compiler)


async def flaws(url: str) -> list[str]:
    """What does not hold while everything is at work."""
    return _said([judge for judge in ALWAYS if judge not in ON_THE_BUS], await _read(url))


async def flaws_at_rest(url: str, bootstrap: str) -> list[str]:
    """What does not hold when nothing is under way, the brokers' records included.

    These are read before the snapshot (all that is there was committed by then) and after it (all that had been
    committed and sent by then is there): what comes in between is left out.
    """
    before = {record.event_id for record in await everything_on(bootstrap)}
    system = await _read(url)
    records = await everything_on(bootstrap)
    known = before | {entry.event_id for service in system.all for entry in service.entries()}
    seen = texts([record for record in records if record.event_id in known])
    return [*_said([*ALWAYS, *AT_REST], replace(system, seen=seen)), *out_of_order(records)]


async def everything_on(bootstrap: str) -> list[Record]:
    """Every record that the brokers have, in the order of each partition."""
    consumer = AIOKafkaConsumer(*TOPICS.values(), bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        ends = await consumer.end_offsets(consumer.assignment())
        records: list[Record] = []
        while any([await consumer.position(partition) < end for partition, end in ends.items()]):
            polled = await consumer.getmany(timeout_ms=POLL_MILLISECONDS)
            records += [to_record(message) for messages in polled.values() for message in messages]
        return records
    finally:
        await consumer.stop()


def texts(records: Sequence[Record]) -> dict[str, set[str]]:
    """By event id, the texts under which it came."""
    found: dict[str, set[str]] = {}
    for record in records:
        found.setdefault(record.event_id, set()).add(codec.dump(record, Record))
    return found


def out_of_order(records: Sequence[Record]) -> list[str]:
    """Events that came to the bus for the first time after a later one of their case."""
    found, reached, seen = [], Counter[tuple[str, str]](), set()
    for record in records:
        if record.event_id not in seen:
            seen.add(record.event_id)
            stream = record.source, record.subject_id
            if record.sequence != reached[stream] + 1:
                found.append(f"out of order on the bus: {record.event_id} came after {reached[stream]}")
            reached[stream] = max(record.sequence, reached[stream])
    return found


async def _read(url: str) -> SystemRecord:
    connection = await asyncpg.connect(url, statement_cache_size=0)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            now = await connection.fetchval(NOW)
            services = {name: SimpleNamespace(database=_Shelf(connection, name)) for name in SPECS}
            return await read_system(services, now, None)
    finally:
        await connection.close()


def _said(judges: Iterable[Invariant], system: SystemRecord) -> list[str]:
    said = []
    for judge in judges:
        try:
            judge(system)
        except AssertionError as error:
            said.append(f"{judge.__name__}: {str(error)[:500]}")
    return said
