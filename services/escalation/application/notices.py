"""The messages an event of an on-site case causes. No customer's data is ever in a message.

The deadline of a level, and what happens then, are read from the ladder frozen on the case.
"""

from collections.abc import Iterable

from services.escalation.domain.model import Case
from services.escalation.domain.steps import foreseen
from shared.contracts.base import Event
from shared.contracts.escalation import CaseFiled, CaseSettled, LevelTold, ToldAs
from shared.engine.notifications.message import Message
from shared.platform.wording import deadline, lateness
from shared.rules.directory import Directory
from shared.rules.ladders.targets import Resolution

MOST_NAMES = 3


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
    """To each person of the level: what to do, by when, and what the next step of the ladder is otherwise."""
    until = deadline(event.next_due_at, written_at=event.at)
    ask = f"【请立即介入】{_reporter(case, directory)}报告的客户仍不满，请在{until}前化解。"
    standing_in = "" if event.told_as is ToldAs.LEADER else f"（您以{_CAPACITY[event.told_as]}身份接收）"
    following = foreseen(case, directory)
    for recipient in (event.staff_id, *event.others):
        otherwise = f"到时未化解，将{_next_step(following, recipient, directory)}。报告编号{case.number}。"
        text = f"{ask}\n{otherwise}{standing_in}{lateness(event.late_by_seconds)}"
        yield _message(case, f"level-{event.level}", recipient, "level_told", text, event.late_by_seconds)


def _next_step(following: Resolution | None, recipient: str, directory: Directory) -> str:
    """What happens at the deadline: which leader is notified, or that the flow starts."""
    if following is None:
        return "启动流程，由95518回访"
    staff = (following.staff_id, *following.others)
    people = [person.name for person in map(directory.person, staff) if person]
    superior = "您的上级" if len(people) == 1 and directory.leads(following.staff_id, recipient) else ""
    names = "、".join(people[:MOST_NAMES])
    return f"通知{superior}{names}" + (f"等{len(people)}人" if len(people) > MOST_NAMES else "")


def _settled(case: Case, event: CaseSettled, directory: Directory) -> Iterable[Message]:
    text = f"{_reporter(case, directory)}报告的客户不满（{case.number}）已化解，无需继续处理。"
    for recipient in _unique(case.told_staff, but=event.by):
        yield _message(case, "settled", recipient, "settled", text)


def _filed(case: Case, event: CaseFiled, directory: Directory) -> Iterable[Message]:
    """To the reporter and all staff notified so far; for a report filed at once, to those who are to be informed."""
    told = (*case.told_staff, *event.informed)
    text = f"{_reporter(case, directory)}报告的客户不满（{case.number}）已启动流程，由95518投诉组回访客户。"
    reporter = (case.reporter.staff_id,) if case.reporter.staff_id else ()
    for recipient in _unique((*told, *reporter), but=event.by):
        yield _message(case, "filed", recipient, "filed_for_information", text + lateness(event.late_by_seconds))


def _desk_told(case: Case, event: CaseFiled, directory: Directory) -> Iterable[Message]:
    text = (
        f"{_reporter(case, directory)}报告的客户不满（{case.number}）已无上级可通知，流程已启动，"
        f"请值班人员关注。{lateness(event.late_by_seconds)}"
    )
    for recipient in event.duty_desk:
        yield _message(case, "desk", recipient, "nobody_left", text, event.late_by_seconds)


def _message(case: Case, what: str, recipient: str, kind: str, text: str, late: float = 0.0) -> Message:
    key = f"escalation.{case.id}.{what}.{recipient}"
    return Message(key=key, subject_id=case.id, recipient=recipient, kind=kind, text=text, late_by_seconds=late)


def _reporter(case: Case, directory: Directory) -> str:
    """The reporter's unit and name; of a reporter the directory does not know, the unit alone."""
    person = directory.person(case.reporter.staff_id)
    unit = directory.unit(case.reporter.unit_id)
    where = unit.name if unit else case.reporter.unit_id
    return f"{where}{person.name}" if person else f"{where}未登记人员"


def _unique(staff: Iterable[str], *, but: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(staff_id for staff_id in staff if staff_id != but))


_CAPACITY = {ToldAs.DEPUTY: "副职", ToldAs.DUTY_DESK: "值班", ToldAs.ROLE: "指定岗位"}
