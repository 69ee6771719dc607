"""Examples for `/help/parts`: the values with which each macro is shown in each of its states."""

from datetime import timedelta
from typing import Any

from shared.contracts.words import RiskFlag
from shared.support.errors import Conflict, FieldError
from shared.web.site.forms import EMPTY, FilledForm
from shared.web.site.message_pages import Box, MessageRow
from shared.web.site.session import Viewer
from shared.web.site.times import Countdown, countdown, machine_time

WHOLE = timedelta(minutes=10)
LEFT = {
    "calm": timedelta(minutes=9),
    "soon": timedelta(minutes=1),
    "late": timedelta(minutes=-2),
    "hours": timedelta(hours=5),
    "days": timedelta(days=3),
}


def samples(viewer: Viewer) -> dict[str, Any]:
    """All of them, for the template."""
    return {
        "empty": EMPTY,
        "wrong": _wrong(viewer),
        "clocks": {name: countdown(viewer.now + left, viewer.now, whole=WHOLE) for name, left in LEFT.items()}
        | {"paused": _paused(viewer)},
        "flags": tuple(RiskFlag),
        "box": Box(rows=tuple(_rows(viewer)), up_to=3, unread=1, older=1),
    }


def _wrong(viewer: Viewer) -> FilledForm[Any]:
    """A form that was refused because a colleague was quicker, with a fault at each kind of field."""
    refusal = Conflict("already_settled", "Settled.", state="settled", by=viewer.actor.staff_id, at=viewer.now)
    names = ("wrong.line", "wrong.text", "wrong.choice", "wrong.list")
    errors = tuple(FieldError(name, "required", "This is needed.") for name in names)
    return FilledForm(typed={"note": "…", "wrong.line": "138"}, errors=errors, refusal=refusal)


def _paused(viewer: Viewer) -> Countdown:
    now = viewer.now
    return countdown(now + timedelta(hours=20), now, whole=WHOLE, resumes_at=now + timedelta(hours=15))


def _rows(viewer: Viewer) -> list[MessageRow]:
    """A message that is unread, one that came late, and one of a day before that was read."""
    ages = (timedelta(minutes=1), timedelta(minutes=30), timedelta(days=1))
    return [
        MessageRow(
            first=f"R261123-EXAMPLE{number}",
            rest="…",
            at=viewer.now - age,
            order=machine_time(viewer.now - age),
            late_by_seconds=240 if number == 1 else 0,
            is_unread=number == 0,
            address="/help",
        )
        for number, age in enumerate(ages)
    ]
