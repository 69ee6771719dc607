"""An observer on the bus: keeps every record it was handed as long as a story lasts, over deaths of the process.

It subscribes last, so what it has seen, every consumer has taken.
"""

from collections.abc import Sequence

from shared.contracts.services import TOPICS
from shared.engine import codec
from shared.engine.events.record import Record


class Watch:
    """See `shared.engine.events.bus.Subscriber`. `seen`: by event id, the different texts under which it came."""

    name = "watch"
    topics = tuple(TOPICS.values())

    def __init__(self) -> None:
        self.seen: dict[str, set[str]] = {}

    async def handle(self, records: Sequence[Record]) -> None:
        """Remember them."""
        for record in records:
            self.seen.setdefault(record.event_id, set()).add(codec.dump(record, Record))
