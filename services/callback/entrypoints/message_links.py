"""Where a message of callback leads: to the page on which its recipient acts, by its kind and their roles."""

from shared.engine.notifications.box import MessageView
from shared.platform.identity.actor import Actor
from shared.rules.directory import Role

DESK = frozenset({Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD})
SUPERVISION = frozenset({Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD})
UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_HANDLER})

TO_CALL = frozenset(
    {
        *("window_warned", "call_warned", "call_overdue", "number_changed", "taken_over", "independence_overridden"),
        *("returned", "reopened", "contact_recorded"),
    }
)
TO_DECIDE = frozenset(
    {
        *("window_breached", "unreachable", "details_amended", "limit_warned", "limit_breached", "still_open"),
        *("held_too_long", "attempt_overlong", "severity_set", "severity_raised", "risk_added", "to_review"),
        *("returned", "complaint", "order_answered"),
    }
)
FOR_INFORMATION = frozenset({"archived", "closed", "found_dissatisfied", "with_the_unit", "not_reached", "complaint"})


def leads_to(message: MessageView, actor: Actor) -> str:
    """The page; of a case that the unit has no more, the list of those it has."""
    kind, case_id = message.kind, message.case_id
    if kind == "number_asked":
        return f"/report/{case_id}"
    if kind == "case_lost":
        return "/unit"
    for kinds, roles, page in _PAGES:
        if kind in kinds and actor.holds(*roles):
            return f"{page}?case={case_id}"
    is_of_unit = actor.holds(*UNIT) and kind not in FOR_INFORMATION
    return f"/unit?case={case_id}" if is_of_unit else f"/cases/{case_id}"


_PAGES = ((TO_DECIDE, SUPERVISION, "/supervision"), (TO_CALL, DESK, "/desk"))
