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


def read_record(text: str) -> Record:
    """Decode a record that `codec.dump` wrote. Up to version 0.1.0 a parked record named its subject `case_id`."""
    fields = json.loads(text)
    if "case_id" in fields:
        fields["subject_id"] = fields.pop("case_id")
    return codec.load(json.dumps(fields), Record)
