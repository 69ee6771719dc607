"""Watches over one consumer: makes figures of its backlog, and has an ear made anew whose partitions stand still.

A listener can live on without its place in the group, or without anything that fetches for it, and never notice. What
it cannot hide is that the brokers keep records for it and its offsets do not move.
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
"""How long a partition may stand still: longer than a dead member keeps its place and a new one needs to join."""


class Rebuilt(Protocol):
    """An ear, as far as this is concerned."""

    @property
    def partitions(self) -> frozenset[TopicPartition]:
        """What it is to read, as far as it knows."""

    def rebuild(self, why: str) -> None:
        """Go on with a new listener."""


class Progress:
    """Since when each partition has been standing still, although something waits in it."""

    def __init__(self, patience: timedelta) -> None:
        self._patience = patience
        self._seen: dict[TopicPartition, tuple[int, timedelta]] = {}

    def see(self, backlog: Iterable[Waiting], at: timedelta) -> frozenset[TopicPartition]:
        """Note how things are at this moment of a clock that only runs; returns what stands still for too long."""
        now = {place.partition: place.handled for place in backlog if place.events}
        before = self._seen
        self._seen = {
            partition: before[partition] if before.get(partition, (-1, at))[0] == handled else (handled, at)
            for partition, handled in now.items()
        }
        return frozenset(p for p, (_, since) in self._seen.items() if at - since >= self._patience)

    def forget(self) -> None:
        """Something was done about it: patience begins anew."""
        self._seen = {}


class ConsumerWatchdog(Loop):
    """See the module. A part of the process; asks every few seconds of real time, not when somebody scrapes."""

    def __init__(
        self,
        bootstrap: str,
        subscriber: Subscriber,
        ear: Rebuilt,
        *,
        every: timedelta = EVERY,
        patience: timedelta = PATIENCE,
        passed: Callable[[], timedelta] = read_monotonic,
    ) -> None:
        super().__init__(f"{subscriber.name}.watch", self._look)
        self._consumer = subscriber.name
        self._topics = subscriber.topics
        self._backlog = Backlog(bootstrap, subscriber.name, subscriber.topics)
        self._ear = ear
        self._progress = Progress(patience)
        self._every = every
        self._passed = passed
        self._next = passed() + every

    async def stop(self) -> None:
        """See `Loop`."""
        await super().stop()
        await self._backlog.close()

    async def _look(self, now: datetime) -> int:
        """Look, if it is time to. There is never more to be done at once."""
        if self._passed() < self._next:
            return 0
        self._next = self._passed() + self._every
        backlog = await self._backlog.read()
        self._show(backlog, now)
        still = self._progress.see(backlog, self._passed())
        own = self._ear.partitions
        if still and (not own or own & still):
            self._progress.forget()
            self._ear.rebuild("StandsStill")
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
