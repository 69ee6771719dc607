"""On-site cases as the pages show them: names instead of ids, the countdown of this moment, the acts of this person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.escalation.application.details import CaseDetail
from services.escalation.application.views import CaseView, OnSiteRowView, ToldView
from services.escalation.domain.states import LIVE
from shared.platform.wording import unit_named
from shared.rules.directory import Directory
from shared.web.site.session import Viewer
from shared.web.site.times import Countdown, countdown

STAYS = timedelta(minutes=5)
"""How long a case that has ended stays on the list of whom it concerned."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldRow:
    """A level that was notified: the names, when it was due and happened, and who stepped in."""

    level: int
    names: str
    told_as: str
    instead_of: tuple[tuple[str, str], ...]
    due_at: datetime
    told_at: datetime
    late_by_seconds: int
    acknowledged_by: str | None
    acknowledged_at: datetime | None
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeedRow:
    """What a person did, and their words."""

    deed: str
    by: str
    at: datetime
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OnSiteRow:
    """A row of the list."""

    id: str
    number: str
    state: str
    level: int
    order: str
    clock: Countdown | None
    unit: str
    reporter: str
    channel: str
    told: tuple[ToldRow, ...]
    moved_by: str
    moved_at: datetime
    acts: tuple[str, ...]
    mine: bool

    @property
    def last_told(self) -> ToldRow | None:
        """The level that was notified last."""
        return self.told[-1] if self.told else None


@dataclass(frozen=True, kw_only=True, slots=True)
class OnSiteCard:
    """One case in full; `why` are the codes of why this person may see it."""

    row: OnSiteRow
    detail: CaseDetail
    deeds: tuple[DeedRow, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StepInCard:
    """What a message of a level leads to. `waits`: the one button is there; else `why_not` is a code of why it is not.

    `told` is the level of the message, None if there is no such level.
    """

    row: OnSiteRow
    text: str | None
    level: int
    told: ToldRow | None
    waits: bool
    why_not: str


def row_of(case: OnSiteRowView, viewer: Viewer) -> OnSiteRow:
    """The row of a case for this viewer."""
    return row_at(case, viewer.actor.directory, viewer.now, viewer.actor.staff_id)


def row_at(case: OnSiteRowView, directory: Directory, now: datetime, staff_id: str = "") -> OnSiteRow:
    """The row of a case at a moment; without a person it is in no list of their own."""
    since = case.told[-1].told_at if case.told else case.accepted_at
    due = case.next_due_at
    return OnSiteRow(
        id=case.id,
        number=case.number,
        state=case.state.value,
        level=case.level,
        order=due.isoformat() if due is not None else f"z{case.moved_at.isoformat()}",
        clock=countdown(due, now, whole=due - since) if due is not None else None,
        unit=unit_named(case.reporter_unit_id, directory),
        reporter=_name(case.reporter_id, directory),
        channel=case.channel.value,
        told=tuple(_told_row(each, directory) for each in case.told),
        moved_by=_name(case.moved_by, directory),
        moved_at=case.moved_at,
        acts=case.acts,
        mine=is_of(case, staff_id),
    )


def card_of(case: CaseDetail, viewer: Viewer) -> OnSiteCard:
    """The case in full for this viewer."""
    directory = viewer.actor.directory
    deeds = tuple(
        DeedRow(deed=act.deed.value, by=_name(act.by, directory), at=act.at, note=act.note) for act in case.on_site
    )
    return OnSiteCard(row=row_of(case, viewer), detail=case, deeds=deeds, why=tuple(_why(case, viewer)))


def step_in_card(case: CaseDetail, level: int, viewer: Viewer) -> StepInCard:
    """The card for this viewer: the button is there while the case is at this level, and they have not stepped in."""
    own = next((each for each in case.told if each.level == level), None)
    code = _why_no_button(case, level, own, viewer)
    return StepInCard(
        row=row_of(case, viewer),
        text=case.text,
        level=level,
        told=_told_row(own, viewer.actor.directory) if own is not None else None,
        waits=not code,
        why_not=code,
    )


def _why_no_button(case: CaseDetail, level: int, own: ToldView | None, viewer: Viewer) -> str:
    if case.state not in LIVE:
        return "ended"
    if own is None or "acknowledge" not in case.acts or viewer.actor.staff_id not in _staff(own):
        return "not_yours"
    if level != case.level:
        return "passed"
    return "done" if own.acknowledged_by == viewer.actor.staff_id else ""


def is_shown(case: CaseView, now: datetime) -> bool:
    """True for a case whose clock runs, or that ended a moment ago."""
    return case.state in LIVE or now - case.moved_at <= STAYS


def is_of(case: CaseView, staff_id: str) -> bool:
    """True for the reporter, and all who were notified: the case is in their own list."""
    return staff_id == case.reporter_id or any(staff_id in _staff(each) for each in case.told)


def _staff(told: ToldView) -> tuple[str, ...]:
    return (told.staff_id, *told.others, *told.also_told)


def _told_row(told: ToldView, directory: Directory) -> ToldRow:
    return ToldRow(
        level=told.level,
        names="、".join(filter(None, (_name(each, directory) for each in _staff(told)))),
        told_as=told.told_as.value,
        instead_of=tuple((_name(each.staff_id, directory), each.reason.value) for each in told.skipped),
        due_at=told.due_at,
        told_at=told.told_at,
        late_by_seconds=round(told.late_by_seconds),
        acknowledged_by=_name(told.acknowledged_by, directory) or None,
        acknowledged_at=told.acknowledged_at,
        note=told.note,
    )


def _why(case: CaseDetail, viewer: Viewer) -> Iterable[str]:
    actor = viewer.actor
    if case.reporter_id == actor.staff_id:
        yield "reporter"
    for told in case.told:
        if actor.staff_id in _staff(told):
            yield "told" if actor.staff_id == told.meant_for else "stand_in"
    if actor.leads(case.reporter_id):
        yield "leads"
    yield "role"


def _name(staff_id: str | None, directory: Directory) -> str:
    person = directory.person(staff_id) if staff_id is not None else None
    return person.name if person is not None else (staff_id or "")
