"""Calls and cases as the desk shows them: names instead of ids, the countdown of this moment, what one may do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.callback.application.listed import CaseRowView
from services.callback.application.task_views import TaskRowView
from services.callback.application.views import CaseDetail, NoteView
from shared.contracts.callback_values import TaskKind
from shared.platform.privacy.lookups import Found
from shared.platform.privacy.revealing import Values
from shared.platform.wording import person_named, reporter_named, unit_named
from shared.rules.directory import Directory, Person, Unit
from shared.web.site.session import Viewer
from shared.web.site.times import Countdown, countdown

HELD_UNTRIED = timedelta(minutes=3)
"""A task that is held so long without a call is marked."""

MOST_UNITS = 8
"""Units offered for a dispatch; all others are written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueRow:
    """A call in the queue. `waits_until`: it is not to be tried before. `holder` is a name, `holder_id` whose."""

    task: str
    id: str
    number: str
    order: str
    kind: str
    severity: int
    risks: tuple[str, ...]
    attempts: int
    ask_reporter: bool
    appointment: bool
    clock: Countdown
    waits_until: datetime | None
    holder: str
    holder_id: str | None
    held_since: datetime | None
    held_untried: bool
    held_minutes: int
    started_at: datetime | None
    lease_until: datetime | None
    fence: int | None
    bar: str | None
    acts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRow:
    """A case in a list of those to be dispatched, decided on, or looked at."""

    id: str
    number: str
    state: str
    severity: int
    risks: tuple[str, ...]
    unit: str
    clock: Countdown | None
    since: datetime
    returns: int
    why: str
    order: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundRow:
    """A case of a customer who was looked up: nothing of its content."""

    id: str
    number: str
    state: str
    unit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Something that was said or done: when, by whom, what, in which words. `place`: where a reveal finds the words."""

    at: datetime
    by: str
    about: str
    words: str | None = None
    place: str | None = None
    score: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A limit of handling that runs."""

    kind: str
    clock: Countdown


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnDraft:
    """What a caller was writing, by the fields of the form; `place` among the drafts, None if its note is not in it."""

    place: int | None
    fields: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseCard:
    """One case in full, for this person. `suggested` is the unit (id, name) that probably handles it, and why.

    `callers`: whom an override of independence may name. `own_draft`: what this person was writing, for the form.
    """

    detail: CaseDetail
    call: QueueRow | None
    acts: tuple[str, ...]
    reporter: str
    reporter_unit: str
    complained_unit: str
    subject: str
    lead: str
    assisting: str
    handler: str
    moved_by: str
    limits: tuple[Limit, ...]
    notes: tuple[Line, ...]
    drafts: tuple[Line, ...]
    attempts: tuple[Line, ...]
    deeds: tuple[Line, ...]
    suggested: tuple[str, str] | None
    suggested_why: str
    units: tuple[tuple[str, str], ...]
    callers: tuple[tuple[str, str], ...] = ()
    own_draft: Mapping[str, str] = field(default_factory=dict)


def queue_row(row: TaskRowView, viewer: Viewer) -> QueueRow:
    """A call for this viewer."""
    return queue_row_at(row, viewer.actor.directory, viewer.now)


def queue_row_at(row: TaskRowView, directory: Directory, now: datetime) -> QueueRow:
    """A call at a moment, with the acts and the bar that are in the row."""
    held = row.holder is not None and "claim" not in row.acts
    untried = held and row.started_at is None and row.held_since is not None
    return QueueRow(
        task=row.task,
        id=row.id,
        number=row.number,
        order=row.order,
        kind=row.kind.value,
        severity=row.severity,
        risks=tuple(flag.value for flag in row.risk_flags),
        attempts=row.attempts,
        ask_reporter=row.ask_reporter,
        appointment=row.appointment,
        clock=countdown(row.call_by, now, whole=_whole(row)),
        waits_until=row.not_before if row.not_before > now else None,
        holder=person_named(row.holder, directory) if held else "",
        holder_id=row.holder if held else None,
        held_since=row.held_since if held else None,
        held_untried=untried and now - (row.held_since or now) >= HELD_UNTRIED,
        held_minutes=(now - (row.held_since or now)) // timedelta(minutes=1),
        started_at=row.started_at,
        lease_until=row.lease_until if held else None,
        fence=row.fence,
        bar=row.bar,
        acts=row.acts,
    )


