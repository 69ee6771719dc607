"""What people read of callback: the queue, and one case with the customer masked. Permissions are checked here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from services.callback.application.acts import acts_of, acts_of_task
from services.callback.application.changed import ChangedCase, action_of, looks_beyond_own_unit
from services.callback.application.facts import facts_of
from services.callback.application.ids import case_of_order, follows, is_order, number_meant
from services.callback.application.listed import CaseRowView, OrderRowView, case_row_view, order_row_views
from services.callback.application.other_cases import same_customer_view
from services.callback.application.ports import CaseFilter, CaseList, CaseReader, Draft, Figures, Outside, place_in
from services.callback.application.task_views import TaskRowView, task_row_view
from services.callback.application.views import CaseDetail, detail_view
from services.callback.domain.independence import barred
from services.callback.domain.model import Call, Case
from services.callback.domain.queueing import holder_of
from services.callback.domain.suggestion import suggested_unit
from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may, may_read_notes, require
from shared.platform.permitted import Place, page_after, permitted_page
from shared.platform.privacy.reading import Masked
from shared.platform.privacy.vault import Vault
from shared.rules.directory import Role
from shared.support.clock import Clock
from shared.support.errors import NotFound
from shared.support.local_time import SHANGHAI

MOST_OTHERS, MOST_LOOKED_AT = 20, 100
"""How many cases of the same customer are listed, open and ended; how many are looked at for the ended ones."""

_LAST = "~"
"""Comes after every id."""


@dataclass(frozen=True, slots=True)
class ChangedCall:
    """A call of a case that was changed, for lists that decide who sees it. `task` names it."""

    case: Case
    call: Call

    @property
    def task(self) -> str:
        """The id of its task."""
        return self.call.task.id

    @property
    def ended_by(self) -> tuple[str | None, datetime]:
        """Who made the last attempt, and when it ended; without one who moved the case last."""
        last = self.call.attempts[-1] if self.call.attempts else None
        return (last.by, last.ended_at) if last is not None else (self.case.moved_by, self.case.moved_at)

    def row_at(self, now: datetime) -> TaskRowView:
        """The call as any reader of the queue sees it."""
        return task_row_view(self.case, self.call, (), "", now, None)

    def row_for(self, actor: Actor) -> TaskRowView | None:
        """The call as this person sees it in the queue; None if it is over, or not for them."""
        if self.case.open_call is not self.call or not may(actor, Action.READ_TASKS):
            return None
        facts = facts_of(self.case, actor.directory, actor.at, actor.staff_id)
        return _task(actor, self.case, self.call, actor.at, facts) if may(actor, Action.READ_QUEUE, facts) else None


class Reading:
    """Read-only use cases."""

    def __init__(self, reader: CaseReader, vault: Vault, clock: Clock, outside: Outside) -> None:
        self._reader = reader
        self._vault = vault
        self._clock = clock
        self._outside = outside

    def supervises(self, actor: Actor) -> bool:
        """True for those who have the lists of supervision: who reads the queue, and line executives (Art. 5)."""
        executives = (each.staff_id for each in actor.directory.line_executives())
        return may(actor, Action.READ_TASKS) or actor.holds(Role.LINE_EXECUTIVE) or actor.staff_id in executives

    async def tasks(self, actor: Actor, state: str, *, limit: int, skip: int) -> tuple[list[TaskRowView], int | None]:
        """Open tasks in this state that the actor may see, in the queue's order; how many to skip for the rest."""
        require(actor, Action.READ_TASKS)
        now = self._clock.now()

        async def read(limit: int, skip: int) -> Sequence[Case]:
            return await self._reader.tasks(state, now, limit=limit, skip=skip)

        def permitted(case: Case) -> bool:
            return may(actor, Action.READ_QUEUE, facts_of(case, actor.directory, now, actor.staff_id))

        found, more = await permitted_page(read, permitted, limit=limit, skip=skip)
        return [_task(actor, case, case.open_call, now) for case in found if case.open_call], more

    async def changed(self, case_ids: Sequence[str]) -> list[ChangedCall]:
        """The calls of these cases, those that are over too."""
        return [ChangedCall(case, call) for case in await self._reader.several(case_ids) for call in case.calls]

    async def changed_cases(self, case_ids: Sequence[str]) -> list[ChangedCase]:
        """These cases."""
        return [ChangedCase(case) for case in await self._reader.several(case_ids)]

    async def mine(self, actor: Actor) -> list[TaskRowView]:
        """The tasks that the actor holds now, those held longest first."""
        require(actor, Action.READ_TASKS)
        now = self._clock.now()
        held = [case for case in await self._reader.mine(actor.staff_id) if holder_of(case, now) == actor.staff_id]
        rows = [_task(actor, case, case.open_call, now) for case in held if case.open_call]
        return sorted(rows, key=lambda row: (row.held_since or now, row.task))

    async def waiting(self, actor: Actor, *, limit: int) -> tuple[list[TaskRowView], bool]:
        """Queued calls that are not to be tried yet, by the time before which they are not; True if there are more."""
        require(actor, Action.READ_TASKS)
        now = self._clock.now()

        async def read(limit: int, after: Place | None) -> Sequence[Case]:
            return await self._reader.listed(CaseList.WAITING, CaseFilter(), limit=limit, after=after)

        def permitted(case: Case) -> bool:
            return may(actor, Action.READ_QUEUE, facts_of(case, actor.directory, now, actor.staff_id))

        begin = Place(now, _LAST)
        found, more = await page_after(
            read, permitted, lambda case: place_in(CaseList.WAITING, case), limit=limit, after=begin
        )
        return [_task(actor, case, case.open_call, now) for case in found if case.open_call], more is not None

    async def numbered(self, actor: Actor, number: str) -> CaseRowView | None:
        """The case with this number, as it is read out; None if there is none that this person may read."""
        case, now = await self._reader.numbered(number_meant(number)), self._clock.now()
        if case is None or not may(actor, Action.READ_CASE, facts_of(case, actor.directory, now, actor.staff_id)):
            return None
        return case_row_view(case)

    async def today(self, actor: Actor) -> Figures:
        """How many calls ended today, of this person and of all, and how many of them began in time."""
        require(actor, Action.READ_TASKS)
        midnight = datetime.combine(self._clock.now().astimezone(SHANGHAI).date(), time(), SHANGHAI)
        return await self._reader.figures(actor.staff_id, midnight.astimezone(UTC))

    async def cases(
        self, actor: Actor, which: CaseList, filter_: CaseFilter, *, limit: int, after: Place | None
    ) -> tuple[list[CaseRowView], Place | None]:
        """Cases of a list that the actor may read, or that wait for their decision; the place of the rest.

        Who does not read every case by their office, and names neither unit nor handler, gets the cases of their own
        unit: what they may read is not looked for among all.
        """
        found, more = await self._listed(actor, action_of(which), which, filter_, limit=limit, after=after)
        return [case_row_view(case) for case in found], more

    async def orders(
        self, actor: Actor, filter_: CaseFilter, *, is_open: bool | None, limit: int, after: Place | None
    ) -> tuple[list[OrderRowView], Place | None]:
        """Supervision orders of cases that the actor may read. A page that ends amid the orders of a case says after
        which of them: the id of its place is that order's.
        """
        which = CaseList.TO_ANSWER if is_open else CaseList.ORDERED
        begin = Place(after.at, case_of_order(after.id), again=True) if after and is_order(after.id) else after
        found, more = await self._listed(actor, Action.READ_CASE, which, filter_, limit=limit, after=begin)
        rows = [row for case in found for row in order_row_views(case, is_open)]
        if begin is not after and after is not None:
            rows = [row for row in rows if row.id != case_of_order(after.id) or follows(row.order, after.id)]
        if len(rows) <= limit:
            return rows, more
        last = rows[limit - 1]
        at = next(place_in(which, case).at for case in found if case.id == last.id)
        return rows[:limit], Place(at, last.order)

    async def _listed(
        self, actor: Actor, action: Action, which: CaseList, filter_: CaseFilter, *, limit: int, after: Place | None
    ) -> tuple[list[Case], Place | None]:
        now = self._clock.now()
        if filter_.unit_id is None and filter_.handler_id is None and not looks_beyond_own_unit(actor):
            filter_ = replace(filter_, unit_id=actor.person.unit_id)

        async def read(limit: int, after: Place | None) -> Sequence[Case]:
            return await self._reader.listed(which, filter_, limit=limit, after=after)

        def permitted(case: Case) -> bool:
            return may(actor, action, facts_of(case, actor.directory, now, actor.staff_id))

        return await page_after(read, permitted, lambda case: place_in(which, case), limit=limit, after=after)

    async def case(self, actor: Actor, case_id: str) -> CaseDetail:
        """One case. Raises `NotFound`, or `Forbidden` for an actor who may not read it."""
        found, now = await self._reader.find(case_id), self._clock.now()
        if found is None:
            raise NotFound("not_found", "There is no such case here, or it has not been filed yet.")
        facts = facts_of(found, actor.directory, now, actor.staff_id)
        require(actor, Action.READ_CASE, facts)
        suggested = suggested_unit(found, self._outside.policies, actor.directory, now)
        key = await self._vault.key(case_id)
        drafts = await self._reader.drafts(case_id)
        return detail_view(
            found,
            Masked(key, found.details.customer),
            acts=await acts_of(actor, found, self._outside, now),
            task=_task(actor, found, found.open_call, now, facts) if found.open_call else None,
            drafts=drafts_for(actor, found, facts, drafts),
            same_customer=tuple(
                same_customer_view(other, _task(actor, other, other.open_call, now) if other.open_call else None)
                for other in await self._same_customer(actor, found, now)
            ),
            ended_cases=tuple(await self._ended_cases(actor, found, now)),
            suggested_unit_id=suggested.unit_id if suggested else None,
            notes=may_read_notes(actor, facts),
        )

    async def _same_customer(self, actor: Actor, case: Case, now: datetime) -> list[Case]:
        """Open cases of the same customer that the actor may read."""

        async def read(limit: int, skip: int) -> Sequence[Case]:
            return await self._reader.same_customer(case, limit=limit, skip=skip)

        def permitted(other: Case) -> bool:
            return may(actor, Action.READ_CASE, facts_of(other, actor.directory, now, actor.staff_id))

        return (await permitted_page(read, permitted, limit=MOST_OTHERS))[0]

    async def _ended_cases(self, actor: Actor, case: Case, now: datetime) -> list[Case]:
        """Ended cases of the same customer that the actor may read, the newest first; the oldest are not looked at."""
        keys = sorted(case.details.customer.search_keys)
        found = await self._reader.found(keys, limit=MOST_LOOKED_AT, skip=0) if keys else []
        ended = (other for other in found if other.id != case.id and not other.state.open)
        facts = ((other, facts_of(other, actor.directory, now, actor.staff_id)) for other in ended)
        return [other for other, known in facts if may(actor, Action.READ_CASE, known)][:MOST_OTHERS]


def _task(actor: Actor, case: Case, call: Call, now: datetime, facts: CaseFacts | None = None) -> TaskRowView:
    facts = facts or facts_of(case, actor.directory, now, actor.staff_id)
    bar = barred(actor.directory, case, actor.staff_id, now)
    return task_row_view(case, call, acts_of_task(actor, call, facts, now), actor.staff_id, now, bar)


def drafts_for(actor: Actor, case: Case, facts: CaseFacts, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """What callers wrote after losing the task: all for its next holder, deciders and auditors, else one's own.

    Of what a caller was still writing it is the last, as long as its call is open.
    """
    holds_it, decides = facts.lease_holder == actor.staff_id, may(actor, Action.TAKE_OVER, facts)
    reads_all = holds_it or decides or actor.holds(Role.AUDITOR)
    open_task = case.open_call.task.id if case.open_call is not None else None
    last = {(draft.by, draft.task): draft for draft in drafts if draft.unsent}.values()
    current = (draft for draft in drafts if not draft.unsent or (draft.task == open_task and draft in last))
    return tuple(draft for draft in current if reads_all or draft.by == actor.staff_id)
