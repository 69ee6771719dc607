"""What a permission needs to know of a case."""

from datetime import datetime

from services.callback.domain.independence import left_of_group
from services.callback.domain.model import Case
from services.callback.domain.policy import reopen_until
from services.callback.domain.states import State
from shared.contracts.callback_values import LimitKind, Outcome
from shared.contracts.words import Line
from shared.platform.identity.actions import CaseFacts
from shared.rules.directory import Directory

_REACHED = frozenset({Outcome.REACHED, Outcome.REFUSED})


def line_of(case: Case, directory: Directory) -> Line | None:
    """The line that answers: the lead unit's; of a unit with several, the one complained of, else the reporter's."""
    head = directory.person(directory.head_of(case.lead_unit_id))
    stated = case.details.line or case.reporter.line
    return directory.line_of(case.lead_unit_id) or stated or (head.line if head is not None else None)


def facts_of(case: Case, directory: Directory, at: datetime, asking: str | None = None) -> CaseFacts:
    """The facts of a case at a moment; `asking` is the person whose override counts."""
    call = case.open_call
    overridden = {override.staff_id for override in case.overrides}
    return CaseFacts(
        reporter_id=case.reporter.staff_id,
        reporter_unit_id=case.reporter.unit_id,
        registered_by=case.registered_by,
        told=(*case.told, *case.informed, *case.duty_desk),
        stand_ins=case.stand_ins,
        line=line_of(case, directory),
        lead_unit_id=case.lead_unit_id,
        assisting_unit_ids=case.assisting_unit_ids,
        handler_id=case.handler_id,
        breached=case.breached,
        lease_holder=call.task.holder(at) if call else None,
        subject_staff_id=case.details.subject_staff_id,
        complained_unit_id=case.details.complained_unit_id,
        group_exhausted=not left_of_group(directory, case, at),
        override_staff_id=asking if asking in overridden else None,
        number_asked=call is not None and call.ask_reporter,
        reached_by=reached_by(case),
        accepted_by=accepted_by(case),
        over=is_over(case, at),
    )


def accepted_by(case: Case) -> str | None:
    """Who accepted the case for the unit that handles it.

    A document of 0.1.0 has no such field: there it is who moved the case to its state when the limit to accept ended.
    """
    accepts = (limit for limit in case.limits if limit.kind is LimitKind.ACCEPT)
    by_move = case.state is State.HANDLING and any(limit.ended_at == case.moved_at for limit in accepts)
    return case.accepted_by or (case.moved_by if by_move else None)


def reached_by(case: Case) -> tuple[str, ...]:
    """Who spoke to the customer, until the case is dispatched."""
    if case.first_dispatched_at is not None:
        return ()
    attempts = (attempt for call in case.calls for attempt in call.attempts if attempt.outcome in _REACHED)
    return tuple(attempt.by for attempt in attempts if attempt.by is not None)


def is_over(case: Case, at: datetime) -> bool:
    """True once the case has ended and can no longer be reopened."""
    return case.ended_at is not None and at >= reopen_until(case)
