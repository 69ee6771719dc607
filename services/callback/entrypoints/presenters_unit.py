"""Cases as the page of responsible units shows them: names for ids, the countdown of this moment, whose turn it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.callback.application.unit_cases import Choices, UnitCaseView
from services.callback.application.views import CaseDetail, LimitView, NoteView, OrderView
from services.callback.domain.states import State
from shared.platform.wording import person_named, unit_named
from shared.rules.directory import Directory
from shared.web.site.session import Viewer
from shared.web.site.times import Countdown, countdown


class Tab(StrEnum):
    """A list of the page."""

    ACCEPT = "accept"  # to be signed for
    HANDLING = "handling"
    ORDERS = "orders"  # under a supervision order without an answer
    DONE = "done"  # the unit says so, or it has ended
    ALL = "all"

    def holds(self, case: UnitCaseView) -> bool:
        """True for a case of this list."""
        state = case.row.state
        return {
            Tab.ACCEPT: state is State.DISPATCHED,
            Tab.HANDLING: state is State.HANDLING,
            Tab.ORDERS: case.order_due_at is not None,
            Tab.DONE: state is State.RESOLVED or not state.open,
            Tab.ALL: True,
        }[self]


TAB_OF: Mapping[State, Tab] = {
    State.DISPATCHED: Tab.ACCEPT,
    State.HANDLING: Tab.HANDLING,
    State.RESOLVED: Tab.DONE,
    State.CLOSED: Tab.DONE,
    State.ARCHIVED: Tab.DONE,
}
"""Where a case is found; all others are only in the list of all."""


_FAR_MS = 10**14
"""Later than every moment, in milliseconds."""

ACTS = frozenset({"accept", "resolve", "assign", "return", "transfer"})
"""What is done with a case of the unit, beside answering orders."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitRow:
    """A row of a list. `assists`: the reader's unit does not lead."""

    id: str
    number: str
    state: str
    order: str
    clock: Countdown | None
    limit: str | None
    severity: int
    risk_flags: tuple[str, ...]
    cause: str
    unit: str
    handler: str
    handler_id: str
    open_orders: int
    accepts: bool
    assists: bool

    @property
    def awaits_follow_up(self) -> bool:
        """True once the unit says that it is done: no limit of its own runs."""
        return self.state == State.RESOLVED


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderCard:
    """A supervision order with its words and its answer, masked."""

    order: str
    by: str
    at: datetime
    text: str
    clock: Countdown | None
    deadline: datetime
    answered_by: str
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteRow:
    """What a person wrote; `place` is where a reveal finds it."""

    place: str
    about: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitRow:
    """A limit there was: by when, and what became of it."""

    kind: str
    round: int
    due_at: datetime
    ended_at: datetime | None
    breached: bool
    estimated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitCard:
    """One case in full. `acting`: there is something for this person to do.

    `passed_on`: units passed it on as often as they may, so a supervisor decides.
    """

    row: UnitRow
    detail: CaseDetail
    acts: frozenset[str]
    acting: bool
    reporter: str
    reporter_unit: str
    orders: tuple[OrderCard, ...]
    limits: tuple[LimitRow, ...]
    notes: tuple[NoteRow, ...]
    assisting: tuple[str, ...]
    staff: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    passed_on: bool
    sealed: tuple[str, ...]


def row_of(case: UnitCaseView, viewer: Viewer, *, by_order: bool = False) -> UnitRow:
    """The row of a case for this viewer."""
    return unit_row_at(
        case,
        viewer.actor.directory,
        viewer.now,
        causes={cause.code: cause.label(viewer.language) for cause in viewer.context.policies.causes(viewer.now)},
        assists=viewer.actor.person.unit_id in case.row.assisting_unit_ids,
        by_order=by_order,
    )


def unit_row_at(
    case: UnitCaseView,
    directory: Directory,
    now: datetime,
    *,
    causes: Mapping[str, str],
    assists: bool,
    by_order: bool = False,
) -> UnitRow:
    """The row of a case; its clock is that of its limit, or (`by_order`) of its supervision order."""
    row = case.row
    clock = _clock(case, now)
    if by_order and case.order_due_at is not None:
        clock = countdown(case.order_due_at, now)
    return UnitRow(
        id=row.id,
        number=row.number,
        state=row.state.value,
        order=_order_text(case, by_order=by_order),
        clock=clock,
        limit=case.limit.kind.value if case.limit is not None else None,
        severity=row.severity,
        risk_flags=tuple(flag.value for flag in row.risk_flags),
        cause=causes.get(row.cause or "", row.cause or ""),
        unit=unit_named(row.responsible_unit_id, directory),
        handler=person_named(row.handler_id, directory),
        handler_id=row.handler_id or "",
        open_orders=row.open_orders,
        accepts=case.accepts,
        assists=assists,
    )


