"""An event as it travels: a CloudEvents 1.0 envelope around the bytes of the fact. The same on every bus."""

import json
from dataclasses import dataclass
from datetime import datetime

from shared.engine import codec


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One event on its way. `event_id` is unique and always the same for the same fact; `type` ends in its version."""

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
    """The record that `codec.dump` wrote. Up to version 0.1.0 a parked record named its subject `case_id`."""
    fields = json.loads(text)
    if "case_id" in fields:
        fields["subject_id"] = fields.pop("case_id")
    return codec.load(json.dumps(fields), Record)
