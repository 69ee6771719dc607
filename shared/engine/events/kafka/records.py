"""Converts records to Kafka messages and back: CloudEvents in binary mode, with attributes as headers."""

from datetime import UTC, datetime
from typing import Any

from aiokafka import ConsumerRecord

from shared.engine.events.record import Record
from shared.support.trace import TRACEPARENT

DEAD_LETTERS = ".dlq"
"""The suffix of a topic's dead-letter topic."""
LONGEST_WORD = 200
LONGEST_NUMBER = 18
NO_TIME = -1


Message = dict[str, Any]
"""The arguments of a producer's `send`: topic, key, value, headers, time."""


def to_message(record: Record) -> Message:
    """The Kafka message of a record. Its time is a header; the message has none, or that of the broker.

    Brokers refuse messages of more than an hour ahead of their clock, and this host's may be wrong.
    """
    headers = {
        "ce_specversion": "1.0",
        "ce_id": record.event_id,
        "ce_type": record.type,
        "ce_source": record.source,
        "ce_subject": record.subject_id,
        "ce_time": record.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "ce_sequence": str(record.sequence),
        "content-type": "application/json",
    } | ({"ce_traceparent": record.trace} if record.trace else {})
    return {
        "topic": record.topic,
        "key": record.subject_id.encode(),
        "value": record.data.encode(),
        "headers": [(name, value.encode()) for name, value in headers.items()],
        "timestamp_ms": NO_TIME,
    }


def to_dead_letter(record: Record, consumer: str, error: str) -> Message:
    """The dead letter of a record: the same message with the consumer and the error class as headers."""
    message = to_message(record)
    reasons = [("hotline_consumer", consumer.encode()), ("hotline_error", error.encode())]
    return message | {"topic": record.topic + DEAD_LETTERS, "headers": message["headers"] + reasons}


def to_record(message: ConsumerRecord) -> Record:
    """The record of a Kafka message.

    Attributes that are missing or unusable (another producer's message) are left empty or named after the offset, so
    that the record can be parked when handling it fails.
    """
    headers = {name: (value or b"").decode("utf-8", "replace") for name, value in message.headers}
    place = f"{message.topic}.{message.partition}.{message.offset}"
    traceparent = headers.get("ce_traceparent", "")
    return Record(
        topic=message.topic,
        subject_id=_word(headers.get("ce_subject")) or _word((message.key or b"").decode("utf-8", "replace")) or place,
        event_id=_word(headers.get("ce_id")) or place,
        type=_word(headers.get("ce_type")),
        source=_word(headers.get("ce_source")),
        at=_time(headers.get("ce_time")) or datetime.fromtimestamp(max(message.timestamp, 0) / 1000, UTC),
        sequence=_number(headers.get("ce_sequence")),
        trace=traceparent if TRACEPARENT.fullmatch(traceparent) else None,
        data=(message.value or b"").decode("utf-8", "replace"),
    )


def _word(text: str | None) -> str:
    """The text if it may be stored in an indexed column, else empty."""
    return text if text and len(text) <= LONGEST_WORD and text.isprintable() else ""


def _time(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else 0
