"""A subscriber that remembers every record of the bus for the whole story, over restarts of the process.

It subscribes last: every consumer has handled what it has seen.
"""

from collections.abc import Sequence

from shared.contracts.services import TOPICS
from shared.engine import codec
from shared.engine.events.record import Record


class BusObserver:
    """`seen`: by event id, the different texts under which the event came."""

    name = "observer"
    topics = tuple(TOPICS.values())

    def __init__(self) -> None:
        self.seen: dict[str, set[str]] = {}

    async def handle(self, records: Sequence[Record]) -> None:
        for record in records:
            self.seen.setdefault(record.event_id, set()).add(codec.dump(record, Record))
