"""How a record looks in Kafka: a CloudEvent in binary mode. Attributes are headers, the fact is the value."""

from datetime import UTC, datetime
from typing import Any

from aiokafka import ConsumerRecord

from shared.engine.events.record import Record
from shared.support.trace import TRACEPARENT

DEAD_LETTERS = ".dlq"
"""What the topic of dead letters is called: as the topic they came from, and this."""
LONGEST_WORD = 200
LONGEST_NUMBER = 18


Message = dict[str, Any]
"""What a producer is to send: topic, key, value, headers."""


def to_message(record: Record) -> Message:
    """A record as Kafka carries it. Its own time is in the headers: brokers refuse stamps far from theirs."""
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
    }


def to_dead_letter(record: Record, consumer: str, error: str) -> Message:
    """The copy of a record that a consumer gave up on, with what kind of error; it can be published as it is again."""
    message = to_message(record)
    reasons = [("hotline_consumer", consumer.encode()), ("hotline_error", error.encode())]
    return message | {"topic": record.topic + DEAD_LETTERS, "headers": message["headers"] + reasons}


def to_record(message: ConsumerRecord) -> Record:
    """The record of a message. What a stranger's message lacks, or has in no usable form, is left empty or named after
    its place: handling it will fail, and it can be kept all the same.
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
    """A name as it may stand in an indexed column; empty if it is none."""
    return text if text and len(text) <= LONGEST_WORD and text.isprintable() else ""


def _time(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else 0
