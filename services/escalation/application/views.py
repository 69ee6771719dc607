"""Read-only views of on-site cases, for the API and pages: frozen rows, no customer's data."""

from dataclasses import dataclass
from datetime import datetime

from services.escalation.domain.model import Case, Told
from services.escalation.domain.states import State, Trigger, allowed_triggers
from services.escalation.domain.steps import next_step
from shared.contracts.escalation import FiledBecause, Skipped, ToldAs
from shared.contracts.words import Channel


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldView:
    """A level that was notified: the staff, when it was due, when it happened, and who acknowledged it."""

    level: int
    staff_id: str
    others: tuple[str, ...]
    told_as: ToldAs
    meant_for: str | None
    due_at: datetime
    told_at: datetime
    late_by_seconds: float
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """An on-site case as it is now. `next_step` is whom the ladder notifies at `next_due_at`, or `file`."""

    id: str
    number: str
    state: State
    level: int
    next_due_at: datetime | None
    next_step: str | None
    channel: Channel
    reporter_id: str | None
    reporter_unit_id: str
    accepted_at: datetime
    detected_at: datetime
    told: tuple[ToldView, ...]
    filed_at: datetime | None
    filed_because: FiledBecause | None
    filed_skipped: tuple[Skipped, ...]
    moved_by: str | None
    moved_at: datetime
    ladder: str
    allowed: tuple[Trigger, ...]
    settled_note: str | None = None


def view_of(case: Case, note: str | None = None) -> CaseView:
    """The view of a case; `note` is the opened and masked note of a settled one."""
    return CaseView(
        id=case.id,
        number=case.number,
        state=case.state,
        level=case.level,
        next_due_at=case.next_due_at,
        next_step=_next_step(case),
        channel=case.channel,
        reporter_id=case.reporter.staff_id,
        reporter_unit_id=case.reporter.unit_id,
        accepted_at=case.accepted_at,
        detected_at=case.detected_at,
        told=tuple(_told_view(told) for told in case.told),
        filed_at=case.filed_at,
        filed_because=case.filed_because,
        filed_skipped=case.filed_skipped,
        moved_by=case.moved_by,
        moved_at=case.moved_at,
        ladder=case.ladder.policy,
        allowed=allowed_triggers(case.state),
        settled_note=note,
    )


def _next_step(case: Case) -> str | None:
    if case.next_due_at is None:
        return None
    step = next_step(case)
    return "file" if step.files else step.whom


def _told_view(told: Told) -> ToldView:
    return ToldView(
        level=told.level,
        staff_id=told.staff_id,
        others=told.others,
        told_as=told.told_as,
        meant_for=told.meant_for,
        due_at=told.due_at,
        told_at=told.told_at,
        late_by_seconds=max((told.told_at - told.due_at).total_seconds(), 0.0),
        acknowledged_at=told.acknowledged_at,
        acknowledged_by=told.acknowledged_by,
        skipped=told.skipped,
    )
