"""The clocks of dispatch and handling: a warning when most of a limit is used up, a breach when it has passed.

Marks are absolute and fire once each; when both have passed at once only the breach fires and says so. The handling
limit runs until the case is resolved, whichever unit has it; the others until it is dispatched, or signed for or
passed on.
"""

from datetime import datetime

from services.callback.domain.model import Case, LimitClock
from services.callback.domain.policy import marks
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import LimitBreached, LimitWarned
from shared.contracts.callback_values import HandlingTerms, LimitKind, LimitMarks
from shared.contracts.policy import HandlingPolicy
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.ladders.windows import Mark, next_mark, passed
from shared.rules.obligation import Obligation

KIND = "limit"
_WARNING, _BREACH = "warning", "breach"


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
    """The limit on handling for this severity. It always counts from the first dispatch."""
    start, limit = case.first_dispatched_at or now, policy.by_severity[severity - 1]
    return marks(LimitKind.HANDLING, start, limit, policy.warning_share, calendar)


def terms(case: Case, policy: HandlingPolicy, severity: int, now: datetime, calendar: WorkingCalendar) -> HandlingTerms:
    """The limits of the lead unit, as of now."""
    accept = marks(LimitKind.ACCEPT, now, policy.accept, policy.warning_share, calendar)
    return HandlingTerms(policy=policy, accept=accept, handling=handling(case, policy, severity, now, calendar))


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
    if reached.fires.name == _WARNING:
        return (LimitWarned(**lateness, limit=limit.kind),)
    return (LimitBreached(**lateness, limit=limit.kind, skipped_warning=bool(reached.skipped)),)


def _marks(limit: LimitClock) -> tuple[Mark, ...]:
    """The marks that have not fired yet. None after a breach, even if a person gives the case more time."""
    if not limit.running or limit.breached_at is not None:
        return ()
    warning = () if limit.warned_at is not None else (Mark(name=_WARNING, at=limit.warn_at),)
    return (*warning, Mark(name=_BREACH, at=limit.due_at))
