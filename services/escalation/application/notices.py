"""The messages an event of an on-site case causes: who gets which. No customer's data is ever in a message.

The deadline of a level, and what happens then, are read from the ladder frozen on the case; the words are in `texts`.
"""

from collections.abc import Iterable
from datetime import datetime

from services.escalation.application import texts
from services.escalation.application.addressing import (
    concerned,
    message,
    reporter_name,
    reporter_of_unit,
    reporters,
    unique,
)
from services.escalation.application.grave_notices import complaint_told, risk_told
from services.escalation.domain.model import Case
from services.escalation.domain.steps import foreseen
from shared.contracts.base import Event
from shared.contracts.escalation import (
    CaseAcknowledged,
    CaseAmended,
    CaseComplaintMarked,
    CaseFiled,
    CaseOpened,
    CaseSettled,
    FiledBecause,
    LevelAlsoTold,
    LevelTold,
    Skipped,
    ToldAs,
)
from shared.engine.notifications.message import Message
from shared.platform.wording import clock_time, in_place_of, lateness, people_named, person_named
from shared.rules.directory import Directory
from shared.rules.ladders.policy import PolicyBook
from shared.rules.outreach.promise import promised_until


def messages_for(
    case: Case, event: Event, directory: Directory, policies: PolicyBook, *, before: Case | None
) -> Iterable[Message]:
    """The messages this event causes; `case` is the case after it, `before` the one it changed."""
    match event:
        case CaseOpened() | CaseAmended():
            return risk_told(case, event, directory, before=before)
        case LevelTold():
            return (*_level_told(case, event, directory), *_went_past(case, event, directory))
        case LevelAlsoTold():
            return _also_told(case, event, directory)
        case CaseAcknowledged():
            return _acknowledged(case, event, directory)
        case CaseSettled():
            return _settled(case, event, directory)
        case CaseComplaintMarked():
            return complaint_told(case, event, directory)
        case CaseFiled():
            until = clock_time(_call_due_at(event, directory, policies), written_at=event.at)
            return (*_desk_told(case, event, directory, until), *_filed(case, event, directory, until))
        case _:
            return ()


# While the ladder runs


def _level_told(case: Case, event: LevelTold, directory: Directory) -> Iterable[Message]:
    """To each person of the level: what to do, by when, and what happens otherwise. To the reporter: who was told."""
    staff, late = (event.staff_id, *event.others), event.late_by_seconds
    deadline = _Deadline(case, event.at, directory)
    remarks = _standing_in(event, directory) + lateness(late, from_receipt=True)
    yield from _asked_to_step_in(case, deadline, staff, remarks, directory, what=f"level-{event.level}", late=late)
    names = people_named(staff, directory)
    for reporter in unique(reporters(case), but=event.by):
        text = texts.leader_told(names, deadline.until, deadline.otherwise(reporter), case.number)
        yield message(case, f"told-{event.level}", reporter, "leader_told", text + lateness(late), late)


def _went_past(case: Case, event: LevelTold, directory: Directory) -> Iterable[Message]:
    """To the level before: their time is up, or a person went past them."""
    if len(case.told) < 2:
        return
    until = clock_time(event.due_at, written_at=event.at) if event.by is None else None
    names = people_named((event.staff_id, *event.others), directory)
    text = texts.went_past(reporter_name(case, directory), until, names, case.number)
    now_told = (event.staff_id, *event.others, event.by, case.details.subject_staff_id)
    for recipient in case.told[-2].everyone:
        if recipient not in now_told:
            yield message(case, f"past-{event.level}", recipient, "went_past", text)


def _also_told(case: Case, event: LevelAlsoTold, directory: Directory) -> Iterable[Message]:
    """To the stand-in as to any leader; to the reporter: who was told as well."""
    staff, what = (event.staff_id, *event.others), f"also-{event.level}"
    deadline = _Deadline(case, event.at, directory)
    remarks = _for_whom(event.skipped, case.details.subject_staff_id, directory)
    yield from _asked_to_step_in(case, deadline, staff, remarks, directory, what=what)
    names = people_named(staff, directory)
    for reporter in reporters(case):
        text = texts.stand_in_told(names, deadline.until, deadline.otherwise(reporter), case.number)
        yield message(case, f"told-{what}", reporter, "leader_told", text)


