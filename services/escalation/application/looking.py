"""Personal data of an on-site case in the clear, and a customer's cases by a number: on record, on a budget."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.escalation.application.details import detail_of
from services.escalation.application.facts import facts_of
from services.escalation.application.handlers import Handlers, Work
from services.escalation.application.ports import CaseReader
from services.escalation.domain.model import Case
from shared.engine.command_queue import CommandQueue
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may
from shared.platform.privacy.lookups import Found, LookingUp, LookUp
from shared.platform.privacy.revealing import Asked, Revealing, Values
from shared.platform.privacy.wordings import Wordings


@dataclass(frozen=True, kw_only=True, slots=True)
class LookUseCases:
    """Reveals all that the view of a case shows masked, by its place in that view; finds cases by a number."""

    reader: CaseReader
    looking_up: LookingUp
    wordings: Wordings
    handlers: Handlers
    revealing: Revealing
    command_queue: CommandQueue[Case]

    async def reveal(self, request: CommandRequest, case_id: str, asked: Asked) -> Values:
        """These values in the clear."""
        ready = await self.revealing.prepare(case_id, asked, self.wordings)

        async def decide(work: Work) -> Values:
            case = await self.handlers.at(case_id, work)
            return await self.revealing.decide(request.actor, ready, case, facts_of(case), detail_of, work)

        return await self.revealing.queue(request, case_id, self.command_queue, decide)

    async def may_reveal(self, actor: Actor, case_id: str) -> bool:
        """True if this person may see the case's personal data in the clear now."""
        case = await self.reader.find(case_id)
        return case is not None and case.erased_at is None and may(actor, Action.REVEAL, facts_of(case))

    async def look_up(self, request: CommandRequest, asked: LookUp) -> list[Found]:
        """The cases of a customer that this person may read; agents learn of all, of none what is in it."""
        actor, keys = request.actor, asked.keys(self.looking_up.vault.index)

        async def read(limit: int, skip: int) -> Sequence[Case]:
            return await self.reader.found(keys, limit=limit, skip=skip)

        def permitted(case: Case) -> bool:
            facts = facts_of(case)
            return may(actor, Action.LOOK_UP, facts) or may(actor, Action.READ_ONSITE, facts)

        found, _ = await self.looking_up.run(request, self.command_queue, asked, read, permitted)
        return [Found.of(case, case.reporter.unit_id) for case in found]
