"""Which messages an event causes: who gets them, which kind, and the text. They hold no customer's data.

A message's key is made of case, sequence of the event, kind and recipient: the same event makes the same messages.
"""

from collections.abc import Iterable
from datetime import datetime

from services.callback.application.notices_calls import about_calls
from services.callback.application.recipients import Recipients
from services.callback.application.wording import STATES, local, outcome_of_closing, why_given_up
from services.callback.domain.model import Case
from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.contracts.callback_values import LimitKind, Outcome, ReopenedBecause, TaskKind, Window
from shared.engine.notifications.message import Message
from shared.platform.wording import lateness
from shared.rules.directory import Directory
from shared.rules.ladders.due import late_by_seconds

_Notice = tuple[Iterable[str], str, str]
"""Recipients, kind, text."""

_LIMITS = {LimitKind.TO_DISPATCH: "派单", LimitKind.ACCEPT: "签收", LimitKind.HANDLING: "办结"}


def messages_for(case: Case, event: Event, directory: Directory) -> tuple[Message, ...]:
    """The messages this event causes; `case` is the case after it. The person who caused the event gets none."""
    people = Recipients(case=case, directory=directory, at=event.at)
    late = _lateness(case, event) if isinstance(event, happened.Fired) else 0.0
    told: dict[tuple[str, str], str] = {}
    for whom, kind, text in _notices(case, event, people):
        for recipient in whom:
            if recipient != event.by:
                told.setdefault((recipient, kind), text + lateness(late))
    return tuple(
        Message(
            key=f"callback.{case.id}.{case.sequence}.{kind}.{recipient}",
            subject_id=case.id,
            recipient=recipient,
            kind=kind,
            text=text,
            late_by_seconds=late,
        )
        for (recipient, kind), text in told.items()
    )


def _notices(case: Case, event: Event, people: Recipients) -> Iterable[_Notice]:
    yield from _about_the_call(case, event, people)
    yield from about_calls(case, event, people)
    yield from _about_the_clock(case, event, people)
    yield from _about_the_unit(case, event, people)
    yield from _about_the_end(case, event, people)


def _about_the_call(case: Case, event: Event, people: Recipients) -> Iterable[_Notice]:
    no, due = case.number, _local(case.first_due_at)
    match event:
        case happened.TaskScheduled(ask_reporter=True) | happened.ReporterReminded():
            yield people.reporter, "number_asked", f"【补充电话】{no}没有可用的客户电话，请尽快补充。"
        case happened.AttemptEnded(outcome=Outcome.WRONG_NUMBER, not_before=datetime()):
            yield people.reporter, "number_asked", f"【补充电话】{no}的客户电话有误，请尽快更正。"
        case happened.WindowWarned():
            yield people.group, "window_warned", f"【回访预警】{no}应于{due}前首次回访，尚无人拨打，请立即回访。"
        case happened.WindowBreached(window=Window.HEAD):
            yield people.centre_heads, "window_breached", f"【回访严重超时】{no}应于{due}前首次回访，至今无人拨打。"
        case happened.WindowBreached():
            yield (
                people.supervisors,
                "window_breached",
                f"【回访超时】{no}应于{due}前首次回访，仍无人拨打，请立即安排。",
            )
        case happened.CaseUnreachable():
            what = "首次回访" if event.kind is TaskKind.FIRST_CALLBACK else "办结后回访"
            text = f"【待主管决定】{no}{what}{why_given_up(event)}，请决定下一步。"
            yield people.supervisors, "unreachable", text
        case happened.DetailsAmended() if case.supervisor_decides and case.open_call is None:
            yield people.supervisors, "details_amended", f"【资料补充】{no}待您决定，报告人已补充资料。"
        case happened.IndependenceOverridden():
            yield (event.staff_id,), "independence_overridden", f"【指定回访】{no}由主管指定您回访。"


def _about_the_clock(case: Case, event: Event, people: Recipients) -> Iterable[_Notice]:
    no = case.number
    match event:
        case happened.LimitWarned():
            text = f"【时限预警】{no}的{_LIMITS[event.limit]}时限将至（{_due_of(case, event.limit)}），请抓紧。"
            yield _answerable(people, event.limit), "limit_warned", text
        case happened.LimitBreached():
            text = f"【超时】{no}的{_LIMITS[event.limit]}已超过时限（{_due_of(case, event.limit)}），请立即处理。"
            yield _answerable(people, event.limit), "limit_breached", text
            above = people.centre_heads if event.limit is LimitKind.TO_DISPATCH else people.line_executive
            yield above, "limit_breached", text
        case happened.SupervisorReminded():
            since = _local(case.moved_at)
            text = f"【停滞提醒】{no}自{since}起处于“{STATES[case.state]}”，一直没有进展，请处理。"
            yield people.supervisors, "still_open", text
        case happened.OrderOverdue():
            order = case.order(event.order)
            ordered_by = (order.ordered_by,) if order is not None and order.ordered_by is not None else ()
            yield (*people.handlers, *ordered_by), "order_overdue", f"【督办逾期】{no}的督办已到期，尚未书面答复。"


