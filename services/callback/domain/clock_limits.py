"""The clocks of dispatch and handling: a warning when most of a limit is used up, a breach when it has passed.

Marks are absolute and fire once each; of several that have passed at once only the last fires and says so. A round of
handling runs until the case is resolved, whichever unit has it. A further round, with marks of its own, begins after a
failed follow-up at once, after a reopening with the next dispatch. The other limits run until the case is dispatched,
or signed for or passed on.
"""

from dataclasses import replace
from datetime import datetime

from services.callback.domain.model import Case, LimitClock
from services.callback.domain.policy import accept_limit, marks, round_limit
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import LimitBreached, LimitHalfUsed, LimitWarned
from shared.contracts.callback_values import HandlingTerms, LimitKind, LimitMarks
from shared.contracts.policy import HandlingPolicy
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.ladders.windows import Mark, next_mark, passed
from shared.rules.obligation import Obligation

KIND = "limit"
_HALF_OF_IT = 0.5
_HALF, _WARNING, _BREACH = "half", "warning", "breach"


def owed(case: Case) -> tuple[Obligation, ...]:
    """The next mark of every running limit."""
    return tuple(each for limit in case.limits for each in _next(limit))


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """For every running limit, the highest mark that has passed and has not fired."""
    return tuple(event for limit in case.limits for event in _passed(case, limit, now))


def to_dispatch(case: Case, now: datetime, calendar: WorkingCalendar) -> LimitMarks:
    """The limit on choosing a unit, from this entry into `to_dispatch`."""
    return marks(LimitKind.TO_DISPATCH, now, case.policy.to_dispatch, case.policy.warning_share, calendar)


def handling(case: Case, policy: HandlingPolicy, severity: int, now: datetime, calendar: WorkingCalendar) -> LimitMarks:
    """The limit on the running round of handling for this severity, from its start; else on a round that starts now."""
    running = case.limit(LimitKind.HANDLING)
    number = running.round if running is not None else case.handling_round + 1
    start, limit = running.started_at if running is not None else now, round_limit(policy, severity, number)
    counted = marks(LimitKind.HANDLING, start, limit, policy.warning_share, calendar, policy.service)
    return replace(counted, round=number)


def accept(case: Case, policy: HandlingPolicy, severity: int, now: datetime, calendar: WorkingCalendar) -> LimitMarks:
    """The limit on signing for it, from this entry; the running one from its start. At half of it the handlers hear."""
    running, limit = case.limit(LimitKind.ACCEPT), accept_limit(policy, severity)
    start = running.started_at if running is not None else now
    counted = marks(LimitKind.ACCEPT, start, limit, policy.warning_share, calendar, policy.service)
    return replace(counted, half_at=calendar.share(start, limit, _HALF_OF_IT, policy.service))


def terms(case: Case, policy: HandlingPolicy, severity: int, now: datetime, calendar: WorkingCalendar) -> HandlingTerms:
    """The limits of the lead unit that enters now."""
    entering = replace(case, limits=tuple(limit for limit in case.limits if limit.kind is not LimitKind.ACCEPT))
    return HandlingTerms(
        policy=policy,
        accept=accept(entering, policy, severity, now, calendar),
        handling=handling(case, policy, severity, now, calendar),
    )


def resumes_at(case: Case, limit: LimitClock, now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """When the clock of a running limit that stands still continues; None while it runs, and once it has passed."""
    policy = case.handling_policy
    if now >= limit.due_at:
        return None
    if limit.kind is LimitKind.TO_DISPATCH or policy is None:
        return calendar.resumes_at(now, case.policy.to_dispatch.timing)
    accepting = limit.kind is LimitKind.ACCEPT
    counted = accept_limit(policy, case.severity) if accepting else round_limit(policy, case.severity, limit.round)
    return calendar.resumes_at(now, counted.timing, policy.service)


def _next(limit: LimitClock) -> tuple[Obligation, ...]:
    mark = next_mark(_marks(limit))
    if mark is None:
        return ()
    return (Obligation(kind=KIND, due_at=mark.at, step=f"{limit.kind}:{mark.name}:{limit.started_at.isoformat()}"),)


def _passed(case: Case, limit: LimitClock, now: datetime) -> tuple[Event, ...]:
    reached = passed(_marks(limit), now)
    if reached.fires is None:
        return ()
    lateness = fired(case, reached.fires.at, now)
    if reached.fires.name == _HALF:
        return (LimitHalfUsed(**lateness, limit=limit.kind),)
    if reached.fires.name == _WARNING:
        return (LimitWarned(**lateness, limit=limit.kind),)
    unwarned = any(mark.name == _WARNING for mark in reached.skipped)
    return (LimitBreached(**lateness, limit=limit.kind, skipped_warning=unwarned),)


def _marks(limit: LimitClock) -> tuple[Mark, ...]:
    """The marks that have not fired yet. None after a breach, even if a person gives the case more time."""
    if not limit.running or limit.breached_at is not None:
        return ()
    breach = Mark(name=_BREACH, at=limit.due_at)
    if limit.warned_at is not None:
        return (breach,)
    half = () if limit.half_at is None or limit.halved_at is not None else (Mark(name=_HALF, at=limit.half_at),)
    return (*half, Mark(name=_WARNING, at=limit.warn_at), breach)
