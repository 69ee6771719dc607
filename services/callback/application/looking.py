"""Personal data of a case in the clear, and a customer's cases by a number: on record, within a budget."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.callback.application.facts import facts_of
from services.callback.application.handlers import Handlers
from services.callback.application.ports import CaseReader, Work
from services.callback.application.reading import drafts_for
from services.callback.application.views import CaseDetail, detail_view
from services.callback.domain.model import Case
from shared.engine.command_queue import CommandQueue
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may
from shared.platform.privacy.lookups import Found, LookingUp, LookUp
from shared.platform.privacy.reading import Shown
from shared.platform.privacy.revealing import Asked, Revealing, Values
from shared.platform.privacy.wordings import Wordings
from shared.support.clock import Clock


@dataclass(frozen=True, kw_only=True, slots=True)
class LookUseCases:
    """Reveals all that the view of a case shows masked, by its place in that view; finds cases by a number."""

    reader: CaseReader
    looking_up: LookingUp
    wordings: Wordings
    handlers: Handlers
    revealing: Revealing
    command_queue: CommandQueue[Case]
    clock: Clock

    async def reveal(self, request: CommandRequest, case_id: str, asked: Asked) -> Values:
        """These values in the clear."""
        actor = request.actor
        ready = await self.revealing.prepare(case_id, asked, self.wordings)
        drafts = await self.reader.drafts(case_id)

        def view(case: Case, shown: Shown) -> CaseDetail:
            facts = facts_of(case, actor.directory, self.clock.now(), actor.staff_id)
            own = drafts_for(actor, case, facts, drafts)
            return detail_view(case, shown, drafts=own)

        async def decide(work: Work) -> Values:
            case = await self.handlers.at(case_id, work)
            facts = facts_of(case, actor.directory, work.now(), actor.staff_id)
            return await self.revealing.decide(actor, ready, case, facts, view, work)

        return await self.revealing.queue(request, case_id, self.command_queue, decide)

    async def rights(self, actor: Actor, case_id: str) -> frozenset[Action]:
        """Which of these a person may do now beside the acts: see personal data in the clear, add to the report."""
        case = await self.reader.find(case_id)
        if case is None or case.erased_at is not None:
            return frozenset()
        facts = facts_of(case, actor.directory, self.clock.now(), actor.staff_id)
        return frozenset(action for action in (Action.REVEAL, Action.DETAILS) if may(actor, action, facts))

    async def look_up(self, request: CommandRequest, asked: LookUp) -> list[Found]:
        """The cases of a customer that this person may read; agents learn of all, of none what is in it."""
        actor, keys = request.actor, asked.keys(self.looking_up.vault.index)

        async def read(limit: int, skip: int) -> Sequence[Case]:
            return await self.reader.found(keys, limit=limit, skip=skip)

        def permitted(case: Case) -> bool:
            facts = facts_of(case, actor.directory, self.clock.now(), actor.staff_id)
            return may(actor, Action.LOOK_UP, facts) or may(actor, Action.READ_CASE, facts)

        found, _ = await self.looking_up.run(request, self.command_queue, asked, read, permitted)
        return [Found.of(case, case.lead_unit_id or case.reporter.unit_id) for case in found]
