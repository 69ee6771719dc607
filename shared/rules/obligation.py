"""What a case owes next: a value its state implies. Arming and cancelling follow from it, never by hand."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Obligation:
    """At `due_at` (UTC) the timer `kind` fires for the case.

    `step` names what it was armed for; when the case no longer owes the same step, firing it is a logged no-op.
    A case owes at most one obligation of each kind.
    """

    kind: str
    due_at: datetime
    step: str
