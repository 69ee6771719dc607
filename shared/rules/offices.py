"""Who answers for the offices around one case at one moment: messages and permissions both ask here.

When the holder cannot:

- *headship of a unit*: the deputy, the next up, the unit's duty desk; of a unit that was dissolved the supervisors;
- *line executive*: the deputy, the next up, the duty desk; a line without an executive falls to the centre's head;
- *group, supervisor, centre's head*: those of the next of these roles, each with their deputies; then the desk of the
  centre or its branch; then the head of customer service above. Never a county's desk;
- *the reporter's part*: the deputy, the leader, the duty desk. If the directory does not know the reporter, it is up to
  the person who registered the report.

The person complained of answers for no office.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from shared.contracts.escalation import Skipped, SkipReason
from shared.contracts.intake import Details, Reporter
from shared.contracts.words import Line
from shared.rules.directory import Directory, Role
from shared.rules.stand_ins import StandIns

GROUP_ROLES = (Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR)
"""A supervisor belongs to the group."""

_RUNGS = (Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answering:
    """Who answers for an office: its `holders` as entered, and the `staff` who do so now."""

    holders: tuple[str, ...]
    staff: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def stand_ins(self) -> tuple[str, ...]:
        """Those who answer in a holder's place."""
        return tuple(staff_id for staff_id in self.staff if staff_id not in self.holders)

    @property
    def absent(self) -> Skipped | None:
        """The first holder who does not answer, with the reason; without a holder the vacancy."""
        return next((skipped for skipped in self.skipped if skipped.staff_id in (*self.holders, None)), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offices:
    """The offices around a case at the moment `at`."""

    directory: Directory
    at: datetime
    reporter_id: str | None
    reporter_unit_id: str
    registered_by: str | None = None
    subject_staff_id: str | None = None
    complained_unit_id: str | None = None
    lead_unit_id: str | None = None

    @classmethod
    def around(
        cls,
        directory: Directory,
        at: datetime,
        *,
        reporter: Reporter,
        registered_by: str | None,
        details: Details,
        lead_unit_id: str | None = None,
    ) -> Self:
        """The offices around the case of a report."""
        return cls(
            directory=directory,
            at=at,
            reporter_id=reporter.staff_id,
            reporter_unit_id=reporter.unit_id,
            registered_by=registered_by,
            subject_staff_id=details.subject_staff_id,
            complained_unit_id=details.complained_unit_id,
            lead_unit_id=lead_unit_id,
        )

    # 95518

    def group(self) -> Answering:
        """The complaint group that serves the reporter's unit."""
        return self._of_95518(Role.COMPLAINT_GROUP, self._search())

    def supervisors(self) -> Answering:
        """The group's supervisors."""
        return self._of_95518(Role.GROUP_SUPERVISOR, self._search())

    def centre_heads(self) -> Answering:
        """The heads of the 95518 centre."""
        return self._of_95518(Role.CENTRE_HEAD, self._search())

    def deciding_on_callers(self) -> Answering:
        """Who may let a dependent person call: the supervisors who are independent themselves, else those above."""
        return self._of_95518(Role.GROUP_SUPERVISOR, self._search(independent=True))

    def callers(self) -> tuple[str, ...]:
        """Who is to call now: the group, else its supervisors, else the customer service of the centre's branch.

        All of them only as far as they are there and independent.
        """
        search = self._search(independent=True)
        serving = (*(self._serving(role) for role in GROUP_ROLES), self._service_of_the_centre())
        return next(filter(None, map(search.reachable, serving)), ())

    def left_of_group(self) -> tuple[str, ...]:
        """The group and its supervisors as far as they are there and independent, sorted."""
        group = {staff_id for role in GROUP_ROLES for staff_id in self._serving(role)}
        return self._search(independent=True).reachable(sorted(group))

    # Units

    def head_of(self, unit_id: str | None) -> Answering:
        """The headship of a unit; of one that was dissolved the group's supervisors, who may move its cases."""
        if self.directory.is_gone(unit_id):
            return Answering(holders=(), staff=self.supervisors().staff)
        search, headship = self._search(), self.directory.headship(unit_id)
        found = search.upwards(headship)
        staff = found.staff if found is not None else search.desk(unit_id)
        head = (headship.holder_id,) if headship is not None and headship.holder_id is not None else ()
        return self._answering(head, staff, search)

    def desk_of(self, unit_id: str | None) -> Answering:
        """The duty desk of a unit, which stands in for its head at night."""
        return Answering(holders=(), staff=self._search().desk(unit_id))

    def line_executive(self, unit_id: str | None, line: Line | None) -> Answering:
        """Who carries the leadership responsibility for the line in this unit (Art. 5)."""
        executive = self.directory.line_executive(unit_id, line)
        if executive is None:
            return self.centre_heads()
        search = self._search()
        found = search.upwards(self.directory.office_of(executive))
        return self._answering((executive,), found.staff if found is not None else search.desk(unit_id), search)

    # The reporter and those above

    def reporters_part(self) -> Answering:
        """Who does what the reporter is asked for."""
        search, known = self._search(), self.directory.person(self.reporter_id) is not None
        holder = self.reporter_id if known else self.registered_by
        holders = (holder,) if holder is not None else ()
        staff = search.reachable(holders) or self._deputies(holders, search)
        if not staff and known:
            found = search.upwards(self.directory.leader_of(self.reporter_id))
            staff = found.staff if found is not None else ()
        return self._answering(
            holders, staff or search.desk(self.reporter_unit_id) or self._stated_head(search), search
        )

    def above(self) -> tuple[str, ...]:
        """Who answers for the leaders above the reporter, to the top.

        The duty desk too for a reporter the directory does not know, and where there are fewer than two leaders: a
        ladder then runs out of them.
        """
        search, known = self._search(), self.directory.person(self.reporter_id) is not None
        first = self.directory.leader_of(self.reporter_id) if known else self.directory.headship(self.reporter_unit_id)
        found = (search.office(office) for office in search.chain(first))
        leaders = dict.fromkeys(staff_id for each in found if each is not None for staff_id in each.staff)
        leaders.pop(self.reporter_id or "", None)
        desk = search.desk(self.reporter_unit_id) if not known or len(leaders) < 2 else ()
        return (*leaders, *desk)

    def unconcerned(self, notified: Iterable[str]) -> tuple[str, ...]:
        """Those notified on site; in the place of the person complained of who answers for their office."""
        people = dict.fromkeys(notified)
        if self.subject_staff_id not in people or self.subject_staff_id == self.reporter_id:
            return tuple(people)
        found = self._search().upwards(self.directory.office_of(self.subject_staff_id))
        people.pop(self.subject_staff_id)
        return tuple(dict.fromkeys((*people, *(found.staff if found is not None else ()))))

    # How

    def conflict(self, staff_id: str) -> SkipReason | None:
        """The person complained of decides nothing, and is not notified in an office's place."""
        return SkipReason.CONFLICT if staff_id == self.subject_staff_id else None

    def independent(self, staff_id: str) -> bool:
        """Neither the person complained of, nor the reporter, nor of a team complained of: stated, or leading now."""
        concerned = staff_id in (self.subject_staff_id, self.reporter_id)
        teams = (self.complained_unit_id, self.lead_unit_id)
        return not concerned and not self.directory.is_of_one_team(staff_id, teams)

    def _search(self, *, independent: bool = False) -> StandIns:
        def dependent(staff_id: str) -> SkipReason | None:
            return None if self.independent(staff_id) else SkipReason.CONFLICT

        return StandIns(self.directory, self.at, dependent if independent else self.conflict)

    def _of_95518(self, role: Role, search: StandIns) -> Answering:
        """The holders of the role; those of the roles above it; then the desk and customer service above the centre."""
        holders = self._serving(role)
        for rung in _RUNGS[_RUNGS.index(role) :]:
            serving = self._serving(rung)
            if staff := search.reachable(serving) or self._deputies(serving, search):
                return self._answering(holders, staff, search)
        return self._answering(holders, self._above_the_centre(search), search)

    def _above_the_centre(self, search: StandIns) -> tuple[str, ...]:
        """A conflict of interest is for the head of customer service to decide; otherwise a desk answers first."""
        centre = self._centre()
        conflict = any(skipped.reason is SkipReason.CONFLICT for skipped in search.skipped)
        desk = () if conflict else search.desk(centre)
        return desk or self._customer_service(centre, search) or search.desk(centre)

    def _customer_service(self, unit_id: str, search: StandIns) -> tuple[str, ...]:
        """The head of the nearest customer service department; without one who can answer, its staff."""
        departments = [self.directory.holders(Role.CUSTOMER_SERVICE, step) for step in self.directory.path(unit_id)]
        for staff in dict.fromkeys(departments):
            heads = [staff_id for staff_id in staff if self._heads_their_unit(staff_id)]
            if found := search.reachable(heads) or self._deputies(heads, search) or search.reachable(staff):
                return found
        return ()

    def _service_of_the_centre(self) -> tuple[str, ...]:
        return self.directory.holders(Role.CUSTOMER_SERVICE, self._centre())

    def _heads_their_unit(self, staff_id: str) -> bool:
        person = self.directory.person(staff_id)
        return person is not None and self.directory.head_of(person.unit_id) == staff_id

    def _deputies(self, holders: Iterable[str], search: StandIns) -> tuple[str, ...]:
        """For each of them the first deputy who can answer."""
        offices = (self.directory.office_of(staff_id) for staff_id in holders)
        found = (search.deputy(office) for office in offices)
        return tuple(dict.fromkeys(staff_id for each in found if each is not None for staff_id in each.staff))

    def _stated_head(self, search: StandIns) -> tuple[str, ...]:
        found = search.upwards(self.directory.headship(self.reporter_unit_id))
        return found.staff if found is not None else ()

    def _centre(self) -> str:
        """The unit of those who serve the reporter's unit at 95518; without any, the top of the tree."""
        serving = (staff_id for role in reversed(_RUNGS) for staff_id in self._serving(role))
        person = self.directory.person(next(serving, None))
        return person.unit_id if person is not None else next(reversed(self.directory.path(self.reporter_unit_id)), "")

    def _serving(self, role: Role) -> tuple[str, ...]:
        """Who holds the role for the reporter's unit: in the nearest unit up the path with a holder, else anywhere."""
        return self.directory.holders(role, self.reporter_unit_id) or self.directory.holders(role)

    def _answering(self, holders: tuple[str, ...], staff: tuple[str, ...], search: StandIns) -> Answering:
        """`staff`; without any, the holders themselves, to read it when they are back."""
        back_later = tuple(staff_id for staff_id in holders if search.hindrance(staff_id) is SkipReason.ON_LEAVE)
        return Answering(holders=holders, staff=staff or back_later, skipped=tuple(search.skipped))
