"""Records made by hand, and subscribers that note what they receive: for tests of the bus alone."""

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
HEARD_WITHIN = 30.0  # seconds; joining a group takes most of them

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


class Hearer:
    """A subscriber that notes what it receives; while `deaf` it fails, and counts that."""

    def __init__(self, *topics: str) -> None:
        self.name = f"hearer-{next(_numbers)}"
        self.topics = topics
        self.heard: list[Record] = []
        self.deaf = False
        self.refused = 0

    async def handle(self, records: Sequence[Record]) -> None:
        if self.deaf:
            self.refused += 1
            raise RuntimeError("deaf")
        self.heard += records

    def of(self, case_id: str) -> list[int]:
        """The sequence numbers received of this case, in order."""
        return [record.sequence for record in self.heard if record.subject_id == case_id]

    async def hears(self, count: int) -> None:
        """Return when it has received this many different events."""

        async def enough() -> bool:
            return len({record.event_id for record in self.heard}) >= count

        await eventually(enough, within=HEARD_WITHIN)


@asynccontextmanager
async def listening(bus: Bus, *subscribers: Hearer) -> AsyncIterator[None]:
    """Run these subscribers, as in a running process."""
    for subscriber in subscribers:
        bus.subscribe(subscriber)
    async with running(bus.components):
        yield


@asynccontextmanager
async def running(parts: Sequence[Component]) -> AsyncIterator[None]:
    """Run these components, on the real clock."""
    clock = AnchoredClock(first_anchor(wall=read_wall(), boot=read_boot(), boot_id="", speed=1.0, start=None))
    for part in parts:
        part.start(clock)
    metronome = Metronome(parts)
    metronome.start()
    try:
        yield
    finally:
        await metronome.stop()
        await asyncio.gather(*[part.stop() for part in parts])
