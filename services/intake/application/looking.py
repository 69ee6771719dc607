"""What people read of a report beyond its masked view: earlier wordings, values in the clear, how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.application.facts import facts_for_details, facts_of
from services.intake.application.on_site import facts_on_site
from services.intake.application.ports import Rows, Work
from services.intake.application.short_report import next_step_at
from services.intake.application.views import (
    CountView,
    ReceiptView,
    RevisionView,
    count_view,
    receipt_of,
    revision_view,
    view_of,
)
from services.intake.domain import errors
from services.intake.domain.model import Report
from shared.engine.command_queue import CommandQueue
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may, require
from shared.platform.privacy.lookups import LookingUp, LookUp
from shared.platform.privacy.reading import Masked
from shared.platform.privacy.revealing import Asked, Revealing, Values
from shared.platform.privacy.vault import Vault
from shared.platform.privacy.wordings import Wordings
from shared.rules.ladders.policy import PolicyBook


@dataclass(frozen=True, kw_only=True, slots=True)
class LookUseCases:
    """Reveals all that the view of a report shows masked, by its place in that view; lists its wordings, masked."""

    vault: Vault
    looking_up: LookingUp
    reports: Rows
    wordings: Wordings
    policies: PolicyBook
    revealing: Revealing
    command_queue: CommandQueue[Report]

    async def revisions(self, case_id: str, actor: Actor) -> list[RevisionView]:
        """Each wording of a report, masked, for those who may read the report. Raises `NotFound` or `Forbidden`.

        Why it changed whom the customer complains of is a note, which the persons complained of do not read.
        """
        report = await self.reports.find(case_id)
        if report is None:
            raise errors.unknown_report()
        require(actor, Action.READ_REPORT, facts_on_site(report, self.policies, actor.directory, actor.at))
        key, wordings = await self.vault.key(case_id), await self.wordings.of(case_id)
        customers = [wording.details.customer for wording in wordings]
        notes = actor.staff_id not in {wording.details.subject_staff_id for wording in wordings}
        return [
            revision_view(each, Masked(key, each.details.customer, customers), with_reason=notes) for each in wordings
        ]

    async def receipt(self, case_id: str, actor: Actor) -> ReceiptView:
        """A report for the page that confirms it, masked. Raises `NotFound` or `Forbidden`."""
        revisions = await self.revisions(case_id, actor)
        report = await self.reports.find(case_id)
        if report is None:
            raise errors.unknown_report()
        on_site = facts_on_site(report, self.policies, actor.directory, actor.at)
        acts = {Action.DETAILS: facts_for_details(report), Action.REVEAL: on_site}
        path = actor.directory.path(report.reporter.unit_id)
        return ReceiptView(
            report=view_of(report, Masked(await self.vault.key(case_id), report.details.customer)),
            next_step_at=next_step_at(receipt_of(report), self.policies.for_unit(path, report.accepted_at)),
            acts=tuple(act.value for act, facts in acts.items() if report.erased_at is None and may(actor, act, facts)),
            revisions=tuple(revisions),
        )

    async def reads(self, case_id: str, actor: Actor) -> bool:
        """True for those who read the report, not only the case. Raises `NotFound`."""
        return may(actor, Action.READ_REPORT, await self._facts(case_id, actor))

    async def number_to_add_to(self, case_id: str, actor: Actor) -> str:
        """The number of a report to which this person may add. Raises `NotFound` or `Forbidden`."""
        report = await self._known(case_id)
        require(actor, Action.DETAILS, facts_for_details(report))
        return report.number

    async def _facts(self, case_id: str, actor: Actor) -> CaseFacts:
        return facts_on_site(await self._known(case_id), self.policies, actor.directory, actor.at)

    async def _known(self, case_id: str) -> Report:
        report = await self.reports.find(case_id)
        if report is None:
            raise errors.unknown_report()
        return report

    async def reveal(self, request: CommandRequest, case_id: str, asked: Asked) -> Values:
        """These values in the clear."""
        actor = request.actor
        ready = await self.revealing.prepare(case_id, asked, self.wordings)

        async def decide(work: Work) -> Values:
            report = await work.get(case_id)
            if report is None:
                raise errors.unknown_report()
            facts = facts_on_site(report, self.policies, actor.directory, work.now())
            return await self.revealing.decide(actor, ready, report, facts, view_of, work)

        return await self.revealing.queue(request, case_id, self.command_queue, decide)

    async def look_up(self, request: CommandRequest, asked: LookUp) -> CountView:
        """How many reports a customer has of those that this person may read; agents learn of all."""
        actor, keys = request.actor, asked.keys(self.vault.index)

        async def read(limit: int, skip: int) -> Sequence[Report]:
            return await self.reports.found(keys, limit=limit, skip=skip)

        def permitted(report: Report) -> bool:
            facts = facts_of(report)
            return may(actor, Action.LOOK_UP, facts) or may(actor, Action.READ_REPORT, facts)

        found, more = await self.looking_up.run(request, self.command_queue, asked, read, permitted)
        return count_view(found, more=more)
