"""Who may do what: one table of rules, and `may` and `require` that read it.

A rule depends on the person's relation to the case. Whether the state of the case allows the action is decided by the
aggregate.
"""

from collections.abc import Callable

from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.actor import Actor
from shared.rules.directory import Role
from shared.support.errors import Forbidden

Rule = Callable[[Actor, CaseFacts], bool]


def _holds(*roles: Role) -> Rule:
    return lambda actor, _: actor.holds(*roles)


agent = _holds(Role.AGENT)
group = _holds(Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR)  # a supervisor belongs to the group
supervisor = _holds(Role.GROUP_SUPERVISOR)
centre_head = _holds(Role.CENTRE_HEAD)
customer_service = _holds(Role.CUSTOMER_SERVICE)
operations = _holds(Role.OPERATIONS)
auditor = _holds(Role.AUDITOR)
administrator = _holds(Role.ADMINISTRATOR)


def any_staff(actor: Actor, case: CaseFacts) -> bool:
    """All staff of the directory."""
    return True


def reporter(actor: Actor, case: CaseFacts) -> bool:
    """They are the reporter."""
    return case.reporter_id == actor.staff_id


def registered_it(actor: Actor, case: CaseFacts) -> bool:
    """They registered the report for the reporter."""
    return case.registered_by == actor.staff_id


def told(actor: Actor, case: CaseFacts) -> bool:
    """They were notified, as leader, deputy, duty desk or holder of a role."""
    return actor.staff_id in case.told


def leader_above(actor: Actor, case: CaseFacts) -> bool:
    """They lead the reporter, directly or further up, notified or not; or were notified in place of a leader."""
    return told(actor, case) or actor.leads(case.reporter_id)


def unit_head(actor: Actor, case: CaseFacts) -> bool:
    """They head the lead unit: as its head, as the deputy, or by the role in that unit."""
    return actor.heads(case.lead_unit_id) or (actor.holds(Role.UNIT_HEAD) and actor.works_for(case.lead_unit_id))


def unit_handler(actor: Actor, case: CaseFacts) -> bool:
    """They are a handler of the lead unit, assigned or not."""
    return actor.holds(Role.UNIT_HANDLER) and actor.works_for(case.lead_unit_id)


def assigned_handler(actor: Actor, case: CaseFacts) -> bool:
    """The case is assigned to them."""
    return case.handler_id == actor.staff_id


def assisting_unit(actor: Actor, case: CaseFacts) -> bool:
    """They are head or handler of an assisting unit."""
    answers = actor.holds(Role.UNIT_HEAD, Role.UNIT_HANDLER)
    return any(actor.heads(unit) or (answers and actor.works_for(unit)) for unit in case.assisting_unit_ids)


def line_executive(actor: Actor, case: CaseFacts) -> bool:
    """They carry the leadership responsibility for the line in the lead unit (Art. 5)."""
    return actor.directory.line_executive(case.lead_unit_id, case.line) == actor.staff_id


def customer_service_above_reporter(actor: Actor, case: CaseFacts) -> bool:
    """Their customer service department oversees the reporter's unit."""
    return customer_service(actor, case) and actor.oversees(case.reporter_unit_id)


def customer_service_above_unit(actor: Actor, case: CaseFacts) -> bool:
    """Their customer service department oversees the lead unit (the reporter's unit before a dispatch)."""
    return customer_service(actor, case) and actor.oversees(case.lead_unit_id or case.reporter_unit_id)


def independent_caller(actor: Actor, case: CaseFacts) -> bool:
    """They are independent, and in the group (or in customer service if no independent caller is left)."""
    calls = group(actor, case) or ((case.group_exhausted or _overridden(actor, case)) and customer_service(actor, case))
    return calls and independent(actor, case)


def independent(actor: Actor, case: CaseFacts) -> bool:
    """Not the person complained of, the reporter, or of the unit complained of; an override waives only the last."""
    concerned = actor.staff_id in (case.subject_staff_id, case.reporter_id)
    return not concerned and (_overridden(actor, case) or not actor.works_for(case.complained_unit_id))


