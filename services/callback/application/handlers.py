"""What callback does on events and fired timers, and what every command does first and last: catch up, record.

Commands on tasks are `handlers_tasks`, on cases `handlers_cases`. A case with a step (or lease) already due first takes
that step, by the timer's own function, and keeps it even if the command is refused: time decides, not the ticker.
"""

from collections.abc import Sequence

from services.callback.application.facts import facts_of
from services.callback.application.ids import task_id
from services.callback.application.notices import messages_for
from services.callback.application.ports import Outside, Work
from services.callback.application.recipients import Recipients
from services.callback.domain import decisions_receiving, obligations
from services.callback.domain.model import Case
from shared.contracts.base import Event
from shared.contracts.callback import StandInsTold
from shared.contracts.escalation import CaseFiled
from shared.contracts.intake import ReportAmended
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may, require
from shared.rules.erased import must_not_be_erased
from shared.support.errors import NotFound

MOST_STEPS = 20


class Handlers:
    """Handlers of events and timers, and the steps every command shares."""

    def __init__(self, outside: Outside) -> None:
        self.outside = outside

    async def receive(self, event: CaseFiled, work: Work) -> None:
        """A case was filed: its first callback is promised for `filed_at` + 5:00 (Art. 12)."""
        case = await work.get(event.case_id)
        if case is not None and case.erased_at is not None:
            return
        await self.outside.directory.follow(work.now())
        path = self.outside.directory.current.path(event.reporter.unit_id)
        policy = self.outside.policies.for_unit(path, event.filed_at).callback
        stored = await self.outside.rows.stored_details(work, event.case_id)
        if case is None and stored is None:
            self.outside.rows.store_details(work, event.case_id, event.details, instead=False)
        task = task_id(event.case_id, 1)
        events = decisions_receiving.receive(
            case,
            now=work.now(),
            filed=event,
            stored=stored,
            policy=policy,
            task=task,
            calendar=self.outside.calendar,
        )
        self.record(work, event.case_id, events)
        await self.fire(event.case_id, work)

    async def amend(self, event: ReportAmended, work: Work) -> None:
        """Details of a report changed; they are stored even if its case has not arrived yet."""
        case = await work.get(event.case_id)
        if case is not None and case.erased_at is not None:
            return
        if case is not None:
            by, calendar = event.by, self.outside.calendar
            events = decisions_receiving.amend(case, by=by, now=work.now(), details=event.details, calendar=calendar)
            self.record(work, case.id, events)
            return
        stored = await self.outside.rows.stored_details(work, event.case_id)
        if stored is None or stored.revision < event.details.revision:
            self.outside.rows.store_details(work, event.case_id, event.details, instead=stored is not None)

    async def fire(self, case_id: str, work: Work) -> Case | None:
        """Apply every step that is due now: for the ticker, and before every command. Returns the case after them."""
        case = await work.get(case_id)
        for _ in range(MOST_STEPS):
            events = obligations.due(case, work.now()) if case is not None else ()
            if not events:
                return case
            await self.outside.directory.follow(work.now())
            case = self.record(work, case_id, events)
        raise RuntimeError(f"case {case_id}: still due after {MOST_STEPS} steps; a step does not advance its due time")

    async def tick(self, case_id: str, work: Work) -> None:
        """A timer fired. A case of version 0.1.0 gets the timers it owes by today's clocks, at its next one."""
        case = await self.fire(case_id, work)
        if case is not None and case.policy.retry_seconds:
            work.rewrite_timers(case_id, {owed.kind for owed in obligations.obligations(case)})

    async def at(self, case_id: str, work: Work) -> Case:
        """The case after every step that is due now; the steps stay if the command is refused.

        Raises `NotFound`, or `Conflict` if it was erased.
        """
        case = await self.fire(case_id, work)
        if case is None:
            raise NotFound("not_found", "There is no such case here, or it has not been filed yet.")
        must_not_be_erased(case.erased_at)
        work.checkpoint()
        return case

    def must(self, actor: Actor, action: Action, case: Case, work: Work) -> None:
        """Raises `Forbidden` if the actor may not do this to this case."""
        require(actor, action, facts_of(case, actor.directory, work.now(), actor.staff_id))

    def may(self, actor: Actor, action: Action, case: Case, work: Work) -> bool:
        """True if the actor may do this to this case."""
        return may(actor, action, facts_of(case, actor.directory, work.now(), actor.staff_id))

    def record(self, work: Work, case_id: str, events: Sequence[Event]) -> Case:
        """Record the events one by one, each with the messages it causes. Returns the case after them.

        Who was notified in the place of an office's holder is recorded too: they may do what they are asked for.
        """
        before = work.record(case_id, ())
        for event in events:
            case = work.record(case_id, [event])
            assert case is not None
            directory = self.outside.directory.current
            messages = messages_for(case, event, directory, before=before)
            for message in messages:
                work.notify(message)
            if messages:
                people = Recipients(case=case, directory=directory, at=event.at)
                if stand_ins := people.standing_in(message.recipient for message in messages):
                    case = work.record(case_id, [StandInsTold(case_id=case_id, at=event.at, stand_ins=stand_ins)])
            before = case
        return work.loaded(case_id)
