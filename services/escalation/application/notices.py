"""What people are told about an on-site case: from events to messages. No customer's data is ever in a message."""

from collections.abc import Iterable

from services.escalation.domain.model import Case
from shared.contracts.base import Event
from shared.contracts.escalation import CaseFiled, CaseSettled, LevelTold, ToldAs
from shared.engine.notifications.message import Message
from shared.rules.directory import Directory


def messages_for(case: Case, event: Event, directory: Directory) -> Iterable[Message]:
    """The messages this event causes; `case` is the case after it."""
    match event:
        case LevelTold():
            return _level_told(case, event, directory)
        case CaseSettled():
            return _settled(case, event, directory)
        case CaseFiled():
            return (*_desk_told(case, event, directory), *_filed(case, event, directory))
        case _:
            return ()


def _level_told(case: Case, event: LevelTold, directory: Directory) -> Iterable[Message]:
    standing_in = "" if event.told_as is ToldAs.LEADER else f"（您以{_CAPACITY[event.told_as]}身份接收）"
    text = (
        f"【第{event.level}级】{_reporter(case, directory)}报告的客户不满（{case.number}）尚未化解，"
        f"请立即介入，10分钟内未化解将继续上报。{standing_in}{_late(event.late_by_seconds)}"
    )
    for recipient in (event.staff_id, *event.others):
        yield _message(case, f"level-{event.level}", recipient, "level_told", text, event.late_by_seconds)


def _settled(case: Case, event: CaseSettled, directory: Directory) -> Iterable[Message]:
    text = f"{_reporter(case, directory)}报告的客户不满（{case.number}）已化解，无需继续处理。"
    for recipient in _unique(case.told_staff, but=event.by):
        yield _message(case, "settled", recipient, "settled", text)


def _filed(case: Case, event: CaseFiled, directory: Directory) -> Iterable[Message]:
    """Those told so far learn it; of a report filed at once, when nobody was told, those who are informed."""
    told = (*case.told_staff, *event.informed)
    text = f"{_reporter(case, directory)}报告的客户不满（{case.number}）已启动流程，由95518投诉组回访客户。"
    reporter = (case.reporter.staff_id,) if case.reporter.staff_id else ()
    for recipient in _unique((*told, *reporter), but=event.by):
        yield _message(case, "filed", recipient, "filed_for_information", text + _late(event.late_by_seconds))


def _desk_told(case: Case, event: CaseFiled, directory: Directory) -> Iterable[Message]:
    text = (
        f"{_reporter(case, directory)}报告的客户不满（{case.number}）已无上级可通知，流程已启动，"
        f"请值班人员关注。{_late(event.late_by_seconds)}"
    )
    for recipient in event.duty_desk:
        yield _message(case, "desk", recipient, "nobody_left", text, event.late_by_seconds)


def _message(case: Case, what: str, recipient: str, kind: str, text: str, late: float = 0.0) -> Message:
    key = f"escalation.{case.id}.{what}.{recipient}"
    return Message(key=key, subject_id=case.id, recipient=recipient, kind=kind, text=text, late_by_seconds=late)


def _reporter(case: Case, directory: Directory) -> str:
    """Whom the text names: colleagues by name, somebody the directory does not know by his unit."""
    person = directory.person(case.reporter.staff_id)
    unit = directory.unit(case.reporter.unit_id)
    where = unit.name if unit else case.reporter.unit_id
    return f"{where}{person.name}" if person else f"{where}未登记人员"


def _late(seconds: float) -> str:
    return f"（系统迟报{round(seconds / 60)}分钟）" if seconds >= 60 else ""


def _unique(staff: Iterable[str], *, but: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(staff_id for staff_id in staff if staff_id != but))


_CAPACITY = {ToldAs.DEPUTY: "副职", ToldAs.DUTY_DESK: "值班", ToldAs.ROLE: "指定岗位"}
