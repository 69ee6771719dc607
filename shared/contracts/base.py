"""The base of all events.

An event is a frozen fact about one case, in the past tense. The envelope around it (id, sequence, source, trace) is
made by `shared.engine.events`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NewType

Sealed = NewType("Sealed", str)
"""Personal data, encrypted with the data key of its case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One fact about one case.

    `at` is the hotline's time of the commit, UTC. `by` is the staff id of the person who did it, None when a timer
    did.
    """

    type: ClassVar[str] = ""
    version: ClassVar[int] = 1

    case_id: str
    at: datetime
    by: str | None = None

    @property
    def subject_id(self) -> str:
        """The id of the aggregate: the subject of the CloudEvent and the key of its record."""
        return self.case_id
