"""Who 'the group', 'the supervisor', 'the unit's head' are: staff ids, resolved when a message is made.

A person on leave is replaced by the deputy; if there is no deputy either, the duty desk gets the message. A message
has a recipient as long as the directory has one for it.
"""

from dataclasses import dataclass
from datetime import datetime

from services.callback.application.facts import line_of
from services.callback.domain.independence import serving
from services.callback.domain.model import Case
from services.callback.domain.queueing import holder_of
from services.callback.domain.states import State
from shared.rules.directory import Directory, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipients:
    """The people around one case at one moment."""

    case: Case
    directory: Directory
    at: datetime

    @property
    def group(self) -> tuple[str, ...]:
        """The complaint group that serves the reporter's unit."""
        return self._holders(Role.COMPLAINT_GROUP)

    @property
    def supervisors(self) -> tuple[str, ...]:
        """The group's supervisors."""
        return self._holders(Role.GROUP_SUPERVISOR)

    @property
    def centre_heads(self) -> tuple[str, ...]:
        """The heads of the 95518 centre."""
        return self._holders(Role.CENTRE_HEAD)

    @property
    def reporter(self) -> tuple[str, ...]:
        """The reporter; if the directory does not know them, who registered the report, else their unit's duty desk."""
        known = self.case.reporter.staff_id or self.case.registered_by
        return self._in_place((known,) if known else (), self.case.reporter.unit_id)

    @property
    def outcome(self) -> tuple[str, ...]:
        """Who learns how it ended: the reporter, and the leaders told or informed on site."""
        return (*self.reporter, *self.case.told, *self.case.informed)

    @property
    def lead(self) -> tuple[str, ...]:
        """The lead unit's head; while no unit leads, the group's supervisors."""
        unit_id = self.case.lead_unit_id
        return self.head_of(unit_id) if unit_id is not None else self.supervisors

    @property
    def handlers(self) -> tuple[str, ...]:
        """The lead unit's head and the assigned handler."""
        handler = self.case.handler_id
        return (*self.lead, handler) if handler is not None else self.lead

    @property
    def line_executive(self) -> tuple[str, ...]:
        """Who carries the leadership responsibility (Art. 5); without such a person the centre's heads."""
        unit_id = self.case.lead_unit_id
        executive = self.directory.line_executive(unit_id, line_of(self.case, self.directory))
        if unit_id is None or executive is None:
            return self.centre_heads
        return self._in_place((executive,), unit_id)

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
        """The head or deputy who is there, of the unit or the nearest one above; else the duty desk."""
        for step in self.directory.path(unit_id):
            unit = self.directory.unit(step)
            for staff_id in (unit.head_id, unit.deputy_id) if unit is not None else ():
                if self._is_there(staff_id):
                    return (staff_id,) if staff_id is not None else ()
        return self.directory.duty_desk(unit_id, self.at)

    def _holders(self, role: Role) -> tuple[str, ...]:
        unit_id = self.case.reporter.unit_id
        return self._in_place(serving(self.directory, role, unit_id), unit_id)

    def _in_place(self, staff: tuple[str, ...], unit_id: str) -> tuple[str, ...]:
        """Those who are there; else their deputies; else the duty desk; else themselves, to read when they are back."""
        deputies = tuple(deputy for staff_id in staff if (deputy := self.directory.deputy_of(staff_id)))
        for choice in (staff, deputies):
            there = tuple(staff_id for staff_id in choice if self._is_there(staff_id))
            if there:
                return there
        return self.directory.duty_desk(unit_id, self.at) or staff

    def _is_there(self, staff_id: str | None) -> bool:
        return self.directory.available(staff_id, self.at) is None
