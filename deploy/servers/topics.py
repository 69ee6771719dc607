"""The hotline's topics on a Kafka cluster: one a publishing service, and a `.dlq` beside each for dead letters."""

import argparse
import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from shared.contracts.services import TOPICS

DEAD_LETTERS = ".dlq"
NAMES = tuple(name for topic in TOPICS.values() for name in (topic, topic + DEAD_LETTERS))
PAUSE, PATIENCE = 0.02, 30.0  # seconds between two looks, and in all


async def ensure_topics(bootstrap: str, partitions: int = 6, replication: int = 1) -> None:
    """Make those that are missing, and come back when each partition of all has a leader.

    What is there stays as it is: more partitions would move cases from one to another, and lose their order.
    """

    async def made(admin: AIOKafkaAdminClient) -> bool:
        await _create(admin, partitions, replication)
        described = await admin.describe_topics(list(NAMES))
        return all(
            topic["error_code"] == 0 and topic["partitions"] and all(p["leader"] >= 0 for p in topic["partitions"])
            for topic in described
        )

    await _until(bootstrap, made)


async def fresh_topics(bootstrap: str, partitions: int = 6) -> None:
    """Remove them with all that is in them, and make them again: a clean slate for a test, on a single broker.

    Of several brokers one may not have heard of it yet, and take what is meant for the new ones into the old.
    """

    async def gone(admin: AIOKafkaAdminClient) -> bool:
        await admin.delete_topics(list(NAMES))
        return not set(NAMES) & set(await admin.list_topics())

    await _until(bootstrap, gone)
    await ensure_topics(bootstrap, partitions)


async def _create(admin: AIOKafkaAdminClient, partitions: int, replication: int) -> None:
    settings = {"min.insync.replicas": str(max(1, replication - 1)), "message.timestamp.type": "LogAppendTime"}
    wanted = [NewTopic(name, partitions, replication, topic_configs=settings) for name in NAMES]
    answer = await admin.create_topics(wanted)
    for name, code, *_ in answer.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise error(f"{name} could not be made")


async def _until(bootstrap: str, done: Callable[[AIOKafkaAdminClient], Awaitable[bool]]) -> None:
    """Ask again until it is done; a broker that is just leaving or coming is no reason to give up.

    A client stays with the broker it asked first, even when that one is dead: hence another one each time.
    """
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with _admin(bootstrap) as admin:
                    if await done(admin):
                        return
            except (KafkaError, TimeoutError) as error:
                if isinstance(error, KafkaError) and not error.retriable:
                    raise
            await asyncio.sleep(PAUSE)


@asynccontextmanager
async def _admin(bootstrap: str) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=3_000)
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


def main() -> None:
    """`python -m deploy.servers.topics`: make what is missing on the cluster of HOTLINE_KAFKA_BOOTSTRAP."""
    parser = argparse.ArgumentParser(prog="python -m deploy.servers.topics", description=main.__doc__)
    parser.add_argument("--partitions", type=int, default=6, help="of each topic: as many consumers of it can work")
    parser.add_argument("--replication", type=int, default=1, help="brokers that keep each: three bear the loss of one")
    asked = parser.parse_args()
    asyncio.run(ensure_topics(os.environ["HOTLINE_KAFKA_BOOTSTRAP"], asked.partitions, asked.replication))


if __name__ == "__main__":
    main()
