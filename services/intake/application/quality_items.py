"""What administrators do with data-quality items: list them, resolve one (and name the reporter), dismiss one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from services.intake.application.handlers import Handlers
from services.intake.application.ports import DirectoryNow, Rows, Work
from services.intake.domain import decisions, errors
from services.intake.domain.model import Report
from services.intake.domain.quality import REPORTER, SUBJECT, Item, ItemState
from shared.contracts.base import Sealed
from shared.contracts.words import Channel
from shared.engine.command_queue import CommandQueue
from shared.engine.executor import Outcome
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import require
from shared.platform.privacy.reading import Clear, Masked, Shown
from shared.platform.privacy.sealing import CaseKey
from shared.platform.privacy.vault import Vault
from shared.rules.directory import Role

_NAMING = {REPORTER: decisions.name_reporter, SUBJECT: decisions.name_subject}
"""Kinds of items whose resolving names a person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QualityItemView:
    """An item with what was stated, as far as it is nothing of the customer's. `id` is the case's."""

    item: int
    kind: str
    state: ItemState
    id: str
    number: str
    channel: Channel
    registered_by: str | None
    unit_id: str
    at: datetime
    stated: str | None
    stated_name: str | None
    stated_userid: str | None
    stated_phone: str | None
    staff_id: str | None
    reason: str | None
    closed_by: str | None
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedItemView:
    """An item that was just resolved or dismissed."""

    item: int
    kind: str
    state: ItemState
    id: str
    staff_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class QualityItems:
    """The use cases, bound to what they need."""

    vault: Vault
    directory: DirectoryNow
    rows: Rows
    handlers: Handlers
    command_queue: CommandQueue[Report]

    async def listed(
        self, actor: Actor, *, is_open: bool, limit: int, before: int | None
    ) -> tuple[list[QualityItemView], int | None]:
        """A page of the open items, or of those that are done, newest first; where the next page begins."""
        require(actor, Action.READ_QUALITY_ITEMS)
        found = await self.rows.quality_items(is_open=is_open, limit=limit + 1, before=before)
        all_of_it = Role.AUDITOR in actor.person.roles
        shown = [_shown(item, report, await self.vault.key(report.id), all_of_it) for item, report in found[:limit]]
        return shown, shown[-1].item if len(found) > limit else None

    async def resolve(
        self, request: CommandRequest, position: int, *, staff_id: str | None, reason: str | None
    ) -> Outcome:
        """Our data is right now. A reporter or person complained of whom we did not know is named, and counts now."""

        async def resolve(item: Item, work: Work) -> str | None:
            return self._name(item, staff_id, await self.handlers.report(item.case_id, work), request.actor, work)

        return await self._close(request, position, ItemState.RESOLVED, reason, resolve)

    async def dismiss(self, request: CommandRequest, position: int, *, reason: str) -> Outcome:
        """Nothing is to be put right, for this reason."""

        async def dismiss(item: Item, work: Work) -> None:
            return None

        return await self._close(request, position, ItemState.DISMISSED, reason, dismiss)

    async def _close(
        self,
        request: CommandRequest,
        position: int,
        state: ItemState,
        reason: str | None,
        act: Callable[[Item, Work], Awaitable[str | None]],
    ) -> Outcome:
        known = await self.rows.quality_item(position)
        case_id = known.case_id if known is not None else None
        said = await self.vault.seal(case_id, "reason", reason or None) if case_id else None

        async def close(work: Work) -> ClosedItemView:
            require(request.actor, Action.ADMINISTER)
            item = await self.rows.quality_item_in(work, position)
            if item is None:
                raise errors.no_such_item()
            item.must_be_open()
            staff_id = await act(item, work)
            self.rows.close_quality_item(work, item, state, by=request.actor.staff_id, staff_id=staff_id, reason=said)
            return ClosedItemView(item=position, kind=item.kind, state=state, id=item.case_id, staff_id=staff_id)

        word = "resolve" if state is ItemState.RESOLVED else "dismiss"
        return await request.run(self.command_queue, word, case_id, close)

    def _name(self, item: Item, staff_id: str | None, report: Report, actor: Actor, work: Work) -> str | None:
        """Name the reporter or the person complained of, if that is what the item is about.

        Raises `Invalid` without a person of the directory, whom only an unknown reporter must have.
        """
        if item.kind not in _NAMING or (item.kind != REPORTER and staff_id is None):
            return None
        person = self.directory.current.person(staff_id)
        if person is None:
            raise errors.not_in_directory()
        work.record(report.id, _NAMING[item.kind](report, by=actor.staff_id, now=work.now(), person=person))
        return person.staff_id


def _reason(item: Item, report: Report, key: CaseKey | None, *, in_full: bool) -> str | None:
    """Why it was closed, masked; for the auditor as it was written. One kept in the clear before is shown as it is."""
    if item.reason is None or not item.reason.startswith("v1."):
        return item.reason
    customer = report.details.customer
    shown: Shown = Clear(key, customer) if in_full and key is not None else Masked(key, customer)
    return shown.text("reason", Sealed(item.reason))


def _shown(item: Item, report: Report, key: CaseKey | None, in_full: bool) -> QualityItemView:
    """What staff said of staff is shown, but for what may be the customer's, and any number."""
    reporter = report.reporter if item.kind == REPORTER else None
    unknown = next((each for each in report.details.unknown if each.field == item.field), None)
    shown = Masked(key, report.details.customer)
    return QualityItemView(
        item=item.position,
        kind=item.kind,
        state=item.state,
        id=report.id,
        number=report.number,
        channel=report.channel,
        registered_by=report.registered_by,
        unit_id=item.unit_id,
        at=item.at,
        stated=shown.reference(f"unknown.{unknown.field}", unknown.text) if unknown is not None else None,
        stated_name=shown.reference("reporter.name", reporter.stated_name) if reporter is not None else None,
        stated_userid=shown.reference("reporter.userid", reporter.stated_userid) if reporter is not None else None,
        stated_phone=shown.phone("reporter.phone", reporter.stated_phone) if reporter is not None else None,
        staff_id=item.staff_id,
        reason=_reason(item, report, key, in_full=in_full),
        closed_by=item.closed_by,
        closed_at=item.closed_at,
    )
