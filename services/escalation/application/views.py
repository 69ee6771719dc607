"""Read-only views of on-site cases, for the API and pages: frozen rows, no customer's data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.escalation.domain.model import Case, Told
from services.escalation.domain.states import State, Trigger, allowed_triggers
from services.escalation.domain.steps import next_step
from shared.contracts.base import Sealed
from shared.contracts.escalation import FiledBecause, OnSiteAct, OnSiteDeed, Skipped, ToldAs
from shared.contracts.words import Channel
from shared.platform.privacy.reading import Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldView:
    """A level that was notified: the staff, when it was due, when it happened, and who acknowledged it first.

    `note` is what was written last with an acknowledgement of this level, masked.
    """

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
    also_told: tuple[str, ...]
    note: str | None
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OnSiteView:
    """What a person did, at which level, and their words, masked."""

    deed: OnSiteDeed
    level: int
    by: str | None
    at: datetime
    note: str | None


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
    on_site: tuple[OnSiteView, ...]
    settled_note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OnSiteRowView(CaseView):
    """An on-site case for a reader: `acts` of the `allowed`, and acknowledging, are what this person may do now."""

    acts: tuple[str, ...]


def row_view_of(view: CaseView, acts: tuple[str, ...]) -> OnSiteRowView:
    """The view for a reader."""
    return OnSiteRowView(**{name: getattr(view, name) for name in CaseView.__slots__}, acts=acts)


Words = Callable[[Sealed | None], str | None]
"""Shows a note, masked."""


def words_of(shown: Shown) -> Words:
    """Shows the notes of a case."""
    return lambda note: shown.text("note", note)


def no_words(note: Sealed | None) -> None:
    """Shows no note: in the answer to a command."""


def view_of(case: Case, words: Words = no_words) -> CaseView:
    """The view of a case; `words` shows the notes."""
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
        told=tuple(_told_view(case, told, words) for told in case.told),
        filed_at=case.filed_at,
        filed_because=case.filed_because,
        filed_skipped=case.filed_skipped,
        moved_by=case.moved_by,
        moved_at=case.moved_at,
        ladder=case.ladder.policy,
        allowed=allowed_triggers(case.state),
        on_site=tuple(_on_site_view(act, words) for act in case.on_site),
        settled_note=words(case.settled_note),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintView(CaseView):
    """A case whose complaint was marked. `new_report_needed`: it was settled too long ago to be filed, so a new report
    is needed that names it as the previous one.
    """

    new_report_needed: bool


def complaint_view_of(case: Case) -> ComplaintView:
    """The answer to the mark of a complaint."""
    view = view_of(case)
    fields = {name: getattr(view, name) for name in CaseView.__slots__}
    return ComplaintView(**fields, new_report_needed=case.state is not State.FILED)


def _next_step(case: Case) -> str | None:
    if case.next_due_at is None:
        return None
    step = next_step(case)
    return "file" if step.files else step.whom


def _on_site_view(act: OnSiteAct, words: Words) -> OnSiteView:
    return OnSiteView(deed=act.deed, level=act.level, by=act.by, at=act.at, note=words(act.note))


def _told_view(case: Case, told: Told, words: Words) -> ToldView:
    notes = [act.note for act in case.acknowledgements(told.level) if act.note is not None]
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
        also_told=told.also_told,
        note=words(notes[-1]) if notes else None,
        skipped=told.skipped,
    )
