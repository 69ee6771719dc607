"""Moves consumer groups to the end of their topics: for a restored database, older than what the topics hold.

Those records are of a history that is no more: their numbers are given again to other events. What a group lacks of the
restored history is sent again from the logs (`shared.runtime.reconciler`).
"""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from shared.engine.events.kafka.connections import start_client, stop_client, stop_consumer

WITHIN = 30.0  # seconds, for one group
REQUEST_MILLISECONDS = 10_000


async def skip_to_end(bootstrap: str, groups: Mapping[str, Sequence[str]]) -> int:
    """Let these groups continue from the end of their topics; returns how many partitions that were.

    Topics that are not there yet are left out. Raises `KafkaError` if a group has members, as its processes run, or
    `TimeoutError` or `KafkaError` if the brokers do not answer.
    """
    count = 0
    for group, topics in groups.items():
        async with asyncio.timeout(WITHIN):
            partitions = await _partitions(bootstrap, topics)
            if partitions:
                await _commit_ends(bootstrap, group, partitions)
            count += len(partitions)
    return count


async def _partitions(bootstrap: str, topics: Sequence[str]) -> list[TopicPartition]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=REQUEST_MILLISECONDS)
    await start_client(admin.start(), admin.close, "admin")
    try:
        there = sorted(set(topics) & set(await admin.list_topics()))
        described = await admin.describe_topics(there) if there else []
    finally:
        await stop_client(admin.close(), "admin")
    return [TopicPartition(each["topic"], p["partition"]) for each in described for p in each["partitions"]]


async def _commit_ends(bootstrap: str, group: str, partitions: Sequence[TopicPartition]) -> None:
    """By a client that is no member: the brokers take its offsets only if the group has none."""
    client = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        group_id=group,
        enable_auto_commit=False,
        request_timeout_ms=REQUEST_MILLISECONDS,
    )
    await start_client(client.start(), partial(stop_consumer, client), group)
    try:
        client.assign(list(partitions))
        await client.commit(await client.end_offsets(list(partitions)))
    finally:
        await stop_client(stop_consumer(client), group)
