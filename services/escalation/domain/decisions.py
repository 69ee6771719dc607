"""What people do to an on-site case: each function returns the events it causes, or raises the refusal.

Who may do it is judged by the permissions, before. What time does is `obligations.due`, what a report does `arrivals`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from services.escalation.domain import errors
from services.escalation.domain.evolve import evolve
from services.escalation.domain.model import Case
from services.escalation.domain.states import State
from services.escalation.domain.steps import Asked, case_filed, take_step, to_inform
from shared.contracts.base import Event, Sealed
from shared.contracts.escalation import CaseAcknowledged, CaseComplaintMarked, CaseErased, CaseSettled, FiledBecause
from shared.rules.directory import Directory
from shared.rules.stated_time import CLOCK_TOLERANCE


def acknowledge(
    case: Case, *, by: str, now: datetime, note: Sealed | None = None, level: int | None = None
) -> tuple[Event, ...]:
    """A leader who was notified steps in (介入), recorded for their own latest level. The clock keeps running.

    `level`: the level of the message they answer; refused if the case has left it.
    """
    _must_be_live(case)
    if level is not None and level != case.level:
        raise errors.at_another_level(case)
    own = [told for told in case.told if by in told.everyone]
    if not own:
        raise errors.not_told()
    return (CaseAcknowledged(case_id=case.id, at=now, by=by, level=own[-1].level, note=note),)


def settle(
    case: Case, *, by: str, now: datetime, note: Sealed | None, directory: Directory, call_id: Sealed | None = None
) -> tuple[Event, ...]:
    """The customer was calmed (化解); the note, which says how, is required.

    Where no level was notified yet, those whom the first one would have notified are informed.
    """
    if note is None:
        raise errors.note_needed()
    _must_be_live(case)
    informed = to_inform(case, now=now, directory=directory)
    return (CaseSettled(case_id=case.id, at=now, by=by, note=note, informed=informed, call_id=call_id),)


def escalate(
    case: Case,
    *,
    by: str,
    now: datetime,
    level: int | None,
    directory: Directory,
    note: Sealed | None = None,
    call_id: Sealed | None = None,
) -> tuple[Event, ...]:
    """Take the next step now (上报), because a person asks for it.

    `level` is the level they leave (0 while calming): a second click, or one that comes after the step was taken by
    time, names a level that is left already, and is refused.
    """
    if level is None:
        raise errors.level_needed()
    _must_be_live(case)
    if level != case.level:
        raise errors.at_another_level(case)
    return take_step(case, now=now, directory=directory, asked=Asked(by=by, note=note, call_id=call_id))


def file(
    case: Case,
    *,
    by: str,
    now: datetime,
    directory: Directory,
    note: Sealed | None = None,
    call_id: Sealed | None = None,
) -> tuple[Event, ...]:
    """Start the flow now (启动流程), because a person asks for it. What is missing of the report is asked for later."""
    _must_be_live(case)
    asked = Asked(by=by, note=note, call_id=call_id)
    informed = to_inform(case, now=now, directory=directory)
    return (case_filed(case, FiledBecause.ASKED, now=now, asked=asked, informed=informed),)


def complaint(
    case: Case,
    *,
    by: str,
    now: datetime,
    source: str,
    number: str | None,
    complained_at: datetime,
    sealed: Mapping[str, Sealed | None],
    within: timedelta,
    directory: Directory,
) -> tuple[Event, ...]:
    """The customer made a formal complaint: where, under which number, when. It starts the flow.

    A settled case is filed only `within` this time of the settlement; later the complaint is put on record and no more.
    The same complaint again changes nothing. What is `sealed` goes into the event as it is.
    """
    if case.state is State.FILED:
        raise errors.moved_on(case)
    if complained_at > now + CLOCK_TOLERANCE:
        raise errors.complaint_in_future()
    when = min(complained_at, now)
    if any(mark.is_the_same(source, number, when) for mark in case.complaints):
        return ()
    starts_flow = case.live or now < case.moved_at + within
    marked = CaseComplaintMarked(
        case_id=case.id,
        at=now,
        by=by,
        source=source,
        number=number,
        complained_at=when,
        starts_flow=starts_flow,
        **sealed,
    )
    if not starts_flow:
        return (marked,)
    informed = to_inform(case, now=now, directory=directory)
    filed = case_filed(evolve(case, marked), FiledBecause.COMPLAINT, now=now, asked=Asked(by=by), informed=informed)
    return marked, filed


def erase(case: Case, *, by: str | None, now: datetime) -> tuple[Event, ...]:
    """The personal data of a case was erased; nothing if it was before."""
    return (CaseErased(case_id=case.id, at=now, by=by),) if case.erased_at is None else ()


def _must_be_live(case: Case) -> None:
    if not case.live:
        raise errors.moved_on(case)
