"""An event in transport: a CloudEvents 1.0 envelope around the encoded event. The same on every bus."""

import json
from dataclasses import dataclass
from datetime import datetime

from shared.engine import codec


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One event in transport. `event_id` is unique and the same on every send; `type` ends in the version."""

    topic: str
    subject_id: str
    event_id: str
    type: str
    source: str
    at: datetime
    sequence: int
    trace: str | None
    data: str


def write_record(record: Record) -> str:
    """Encode a record for a row. It names its subject `case_id`, as processes of version 0.1.0 expect."""
    fields = json.loads(codec.dump(record, Record))
    stored = {"case_id" if name == "subject_id" else name: value for name, value in fields.items()}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def read_record(text: str) -> Record:
    """Decode a record of a row, which names its subject `case_id` or, for a while after version 0.1.0, `subject_id`."""
    fields = json.loads(text)
    if "case_id" in fields:
        fields["subject_id"] = fields.pop("case_id")
    return codec.load(json.dumps(fields), Record)