def card_of(case: UnitCaseView, detail: CaseDetail, choices: Choices, viewer: Viewer) -> UnitCard:
    """The case in full for this viewer."""
    directory = viewer.actor.directory
    acts = frozenset(act.value for act in detail.acts)
    return UnitCard(
        row=row_of(case, viewer),
        detail=detail,
        acts=acts,
        acting=not acts.isdisjoint(ACTS),
        reporter=person_named(detail.reporter_id, directory),
        reporter_unit=unit_named(detail.reporter_unit_id, directory),
        orders=tuple(_order(order, detail, viewer) for order in detail.orders),
        limits=tuple(_limit(limit) for limit in detail.limits),
        notes=tuple(_note(place, note, directory) for place, note in enumerate(detail.notes)),
        assisting=tuple(unit_named(unit_id, directory) for unit_id in detail.assisting_unit_ids),
        staff=tuple((each.staff_id, each.name) for each in choices.staff),
        units=tuple((each.unit_id, each.name) for each in choices.units),
        passed_on="return" in acts and "transfer" not in acts,
        sealed=tuple(_sealed(detail)),
    )


def counts_of(cases: list[UnitCaseView]) -> dict[str, int]:
    """How many open cases each list holds."""
    return {tab.value: sum(tab.holds(case) for case in cases) for tab in Tab}


def listed_in(tab: Tab, cases: list[UnitCaseView], viewer: Viewer) -> list[UnitRow]:
    """The rows of a list, the most urgent first."""
    by_order = tab is Tab.ORDERS
    held = [case for case in cases if tab.holds(case)]
    if by_order:
        held.sort(key=lambda case: (_sorted_by(case, by_order=True), case.row.id))
    return [row_of(case, viewer, by_order=by_order) for case in held]


def _sorted_by(case: UnitCaseView, *, by_order: bool) -> datetime:
    order = case.order_due_at if by_order else None
    return order or case.row.next_due_at or case.row.moved_at


def _order_text(case: UnitCaseView, *, by_order: bool) -> str:
    """Its place as text that sorts: those that ended come last, the newest of them first."""
    if case.row.next_due_at is not None:
        return f"{_sorted_by(case, by_order=by_order).isoformat()} {case.row.id}"
    return f"~{_FAR_MS - round(case.row.filed_at.timestamp() * 1000):014d}"


def _clock(case: UnitCaseView, now: datetime) -> Countdown | None:
    limit = case.limit
    if limit is None:
        return None
    return countdown(limit.due_at, now, near_at=limit.warn_at, resumes_at=limit.resumes_at)


def _order(order: OrderView, detail: CaseDetail, viewer: Viewer) -> OrderCard:
    directory = viewer.actor.directory
    open_ = order.answered_at is None
    return OrderCard(
        order=order.order,
        by=person_named(order.ordered_by, directory),
        at=order.ordered_at,
        text=_words(detail, "case.supervised", order.ordered_by, order.ordered_at),
        clock=countdown(order.deadline, viewer.now, whole=order.deadline - order.ordered_at) if open_ else None,
        deadline=order.deadline,
        answered_by=person_named(order.answered_by, directory),
        answered_at=order.answered_at,
        answer=_words(detail, "order.answered", order.answered_by, order.answered_at),
    )


def _words(detail: CaseDetail, about: str, by: str | None, at: datetime | None) -> str:
    found = (note.text for note in detail.notes if (note.about, note.by, note.at) == (about, by, at))
    return next(found, "")


def _note(place: int, note: NoteView, directory: Directory) -> NoteRow:
    by = person_named(note.by, directory)
    return NoteRow(place=f"notes.{place}.text", about=note.about, by=by, at=note.at, text=note.text)


def _limit(limit: LimitView) -> LimitRow:
    return LimitRow(
        kind=limit.kind.value,
        round=limit.round,
        due_at=limit.due_at,
        ended_at=limit.ended_at,
        breached=limit.breached_at is not None,
        estimated=limit.estimated,
    )


def _sealed(detail: CaseDetail) -> list[str]:
    """What is there to be shown in the clear, by its place in the view."""
    numbers = ("phone", "name", "policy_no", "claim_no", "accident_no", "plate")
    found = [name for name in numbers if getattr(detail.customer, name)]
    return [*found, *(["text"] if detail.text else [])]