def _whole(row: TaskRowView) -> timedelta:
    """How long the limit of a call is: of a first one the promise, of a follow-up a day, of a retry its quarter."""
    if row.attempts:
        return timedelta(minutes=15)
    return timedelta(minutes=5) if row.kind is TaskKind.FIRST_CALLBACK else timedelta(days=1)


def found_row(found: Found, viewer: Viewer) -> FoundRow:
    """A case of a customer who was looked up."""
    unit = unit_named(found.unit_id, viewer.actor.directory)
    return FoundRow(id=found.id, number=found.number, state=found.state, unit=unit)


def case_row(row: CaseRowView, viewer: Viewer) -> CaseRow:
    """A case in a list, for this viewer."""
    return case_row_at(row, viewer.actor.directory, viewer.now)


def case_row_at(row: CaseRowView, directory: Directory, now: datetime) -> CaseRow:
    """A case in a list at a moment."""
    due = row.next_due_at
    return CaseRow(
        id=row.id,
        number=row.number,
        state=row.state.value,
        severity=row.severity,
        risks=tuple(flag.value for flag in row.risk_flags),
        unit=unit_named(row.responsible_unit_id or row.reporter_unit_id, directory),
        clock=countdown(due, now, whole=due - row.moved_at) if due is not None else None,
        since=row.moved_at,
        returns=row.returns,
        why=_why(row),
        order=f"{(due or row.moved_at).isoformat()} {row.id}",
    )


def _why(row: CaseRowView) -> str:
    """The code of what a supervisor decides on, or looks at; empty for all else."""
    if not row.state.open:
        return ""
    if row.state.value == "to_dispatch":
        return "returned"
    if row.task is not None and row.task.ask_reporter:
        return "no_number"
    return "follow_up" if row.state.value == "resolved" else "unreachable"


def case_card(
    case: CaseDetail,
    viewer: Viewer,
    revealed: Values | None = None,
    meant: Sequence[Unit] = (),
    allowed: Sequence[Person] = (),
) -> CaseCard:
    """The case in full for this viewer; what was revealed stands in the clear.

    `meant`: units that were written; `allowed`: whom an override may name.
    """
    directory, shown = viewer.actor.directory, revealed or {}
    own = _own_draft(case, viewer, shown)
    suggested = directory.unit(case.suggested_unit_id)
    return CaseCard(
        detail=case,
        call=queue_row(case.task, viewer) if case.task is not None else None,
        acts=(*map(str, case.acts), *(case.task.acts if case.task is not None else ())),
        reporter=reporter_named(case.reporter_id, directory),
        reporter_unit=unit_named(case.reporter_unit_id, directory),
        complained_unit=unit_named(case.complained_unit_id, directory),
        subject=person_named(case.subject_staff_id, directory),
        lead=unit_named(case.responsible_unit_id, directory),
        assisting="、".join(unit_named(unit_id, directory) for unit_id in case.assisting_unit_ids),
        handler=person_named(case.handler_id, directory),
        moved_by=person_named(case.moved_by, directory),
        limits=tuple(
            Limit(kind=each.kind.value, clock=countdown(each.due_at, viewer.now, whole=each.due_at - each.started_at))
            for each in case.limits
            if each.ended_at is None
        ),
        notes=tuple(_note(at, note, directory, shown) for at, note in enumerate(case.notes)),
        drafts=tuple(_drafts(case, directory, shown, but=own.place if own is not None else None)),
        attempts=tuple(_attempts(case, directory)),
        deeds=tuple(Line(at=act.at, by=person_named(act.by, directory), about=act.deed.value) for act in case.on_site),
        suggested=(suggested.unit_id, suggested.name) if suggested is not None else None,
        suggested_why="named" if case.complained_unit_id == case.suggested_unit_id else "table",
        units=tuple((unit.unit_id, unit.name) for unit in _units_near(case, directory, meant))
        if "dispatch" in case.acts or meant
        else (),
        callers=tuple((person.staff_id, person.name) for person in allowed),
        own_draft=own.fields if own is not None else {},
    )