def _overridden(actor: Actor, case: CaseFacts) -> bool:
    return case.override_staff_id == actor.staff_id


def lease_holder(actor: Actor, case: CaseFacts) -> bool:
    """They hold the lease of the case's task."""
    return case.lease_holder == actor.staff_id


def reached_the_customer(actor: Actor, case: CaseFacts) -> bool:
    """They spoke to the customer, and the case has not been dispatched since."""
    return actor.staff_id in case.reached_by


def accepted_it(actor: Actor, case: CaseFacts) -> bool:
    """They accepted the case for the lead unit."""
    return case.accepted_by == actor.staff_id


def _while_needed(*rules: Rule) -> Rule:
    """On site, and when a number is to be corrected."""
    return lambda actor, case: (case.on_site or case.number_asked) and any(rule(actor, case) for rule in rules)


def _until_over(*rules: Rule) -> Rule:
    """Until the case has ended and can no longer be reopened."""
    return lambda actor, case: not case.over and any(rule(actor, case) for rule in rules)


_ONSITE_READERS = (reporter, leader_above, group, centre_head, customer_service_above_reporter, auditor)
_CASE_READERS = (
    *(reporter, leader_above, group, centre_head, unit_head, unit_handler, assigned_handler, assisting_unit),
    *(line_executive, customer_service_above_unit, customer_service_above_reporter, auditor),
)

RULES: dict[Action, tuple[Rule, ...]] = {
    Action.REPORT: (any_staff,),
    Action.REPORT_FOR_OTHER: (agent, group),
    Action.READ_REPORT: (*_ONSITE_READERS, registered_it),
    Action.DETAILS: (reporter, registered_it, group),
    #
    Action.READ_ONSITE: _ONSITE_READERS,
    Action.SETTLE: (reporter, leader_above),
    Action.ESCALATE: (reporter, leader_above),
    Action.FILE: (reporter, leader_above),
    Action.ACKNOWLEDGE: (told,),
    #
    Action.READ_TASKS: (group, centre_head, customer_service, auditor),
    Action.READ_QUEUE: (group, centre_head, independent_caller, auditor),
    Action.CLAIM: (independent_caller,),
    Action.WORK_TASK: (independent_caller,),
    #
    Action.READ_CASE: _CASE_READERS,
    Action.DISPATCH: (group,),
    Action.DISPATCH_HARD: (supervisor, centre_head),
    Action.CLOSE: (supervisor, centre_head),
    Action.RETRY: (supervisor, centre_head),
    Action.OVERRIDE_INDEPENDENCE: (supervisor, centre_head),
    Action.ACCEPT: (unit_head, unit_handler),
    Action.RESOLVE: (unit_head, unit_handler),
    Action.ANSWER: (unit_head, unit_handler),
    Action.ASSIGN: (unit_head,),
    Action.RETURN: (unit_head,),
    Action.TRANSFER: (unit_head, supervisor),
    Action.SUPERVISE: (group, customer_service_above_unit),
    Action.REMIND: (group, customer_service_above_unit),
    Action.REOPEN: (group,),
    Action.SEVERITY: (group,),
    Action.COMPLAINT: (group, agent),
    Action.REVEAL: (
        _while_needed(reporter, told),
        _until_over(lease_holder, reached_the_customer, unit_head, accepted_it, assigned_handler),
        *(supervisor, auditor),
    ),
    Action.LOOK_UP: (agent,),
    #
    Action.READ_TIMELINE: _CASE_READERS,
    Action.OPERATE: (operations,),
    Action.ADMINISTER: (administrator,),
}
"""Action -> the rules of which one must hold."""

_NOTHING = CaseFacts()


def may(actor: Actor, action: Action, case: CaseFacts = _NOTHING) -> bool:
    """True if this person may do this to this case. A departed person may do nothing."""
    return actor.person.active and any(rule(actor, case) for rule in RULES[action])


def require(actor: Actor, action: Action, case: CaseFacts = _NOTHING) -> None:
    """Raise `Forbidden` unless `may` allows it."""
    if not may(actor, action, case):
        raise Forbidden("forbidden", f"{actor.person.name} may not do this.", action=action.value)
