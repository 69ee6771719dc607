"""A message to a person, as a value. It never carries personal data of a customer."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """Tell `recipient` (a staff id) about a case.

    `key` makes it one: the same key is never told twice. `kind` is stable and machine-readable, `text` is for the
    person. `late_by_seconds` says how long after the due moment it was told, 0 for what has no due moment.
    """

    key: str
    subject_id: str
    recipient: str
    kind: str
    text: str
    late_by_seconds: float = 0.0