def _note(at: int, note: NoteView, directory: Directory, shown: Mapping[str, str | None]) -> Line:
    place = f"notes.{at}.text"
    words = shown.get(place) or note.text
    return Line(at=note.at, by=person_named(note.by, directory), about=note.about, words=words, place=place)


def _drafts(
    case: CaseDetail, directory: Directory, shown: Mapping[str, str | None], *, but: int | None
) -> Iterator[Line]:
    """The drafts, `but` the one that is in the form."""
    for at, draft in enumerate(case.drafts):
        if at == but:
            continue
        place = f"drafts.{at}.note" if draft.note else None
        words = (shown.get(place) if place else None) or draft.note
        yield Line(
            at=draft.at,
            by=person_named(draft.by, directory),
            about=_said(draft.outcome or "", draft.satisfied),
            words=words,
            place=place,
            score=draft.score,
        )


def _own_draft(case: CaseDetail, viewer: Viewer, shown: Mapping[str, str | None]) -> OwnDraft | None:
    """What the holder of the task was writing, if it can be shown as it was written: never a masked note."""
    if case.task is None or case.task.fence is None:
        return None
    for at, draft in enumerate(case.drafts):
        if draft.unsent and draft.by == viewer.actor.staff_id:
            note = shown.get(f"drafts.{at}.note") or draft.note or ""
            score = str(draft.score) if draft.score is not None else ""
            said = {"outcome": _said(draft.outcome or "", draft.satisfied), "score": score}
            masked = "*" in note and f"drafts.{at}.note" not in shown
            return OwnDraft(place=None if masked else at, fields=said if masked else said | {"note": note})
    return None


def _attempts(case: CaseDetail, directory: Directory) -> Iterator[Line]:
    for each in case.attempts:
        about = _said(each.outcome.value, each.satisfied)
        yield Line(at=each.started_at, by=person_named(each.by, directory), about=about, score=each.score)


def _said(outcome: str, satisfied: bool | None) -> str:
    """The code of an outcome as its key names it."""
    return {True: "satisfied", False: "dissatisfied", None: outcome}[satisfied]


def _units_near(case: CaseDetail, directory: Directory, meant: Sequence[Unit]) -> list[Unit]:
    """Units a case may well go to: those that were written, the one suggested, and those of the reporter's branch."""
    near = directory.prefecture_of(case.reporter_unit_id) if directory.unit(case.reporter_unit_id) else None
    suggested = directory.unit(case.suggested_unit_id)
    others = (unit for unit in directory.units() if near and directory.is_below(unit.unit_id, near))
    found = dict.fromkeys((*meant, *([suggested] if suggested is not None else []), *others))
    return list(found)[: MOST_UNITS + len(meant)]


def found_units(text: str, directory: Directory) -> list[Unit]:
    """The units that a person may mean: by id, by the whole name, else by a part of it."""
    exact = directory.unit(text)
    if exact is not None:
        return [exact]
    named = [unit for unit in directory.units() if unit.name == text]
    return named or [unit for unit in directory.units() if text in unit.name]


def places_to_reveal(case: CaseDetail) -> tuple[str, ...]:
    """All that a caller needs in the clear: number, name, and what was written."""
    notes = (f"notes.{at}.text" for at in range(len(case.notes)))
    drafts = (f"drafts.{at}.note" for at, draft in enumerate(case.drafts) if draft.note)
    return ("phone", "name", "text", *notes, *drafts)[:100]
