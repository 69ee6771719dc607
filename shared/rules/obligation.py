"""What a case has to do next, as its state implies. Timers are armed and cancelled from this alone."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Obligation:
    """The timer `kind` of the case is to fire at `due_at` (UTC).

    `step` names what it was armed for: if the case has no such step any more when it fires, nothing happens but a log
    line. A case has at most one obligation of each kind.
    """

    kind: str
    due_at: datetime
    step: str
