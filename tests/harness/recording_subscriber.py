"""A subscriber that keeps what it receives, and records to send to it: for tests of the bus alone."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from shared.contracts.services import TOPICS
from shared.engine.events.bus import Bus
from shared.engine.events.record import Record
from shared.engine.loops import Component
from shared.platform.clock.anchored import AnchoredClock, first_anchor
from shared.runtime.metronome import Metronome
from shared.support.host_clock import read_boot, read_wall
from tests.harness.waiting import eventually

AT = datetime(2026, 11, 23, 1, 0, 0, 123_457, tzinfo=UTC)
RECEIVED_WITHIN = 30.0  # seconds; joining a group takes most of them

_numbers = itertools.count(1)


def record(case_id: str, sequence: int, service: str = "escalation", **changes: Any) -> Record:
    """The event of this number in a case."""
    fields: dict[str, Any] = {
        "topic": TOPICS[service],
        "subject_id": case_id,
        "event_id": f"{service}.{case_id}.{sequence}",
        "type": f"hotline.{service}.case.acknowledged.v1",
        "source": f"/{service}",
        "at": AT,
        "sequence": sequence,
        "trace": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "data": '{"case_id":"' + case_id + '"}',
    }
    return Record(**fields | changes)


class RecordingSubscriber:
    """Keeps what it `received`; while `failing` it raises, and counts that in `refused`."""

    def __init__(self, *topics: str) -> None:
        self.name = f"subscriber-{next(_numbers)}"
        self.topics = topics
        self.received: list[Record] = []
        self.failing = False
        self.refused = 0

    async def handle(self, records: Sequence[Record]) -> None:
        if self.failing:
            self.refused += 1
            raise RuntimeError("failing")
        self.received += records

    def of(self, case_id: str) -> list[int]:
        """The sequence numbers received of this case, in order."""
        return [record.sequence for record in self.received if record.subject_id == case_id]

    async def receives(self, count: int) -> None:
        """Return when it has received this many different events."""

        async def enough() -> bool:
            return len({record.event_id for record in self.received}) >= count

        await eventually(enough, within=RECEIVED_WITHIN)


@asynccontextmanager
async def subscribed(bus: Bus, *subscribers: RecordingSubscriber) -> AsyncIterator[None]:
    """Run these subscribers, as in a running process."""
    for subscriber in subscribers:
        bus.subscribe(subscriber)
    async with running_components(bus.components):
        yield


@asynccontextmanager
async def running_components(components: Sequence[Component]) -> AsyncIterator[None]:
    """Run these components, on the real clock."""
    clock = AnchoredClock(first_anchor(wall=read_wall(), boot=read_boot(), boot_id="", speed=1.0, start=None))
    for component in components:
        component.start(clock)
    metronome = Metronome(components)
    metronome.start()
    try:
        yield
    finally:
        await metronome.stop()
        await asyncio.gather(*[component.stop() for component in components])