def _about_the_unit(case: Case, event: Event, people: Recipients) -> Iterable[_Notice]:
    no = case.number
    match event:
        case happened.CaseDispatched() | happened.CaseTransferred():
            accept, handle = _local(event.terms.accept.due_at), _local(event.terms.handling.due_at)
            text = f"【派单】{no}由贵单位归口承办，请于{accept}前签收，于{handle}前办结。"
            yield people.lead, "dispatched", text
            if isinstance(event, happened.CaseDispatched):
                for unit_id in event.assisting_unit_ids:
                    yield people.head_of(unit_id), "assisting", f"【协办】{no}已派单，请贵单位协办。"
        case happened.CaseAssigned():
            yield (event.staff_id,), "assigned", f"【承办】{no}由您承办。"
        case happened.CaseReturned(supervisor_decides=True):
            text = f"【退回】{no}已被退回{event.returns}次，请主管决定归口承办单位。"
            yield people.supervisors, "returned", text
        case happened.CaseReturned():
            yield people.group, "returned", f"【退回】{no}被退回，请重新派单。"
        case happened.CaseSupervised():
            text = f"【督办】{no}被督办，请于{_local(event.deadline)}前书面答复。"
            yield people.handlers, "supervised", text
        case happened.OrderAnswered():
            order = case.order(event.order)
            if order is not None and order.ordered_by is not None:
                yield (order.ordered_by,), "order_answered", f"【督办答复】{no}的督办已书面答复。"
        case happened.CaseReminded():
            yield people.handlers, "reminded", f"【催办】{no}被催办，请尽快办理。"
        case happened.CaseSeverityChanged() if case.lead_unit_id is not None:
            yield people.handlers, "severity_changed", f"【等级调整】{no}调整为{event.severity}级，时限随之变更。"


def _about_the_end(case: Case, event: Event, people: Recipients) -> Iterable[_Notice]:
    no = case.number
    match event:
        case happened.CaseArchived():
            yield people.outcome, "archived", f"您关注的客户不满{no}经回访，客户没有不满，已归档。"
        case happened.CaseClosed():
            yield people.outcome, "closed", f"您关注的客户不满{no}已结案：{outcome_of_closing(event)}。"
        case happened.CaseReopened(because=ReopenedBecause.FOLLOW_UP):
            yield people.handlers, "reopened", f"【重新办理】{no}回访后客户仍不满意，请继续办理，时限不变。"
        case happened.CaseReopened():
            yield people.group, "reopened", f"【重开】{no}已重开，请派单。"
        case happened.CaseComplaintMarked():
            yield (*people.supervisors, *people.lead), "complaint", f"【转为投诉】{no}的客户已正式投诉。"


def _answerable(people: Recipients, limit: LimitKind) -> tuple[str, ...]:
    """Choosing a unit is up to the group; everything after that is up to the unit."""
    return people.supervisors if limit is LimitKind.TO_DISPATCH else people.lead


def _due_of(case: Case, kind: LimitKind) -> str:
    limit = case.limit(kind)
    return _local(limit.due_at if limit is not None else None)


def _lateness(case: Case, event: happened.Fired) -> float:
    """How late the step is, in seconds. A mark that had passed when a person started its clock is late from then on."""
    since = event.due_at
    match event:
        case happened.WindowWarned() | happened.WindowBreached() | happened.CallWarned() | happened.CallOverdue():
            resumed = (call.resumed_at for call in case.calls if call.open and call.resumed_at is not None)
            since = max((since, *resumed))
        case happened.LimitWarned() | happened.LimitBreached():
            limit = case.limit(event.limit)
            since = limit.armed_at if limit is not None else since
        case happened.OrderOverdue():
            since = case.moved_at
    return late_by_seconds(max(since, event.due_at), event.at)


def _local(at: datetime | None) -> str:
    return local(at) if at is not None else ""
