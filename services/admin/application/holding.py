"""Legal hold: a case that must not be erased for now, as a court, an authority or a dispute needs it.

Hold and erasure lock the case's key: of the two that come at once, the second one meets what the first has done.
"""

from services.admin.application.ports import AuditLog, By
from services.admin.application.views import HeldCase
from shared.engine.db.database import Connection
from shared.platform.context import AppContext
from shared.platform.privacy.erasures import HOLDS, LegalHold, erased_among, held_among, hold, release
from shared.rules.erased import must_not_be_erased
from shared.support.errors import Conflict, NotFound


class Holding:
    """Hold and release, each one commit with its audit line. Permissions are checked by the routes."""

    def __init__(self, context: AppContext, audit: AuditLog) -> None:
        self._context = context
        self._audit = audit

    async def hold(self, case_id: str, *, reason: str, by: By) -> HeldCase:
        """Hold a case, open or ended. Raises `NotFound`, or `Conflict` if it is held already, or was erased."""
        key, now = await self._context.vault.key_to_write(case_id), self._context.clock.now()
        if key is None:
            raise NotFound("not_found", "There is no such case.")
        held = LegalHold(case_id=case_id, at=now, by=by.name, reason=key.seal("reason", reason))
        async with self._context.platform.transaction() as connection:
            await self._must_have_key(connection, case_id)
            before = (await held_among(connection, (case_id,))).get(case_id)
            if before is not None:
                raise Conflict("case_on_hold", "This case is on legal hold already.", by=before.by, at=before.at)
            await hold(connection, held)
            await self._audit.record(connection, now, by, "case.hold", {"reason": held.reason}, case_id=case_id)
        return _view(held)

    async def release(self, case_id: str, *, reason: str, by: By) -> None:
        """Release a case. Raises `NotFound` if it is not held, `Conflict` if it was erased."""
        facts = {"reason": await self._context.vault.seal(case_id, "reason", reason)}
        async with self._context.platform.transaction() as connection:
            if not await release(connection, case_id):
                raise NotFound("not_found", "There is no legal hold on this case.")
            now = self._context.clock.now()
            await self._audit.record(connection, now, by, "case.release", facts, case_id=case_id)

    async def holds(self, *, limit: int, after: str) -> list[HeldCase]:
        """Holds on cases after this id, in the order of their ids."""
        rows = await self._context.platform.ask(HOLDS, {"after": after, "most": limit})
        return [_view(LegalHold(**row)) for row in rows]

    async def _must_have_key(self, connection: Connection, case_id: str) -> None:
        if await self._context.vault.lock(connection, case_id):
            return
        found = (await erased_among(connection, (case_id,))).get(case_id)
        must_not_be_erased(found.at if found else None)
        raise NotFound("not_found", "There is no such case.")


def _view(held: LegalHold) -> HeldCase:
    return HeldCase(case_id=held.case_id, at=held.at, by=held.by)
