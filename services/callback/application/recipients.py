"""Who 'the group', 'the supervisor', 'the unit's head' are: staff ids, resolved when a message is made.

Who answers for an office whose holder cannot is `shared.rules.offices`, which the permissions ask too. A message has a
recipient as long as the directory has one for it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from services.callback.application.facts import line_of
from services.callback.domain.independence import offices_of
from services.callback.domain.model import Case
from services.callback.domain.queueing import holder_of
from services.callback.domain.states import State
from shared.contracts.callback_values import Place, StandIn
from shared.contracts.escalation import Skipped
from shared.rules.directory import Directory
from shared.rules.offices import Answering, Offices


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipients:
    """The people around one case at one moment."""

    case: Case
    directory: Directory
    at: datetime

    @property
    def offices(self) -> Offices:
        """Who answers for which office."""
        return offices_of(self.case, self.directory, self.at)

    # 95518

    @property
    def group(self) -> tuple[str, ...]:
        """The complaint group that serves the reporter's unit."""
        return self.offices.group().staff

    @property
    def supervisors(self) -> tuple[str, ...]:
        """The group's supervisors."""
        return self.offices.supervisors().staff

    @property
    def centre_heads(self) -> tuple[str, ...]:
        """The heads of the 95518 centre."""
        return self.offices.centre_heads().staff

    @property
    def callers(self) -> tuple[str, ...]:
        """Who may call now; without a caller left, who can let a person call."""
        return self.offices.callers() or self.arranging

    @property
    def arranging(self) -> tuple[str, ...]:
        """Who sees to it that a call is made: the supervisors; without a caller left, who can let a person call."""
        offices = self.offices
        return offices.supervisors().staff if offices.callers() else offices.deciding_on_callers().staff

    # The reporter

    @property
    def reporter(self) -> tuple[str, ...]:
        """The reporter, on leave or not: it is read on return. If unknown or departed, who answers in their place."""
        known = self.directory.person(self.case.reporter.staff_id)
        return (known.staff_id,) if known is not None and known.active else self.offices.reporters_part().staff

    @property
    def reporters_part(self) -> tuple[str, ...]:
        """The reporter, and who does what the reporter is asked for while they are away."""
        return tuple(dict.fromkeys((*self.reporter, *self.offices.reporters_part().staff)))

    @property
    def outcome(self) -> tuple[str, ...]:
        """Who learns how it ended: the reporter, and the leaders told or informed on site."""
        return (*self.reporter, *self.case.told, *self.case.informed)

    # The unit

    @property
    def lead(self) -> tuple[str, ...]:
        """The lead unit's head; while no unit leads, the group's supervisors."""
        unit_id = self.case.lead_unit_id
        return self.head_of(unit_id) if unit_id is not None else self.supervisors

    @property
    def handlers(self) -> tuple[str, ...]:
        """The lead unit's head and the assigned handler."""
        handler = self.case.handler_id
        concerned = handler is None or self.offices.conflict(handler) is not None
        return self.lead if handler is None or concerned else (*self.lead, handler)

    @property
    def line_executive(self) -> tuple[str, ...]:
        """Who carries the leadership responsibility (Art. 5); without such a person the centre's heads."""
        return self.offices.line_executive(self.case.lead_unit_id, line_of(self.case, self.directory)).staff

    @property
    def holder(self) -> tuple[str, ...]:
        """The caller who holds the open task."""
        holder = holder_of(self.case, self.at)
        return (holder,) if holder is not None else ()

    @property
    def unit_at_work(self) -> tuple[str, ...]:
        """The lead unit's head and the handler; empty while no unit leads."""
        return self.handlers if self.case.lead_unit_id is not None else ()

    @property
    def in_charge(self) -> tuple[str, ...]:
        """Those who have the case now: the unit, the caller, those who decide, else the group."""
        if self.case.state in (State.DISPATCHED, State.HANDLING):
            return self.handlers
        return self.holder or (self.supervisors if self.case.supervisor_decides else self.group)

    def head_of(self, unit_id: str) -> tuple[str, ...]:
        """Who answers for the headship of this unit."""
        return self.offices.head_of(unit_id).staff

    # Who of them stands in

    def standing_in(self, recipients: Iterable[str]) -> tuple[StandIn, ...]:
        """Those of the recipients who were notified in a holder's place, as far as that is not on record yet."""
        told = {staff_id for staff_id in recipients if self.directory.may_stand_in(staff_id)}
        found = (
            StandIn(staff_id=staff_id, place=place, unit_id=unit_id)
            for place, unit_id, answering in (self._answering() if told else ())
            for staff_id in answering.stand_ins
            if staff_id in told
        )
        return tuple(each for each in dict.fromkeys(found) if each not in self.case.stand_ins)

    def in_place_of(self, recipients: Collection[str]) -> dict[str, Skipped]:
        """Those of the recipients who read it in a holder's place, with the holder; not those who hold an office.

        Who is asked in the reporter's place is named the reporter by the text itself.
        """
        if not any(map(self.directory.may_stand_in, recipients)):
            return {}
        asked = [
            answering
            for place, _, answering in self._answering()
            if place is not Place.REPORTER and answering.staff and set(answering.staff) <= set(recipients)
        ]
        holding = {staff_id for answering in asked for staff_id in answering.staff if staff_id in answering.holders}
        return {
            staff_id: answering.absent
            for answering in asked
            for staff_id in answering.stand_ins
            if answering.absent is not None and staff_id not in holding
        }

    def _answering(self) -> Iterable[tuple[Place, str | None, Answering]]:
        """Every office around the case."""
        offices, lead = self.offices, self.case.lead_unit_id
        yield Place.GROUP, None, offices.group()
        yield Place.SUPERVISOR, None, offices.supervisors()
        yield Place.SUPERVISOR, None, offices.deciding_on_callers()
        yield Place.CENTRE_HEAD, None, offices.centre_heads()
        yield Place.REPORTER, None, offices.reporters_part()
        for unit_id in (lead, *self.case.assisting_unit_ids):
            if unit_id is not None:
                yield Place.UNIT_HEAD, unit_id, offices.head_of(unit_id)
        if lead is not None:
            yield Place.LINE_EXECUTIVE, lead, offices.line_executive(lead, line_of(self.case, self.directory))
