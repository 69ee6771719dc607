"""How events change an on-site case. Its state changes in no other way, and a replay of the log rebuilds it."""

from dataclasses import replace

from services.escalation.domain.model import Case, Told
from services.escalation.domain.states import State, Trigger, next_state
from shared.contracts.base import Event
from shared.contracts.escalation import CaseAcknowledged, CaseAmended, CaseFiled, CaseOpened, CaseSettled, LevelTold


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
        case CaseAmended():
            return replace(case, details=event.details)
        case CaseSettled():
            moved = _moved(case, event, Trigger.SETTLE)
            return replace(moved, settled_note=event.note, next_due_at=None)
        case CaseFiled():
            moved = _moved(case, event, Trigger.FILE)
            return replace(
                moved,
                filed_at=event.filed_at,
                filed_because=event.because,
                filed_skipped=event.skipped,
                informed=event.informed,
                duty_desk=event.duty_desk,
                next_due_at=None,
            )
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
    moved = _moved(case, event, Trigger.ESCALATE)
    return replace(moved, told=(*case.told, told), step=event.step, next_due_at=event.next_due_at)


def _acknowledged(case: Case, event: CaseAcknowledged) -> Case:
    """The first acknowledgement of a level counts; a repeated one is on record in the event log."""
    told = tuple(
        replace(t, acknowledged_at=event.at, acknowledged_by=event.by)
        if t.level == event.level and t.acknowledged_at is None
        else t
        for t in case.told
    )
    return replace(case, told=told)


def _moved(case: Case, event: Event, trigger: Trigger) -> Case:
    return replace(case, state=next_state(case.state, trigger), moved_by=event.by, moved_at=event.at)
