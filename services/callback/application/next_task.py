"""Which task a person is given next, and how many they may hold. The rules are `domain.queueing`.

Of a customer whom another person holds nothing is given; the other tasks of a customer the person holds come first. A
task that another caller should rather take is given only if nothing else is left.
"""

from collections.abc import AsyncIterator, Sequence

from services.callback.application.handlers import Handlers
from services.callback.application.ports import Outside, Work
from services.callback.domain.errors import too_many_held
from services.callback.domain.independence import barred
from services.callback.domain.model import Call, Case
from services.callback.domain.queueing import customers, holder_of, offered_at, rather_by_another
from shared.platform.identity.actor import Actor

Found = tuple[Case, Call]

FIRST_GLANCE, GLANCE = 3, 20
"""How many tasks of the queue are looked at in one query, for the first that this person may take."""


class NextTask:
    """Looks through the queue for one person."""

    def __init__(self, handlers: Handlers, outside: Outside) -> None:
        self._handlers = handlers
        self._outside = outside

    async def find(self, actor: Actor, work: Work) -> Found | None:
        """The case and the call this person is given; None if there is none.

        Raises `Conflict` if they hold tasks of too many customers.
        """
        held = await self.held(actor.staff_id, work)
        rather_not: Found | None = None
        async for case_id, mates in self._candidates(held, work):
            found = await self._offered(case_id, mates, actor, work)
            if found is None:
                continue
            if not rather_by_another(found[1], actor.staff_id):
                return _within_limit(found, held)
            rather_not = rather_not or found
        return _within_limit(rather_not, held) if rather_not is not None else None

    async def held(self, staff_id: str, work: Work) -> list[Case]:
        """The cases whose task this person holds, with what this commit has changed so far."""
        stored = {case.id: case for case in await self._outside.rows.held_by(work, staff_id)}
        cases = {**stored, **work.in_memory()}.values()
        return [case for case in cases if holder_of(case, work.now()) == staff_id]

    async def must_not_hold_too_many(self, case: Case, staff_id: str, work: Work) -> None:
        """Raises `Conflict` if the person holds tasks of as many other customers as they may."""
        _must_be_within_limit(case, await self.held(staff_id, work))

    async def _candidates(self, held: Sequence[Case], work: Work) -> AsyncIterator[tuple[str, list[str]]]:
        """The other tasks of customers whom the person holds, then the queue: each case with those of its customer."""
        rows = self._outside.rows
        if held:
            others = {other for each in (await rows.sharing(work, held)).values() for other in each}
            own = await rows.some(work, sorted(others.difference(case.id for case in held)))
            for case_id, mates in (await rows.sharing(work, own)).items():
                yield case_id, mates
        skip, glance = 0, FIRST_GLANCE
        while found := await rows.next_in_queue(work, work.now(), limit=glance, skip=skip):
            for case_id, mates in (await rows.sharing(work, found)).items():
                yield case_id, mates
            skip, glance = skip + len(found), GLANCE

    async def _offered(self, case_id: str, mates: Sequence[str], actor: Actor, work: Work) -> Found | None:
        """The case and its call, if the task is free, may be tried now, and this person may call in it."""
        await work.lock((case_id, *mates))
        case, now = await self._handlers.at(case_id, work), work.now()
        call = case.open_call
        if call is None or not offered_at(case, call, now):
            return None
        known = work.in_memory()
        holders = {holder_of(known[mate], now) for mate in mates if mate in known}
        if holders.difference((None, actor.staff_id)) or barred(actor.directory, case, actor.staff_id, now):
            return None
        return case, call


def _within_limit(found: Found, held: Sequence[Case]) -> Found:
    _must_be_within_limit(found[0], held)
    return found


def _must_be_within_limit(case: Case, held: Sequence[Case]) -> None:
    others = [each for each in held if each.id != case.id]
    before, after = customers(others), customers([*others, case])
    if after > before and after > case.policy.held_customers:
        raise too_many_held(tuple(call.task.id for each in others if (call := each.open_call) is not None))
