"""Exports consumer lag; restarts a consumer whose offsets stop advancing.

A group member can lose its membership or its fetcher without an error. It shows only by records that wait at the
brokers while the committed offsets stay the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol

from aiokafka import TopicPartition

from shared.engine.events.bus import Subscriber
from shared.engine.events.kafka.backlog import Backlog, Waiting
from shared.engine.loops import Loop
from shared.support import metrics
from shared.support.host_clock import read_monotonic

EVERY = timedelta(seconds=5)
PATIENCE = timedelta(seconds=30)
"""How long offsets may stay the same: longer than a dead member's session plus the join of a new one."""


class Restartable(Protocol):
    """What the watchdog needs of a `ConsumerRunner`."""

    @property
    def partitions(self) -> frozenset[TopicPartition]:
        """The partitions assigned to it, as far as it knows."""

    def restart(self, why: str) -> None:
        """Replace the group member by a new one."""


class Progress:
    """Since when the offset of each partition has been the same although records wait."""

    def __init__(self, patience: timedelta) -> None:
        self._patience = patience
        self._seen: dict[TopicPartition, tuple[int, timedelta]] = {}

    def note(self, backlog: Iterable[Waiting], at: timedelta) -> frozenset[TopicPartition]:
        """Note the backlog at this moment of a monotonic clock; returns the partitions without progress."""
        now = {place.partition: place.handled for place in backlog if place.events}
        before = self._seen
        self._seen = {
            partition: before[partition] if before.get(partition, (-1, at))[0] == handled else (handled, at)
            for partition, handled in now.items()
        }
        return frozenset(p for p, (_, since) in self._seen.items() if at - since >= self._patience)

    def forget(self) -> None:
        """Start counting from zero, after a restart."""
        self._seen = {}


class ConsumerWatchdog(Loop):
    """Watches one consumer, every few seconds of real time."""

    def __init__(
        self,
        bootstrap: str,
        subscriber: Subscriber,
        runner: Restartable,
        *,
        every: timedelta = EVERY,
        patience: timedelta = PATIENCE,
        passed: Callable[[], timedelta] = read_monotonic,
    ) -> None:
        super().__init__(f"{subscriber.name}.watchdog", self._look)
        self._consumer = subscriber.name
        self._topics = subscriber.topics
        self._backlog = Backlog(bootstrap, subscriber.name, subscriber.topics)
        self._runner = runner
        self._progress = Progress(patience)
        self._every = every
        self._passed = passed
        self._next = passed() + every

    async def stop(self) -> None:
        await super().stop()
        await self._backlog.close()

    async def _look(self, now: datetime) -> int:
        """Look if it is time to. Returns 0: there is never more to do at once."""
        if self._passed() < self._next:
            return 0
        self._next = self._passed() + self._every
        backlog = await self._backlog.read()
        self._show(backlog, now)
        still = self._progress.note(backlog, self._passed())
        own = self._runner.partitions
        if still and (not own or own & still):
            self._progress.forget()
            self._runner.restart("StandsStill")
        return 0

    def _show(self, backlog: Iterable[Waiting], now: datetime) -> None:
        events = Counter(dict.fromkeys(self._topics, 0))
        oldest = dict.fromkeys(self._topics, now)
        for place in backlog:
            topic = place.partition.topic
            events[topic] += place.events
            oldest[topic] = min(oldest[topic], place.oldest_at or now)
        for topic in self._topics:
            metrics.consumer_lag_events.labels(self._consumer, topic).set(events[topic])
            metrics.consumer_lag.labels(self._consumer, topic).set((now - oldest[topic]).total_seconds())
