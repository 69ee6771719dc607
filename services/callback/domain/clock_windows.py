"""The clock of the first callback (Art. 12): marks that pass while no attempt has ended with an outcome.

They are absolute, armed with the task and disarmed by the first such attempt. They wait while an attempt is under way;
if nothing comes of it they pass then. When several have passed at once only the highest fires; the lower ones are
recorded with it as skipped.
"""

from datetime import datetime

from services.callback.domain.model import Case
from services.callback.domain.stamps import fired
from shared.contracts.base import Event
from shared.contracts.callback import WindowBreached, WindowWarned
from shared.contracts.callback_values import Window
from shared.rules.ladders.windows import Mark, next_mark, passed
from shared.rules.obligation import Obligation

KIND = "window"


def owed(case: Case) -> tuple[Obligation, ...]:
    """The next mark."""
    mark = next_mark(_marks(case))
    return () if mark is None else (Obligation(kind=KIND, due_at=mark.at, step=mark.name),)


def due(case: Case, now: datetime) -> tuple[Event, ...]:
    """The highest mark that has passed, if any."""
    reached = passed(_marks(case), now)
    if reached.fires is None:
        return ()
    window, lateness = Window(reached.fires.name), fired(case, reached.fires.at, now)
    if window is Window.WARNING:
        return (WindowWarned(**lateness, window=window),)
    lower = tuple(Window(mark.name) for mark in reached.skipped)
    return (WindowBreached(**lateness, window=window, skipped=lower),)


def _marks(case: Case) -> tuple[Mark, ...]:
    call = case.open_call
    if call is not None and call.waits:
        return ()
    return tuple(Mark(name=armed.window, at=armed.due_at) for armed in case.windows)
