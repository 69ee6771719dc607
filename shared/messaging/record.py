"""An event as it travels: a CloudEvents 1.0 envelope around the bytes of the fact. The same on every bus."""

from dataclasses import dataclass
from datetime import datetime

TOPICS = {service: f"hotline.{service}.v1" for service in ("intake", "escalation", "callback")}
"""One topic a publishing service; the key of every record is its case id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One event on its way. `event_id` is unique and always the same for the same fact; `type` ends in its version."""

    topic: str
    case_id: str
    event_id: str
    type: str
    source: str
    at: datetime
    sequence: int
    trace: str | None
    data: str
