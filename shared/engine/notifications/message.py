"""A message to a person. It never contains personal data of a customer."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A message to `recipient` (a staff id) about a subject.

    `key` is unique: a second message with the same key collides. `kind` is stable and machine-readable, `text` is for
    the person. `late_by_seconds` is how long after its due time it was made, 0 if it has none.
    """

    key: str
    subject_id: str
    recipient: str
    kind: str
    text: str
    late_by_seconds: float = 0.0
