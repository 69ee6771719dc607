"""The navigation of the pages: which entries a person's roles have. What they may do there `permissions` says."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.platform.identity.actor import Actor
from shared.rules.directory import Role

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
SESSION_ENDED = "/sign-in/ended"
"""Where a form goes that was sent after the end of its session."""
MESSAGES = "/messages"
"""Everyone has it in the bar; those whose work begins with a message have it as an entry."""

_REPORTING = frozenset({Role.REPORTER, Role.LEADER, Role.UNIT_HEAD, Role.AGENT})
_ON_SITE = frozenset({Role.REPORTER, Role.LEADER, Role.UNIT_HEAD})
_SUPERVISION = frozenset({Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD, Role.CUSTOMER_SERVICE})
_TOLD = frozenset({Role.REPORTER, Role.LEADER, Role.AGENT})
_UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_HANDLER})
_DESK = frozenset({Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its path, its words (in English, as in a template), the key after `g`, and whose roles have it."""

    path: str
    words: str
    key: str
    roles: frozenset[Role]


ENTRIES: tuple[Entry, ...] = (
    Entry("/register", "Register", "r", frozenset({Role.AGENT})),
    Entry("/report", "Report", "b", _REPORTING),
    Entry("/onsite", "On site", "o", _ON_SITE),
    Entry("/desk", "Desk", "d", _DESK),
    Entry("/supervision", "Supervision", "s", _SUPERVISION),
    Entry("/unit", "My unit", "u", _UNIT),
    Entry(MESSAGES, "Messages", "x", _TOLD),
)
"""In the order of the bar. A path is here once its page is there."""


def entries_of(actor: Actor) -> Iterator[Entry]:
    """The entries of a person. Who leads people has the one on site, with or without a role."""
    leads = any(unit.head_id == actor.staff_id or unit.deputy_id == actor.staff_id for unit in actor.directory.units())
    for entry in ENTRIES:
        if actor.holds(*entry.roles) or (leads and entry.path == "/onsite"):
            yield entry


def first_page(actor: Actor) -> str:
    """Where `/` leads this person."""
    return next((entry.path for entry in entries_of(actor)), "/onsite")
