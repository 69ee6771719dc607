"""Erasing the personal data of an ended case in every service: its key is deleted, its indexes are cut out.

The key's deletion, the record of the erasure and its audit line are one commit of the platform's database; from then on
nothing opens. An open case is never erased: people work on it, and its customer waits.
"""

from collections.abc import Mapping

from services.admin.application.ports import AuditLog, By, CaseRows, Standing
from services.admin.application.views import ErasedCase
from shared.contracts.flows import FLOWS
from shared.contracts.intake import Details
from shared.contracts.registry import split_type
from shared.contracts.services import SERVICES
from shared.engine import codec
from shared.engine.db.database import Connection, DatabaseAway
from shared.platform.context import AppContext
from shared.platform.privacy.customer import open_customer
from shared.platform.privacy.erasures import ERASED, Erasure, Why, add, erased_among, erasure_of, held_among, still_owed
from shared.platform.privacy.masking import hide_customer
from shared.platform.security_events import SecurityKind
from shared.support.errors import Conflict, NotFound, Unavailable

HELD = "case_on_hold"
"""Why a held case is not erased, as a code."""


class Erasing:
    """The acts of administrators who answer for personal data. Permissions are checked by the routes."""

    def __init__(self, context: AppContext, cases: CaseRows, audit: AuditLog) -> None:
        self._context = context
        self._cases = cases
        self._audit = audit

    async def erase(self, case_id: str, *, reason: str, by: By, why: Why = Why.ASKED) -> ErasedCase:
        """Erase the personal data of an ended case; a case that was erased before is only told.

        `reason` may hold what is the customer's only if a person wrote it (`Why.ASKED`). Raises as `must_be_erasable`.
        """
        known = await self._erased(case_id)
        if known is not None:
            return known
        found = await self.must_be_erasable(case_id)
        if why is Why.ASKED:
            reason = await self._without_customer(case_id, reason, found)
        erasure = Erasure(
            case_id=case_id,
            at=self._context.clock.now(),
            by=by.name,
            why=why,
            reason=self._context.vault.seal_for_record(case_id, reason),
        )
        if await self._commit(erasure, by):
            self._context.erased_list.add([(case_id, erasure.at)])
            await self._context.platform.scrub()
        for service in SERVICES:
            await self._context.installation.wake(service)
        done = await self._erased(case_id)
        assert done is not None
        return done

    async def must_be_erasable(self, case_id: str) -> Mapping[str, Standing]:
        """Where a case stands that may be erased now.

        Raises `NotFound`, `Unavailable` if a service does not answer, and `Conflict` for a case that is held
        (`case_on_hold`), is open (`case_open`) or has events on their way (`events_under_way`).
        """
        async with self._context.platform.reading() as connection:
            await _must_not_be_held(connection, case_id)
        found = await self._standings(case_id)
        await self._must_have_ended(found)
        return found

    async def erasures(self, *, limit: int, after: str) -> list[ErasedCase]:
        """Erasures of cases after this id, in the order of their ids; what services owe is not looked up."""
        rows = await self._context.platform.ask(ERASED, {"after": after, "most": limit})
        return [view_of(erasure_of(row), ()) for row in rows]

    async def _commit(self, erasure: Erasure, by: By) -> bool:
        """Erase, unless another request was first: then it returns False."""
        async with self._context.platform.transaction() as connection:
            if not await self._context.vault.lock(connection, erasure.case_id):
                return False
            await _must_not_be_held(connection, erasure.case_id)
            await add(connection, erasure)
            await self._context.vault.destroy(connection, erasure.case_id)
            facts = {"why": erasure.why.value, "reason": erasure.reason}
            await self._audit.record(connection, erasure.at, by, "case.erase", facts, case_id=erasure.case_id)
            kind, why = SecurityKind.CASE_ERASED, erasure.why.value
            await self._context.security.record_in(connection, kind, erasure.case_id, by=by.name, why=why)
        return True

    async def _erased(self, case_id: str) -> ErasedCase | None:
        async with self._context.platform.reading() as connection:
            found = (await erased_among(connection, (case_id,))).get(case_id)
            owed = await still_owed(connection, case_id) if found is not None else ()
        return view_of(found, owed) if found is not None else None

    async def _standings(self, case_id: str) -> Mapping[str, Standing]:
        """Where the case stands in each service. Raises `NotFound` if it is known in none."""
        found, away = {}, []
        for service in SERVICES:
            try:
                async with (await self._context.installation.database(service)).reading() as connection:
                    found[service] = await self._cases.standing(connection, case_id)
            except DatabaseAway:
                away.append(service)
        if away:
            sentence = f"These services do not answer: {', '.join(away)}. Nothing was erased."
            raise Unavailable("services_away", sentence, away=away, retry_after=1)
        if not any(standing.events for standing in found.values()):
            raise NotFound("not_found", "There is no such case.")
        return found

    async def _must_have_ended(self, found: Mapping[str, Standing]) -> None:
        """An open case owes a next step in some service; an ended one owes nothing, and nothing of it is on its way."""
        open_in = [service for service, standing in found.items() if standing.owes]
        if open_in:
            raise Conflict("case_open", "This case is open: it can be erased when it has ended.", services=open_in)
        if any(standing.waits for standing in found.values()) or not await self._all_arrived(found):
            raise Conflict("events_under_way", "Events of this case are on their way: try again in a moment.")

    async def _all_arrived(self, found: Mapping[str, Standing]) -> bool:
        """True if every event that another service consumes was handled there."""
        for flow in FLOWS:
            sent = [row["event_id"] for row in found[flow.producer].events if row["type"] in flow.types()]
            if not sent:
                continue
            async with (await self._context.installation.database(flow.consumer)).reading() as connection:
                if await self._cases.handled(connection, flow.consumer, sent) != frozenset(sent):
                    return False
        return True

    async def _without_customer(self, case_id: str, reason: str, found: Mapping[str, Standing]) -> str:
        """The reason without what is known of the customer, and without long numbers: it outlives both."""
        key, known = await self._context.vault.key(case_id), list[str]()
        for row in found[SERVICES[0]].events if key is not None else ():
            details = getattr(codec.decode(*split_type(row["type"]), row["data"].encode()), "details", None)
            if isinstance(details, Details) and key is not None:
                known += open_customer(key, details.customer).known_values
        return hide_customer(reason, tuple(dict.fromkeys(known)), numbers=True)


async def _must_not_be_held(connection: Connection, case_id: str) -> None:
    held = (await held_among(connection, (case_id,))).get(case_id)
    if held is not None:
        sentence = "This case is on legal hold: it is not erased until the hold is released."
        raise Conflict(HELD, sentence, by=held.by, at=held.at)


def view_of(erasure: Erasure, owed_by: tuple[str, ...]) -> ErasedCase:
    """An erasure as it is shown."""
    return ErasedCase(
        case_id=erasure.case_id,
        at=erasure.at,
        by=erasure.by,
        why=erasure.why,
        owed_by=owed_by,
    )