def _acknowledged(case: Case, event: CaseAcknowledged, directory: Directory) -> Iterable[Message]:
    """To the reporter, once for each person and level."""
    if [act.by for act in case.acknowledgements(event.level)].count(event.by) > 1:
        return
    by, what = person_named(event.by, directory), f"acknowledged-{event.level}-{event.by}"
    deadline = _Deadline(case, event.at, directory)
    for reporter in unique(reporters(case), but=event.by):
        text = texts.acknowledged(by, deadline.until, deadline.otherwise(reporter), case.number)
        yield message(case, what, reporter, "acknowledged", text)


def _asked_to_step_in(
    case: Case,
    deadline: "_Deadline",
    staff: Iterable[str],
    remarks: str,
    directory: Directory,
    *,
    what: str,
    late: float = 0.0,
) -> Iterable[Message]:
    reporter = reporter_of_unit(case, directory)
    for recipient in staff:
        text = texts.level_told(reporter, deadline.until, deadline.otherwise(recipient), case.number) + remarks
        yield message(case, what, recipient, "level_told", text, late)


class _Deadline:
    """The deadline that runs, worked out once for all who are told of it: until when, and whom the next step tells."""

    def __init__(self, case: Case, at: datetime, directory: Directory) -> None:
        self.until = clock_time(case.next_due_at or at, written_at=at)
        following = foreseen(case, directory)
        self._staff = (following.staff_id, *following.others) if following is not None else ()
        self._names = people_named(self._staff, directory)
        self._directory = directory

    def otherwise(self, recipient: str) -> str:
        """What happens at the deadline: which leader is notified, or that the flow starts."""
        if not self._staff:
            return texts.flow_starts()
        superior = len(self._staff) == 1 and self._directory.leads(self._staff[0], recipient)
        return texts.next_is_told(self._names, superior=superior)


def _standing_in(event: LevelTold, directory: Directory) -> str:
    """For whom, and why, a deputy or the next leader up reads this; in which capacity a desk or a role does."""
    if event.told_as is ToldAs.DEPUTY and (remark := _for_whom(event.skipped, event.meant_for, directory)):
        return remark
    return texts.in_capacity(event.told_as)


def _for_whom(skipped: Iterable[Skipped], holder: str | None, directory: Directory) -> str:
    absent = next((skip for skip in skipped if skip.staff_id == holder), None)
    if absent is None:
        return ""
    return in_place_of(absent, directory)


# Its end


def _settled(case: Case, event: CaseSettled, directory: Directory) -> Iterable[Message]:
    """To all who were told or are informed, and to the reporter if another person settled it."""
    by, at = person_named(event.by, directory), clock_time(event.at, written_at=event.at)
    for recipient, whose in concerned(case, (*case.told_staff, *event.informed), directory, event):
        yield message(case, "settled", recipient, "settled", texts.settled(whose, by, at, case.number))


def _filed(case: Case, event: CaseFiled, directory: Directory, call_until: str) -> Iterable[Message]:
    """To the reporter, and all who were notified or are to be informed. The reporter is asked for what is missing."""
    late = lateness(event.late_by_seconds)
    says = texts.complained if event.because is FiledBecause.COMPLAINT else texts.filed
    for recipient, whose in concerned(case, (*case.told_staff, *event.informed), directory, event):
        text = says(whose, call_until, case.number) + late
        yield message(case, "filed", recipient, "filed_for_information", text)
    if event.details.ground is None and event.details.text is None:
        for reporter in reporters(case):
            yield message(case, "reason", reporter, "reason_asked", texts.reason_asked(case.number))


def _desk_told(case: Case, event: CaseFiled, directory: Directory, call_until: str) -> Iterable[Message]:
    reporter = reporter_of_unit(case, directory)
    text = texts.nobody_left(reporter, call_until, case.number) + lateness(event.late_by_seconds)
    for recipient in event.duty_desk:
        yield message(case, "desk", recipient, "nobody_left", text, event.late_by_seconds)


def _call_due_at(event: CaseFiled, directory: Directory, policies: PolicyBook) -> datetime:
    """Until when 95518 promises to call (Art. 12)."""
    policy = policies.for_unit(directory.path(event.reporter.unit_id), event.filed_at).callback
    detected_at = event.detected_at or event.filed_at
    return promised_until(policy, filed_at=event.filed_at, detected_at=detected_at)
