"""The cases of a responsible unit as its page lists them: what runs against it now, and whom a choice may name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.callback.application.facts import facts_of
from services.callback.application.listed import CaseRowView, case_row_view
from services.callback.application.ports import CaseFilter, CaseList, CaseReader, Outside, place_in
from services.callback.domain import clock_limits, handling_choices, slack
from services.callback.domain.independence import barred_by_team
from services.callback.domain.model import Case, LimitClock
from services.callback.domain.states import State
from shared.contracts.callback_values import LimitKind
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may, require
from shared.platform.permitted import Place, page_after
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Person, Unit
from shared.support.clock import Clock
from shared.support.errors import NotFound


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningLimitView:
    """The limit that ends first, at this moment. `resumes_at`: it stands still until then; None while it runs."""

    kind: LimitKind
    warn_at: datetime
    due_at: datetime
    resumes_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitCaseView:
    """A case of a unit. `order_due_at`: the first deadline of its orders without an answer.

    `accepts`: this person may sign for it now.
    """

    row: CaseRowView
    limit: RunningLimitView | None
    order_due_at: datetime | None
    accepts: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """Whom the head of the unit may name as handler, and the units within reach to transfer the case to."""

    staff: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()


class UnitCases:
    """Read-only use cases of the page of responsible units."""

    def __init__(self, reader: CaseReader, clock: Clock, outside: Outside) -> None:
        self._reader = reader
        self._clock = clock
        self._outside = outside

    async def listed(self, actor: Actor, which: CaseList, *, limit: int) -> tuple[list[UnitCaseView], bool]:
        """Cases of this list that concern the person: those of their own unit and of units they head or are deputy of,
        leading or assisting, and those assigned to them. In the list's order; True if there are more.
        """
        found: dict[str, Case] = {}
        more = False
        for filter_ in _filters(actor):
            cases, next_place = await self._page(actor, which, filter_, limit)
            found |= {case.id: case for case in cases}
            more = more or next_place is not None
        newest = which is CaseList.ENDED
        ordered = sorted(found.values(), key=lambda case: (place_in(which, case).at, case.id), reverse=newest)
        now = self._clock.now()
        return [self._view(actor, case, now) for case in ordered[:limit]], more or len(ordered) > limit

    async def one(self, actor: Actor, case_id: str) -> UnitCaseView:
        """One case. Raises `NotFound`, or `Forbidden` for a person who may not read it."""
        return self._view(actor, await self._find(actor, case_id), self._clock.now())

    async def choices(self, actor: Actor, case_id: str) -> Choices:
        """What may be chosen for a case that a unit has; nothing for any other."""
        case, directory = await self._find(actor, case_id), actor.directory
        if case.lead_unit_id is None:
            return Choices()
        return Choices(
            staff=handling_choices.assignable(case, directory, self._clock.now()),
            units=handling_choices.within_reach(case, directory),
        )

    async def callers_to_allow(self, actor: Actor, case_id: str) -> tuple[Person, ...]:
        """Who could be named in an override of independence: callers whom nothing bars but their team."""
        case = await self._find(actor, case_id)
        return barred_by_team(actor.directory, case, self._clock.now())

    async def _find(self, actor: Actor, case_id: str) -> Case:
        case, now = await self._reader.find(case_id), self._clock.now()
        if case is None:
            raise NotFound("not_found", "There is no such case here, or it has not been filed yet.")
        require(actor, Action.READ_CASE, facts_of(case, actor.directory, now, actor.staff_id))
        return case

    async def _page(
        self, actor: Actor, which: CaseList, filter_: CaseFilter, limit: int
    ) -> tuple[list[Case], Place | None]:
        now = self._clock.now()

        async def read(limit: int, after: Place | None) -> Sequence[Case]:
            return await self._reader.listed(which, filter_, limit=limit, after=after)

        def permitted(case: Case) -> bool:
            return may(actor, Action.READ_CASE, facts_of(case, actor.directory, now, actor.staff_id))

        return await page_after(read, permitted, lambda case: place_in(which, case), limit=limit)

    async def changed(self, case_ids: Sequence[str]) -> list["ChangedUnitCase"]:
        """These cases, for lists that decide who sees them."""
        return [ChangedUnitCase(case, self._outside.calendar) for case in await self._reader.several(case_ids)]

    def _view(self, actor: Actor, case: Case, now: datetime) -> UnitCaseView:
        return ChangedUnitCase(case, self._outside.calendar).view_at(now, accepts=_accepts(actor, case, now))


@dataclass(frozen=True, slots=True)
class ChangedUnitCase:
    """A case of a unit that was changed."""

    case: Case
    calendar: WorkingCalendar

    @property
    def id(self) -> str:
        """The case's id."""
        return self.case.id

    @property
    def moved_by(self) -> tuple[str | None, datetime]:
        """Who moved it last, and when."""
        return self.case.moved_by, self.case.moved_at

    def view_for(self, actor: Actor) -> UnitCaseView | None:
        """The case as this person sees it in their lists; None if it is not in them."""
        case = self.case
        if not _concerns(actor, case):
            return None
        if not may(actor, Action.READ_CASE, facts_of(case, actor.directory, actor.at, actor.staff_id)):
            return None
        return self.view_at(actor.at, accepts=_accepts(actor, case, actor.at))

    def view_at(self, now: datetime, *, accepts: bool) -> UnitCaseView:
        """The case at a moment; `accepts`: with the button to sign for it."""
        case = self.case
        running = [limit for limit in case.limits if limit.running] if case.state.open else []
        first = min(running, key=lambda limit: limit.due_at, default=None)
        return UnitCaseView(
            row=case_row_view(case),
            limit=self._limit(first, now) if first is not None else None,
            order_due_at=slack.order_due_at(case),
            accepts=accepts,
        )

    def _limit(self, limit: LimitClock, now: datetime) -> RunningLimitView:
        resumes_at = clock_limits.resumes_at(self.case, limit, now, self.calendar)
        return RunningLimitView(kind=limit.kind, warn_at=limit.warn_at, due_at=limit.due_at, resumes_at=resumes_at)


def _accepts(actor: Actor, case: Case, now: datetime) -> bool:
    facts = facts_of(case, actor.directory, now, actor.staff_id)
    waits = case.state is State.DISPATCHED and case.erased_at is None
    return waits and may(actor, Action.ACCEPT, facts)


def _concerns(actor: Actor, case: Case) -> bool:
    """True for a case that one of the `_filters` finds."""
    concerned = [unit_id for unit_id in (case.lead_unit_id, *case.assisting_unit_ids) if unit_id is not None]
    units = [unit for unit_id in concerned if (unit := actor.directory.unit(unit_id)) is not None]
    heads = any(actor.staff_id in (unit.head_id, unit.deputy_id) for unit in units)
    return heads or actor.person.unit_id in concerned or case.handler_id == actor.staff_id


def _filters(actor: Actor) -> list[CaseFilter]:
    headed = (unit.unit_id for unit in actor.directory.units() if actor.staff_id in (unit.head_id, unit.deputy_id))
    units = sorted({actor.person.unit_id, *headed})
    mine = CaseFilter(handler_id=actor.staff_id)
    return [*(CaseFilter(unit_id=unit_id, assisting=True) for unit_id in units), mine]
