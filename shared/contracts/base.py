"""What every event has in common.

An event is a frozen fact: something that happened to one case, in the past tense. The envelope around it
(id, sequence, source, trace) belongs to `shared.engine.events`; here is only what the fact itself says.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NewType

Sealed = NewType("Sealed", str)
"""Personal data under the case's own key: unreadable without that key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One fact about one case.

    `at` is the authority clock's time of the commit, UTC. `by` is the staff id of the person who did it, None
    when time did.
    """

    type: ClassVar[str] = ""
    version: ClassVar[int] = 1

    case_id: str
    at: datetime
    by: str | None = None

    @property
    def subject_id(self) -> str:
        """The id of the aggregate this fact is about: CloudEvents' subject, and the key of its record."""
        return self.case_id
