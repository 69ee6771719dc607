"""The messages an event of an on-site case causes: who gets which. No customer's data is ever in a message.

The deadline of a level, and what happens then, are read from the ladder frozen on the case; the words are in `texts`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from services.escalation.application import texts
from services.escalation.application.ports import Policies
from services.escalation.domain.model import Case
from services.escalation.domain.steps import foreseen
from shared.contracts.base import Event
from shared.contracts.escalation import CaseFiled, CaseSettled, LevelTold, ToldAs
from shared.engine.notifications.message import Message
from shared.platform.wording import clock_time, lateness, people_named, reporter_named, unit_named
from shared.rules.directory import Directory
from shared.rules.ladders.targets import Resolution


def messages_for(case: Case, event: Event, directory: Directory, policies: Policies) -> Iterable[Message]:
    """The messages this event causes; `case` is the case after it."""
    match event:
        case LevelTold():
            return _level_told(case, event, directory)
        case CaseSettled():
            return _settled(case, event, directory)
        case CaseFiled():
            until = clock_time(_call_due_at(event, directory, policies), written_at=event.at)
            return (*_desk_told(case, event, directory, until), *_filed(case, event, directory, until))
        case _:
            return ()


def _level_told(case: Case, event: LevelTold, directory: Directory) -> Iterable[Message]:
    """To each person of the level: what to do, by when, and what the next step of the ladder is otherwise."""
    reporter = unit_named(case.reporter.unit_id, directory) + _reporter(case, directory)
    until = clock_time(event.next_due_at, written_at=event.at)
    remarks = _standing_in(event, directory) + lateness(event.late_by_seconds, from_receipt=True)
    following = foreseen(case, directory)
    for recipient in (event.staff_id, *event.others):
        text = texts.level_told(reporter, until, _otherwise(following, recipient, directory), case.number)
        yield _message(case, f"level-{event.level}", recipient, "level_told", text + remarks, event.late_by_seconds)


def _otherwise(following: Resolution | None, recipient: str, directory: Directory) -> str:
    """What happens at the deadline: which leader is notified, or that the flow starts."""
    if following is None:
        return texts.flow_starts()
    staff = (following.staff_id, *following.others)
    superior = len(staff) == 1 and directory.leads(following.staff_id, recipient)
    return texts.next_is_told(people_named(staff, directory), superior=superior)


def _standing_in(event: LevelTold, directory: Directory) -> str:
    """For whom, and why, a deputy or the next leader up reads this; in which capacity a desk or a role does."""
    absent = next((skip for skip in event.skipped if skip.staff_id == event.meant_for), None)
    if event.told_as is ToldAs.DEPUTY and absent is not None:
        return texts.in_place_of(people_named(filter(None, [absent.staff_id]), directory), absent.reason)
    return texts.in_capacity(event.told_as)


def _settled(case: Case, event: CaseSettled, directory: Directory) -> Iterable[Message]:
    by, at = people_named(filter(None, [event.by]), directory), clock_time(event.at, written_at=event.at)
    text = texts.settled(_reporter(case, directory), by, at, case.number)
    for recipient in _unique(case.told_staff, but=event.by):
        yield _message(case, "settled", recipient, "settled", text)


def _filed(case: Case, event: CaseFiled, directory: Directory, call_until: str) -> Iterable[Message]:
    """To the reporter and all staff notified so far; for a report filed at once, to those who are to be informed."""
    told = (*case.told_staff, *event.informed)
    reporter = (case.reporter.staff_id,) if case.reporter.staff_id else ()
    for recipient in _unique((*told, *reporter), but=event.by):
        whose = None if recipient in reporter else _reporter(case, directory)
        text = texts.filed(whose, call_until, case.number) + lateness(event.late_by_seconds)
        yield _message(case, "filed", recipient, "filed_for_information", text)


def _desk_told(case: Case, event: CaseFiled, directory: Directory, call_until: str) -> Iterable[Message]:
    reporter = unit_named(case.reporter.unit_id, directory) + _reporter(case, directory)
    text = texts.nobody_left(reporter, call_until, case.number) + lateness(event.late_by_seconds)
    for recipient in event.duty_desk:
        yield _message(case, "desk", recipient, "nobody_left", text, event.late_by_seconds)


def _call_due_at(event: CaseFiled, directory: Directory, policies: Policies) -> datetime:
    """Until when 95518 promises to call (Art. 12)."""
    policy = policies.for_unit(directory.path(event.reporter.unit_id), event.filed_at).callback
    return event.filed_at + timedelta(seconds=policy.due_seconds)


def _message(case: Case, what: str, recipient: str, kind: str, text: str, late: float = 0.0) -> Message:
    key = f"escalation.{case.id}.{what}.{recipient}"
    return Message(key=key, subject_id=case.id, recipient=recipient, kind=kind, text=text, late_by_seconds=late)


def _reporter(case: Case, directory: Directory) -> str:
    return reporter_named(case.reporter.staff_id, directory)


def _unique(staff: Iterable[str], *, but: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(staff_id for staff_id in staff if staff_id != but))
