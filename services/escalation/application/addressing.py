"""To whom a message goes and in whose words it speaks of the reporter, for all messages of escalation."""

from collections.abc import Iterable
from datetime import datetime

from services.escalation.domain.model import Case
from shared.contracts.base import Event
from shared.engine.notifications.message import Message
from shared.platform.wording import reporter_named, unit_named
from shared.rules.directory import Directory
from shared.rules.offices import Offices


def message(case: Case, what: str, recipient: str, kind: str, text: str, late: float = 0.0) -> Message:
    """A message; `what` tells it from the others that this person gets about the case."""
    key = f"escalation.{case.id}.{what}.{recipient}"
    return Message(key=key, subject_id=case.id, recipient=recipient, kind=kind, text=text, late_by_seconds=late)


def level_of(key: str) -> int | None:
    """The level at which the message with this key asks its recipient to step in; None if it asks for no such thing."""
    what = key.split(".")[2]
    name, _, level = what.partition("-")
    return int(level) if name in ("level", "also") and level.isdecimal() else None


def reporters(case: Case) -> tuple[str, ...]:
    """The reporter; in the place of one whom the directory does not know, who registered the report."""
    return tuple(filter(None, [case.reporter.staff_id or case.registered_by]))


def offices(case: Case, directory: Directory, at: datetime) -> Offices:
    """Who answers for the offices around the case at this moment."""
    return Offices.around(directory, at, reporter=case.reporter, registered_by=case.registered_by, details=case.details)


def concerned(case: Case, staff: Iterable[str], directory: Directory, event: Event) -> Iterable[tuple[str, str | None]]:
    """These and the reporter, each once, with whose report it is to them (None: their own), but not who caused it.

    In the place of the person complained of, who may have been notified before that was known, their stand-in.
    """
    notified = offices(case, directory, event.at).unconcerned(staff)
    for recipient in unique((*notified, *reporters(case)), but=event.by):
        yield recipient, None if recipient in reporters(case) else reporter_name(case, directory)


def unique(staff: Iterable[str], *, but: str | None) -> tuple[str, ...]:
    """Each once, without the person who caused it."""
    return tuple(dict.fromkeys(staff_id for staff_id in staff if staff_id != but))


def reporter_name(case: Case, directory: Directory) -> str:
    """The reporter's name."""
    return reporter_named(case.reporter.staff_id, directory)


def reporter_of_unit(case: Case, directory: Directory) -> str:
    """The reporter's unit and name."""
    return unit_named(case.reporter.unit_id, directory) + reporter_name(case, directory)
