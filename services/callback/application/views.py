"""Read-only views of cases (of calls: `task_views`). A command's view has no customer data, a read shows it masked."""

from dataclasses import dataclass, replace
from datetime import datetime
from inspect import get_annotations
from typing import Any, TypeVar

from services.callback.application.other_cases import EndedCaseView, SameCustomerView, ended_case_view
from services.callback.application.ports import Draft
from services.callback.application.task_views import TaskRowView, TaskView, task_view
from services.callback.domain.model import Case, LimitClock, Order, Spell
from services.callback.domain.states import State, Trigger, allowed_acts
from shared.contracts.base import Sealed
from shared.contracts.callback_values import Band, LimitKind, Outcome, UnreachableBecause
from shared.contracts.escalation import ComplaintMark, OnSiteAct, OnSiteDeed
from shared.contracts.words import Channel, Ground, Line, RiskFlag
from shared.platform.privacy.reading import (
    Shown,
    ShownCustomer,
    ShownReference,
    StatedReporterView,
    stated_reporter,
    unknown_references,
)
from shared.rules.outreach.call import Attempt

V = TypeVar("V")


@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptView:
    """One attempt that ended. The ids of call and recording are masked, and left out of a command's answer."""

    number: int
    by: str | None
    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    satisfied: bool | None
    score: int | None
    talk_seconds: int | None
    call_id: str | None = None
    recording_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitView:
    """A limit of dispatch or handling, and what became of it. Estimated: its marks may move with a calendar to come."""

    kind: LimitKind
    started_at: datetime
    warn_at: datetime
    due_at: datetime
    warned_at: datetime | None
    breached_at: datetime | None
    ended_at: datetime | None
    half_at: datetime | None
    round: int
    estimated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SpellView:
    """A time in which a unit had the case to handle it."""

    unit_id: str
    from_at: datetime
    until_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderView:
    """A supervision order. Estimated: its deadline may move with a calendar to come."""

    order: str
    unit_id: str
    ordered_by: str | None
    ordered_at: datetime
    deadline: datetime
    estimated: bool
    overdue_at: datetime | None
    answered_by: str | None
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintView:
    """A formal complaint the customer made of it; the originals of source and number, as far as they were changed.

    They are masked, and left out of a command's answer.
    """

    source: str
    number: str | None
    complained_at: datetime
    marked_by: str | None
    marked_at: datetime
    stated_source: str | None = None
    stated_number: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """A case as it is now, without customer data.

    `handling_seconds` is the time of all rounds of handling that have ended. `to_review`: it is archived, and a
    supervisor has to look at it.
    """

    id: str
    number: str
    state: State
    severity: int
    channel: Channel
    filed_at: datetime
    first_due_at: datetime | None
    first_attempt_at: datetime | None
    reached_at: datetime | None
    responsible_unit_id: str | None
    assisting_unit_ids: tuple[str, ...]
    handler_id: str | None
    returns: int
    transfers: int
    handling_round: int
    handling_seconds: float
    score: int | None
    band: Band | None
    unreachable_because: UnreachableBecause | None
    supervisor_decides: bool
    to_review: bool
    resolved_at: datetime | None
    ended_at: datetime | None
    moved_at: datetime
    moved_by: str | None
    task: TaskView | None
    attempts: tuple[AttemptView, ...]
    limits: tuple[LimitView, ...]
    spells: tuple[SpellView, ...]
    orders: tuple[OrderView, ...]
    complaints: tuple[ComplaintView, ...]
    allowed: tuple[Trigger, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SupervisedView(CaseView):
    """A case with the order just made."""

    order: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintMarkedView(CaseView):
    """A case whose complaint was marked. `new_report_needed`: it cannot be reopened any more, so a new report is needed
    that names it as its `previous_id`."""

    new_report_needed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteView:
    """A text that a person wrote with an event, masked; `about` names the event."""

    about: str
    text: str
    by: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OnSiteView:
    """What a person did on site, at which level of the ladder; their words are among the notes."""

    deed: OnSiteDeed
    level: int
    by: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseDetail(CaseView):
    """A case for a reader: customer and texts masked. `acts` of the `allowed` are what this person may do now."""

    acts: tuple[Trigger, ...]
    task: TaskRowView | None
    reporter_id: str | None
    reporter_unit_id: str
    reporter_stated: StatedReporterView | None
    ground: Ground | None
    cause: str | None
    line: Line | None
    subject_staff_id: str | None
    complained_unit_id: str | None
    risk_flags: tuple[RiskFlag, ...]
    customer: ShownCustomer
    text: str | None
    call_id: str | None
    on_site: tuple[OnSiteView, ...]
    notes: tuple[NoteView, ...]
    drafts: tuple[Draft, ...]
    same_customer: tuple[SameCustomerView, ...]
    ended_cases: tuple[EndedCaseView, ...]
    suggested_unit_id: str | None
    previous_id: str | None
    unknown: tuple[ShownReference, ...]
    erased_at: datetime | None


def case_view(case: Case) -> CaseView:
    """The view of a case without customer data."""
    return CaseView(**_common(case))


def supervised_view(case: Case, order: str) -> SupervisedView:
    """The view of a case, and the order just made."""
    return SupervisedView(**_common(case), order=order)


def complaint_marked_view(case: Case, *, new_report_needed: bool) -> ComplaintMarkedView:
    """The view of a case whose complaint was marked."""
    return ComplaintMarkedView(**_common(case), new_report_needed=new_report_needed)


def detail_view(
    case: Case,
    shown: Shown,
    *,
    acts: tuple[Trigger, ...] = (),
    task: TaskRowView | None = None,
    drafts: tuple[Draft, ...],
    same_customer: tuple[SameCustomerView, ...] = (),
    ended_cases: tuple[Case, ...] = (),
    suggested_unit_id: str | None = None,
    notes: bool = True,
) -> CaseDetail:
    """The view of a case for a reader, its personal data as `shown`; with what was written only if `notes`."""
    details = case.details
    return CaseDetail(
        **_common(case) | {"attempts": _attempts(case, shown), "complaints": _complaints(case, shown), "task": task},
        acts=acts,
        reporter_id=case.reporter.staff_id,
        reporter_unit_id=case.reporter.unit_id,
        **{name: getattr(details, name) for name in ("ground", "cause", "line", "subject_staff_id", "risk_flags")},
        complained_unit_id=details.complained_unit_id,
        reporter_stated=stated_reporter(case.reporter, shown),
        customer=shown.customer(),
        text=shown.text("text", details.text),
        call_id=shown.text("call_id", details.call_id),
        on_site=tuple(_picked(OnSiteView, act) for act in case.on_site),
        notes=_notes(case, shown) if notes else (),
        drafts=tuple(_shown_draft(draft, shown) for draft in drafts),
        same_customer=same_customer,
        ended_cases=tuple(ended_case_view(other) for other in ended_cases),
        suggested_unit_id=suggested_unit_id,
        previous_id=details.previous_id,
        unknown=unknown_references(details, shown),
        erased_at=case.erased_at,
    )


def _common(case: Case) -> dict[str, Any]:
    call = case.open_call
    plain = ("id", "number", "state", "severity", "channel", "filed_at", "first_due_at", "first_attempt_at")
    later = ("reached_at", "assisting_unit_ids", "handler_id", "returns", "score", "band")
    ends = ("supervisor_decides", "to_review", "resolved_at", "ended_at", "moved_at", "moved_by")
    handled = ("transfers", "handling_round")
    return {
        **{name: getattr(case, name) for name in (*plain, *later, *ends, *handled)},
        "responsible_unit_id": case.lead_unit_id,
        "handling_seconds": case.handling_seconds(),
        "unreachable_because": case.given_up.because if case.given_up else None,
        "task": task_view(case, call) if call else None,
        "attempts": _attempts(case),
        "limits": tuple(_picked(LimitView, limit) for limit in case.limits),
        "spells": tuple(_picked(SpellView, spell) for spell in case.spells),
        "orders": tuple(order_view(order) for order in case.orders),
        "complaints": _complaints(case),
        "allowed": allowed_acts(case.state),
    }


_ATTEMPT, _COMPLAINT = ("call_id", "recording_id"), ("stated_source", "stated_number")


def _words(value: Attempt | ComplaintMark, names: tuple[str, ...], shown: Shown | None) -> dict[str, str | None]:
    """What is sealed of it, as shown; left out of a command's answer."""
    return {name: shown.text(name, getattr(value, name)) if shown else None for name in names}


def _attempts(case: Case, shown: Shown | None = None) -> tuple[AttemptView, ...]:
    found = (attempt for each in case.calls for attempt in each.attempts)
    return tuple(_picked(AttemptView, each, **_words(each, _ATTEMPT, shown)) for each in found)


def _complaints(case: Case, shown: Shown | None = None) -> tuple[ComplaintView, ...]:
    return tuple(_picked(ComplaintView, each, **_words(each, _COMPLAINT, shown)) for each in case.complaints)


def _shown_draft(draft: Draft, shown: Shown) -> Draft:
    return replace(
        draft,
        note=shown.text("note", Sealed(draft.note) if draft.note else None),
        answers=shown.text("answers", Sealed(draft.answers) if draft.answers else None),
    )


def _picked(cls: type[V], value: Attempt | LimitClock | ComplaintMark | Spell | OnSiteAct, **words: str | None) -> V:
    """The fields of the view, read off a value that has them under the same names, with other `words`."""
    return cls(**{name: getattr(value, name) for name in get_annotations(cls)} | words)


def order_view(order: Order) -> OrderView:
    """The view of a supervision order."""
    shared = (name for name in OrderView.__slots__ if name != "order")
    return OrderView(order=order.id, **{name: getattr(order, name) for name in shared})


def _notes(case: Case, shown: Shown) -> tuple[NoteView, ...]:
    """Everything written about the case, in the order of events."""
    texts = ((each, shown.text(each.field, each.text)) for each in case.written)
    return tuple(NoteView(about=each.about, text=text, by=each.by, at=each.at) for each, text in texts if text)
