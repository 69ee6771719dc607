"""Records in rows: what this version parks, a process of version 0.1.0 beside it can read, and the other way round."""

from dataclasses import dataclass
from datetime import UTC, datetime

from shared.engine import codec
from shared.engine.events.kafka.records import NO_TIME, to_dead_letter, to_message
from shared.engine.events.record import Record, read_record, write_record

RECORD = Record(
    topic="hotline.intake.v1",
    subject_id="case-1",
    event_id="intake.case-1.1",
    type="hotline.intake.report.accepted.v1",
    source="/intake",
    at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC),
    sequence=1,
    trace=None,
    data='{"text":"定损太慢"}',
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordOfVersion010:
    """A record as version 0.1.0 had it."""

    topic: str
    case_id: str
    event_id: str
    type: str
    source: str
    at: datetime
    sequence: int
    trace: str | None
    data: str


BEFORE = RecordOfVersion010(
    topic=RECORD.topic,
    case_id=RECORD.subject_id,
    event_id=RECORD.event_id,
    type=RECORD.type,
    source=RECORD.source,
    at=RECORD.at,
    sequence=RECORD.sequence,
    trace=RECORD.trace,
    data=RECORD.data,
)


def test_a_record_is_written_as_version_0_1_0_wrote_it() -> None:
    assert write_record(RECORD) == codec.dump(BEFORE, RecordOfVersion010)


def test_what_was_written_is_read() -> None:
    assert read_record(write_record(RECORD)) == RECORD


def test_a_record_with_the_name_of_the_code_is_read_too() -> None:
    assert read_record(codec.dump(RECORD, Record)) == RECORD


def test_a_message_has_no_time_of_this_host_whose_clock_may_be_a_day_off() -> None:
    sent = to_message(RECORD), to_dead_letter(RECORD, "callback", "KeyError")
    assert {message["timestamp_ms"] for message in sent} == {NO_TIME}
