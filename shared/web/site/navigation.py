"""The navigation of the pages: which entries a person's roles have. What they may do there `permissions` says."""

from dataclasses import dataclass

from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may
from shared.rules.directory import Role

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
SESSION_ENDED = "/sign-in/ended"
"""Where a form goes that was sent after the end of its session."""
MESSAGES = "/messages"
"""Everyone has it in the bar; those whose work begins with a message have it as an entry."""

_REPORTING = frozenset({Role.REPORTER, Role.LEADER, Role.UNIT_HEAD, Role.AGENT})
_ON_SITE = frozenset({Role.REPORTER, Role.LEADER, Role.UNIT_HEAD})
_SUPERVISION = frozenset({Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD, Role.CUSTOMER_SERVICE, Role.LINE_EXECUTIVE})
_TOLD = frozenset({Role.REPORTER, Role.LEADER, Role.AGENT})
_UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_HANDLER})
_DESK = frozenset({Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD})
_ADMIN = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
ADMIN, HEALTH = "/admin", "/admin/health"


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
    Entry(ADMIN, "Administration", "m", _ADMIN),
    Entry(HEALTH, "Operations", "h", frozenset({Role.OPERATIONS})),
    Entry(MESSAGES, "Messages", "x", _TOLD),
)
"""In the order of the bar. A path is here once its page is there."""

MOST_AT_THE_FOOT = 4
"""As many as fit on a phone; who has more finds the messages at the end of the bar."""


@dataclass(frozen=True, slots=True)
class Section:
    """One page of administration: its path, its words, and the actions of which a reader needs one."""

    path: str
    words: str
    actions: tuple[Action, ...]


SECTIONS: tuple[Section, ...] = (
    Section("/admin/directory", "Directory", (Action.READ_DIRECTORY,)),
    Section("/admin/quality", "Data quality", (Action.READ_QUALITY_ITEMS,)),
    Section("/admin/policies", "Policies", (Action.READ_POLICIES,)),
    Section("/admin/tokens", "Tokens", (Action.ADMINISTER,)),
    Section("/admin/sessions", "Sessions", (Action.ADMINISTER,)),
    Section("/admin/audit", "Audit", (Action.READ_AUDIT,)),
    Section("/admin/security", "Security events", (Action.READ_SECURITY_EVENTS,)),
    Section("/admin/retention", "Retention", (Action.READ_POLICIES,)),
    Section("/admin/dead-letters", "Dead letters", (Action.READ_DEAD_LETTERS,)),
    Section("/admin/clock", "Clock", (Action.OPERATE, Action.ADMINISTER)),
    Section(HEALTH, "Health", (Action.READ_HEALTH,)),
)
"""In the order of their tabs."""


def sections_of(actor: Actor) -> tuple[Section, ...]:
    """The pages of administration that this person may read."""
    return tuple(section for section in SECTIONS if any(may(actor, action) for action in section.actions))


def admin_entry(actor: Actor) -> str:
    """Which entry of the bar the pages of administration are under for this person."""
    return ADMIN if actor.holds(*_ADMIN) else HEALTH


def entries_of(actor: Actor) -> list[Entry]:
    """The entries of a person. Who leads people has the one on site, with or without a role."""
    leads = any(unit.head_id == actor.staff_id or unit.deputy_id == actor.staff_id for unit in actor.directory.units())
    own = [entry for entry in ENTRIES if actor.holds(*entry.roles) or (leads and entry.path == "/onsite")]
    full = len(own) > MOST_AT_THE_FOOT
    return [entry for entry in own if not (full and entry.path == MESSAGES)]


def first_page(actor: Actor) -> str:
    """Where `/` leads this person."""
    return next((entry.path for entry in entries_of(actor)), "/onsite")
