"""How events change an on-site case. Its state changes in no other way, and a replay of the log rebuilds it."""

from dataclasses import replace
from typing import Any

from services.escalation.domain.model import Case, Told
from services.escalation.domain.states import State, Trigger, next_state
from shared.contracts.base import Event
from shared.contracts.escalation import (
    CaseAcknowledged,
    CaseAmended,
    CaseComplaintMarked,
    CaseErased,
    CaseFiled,
    CaseOpened,
    CaseSettled,
    ComplaintMark,
    FiledBecause,
    LevelAlsoTold,
    LevelTold,
    OnSiteAct,
    OnSiteDeed,
)


def evolve(case: Case | None, event: Event) -> Case:
    """The case after this event."""
    if isinstance(event, CaseOpened):
        assert case is None
        return _opened(event)
    assert case is not None
    match event:
        case LevelTold():
            return _told(case, event)
        case CaseAcknowledged():
            return _acknowledged(case, event)
        case LevelAlsoTold():
            return _also_told(case, event)
        case CaseAmended():
            return replace(case, details=event.details, reporter=event.details.reporter or case.reporter)
        case CaseSettled():
            settled = _with_act(case, event, OnSiteDeed.SETTLED)
            changes = {"settled_note": event.note, "informed": event.informed, "next_due_at": None}
            return _moved(settled, event, Trigger.SETTLE, **changes)
        case CaseComplaintMarked():
            return replace(case, complaints=(*case.complaints, _complaint(event)))
        case CaseFiled():
            return _filed(case, event)
        case CaseErased():
            return replace(case, erased_at=event.at, next_due_at=None)
        case _:
            raise TypeError(f"{event.type} is not an event of an on-site case")


def _opened(event: CaseOpened) -> Case:
    return Case(
        id=event.case_id,
        number=event.number,
        state=State.CALMING,
        channel=event.channel,
        stage=event.stage,
        accepted_at=event.accepted_at,
        detected_at=event.detected_at,
        reporter=event.reporter,
        registered_by=event.registered_by,
        details=event.details,
        ladder=event.ladder,
        step=0,
        next_due_at=event.calming_due_at,
        moved_by=event.by,
        moved_at=event.at,
    )


def _told(case: Case, event: LevelTold) -> Case:
    told = Told(
        level=event.level,
        staff_id=event.staff_id,
        others=event.others,
        meant_for=event.meant_for,
        office=event.office,
        told_as=event.told_as,
        skipped=event.skipped,
        due_at=event.due_at,
        told_at=event.at,
    )
    if event.by is not None:
        case = _with_act(case, event, OnSiteDeed.ESCALATED, level=case.level)
    changes = {"told": (*case.told, told), "step": event.step, "next_due_at": event.next_due_at}
    return _moved(case, event, Trigger.ESCALATE, **changes)


def _also_told(case: Case, event: LevelAlsoTold) -> Case:
    staff = (event.staff_id, *event.others)
    told = (replace(t, also_told=(*t.also_told, *staff)) if t.level == event.level else t for t in case.told)
    return replace(case, told=tuple(told))


def _filed(case: Case, event: CaseFiled) -> Case:
    trigger = Trigger.COMPLAINT if event.because is FiledBecause.COMPLAINT else Trigger.FILE
    return _moved(
        case,
        event,
        trigger,
        filed_at=event.filed_at,
        filed_because=event.because,
        filed_skipped=event.skipped,
        informed=event.informed,
        duty_desk=event.duty_desk,
        next_due_at=None,
    )


def _acknowledged(case: Case, event: CaseAcknowledged) -> Case:
    """The first acknowledgement of a level counts; the words of each are kept."""
    told = tuple(
        replace(t, acknowledged_at=event.at, acknowledged_by=event.by)
        if t.level == event.level and t.acknowledged_at is None
        else t
        for t in case.told
    )
    return _with_act(replace(case, told=told), event, OnSiteDeed.ACKNOWLEDGED, level=event.level)


def _with_act(
    case: Case, event: CaseAcknowledged | LevelTold | CaseSettled, deed: OnSiteDeed, level: int | None = None
) -> Case:
    """What a person did, with their words; at the level notified last unless stated."""
    at_level = case.level if level is None else level
    act = OnSiteAct(deed=deed, level=at_level, by=event.by, at=event.at, note=event.note)
    return replace(case, on_site=(*case.on_site, act))


def _complaint(event: CaseComplaintMarked) -> ComplaintMark:
    return ComplaintMark(
        source=event.source,
        number=event.number,
        complained_at=event.complained_at,
        note=event.note,
        marked_by=event.by,
        marked_at=event.at,
        stated_source=event.stated_source,
        stated_number=event.stated_number,
    )


def _moved(case: Case, event: Event, trigger: Trigger, **changes: Any) -> Case:  # noqa: ANN401
    """The case in its next state, with these changes: one new value, as every case of a crowd is changed so."""
    return replace(case, state=next_state(case.state, trigger), moved_by=event.by, moved_at=event.at, **changes)
