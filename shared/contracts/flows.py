"""Which service consumes which events of which other one: what has to arrive where.

The subscriptions of the services say what is done with an event; a contract test compares the two.
"""

from dataclasses import dataclass

from shared.contracts.base import Event
from shared.contracts.callback import CaseAssigned, CaseDispatched, CaseReopened, CaseReturned, CaseTransferred
from shared.contracts.escalation import CaseFiled
from shared.contracts.intake import ButtonPressed, ReportAccepted, ReportAmended


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """The events of one service that another consumes.

    `opening` are those that create a case there. `in_any_order`: a late one does no harm after later ones of its case;
    of other flows only opening events may come late.
    """

    producer: str
    consumer: str
    events: tuple[type[Event], ...]
    opening: tuple[type[Event], ...] = ()
    in_any_order: bool = False

    def types(self) -> tuple[str, ...]:
        """The full types of the events, of every version up to the present one."""
        return _types(self.events)

    def opening_types(self) -> tuple[str, ...]:
        """As `types`, of those that create a case."""
        return _types(self.opening)


def _types(events: tuple[type[Event], ...]) -> tuple[str, ...]:
    return tuple(f"{event.type}.v{version}" for event in events for version in range(1, event.version + 1))


FLOWS = (
    Flow(
        producer="intake",
        consumer="escalation",
        events=(ReportAccepted, ReportAmended, ButtonPressed),
        opening=(ReportAccepted,),
        in_any_order=True,  # the higher revision counts; a press is judged when it arrives
    ),
    Flow(producer="escalation", consumer="callback", events=(CaseFiled,), opening=(CaseFiled,)),
    Flow(producer="intake", consumer="callback", events=(ReportAmended,), in_any_order=True),
    Flow(
        producer="callback",
        consumer="intake",
        events=(CaseDispatched, CaseTransferred, CaseAssigned, CaseReturned, CaseReopened),
    ),
)
