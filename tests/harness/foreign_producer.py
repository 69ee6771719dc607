"""Another company's program at our topics: another client library, which knows CloudEvents and none of our code."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, Message, Producer, TopicPartition

READ_WITHIN = 60.0  # seconds
POLL = 0.2


@dataclass(frozen=True, kw_only=True)
class ForeignMessage:
    """A message of a topic; `partition` is set on one that was read."""

    key: bytes | None = None
    value: bytes | None = None
    headers: Mapping[str, bytes | None] = field(default_factory=dict)
    partition: int | None = None


async def read(bootstrap: str, topic: str, count: int) -> list[ForeignMessage]:
    """Wait for `count` messages in a topic; returns all of them, in order within each partition."""
    return await asyncio.to_thread(_read, bootstrap, topic, count)


async def write(bootstrap: str, topic: str, messages: Sequence[ForeignMessage]) -> None:
    """Write these; returns when the brokers have acknowledged them."""
    await asyncio.to_thread(_write, bootstrap, topic, messages)


def cloud_event(**attributes: str) -> dict[str, bytes | None]:
    """The headers of a CloudEvent in binary mode, with the attributes it must have and these."""
    given = {"specversion": "1.0", "source": "/elsewhere"} | attributes
    return {f"ce_{name}": value.encode() for name, value in given.items()} | {"content-type": b"application/json"}


def _read(bootstrap: str, topic: str, count: int) -> list[ForeignMessage]:
    reader = Consumer({"bootstrap.servers": bootstrap, "group.id": "foreign-reader", "enable.auto.commit": False})
    until = time.monotonic() + READ_WITHIN
    found: list[ForeignMessage] = []
    try:
        while sum((ends := _ends(reader, topic)).values()) < count:
            assert time.monotonic() < until, f"only {sum(ends.values())} of {count} messages in {topic}"
        reader.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in ends])
        while any(ends.values()):
            assert time.monotonic() < until, f"{len(found)} messages of {topic} read in {READ_WITHIN} s"
            message = reader.poll(POLL)
            if message is not None and message.error() is None:
                found.append(_read_message(message))
                if message.offset() + 1 >= ends[message.partition()]:
                    ends[message.partition()] = 0
    finally:
        reader.close()
    return found


def _ends(reader: Consumer, topic: str) -> dict[int, int]:
    """Where each partition ends."""
    partitions = reader.list_topics(topic, READ_WITHIN).topics[topic].partitions
    return {each: reader.get_watermark_offsets(TopicPartition(topic, each), READ_WITHIN)[1] for each in partitions}


def _read_message(message: Message) -> ForeignMessage:
    headers = {name: value if value is None else bytes(value) for name, value in message.headers() or []}
    return ForeignMessage(key=message.key(), value=message.value(), headers=headers, partition=message.partition())


def _write(bootstrap: str, topic: str, messages: Sequence[ForeignMessage]) -> None:
    failed: list[KafkaError] = []
    writer = Producer({"bootstrap.servers": bootstrap, "acks": "all"})
    for message in messages:
        writer.produce(
            topic,
            value=message.value,
            key=message.key,
            headers=list(message.headers.items()),
            on_delivery=lambda error, _: failed.append(error) if error else None,
        )
    assert writer.flush(READ_WITHIN) == 0
    assert failed == []
