"""The side that reads: members of a consumer group, and what keeps one going for as long as the process runs.

Offsets are committed after the handler's transaction, while the next batch is waited for: what a commit that comes too
late brings again, the inbox drops. Any failure makes a new listener, which goes on from the committed offsets; so does
`rebuild`, for one that lives on without making progress (`shared.engine.events.kafka.watchdog`).
"""

import asyncio
import logging
from datetime import datetime
from functools import partial

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError, UnknownTopicOrPartitionError

from shared.engine.events.bus import Subscriber
from shared.engine.events.kafka.connections import begin, end, stop_consumer
from shared.engine.events.kafka.records import to_record
from shared.engine.loops import Component, WaitingClock, wait_until_set
from shared.support import metrics

log = logging.getLogger(__name__)

JOIN_WITHIN = 60.0  # seconds
COMMIT_AFTER = 0.1  # what was handled in that time is committed together
COMMIT_WITHIN = 10.0
POLL_MILLISECONDS = 500
MOST_RECORDS = 500
SESSION_MILLISECONDS = 10_000
REQUEST_MILLISECONDS = 15_000  # more than a session: joining waits for members that are gone
PAUSE = 1.0


class GroupMember:
    """One member of a consumer group: polls, hands over, commits the offsets. It does not outlive its first failure."""

    def __init__(self, bootstrap: str, subscriber: Subscriber, group: str | None = None) -> None:
        self.busy = False
        self.consumer = AIOKafkaConsumer(
            bootstrap_servers=bootstrap,
            group_id=group or subscriber.name,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=SESSION_MILLISECONDS,
            request_timeout_ms=REQUEST_MILLISECONDS,
            max_poll_records=MOST_RECORDS,
            partition_assignment_strategy=(RangePartitionAssignor,),  # a case's partitions of all topics to one member
        )
        self._subscriber = subscriber
        self._started = False
        self._handled: dict[TopicPartition, int] = {}
        self._committing: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()

    async def join(self) -> None:
        """Become a member; comes back once it knows its partitions. Raises if its topics are not there yet."""
        async with asyncio.timeout(JOIN_WITHIN):
            await begin(self.consumer.start(), partial(stop_consumer, self.consumer), self._subscriber.name)
            self._started = True
            if missing := set(self._subscriber.topics) - await self.consumer.topics():
                raise UnknownTopicOrPartitionError(*sorted(missing))
            self.consumer.subscribe(self._subscriber.topics)
            await self.run_once(0)  # comes back with its partitions, or raises what keeps them from it

    async def run_once(self, wait_milliseconds: int = POLL_MILLISECONDS) -> int:
        """Handle what has come, for good; returns how many records that were. Raises when it cannot be handled now.

        It may be cancelled while it is not `busy`.
        """
        self._commit_soon()
        polled = await self.consumer.getmany(timeout_ms=wait_milliseconds, max_records=MOST_RECORDS)
        records = [to_record(message) for messages in polled.values() for message in messages]
        if records:
            self.busy = True
            try:
                await self._subscriber.handle(records)
            finally:
                self.busy = False
            self._handled |= {partition: messages[-1].offset + 1 for partition, messages in polled.items()}
            self._commit_soon()
        return len(records)

    async def stop(self) -> None:
        """Commit what was handled, leave the group."""
        if self._started:
            await end(self._leave(), self._subscriber.name)

    async def settle(self) -> None:
        """Come back when all that was handled is committed. Raises when that takes too long."""
        self._hurry.set()
        while self._committing is not None:
            await asyncio.wait([self._committing])
            self._commit_soon()
        self._hurry.clear()

    async def _leave(self) -> None:
        try:
            await self.settle()
        finally:
            await stop_consumer(self.consumer)

    def _commit_soon(self) -> None:
        """See that what was handled gets committed, by one commit at a time. Raises what the last one failed with: one
        that hangs would cost everything.
        """
        if self._committing is not None and self._committing.done():
            committing, self._committing = self._committing, None
            committing.result()
        if self._committing is None and self._handled:
            name = f"{self._subscriber.name} commits"
            self._committing = asyncio.get_running_loop().create_task(self._commit(), name=name)

    async def _commit(self) -> None:
        """A commit that fails costs a redelivery, which the inbox drops; so does a partition that was taken away."""
        await wait_until_set(self._hurry, COMMIT_AFTER)
        own = self.consumer.assignment()
        handled = {partition: offset for partition, offset in self._handled.items() if partition in own}
        self._handled = {}
        if not handled:
            return
        try:
            async with asyncio.timeout(COMMIT_WITHIN):
                await self.consumer.commit(handled)
        except KafkaError as error:
            facts = {"action": "listener.commit_failed", "consumer": self._subscriber.name}
            log.warning("offsets not committed", extra=facts, exc_info=error)


class ConsumerRunner(Component):
    """A subscriber's place in its group, held by one listener after the other."""

    def __init__(self, bootstrap: str, subscriber: Subscriber) -> None:
        self.name = f"{subscriber.name}.ear"
        self.failing: str | None = None
        self.last_ran_at: datetime | None = None
        self._bootstrap = bootstrap
        self._subscriber = subscriber
        self._stopping = asyncio.Event()
        self._listener: GroupMember | None = None
        self._life: asyncio.Task[None] | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def partitions(self) -> frozenset[TopicPartition]:
        """What its present listener is to read, as far as that one knows."""
        return frozenset(self._listener.consumer.assignment()) if self._listener is not None else frozenset()

    def wake(self) -> None:
        """It waits on the broker, not on a bell."""

    def start(self, clock: WaitingClock) -> None:
        """Begin to listen; returns at once."""
        self._stopping.clear()
        self._task = asyncio.get_running_loop().create_task(self._run(clock), name=self.name)

    async def stop(self) -> None:
        """Finish the batch under way, commit it, leave the group."""
        self._stopping.set()
        self._interrupt()
        if self._task is not None:
            await self._task

    def rebuild(self, why: str) -> None:
        """Go on with a new listener. A batch under way is finished first: no transaction is ever cut off."""
        log.warning("consumer to be made anew", extra={"action": "ear.rebuild", "loop": self.name, "error": why})
        self.failing = why
        self._interrupt()

    def _interrupt(self) -> None:
        if self._life is not None and (self._listener is None or not self._listener.busy):
            self._life.cancel()

    async def _run(self, clock: WaitingClock) -> None:
        while not self._stopping.is_set():
            self._life = asyncio.get_running_loop().create_task(self._live(clock), name=f"{self.name}.listener")
            await asyncio.wait([self._life])
            if not self._stopping.is_set():
                metrics.rebuilt.labels(self._subscriber.name).inc()
                await wait_until_set(self._stopping, PAUSE)

    async def _live(self, clock: WaitingClock) -> None:
        """The life of one listener."""
        self._listener = listener = GroupMember(self._bootstrap, self._subscriber)
        try:
            await listener.join()
            while not self._stopping.is_set():
                await listener.run_once()
                self.last_ran_at = clock.now()
                self.failing = None
        except Exception as error:
            if self.failing is None:
                facts = {"action": "ear.failing", "loop": self.name}
                log.warning("consumer failing", extra=facts, exc_info=error)
            self.failing = type(error).__name__
        finally:
            await listener.stop()
