"""Who 'the group', 'the supervisor', 'the unit's head' are: staff ids, resolved when a message is made.

Who answers for an office whose holder cannot is `shared.rules.offices`, which the permissions ask too. A message has a
recipient as long as the directory has one for it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.callback.application.facts import line_of
from services.callback.domain.independence import offices_of
from services.callback.domain.model import Case
from services.callback.domain.policy import Severity
from services.callback.domain.queueing import holder_of
from services.callback.domain.states import State
from shared.contracts.callback_values import Place, StandIn
from shared.contracts.escalation import Skipped
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory, Role
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
        known = self.case.reporter.staff_id
        return (known,) if known is not None and self.works_here(known) else self.offices.reporters_part().staff

    @property
    def reporters_part(self) -> tuple[str, ...]:
        """The reporter, and who does what the reporter is asked for while they are away."""
        return tuple(dict.fromkeys((*self.reporter, *self.offices.reporters_part().staff)))

    @property
    def outcome(self) -> tuple[str, ...]:
        """Who learns how it ended: the reporter, and the leaders told or informed on site.

        In the place of one whom the customer complains of by now their stand-in.
        """
        return (*self.reporter, *self.offices.unconcerned((*self.case.told, *self.case.informed)))

    # The unit

    @property
    def lead(self) -> tuple[str, ...]:
        """The lead unit's head; while no unit leads, the group's supervisors. At night, for a grave case that is to be
        accepted, its duty desk too."""
        unit_id = self.case.lead_unit_id
        return (*self.head_of(unit_id), *self.desk_at_night.staff) if unit_id is not None else self.supervisors

    @property
    def moving_it(self) -> tuple[str, ...]:
        """Who is to move the case to another unit, since the one that has it was dissolved; empty otherwise."""
        at_work = self.case.state in (State.DISPATCHED, State.HANDLING)
        return self.lead if at_work and self.directory.is_gone(self.case.lead_unit_id) else ()

    @property
    def desk_at_night(self) -> Answering:
        """The lead unit's duty desk while a grave case waits to be accepted outside the unit's service hours."""
        case, policy = self.case, self.case.handling_policy
        if case.state is not State.DISPATCHED or case.severity != Severity.GRAVE or policy is None:
            return Answering(holders=(), staff=())
        night = WorkingCalendar.is_quiet(self.at, policy.service_until, policy.service_from)
        return self.offices.desk_of(case.lead_unit_id) if night else Answering(holders=(), staff=())

    @property
    def unit_handlers(self) -> tuple[str, ...]:
        """The handlers of the lead unit who are there, assigned or not; without any, who answers for the unit."""
        unit_id, found = self.case.lead_unit_id, list[str]()
        for staff_id in self.directory.holders(Role.UNIT_HANDLER, unit_id) if unit_id is not None else ():
            person = self.directory.person(staff_id)
            there = self.directory.available(staff_id, self.at) is None and self.offices.conflict(staff_id) is None
            if person is not None and person.unit_id == unit_id and there:
                found.append(staff_id)
        return tuple(found) or self.lead

    @property
    def customer_service(self) -> tuple[str, ...]:
        """The customer service department above the lead unit, or above the reporter's while no unit there is leads."""
        lead, reporters = self.case.lead_unit_id, self.case.reporter.unit_id
        unit_id = reporters if lead is None or self.directory.is_gone(lead) else lead
        staff = self.directory.holders(Role.CUSTOMER_SERVICE, unit_id)
        there = (staff_id for staff_id in staff if self.directory.available(staff_id, self.at) is None)
        return tuple(staff_id for staff_id in there if self.offices.conflict(staff_id) is None)

    @property
    def handlers(self) -> tuple[str, ...]:
        """The lead unit's head and the assigned handler."""
        handler, lead_unit = self.case.handler_id, self.case.lead_unit_id
        of_unit = lead_unit is not None and self.directory.is_below(self.unit_of(handler), lead_unit)
        told = handler is not None and self.works_here(handler) and of_unit and self.offices.conflict(handler) is None
        return (*self.lead, handler) if handler is not None and told else self.lead

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

    def works_here(self, staff_id: str) -> bool:
        """False for a person who has left, or whom the directory does not know."""
        person = self.directory.person(staff_id)
        return person is not None and person.active

    def unit_of(self, staff_id: str | None) -> str | None:
        """Where this person works; None if the directory does not know them."""
        person = self.directory.person(staff_id)
        return person.unit_id if person is not None else None

    def taking_over(self, before: Case) -> tuple[str, ...]:
        """Those who have the case now that the customer complains of another person than `before`.

        If only the handler no longer has it, it is up to the lead unit's head to name another one.
        """
        had_it = replace(self, case=replace(self.case, details=before.details)).in_charge
        new = tuple(staff_id for staff_id in self.in_charge if staff_id not in had_it)
        handler_gone = self.case.handler_id in set(had_it).difference(self.in_charge)
        return new or (self.lead if handler_gone else ())

    # Who of them stands in

    def standing_in(self, recipients: Iterable[str]) -> tuple[StandIn, ...]:
        """Those of the recipients who were notified in a holder's place, as far as that is not on record yet."""
        told = {staff_id for staff_id in recipients if self.directory.may_stand_in(staff_id)}
        found = (
            StandIn(staff_id=staff_id, place=place, unit_id=unit_id, own_unit_id=self.unit_of(staff_id))
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
        yield Place.UNIT_HEAD, lead, self.desk_at_night
        if lead is not None:
            yield Place.LINE_EXECUTIVE, lead, offices.line_executive(lead, line_of(self.case, self.directory))
