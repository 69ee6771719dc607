"""The names and times that the message of an event needs, as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.callback.application.recipients import Recipients
from services.callback.domain.model import Case
from services.callback.domain.states import State
from shared.contracts.base import Event
from shared.contracts.callback_values import LimitKind, Window
from shared.platform.wording import clock_time, people_named, reporter_named, unit_named
from shared.rules.directory import Role

Notice = tuple[Iterable[str], str, str]
"""Recipients, kind and text of a message."""

_OF_95518 = frozenset({Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD, Role.AGENT})


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageFacts:
    """An event, the case after it, and the people around it. `before`: the case it changed."""

    case: Case
    event: Event
    people: Recipients
    before: Case | None = None

    # Times

    def at(self, moment: datetime | None) -> str:
        """A clock time; empty for none."""
        return clock_time(moment, written_at=self.event.at) if moment is not None else ""

    def until(self, moment: datetime, estimated: bool) -> str:
        """A due time, marked if it may still move."""
        return self.at(moment) + ("（预计）" if estimated else "")

    def due(self, kind: LimitKind) -> str:
        """When the running limit of this kind is due, marked if it may still move; empty if none runs."""
        limit = self.case.limit(kind)
        if limit is None:
            return ""
        return self.until(limit.due_at, limit.estimated)

    def window(self, window: Window) -> str:
        """When this window of the first callback is due; empty if it is not armed."""
        return self.at(next((mark.due_at for mark in self.case.windows if mark.window is window), None))

    @property
    def next_act(self) -> LimitKind:
        """What the unit owes next: to accept the case, or to resolve it."""
        return LimitKind.ACCEPT if self.case.state is State.DISPATCHED else LimitKind.HANDLING

    # Names

    def names(self, staff: Iterable[str]) -> str:
        """The names of several people."""
        return people_named(staff, self.people.directory)

    def who(self, staff_id: str | None = None) -> str:
        """A person as others read them: staff of 95518 as `95518` and the name, all others as unit and name."""
        person = self.people.directory.person(staff_id)
        if person is None:
            return "95518"
        return f"{'95518' if person.roles & _OF_95518 else self.unit(person.unit_id)}{person.name}"

    @property
    def by(self) -> str:
        """The person who did it."""
        return self.who(self.event.by)

    @property
    def by_name(self) -> str:
        """The name alone of the person who did it."""
        return self.names(filter(None, [self.event.by]))

    def unit(self, unit_id: str | None) -> str:
        """The name of a unit."""
        return unit_named(unit_id, self.people.directory)

    @property
    def lead(self) -> str:
        """The lead unit's name, `承办单位` while no unit leads."""
        return self.unit(self.case.lead_unit_id) or "承办单位"

    @property
    def lead_people(self) -> str:
        """The names of those who answer for the lead unit; empty while no unit leads."""
        return self.names(self.people.lead) if self.case.lead_unit_id is not None else ""

    @property
    def lead_seen_from_above(self) -> str:
        """The lead unit's name for a reader who is not of that unit; empty for its own staff."""
        readers = map(self.people.directory.person, self.people.lead)
        return "" if all(person and person.unit_id == self.case.lead_unit_id for person in readers) else self.lead

    @property
    def reporter(self) -> str | None:
        """The reporter's name for a person who is asked in their place, None when the reporter is asked."""
        staff_id = self.case.reporter.staff_id
        reporter_reads = staff_id is not None and self.people.reporter == (staff_id,)
        return None if reporter_reads else self.reporter_name

    @property
    def reporter_name(self) -> str:
        """The reporter's name."""
        return reporter_named(self.case.reporter.staff_id, self.people.directory)

    @property
    def held_longest(self) -> str | None:
        """The unit that had the case longest in this round, if another one has it now."""
        unit_id = self.case.longest_holder(self.event.at)
        return unit_id if unit_id != self.case.lead_unit_id else None

    @property
    def taking_over(self) -> tuple[str, ...]:
        """Those who have the case since the customer complains of another person; empty if that did not change."""
        before, subject = self.before, self.case.details.subject_staff_id
        if before is None or before.details.subject_staff_id == subject or not self.case.state.open:
            return ()
        return self.people.taking_over(before)

    # Supervision orders

    def giver(self, order_id: str) -> tuple[str, ...]:
        """The person who gave the order; if they have left or are complained of, the supervisors."""
        order, people = self.case.order(order_id), self.people
        if order is None or order.ordered_by is None:
            return ()
        able = people.works_here(order.ordered_by) and people.offices.conflict(order.ordered_by) is None
        return (order.ordered_by,) if able else people.supervisors

    def deadline(self, order_id: str) -> str:
        """Until when it had to be answered."""
        order = self.case.order(order_id)
        return self.until(order.deadline, order.estimated) if order is not None else ""
