"""What people read of callback: the queue, and one case with the customer masked. Permissions are checked here."""

from collections.abc import Sequence
from datetime import datetime

from services.callback.application.facts import facts_of
from services.callback.application.ports import CaseReader, Draft
from services.callback.application.views import CaseDetail, TaskView, detail_view, shown_draft, task_view
from services.callback.domain.model import Case
from services.callback.domain.suggestion import suggested_unit
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may, require
from shared.platform.permitted import permitted_page
from shared.platform.privacy.vault import Vault
from shared.rules.ladders.policy import PolicyBook
from shared.support.clock import Clock
from shared.support.errors import NotFound


class Reading:
    """Read-only use cases."""

    def __init__(self, reader: CaseReader, vault: Vault, policies: PolicyBook, clock: Clock) -> None:
        self._reader = reader
        self._vault = vault
        self._policies = policies
        self._clock = clock

    async def tasks(self, actor: Actor, state: str, *, limit: int, skip: int) -> tuple[list[TaskView], int | None]:
        """Open tasks in this state that the actor may see, in the queue's order; how many to skip for the rest."""
        require(actor, Action.READ_TASKS)
        now = self._clock.now()

        async def read(limit: int, skip: int) -> Sequence[Case]:
            return await self._reader.tasks(state, now, limit=limit, skip=skip)

        def permitted(case: Case) -> bool:
            return may(actor, Action.READ_QUEUE, facts_of(case, actor.directory, now, actor.staff_id))

        found, more = await permitted_page(read, permitted, limit=limit, skip=skip)
        return [task_view(case, case.open_call) for case in found if case.open_call], more

    async def case(self, actor: Actor, case_id: str) -> CaseDetail:
        """One case. Raises `NotFound`, or `Forbidden` for an actor who may not read it."""
        found, now = await self._reader.find(case_id), self._clock.now()
        if found is None:
            raise NotFound("not_found", "There is no such case here, or it has not been filed yet.")
        require(actor, Action.READ_CASE, facts_of(found, actor.directory, now, actor.staff_id))
        suggested = suggested_unit(found, self._policies, actor.directory, now)
        key = await self._vault.key(case_id)
        drafts = await self._drafts(found, actor, now)
        return detail_view(
            found,
            key,
            drafts=tuple(shown_draft(draft, found, key) for draft in drafts),
            same_customer=tuple(await self._reader.same_customer(found)),
            suggested_unit_id=suggested.unit_id if suggested else None,
        )

    async def _drafts(self, case: Case, actor: Actor, now: datetime) -> list[Draft]:
        """What callers wrote after losing the task: all for its next holder and for who decides, else one's own."""
        drafts, facts = await self._reader.drafts(case.id), facts_of(case, actor.directory, now, actor.staff_id)
        if facts.lease_holder == actor.staff_id or may(actor, Action.TAKE_OVER, facts):
            return drafts
        return [draft for draft in drafts if draft.by == actor.staff_id]
