"""The consumer side: a member of a consumer group, and the runner that replaces it after a failure.

Offsets are committed after the handler's transaction, while the next batch is fetched; the inbox drops what is
delivered again because an offset was not committed. After any failure a new member continues from the committed
offsets; `restart` does the same for a member that makes no progress (`shared.engine.events.kafka.watchdog`).
"""

import asyncio
import logging
from datetime import datetime
from functools import partial

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError, UnknownTopicOrPartitionError

from shared.engine.events.bus import Subscriber
from shared.engine.events.kafka.connections import start_client, stop_client, stop_consumer
from shared.engine.events.kafka.records import to_record
from shared.engine.loops import Component, WaitingClock, wait_until_set
from shared.support import metrics

log = logging.getLogger(__name__)

JOIN_WITHIN = 60.0  # seconds
COMMIT_AFTER = 0.1  # seconds: offsets handled in that time are committed together
COMMIT_WITHIN = 10.0
POLL_MILLISECONDS = 500
MOST_RECORDS = 500
SESSION_MILLISECONDS = 10_000
REQUEST_MILLISECONDS = 15_000  # more than a session: joining waits until dead members time out
PAUSE = 1.0  # seconds, between two members


class GroupMember:
    """A member of a consumer group: polls, calls its subscriber, commits offsets. It is unusable after a failure."""

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
            partition_assignment_strategy=(RangePartitionAssignor,),  # all topics of a subject to one member
        )
        self._subscriber = subscriber
        self._started = False
        self._handled: dict[TopicPartition, int] = {}
        self._committing: asyncio.Task[None] | None = None
        self._commit_now = asyncio.Event()

    async def join(self) -> None:
        """Join the group; returns once partitions are assigned. Raises if its topics do not exist yet."""
        async with asyncio.timeout(JOIN_WITHIN):
            await start_client(self.consumer.start(), partial(stop_consumer, self.consumer), self._subscriber.name)
            self._started = True
            if missing := set(self._subscriber.topics) - await self.consumer.topics():
                raise UnknownTopicOrPartitionError(*sorted(missing))
            self.consumer.subscribe(self._subscriber.topics)
            await self.run_once(0)  # returns with partitions, or raises what prevents the assignment

    async def run_once(self, wait_milliseconds: int = POLL_MILLISECONDS) -> int:
        """Poll and handle one batch; returns how many records that were. Raises when they cannot be handled now.

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
        """Commit the offsets of what was handled, leave the group."""
        if self._started:
            await stop_client(self._leave(), self._subscriber.name)

    async def commit_all(self) -> None:
        """Commit the offsets of what was handled. Raises when that takes longer than `COMMIT_WITHIN`."""
        self._commit_now.set()
        while self._committing is not None:
            await asyncio.wait([self._committing])
            self._commit_soon()
        self._commit_now.clear()

    async def _leave(self) -> None:
        try:
            await self.commit_all()
        finally:
            await stop_consumer(self.consumer)

    def _commit_soon(self) -> None:
        """Start a commit in the background unless one is running. Raises what the last one failed with."""
        if self._committing is not None and self._committing.done():
            committing, self._committing = self._committing, None
            committing.result()
        if self._committing is None and self._handled:
            name = f"{self._subscriber.name} commits"
            self._committing = asyncio.get_running_loop().create_task(self._commit(), name=name)

    async def _commit(self) -> None:
        """Commit after `COMMIT_AFTER`. If Kafka refuses, the records are delivered again, and the inbox drops them."""
        await wait_until_set(self._commit_now, COMMIT_AFTER)
        own = self.consumer.assignment()
        handled = {partition: offset for partition, offset in self._handled.items() if partition in own}
        self._handled = {}
        if not handled:
            return
        try:
            async with asyncio.timeout(COMMIT_WITHIN):
                await self.consumer.commit(handled)
        except KafkaError as error:
            facts = {"action": "consumer.commit_failed", "consumer": self._subscriber.name}
            log.warning("offsets not committed", extra=facts, exc_info=error)


class ConsumerRunner(Component):
    """Keeps one consumer-group member running; starts a new one after a failure."""

    def __init__(self, bootstrap: str, subscriber: Subscriber) -> None:
        self.name = f"{subscriber.name}.consumer"
        self.failing: str | None = None
        self.last_ran_at: datetime | None = None
        self._bootstrap = bootstrap
        self._subscriber = subscriber
        self._stopping = asyncio.Event()
        self._member: GroupMember | None = None
        self._running: asyncio.Task[None] | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def partitions(self) -> frozenset[TopicPartition]:
        """The partitions assigned to the current member, as far as it knows."""
        return frozenset(self._member.consumer.assignment()) if self._member is not None else frozenset()

    def wake(self) -> None:
        """Do nothing: it waits for the brokers."""

    def start(self, clock: WaitingClock) -> None:
        self._stopping.clear()
        self._task = asyncio.get_running_loop().create_task(self._run(clock), name=self.name)

    async def stop(self) -> None:
        """Finish and commit the current batch, leave the group."""
        self._stopping.set()
        self._interrupt()
        if self._task is not None:
            await self._task

    def restart(self, why: str) -> None:
        """Replace the member by a new one, unless it is handling a batch: no transaction is interrupted."""
        log.warning("consumer is restarted", extra={"action": "consumer.restart", "loop": self.name, "error": why})
        self.failing = why
        self._interrupt()

    def _interrupt(self) -> None:
        if self._running is not None and (self._member is None or not self._member.busy):
            self._running.cancel()

    async def _run(self, clock: WaitingClock) -> None:
        while not self._stopping.is_set():
            self._running = asyncio.get_running_loop().create_task(self._run_member(clock), name=f"{self.name}.member")
            await asyncio.wait([self._running])
            if not self._stopping.is_set():
                metrics.rebuilt.labels(self._subscriber.name).inc()
                await wait_until_set(self._stopping, PAUSE)

    async def _run_member(self, clock: WaitingClock) -> None:
        """Run one member until it fails or is to stop."""
        self._member = member = GroupMember(self._bootstrap, self._subscriber)
        try:
            await member.join()
            while not self._stopping.is_set():
                await member.run_once()
                self.last_ran_at = clock.now()
                self.failing = None
        except Exception as error:
            if self.failing is None:
                facts = {"action": "consumer.failing", "loop": self.name}
                log.warning("consumer failing", extra=facts, exc_info=error)
            self.failing = type(error).__name__
        finally:
            await member.stop()
