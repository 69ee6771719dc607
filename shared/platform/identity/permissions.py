"""Who may do what: one table of rules, and `may` and `require` that read it.

A rule depends on the person's relation to the case. Whether the state of the case allows the action is decided by the
aggregate.
"""

from collections.abc import Callable, Iterator

from shared.contracts.callback_values import Place, StandIn
from shared.platform.identity.actions import Action, CaseFacts
from shared.platform.identity.actor import Actor
from shared.rules.directory import Role
from shared.rules.offices import GROUP_ROLES, Answering, Offices
from shared.support.errors import Forbidden

Rule = Callable[[Actor, CaseFacts], bool]


def offices(actor: Actor, case: CaseFacts) -> Offices:
    """The offices around the case, at the moment of asking."""
    return Offices(
        directory=actor.directory,
        at=actor.at,
        reporter_id=case.reporter_id,
        reporter_unit_id=case.reporter_unit_id or "",
        registered_by=case.registered_by,
        subject_staff_id=case.subject_staff_id,
        complained_unit_id=case.complained_unit_id,
        lead_unit_id=case.lead_unit_id,
    )


def either(*rules: Rule) -> Rule:
    """One of the rules holds."""
    return lambda actor, case: any(rule(actor, case) for rule in rules)


def answers(place: Place, answering: Callable[[Offices], Answering]) -> Rule:
    """They answer for this office in its holder's place: now, or when they were notified of the case."""

    def rule(actor: Actor, case: CaseFacts) -> bool:
        if any(each.place is place for each in _notified_in_place(actor, case)):
            return True
        able = case.reporter_unit_id is not None and actor.directory.may_stand_in(actor.staff_id)
        return able and actor.staff_id in answering(offices(actor, case)).stand_ins

    return rule


def _notified_in_place(actor: Actor, case: CaseFacts) -> Iterator[StandIn]:
    """In whose place they were notified, as long as they work where they worked then."""
    for each in case.stand_ins:
        if each.staff_id == actor.staff_id and each.own_unit_id in (None, actor.person.unit_id):
            yield each


def _answers_for_unit(actor: Actor, case: CaseFacts, unit_id: str | None) -> bool:
    told = (each.unit_id for each in _notified_in_place(actor, case) if each.place is Place.UNIT_HEAD)
    if unit_id is None or unit_id in told:
        return unit_id is not None
    able = actor.directory.may_stand_in(actor.staff_id)
    return able and actor.staff_id in offices(actor, case).head_of(unit_id).stand_ins


def _holds(*roles: Role) -> Rule:
    return lambda actor, _: actor.holds(*roles)


agent = _holds(Role.AGENT)
group = _holds(*GROUP_ROLES)
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


def registrar_on_the_phone(actor: Actor, case: CaseFacts) -> bool:
    """They registered the report, and the reporter is on the phone with them."""
    return case.on_the_phone and registered_it(actor, case)


def agent_on_the_phone(actor: Actor, case: CaseFacts) -> bool:
    """They are an agent with the customer on the phone."""
    return case.on_the_phone and agent(actor, case)


def told(actor: Actor, case: CaseFacts) -> bool:
    """They were notified, as leader, stand-in, duty desk or holder of a role, and still work where they may be asked:
    above the reporter or in the reporter's branch, or they answer for a leader now."""
    if actor.staff_id not in case.told:
        return False
    return actor.is_near(case.reporter_unit_id) or actor.leads(case.reporter_id) or in_a_leaders_place(actor, case)


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
    """The case is assigned to them, who are still of the lead unit, or of one below it."""
    return case.handler_id == actor.staff_id and actor.is_below(case.lead_unit_id)


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
    """Their customer service department oversees the lead unit (the reporter's unit while no unit there is leads)."""
    lead = case.lead_unit_id
    leads = lead is not None and not actor.directory.is_gone(lead)
    return customer_service(actor, case) and actor.oversees(lead if leads else case.reporter_unit_id)


def independent_caller(actor: Actor, case: CaseFacts) -> bool:
    """They are independent, and in the group (or in customer service if no independent caller is left)."""
    calls = group(actor, case) or ((case.group_exhausted or _overridden(actor, case)) and customer_service(actor, case))
    return calls and independent(actor, case)


def unconcerned_agent(actor: Actor, case: CaseFacts) -> bool:
    """An agent who is neither the person complained of nor the reporter."""
    return agent(actor, case) and actor.staff_id not in (case.subject_staff_id, case.reporter_id)


def independent(actor: Actor, case: CaseFacts) -> bool:
    """Not the person complained of, the reporter, or of a team complained of; an override waives only the last.

    The teams are the one that was stated, and the one the case was dispatched to.
    """
    concerned = actor.staff_id in (case.subject_staff_id, case.reporter_id)
    return not concerned and (_overridden(actor, case) or offices(actor, case).independent(actor.staff_id))


def _overridden(actor: Actor, case: CaseFacts) -> bool:
    return case.override_staff_id == actor.staff_id


def independent_decider(actor: Actor, case: CaseFacts) -> bool:
    """They decide, and are neither the person complained of, nor the reporter, nor of the team complained of."""
    decides = actor.holds(Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD) or above_the_centre(actor, case)
    return decides and offices(actor, case).independent(actor.staff_id)


def lease_holder(actor: Actor, case: CaseFacts) -> bool:
    """They hold the lease of the case's task, and may still call."""
    return case.lease_holder == actor.staff_id and _may_have_called(actor, case)


def reached_the_customer(actor: Actor, case: CaseFacts) -> bool:
    """They spoke to the customer, may still call, and the case has not been dispatched since."""
    return actor.staff_id in case.reached_by and _may_have_called(actor, case)


def _may_have_called(actor: Actor, case: CaseFacts) -> bool:
    """They are of those who call or take a task over: a call once made gives no right to who does other work now."""
    return any(rule(actor, case) for rule in (group, customer_service, supervisor, centre_head, above_the_centre))


def accepted_it(actor: Actor, case: CaseFacts) -> bool:
    """They accepted the case for the lead unit, and are still of that unit, or of one above or below it."""
    lead, own = case.lead_unit_id, actor.person.unit_id
    near = actor.is_below(lead) or actor.directory.is_below(lead, own)
    return case.accepted_by == actor.staff_id and near


def _while_needed(*rules: Rule) -> Rule:
    """On site, and when a number is to be corrected."""
    return lambda actor, case: (case.on_site or case.number_asked) and any(rule(actor, case) for rule in rules)


def _until_over(*rules: Rule) -> Rule:
    """Until the case has ended and can no longer be reopened."""
    return lambda actor, case: not case.over and any(rule(actor, case) for rule in rules)


# In an office's place, now or when they were notified (`shared.rules.offices`)

in_the_groups_place = answers(Place.GROUP, lambda case: case.group())
in_a_supervisors_place = answers(Place.SUPERVISOR, lambda case: case.supervisors())
in_the_centre_heads_place = answers(Place.CENTRE_HEAD, lambda case: case.centre_heads())
above_the_centre = answers(Place.SUPERVISOR, lambda case: case.deciding_on_callers())
in_the_reporters_place = answers(Place.REPORTER, lambda case: case.reporters_part())
supervisor = either(_holds(Role.GROUP_SUPERVISOR), in_a_supervisors_place)
centre_head = either(_holds(Role.CENTRE_HEAD), in_the_centre_heads_place)
any_95518 = (group, in_the_groups_place, supervisor, centre_head)


def independent_supervisor(actor: Actor, case: CaseFacts) -> bool:
    """The group's supervisor or the centre's head, or who answers for them, if independent."""
    return either(supervisor, centre_head)(actor, case) and independent(actor, case)


def in_the_heads_place(actor: Actor, case: CaseFacts) -> bool:
    """They answer for the headship of the lead unit."""
    return _answers_for_unit(actor, case, case.lead_unit_id)


def in_an_assisting_heads_place(actor: Actor, case: CaseFacts) -> bool:
    """They answer for the headship of an assisting unit."""
    return any(_answers_for_unit(actor, case, unit_id) for unit_id in case.assisting_unit_ids)


def in_the_executives_place(actor: Actor, case: CaseFacts) -> bool:
    """They answer for the line executive of the lead unit."""
    if case.lead_unit_id is None:
        return False
    executive = answers(Place.LINE_EXECUTIVE, lambda each: each.line_executive(case.lead_unit_id, case.line))
    return executive(actor, case)


def in_a_leaders_place(actor: Actor, case: CaseFacts) -> bool:
    """They answer for a leader above the reporter, notified or not."""
    able = case.reporter_unit_id is not None and actor.directory.may_stand_in(actor.staff_id)
    return able and actor.staff_id in offices(actor, case).above()


def executive_after_breach(actor: Actor, case: CaseFacts) -> bool:
    """They are the line executive of the lead unit, which has let a limit pass."""
    return case.breached and (line_executive(actor, case) or in_the_executives_place(actor, case))


head = either(unit_head, in_the_heads_place)

_ONSITE_READERS = (
    *(reporter, registered_it, leader_above, customer_service_above_reporter, auditor),
    *(*any_95518, in_a_leaders_place, in_the_reporters_place),
)
_CASE_READERS = (
    *_ONSITE_READERS,
    *(unit_head, unit_handler, assigned_handler, assisting_unit, line_executive, customer_service_above_unit),
    *(in_the_heads_place, in_an_assisting_heads_place, in_the_executives_place),
)

_AROUND_THE_REPORT = (reporter, registered_it, group, in_the_reporters_place)

RULES: dict[Action, tuple[Rule, ...]] = {
    Action.REPORT: (any_staff,),
    Action.REPORT_FOR_OTHER: (agent, group),
    Action.READ_REPORT: _ONSITE_READERS,
    Action.DETAILS: (*_AROUND_THE_REPORT, head, unit_handler, assigned_handler),
    Action.NAME_COMPLAINED_OF: _AROUND_THE_REPORT,
    Action.COMPLAINED_OF: (supervisor, centre_head),
    #
    Action.READ_ONSITE: _ONSITE_READERS,
    Action.SETTLE: (reporter, leader_above, registrar_on_the_phone),
    Action.ESCALATE: (reporter, leader_above, registrar_on_the_phone),
    Action.FILE: (reporter, leader_above, registrar_on_the_phone, group, agent_on_the_phone),
    Action.ACKNOWLEDGE: (told,),
    #
    Action.READ_TASKS: (group, centre_head, customer_service, auditor),
    Action.READ_QUEUE: (group, centre_head, independent_caller, auditor),
    Action.CLAIM: (independent_caller,),
    Action.WORK_TASK: (independent_caller,),
    Action.TAKE_OVER: (independent_supervisor,),
    Action.CONTACTS: (independent_caller, unconcerned_agent),
    #
    Action.READ_CASE: _CASE_READERS,
    Action.DISPATCH: any_95518,
    Action.DISPATCH_HARD: (supervisor, centre_head),
    Action.CLOSE: (supervisor, centre_head),
    Action.RETRY: (supervisor, centre_head),
    Action.SEND_BACK: (supervisor, centre_head),
    Action.OVERRIDE_INDEPENDENCE: (independent_decider,),
    Action.ACCEPT: (head, unit_handler, assigned_handler),
    Action.RESOLVE: (head, unit_handler, assigned_handler),
    Action.ANSWER: (head, unit_handler, assigned_handler),
    Action.ASSIGN: (head,),
    Action.RETURN: (head,),
    Action.TRANSFER: (head, supervisor),
    Action.TRANSFER_HARD: (supervisor, centre_head),
    Action.SUPERVISE: (*any_95518, customer_service_above_unit, executive_after_breach),
    Action.REMIND: (*any_95518, customer_service_above_unit, executive_after_breach),
    Action.REOPEN: any_95518,
    Action.SEVERITY: any_95518,
    Action.COMPLAINT: (*any_95518, agent),
    Action.REVIEWED: (supervisor, centre_head),
    Action.REVEAL: (
        _while_needed(reporter, told, in_the_reporters_place),
        _until_over(lease_holder, reached_the_customer, head, accepted_it, assigned_handler),
        *(supervisor, auditor),
    ),
    Action.LOOK_UP: (agent,),
    #
    Action.READ_TIMELINE: _CASE_READERS,
    Action.OPERATE: (operations,),
    Action.READ_AUDIT: (auditor,),
    Action.READ_SECURITY_EVENTS: (auditor, supervisor, administrator),
    Action.READ_DEAD_LETTERS: (operations, auditor),
    Action.READ_HEALTH: (operations, administrator, auditor),
    Action.READ_DIRECTORY: (administrator, auditor),
    Action.READ_POLICIES: (administrator, auditor),
    Action.READ_QUALITY_ITEMS: (administrator, auditor),
    Action.ADMINISTER: (administrator,),
}
"""Action -> the rules of which one must hold."""

_NOTHING = CaseFacts()


_OPEN_IN_CONFLICT = frozenset(
    {
        *(Action.REPORT, Action.REPORT_FOR_OTHER, Action.READ_REPORT, Action.READ_ONSITE, Action.READ_CASE),
        *(Action.READ_TASKS, Action.READ_QUEUE, Action.READ_TIMELINE),
    }
)
_AS_REPORTER = frozenset({Action.DETAILS, Action.NAME_COMPLAINED_OF, Action.SETTLE, Action.ESCALATE, Action.FILE})


def in_conflict(actor: Actor, action: Action, case: CaseFacts) -> bool:
    """True if the customer complains of this person, who then decides nothing.

    As the reporter they may calm and settle within their own five minutes, escalate, file, and add details.
    """
    if case.subject_staff_id != actor.staff_id or action in _OPEN_IN_CONFLICT:
        return False
    return action not in _AS_REPORTER or not reporter(actor, case) or (action is Action.SETTLE and case.level > 0)


def may_read_notes(actor: Actor, case: CaseFacts) -> bool:
    """False for the person complained of: what colleagues wrote about the case is not shown to them."""
    return case.subject_staff_id != actor.staff_id


def concerns(actor: Actor, case: CaseFacts) -> bool:
    """True if a person's own list shows the case: they reported or registered it, were told, or lead the reporter."""
    return reporter(actor, case) or registered_it(actor, case) or leader_above(actor, case)


def may(actor: Actor, action: Action, case: CaseFacts = _NOTHING) -> bool:
    """True if this person may do this to this case. A departed person, or one in conflict of interest, may not."""
    if not actor.person.active or in_conflict(actor, action, case):
        return False
    return any(rule(actor, case) for rule in RULES[action])


def require(actor: Actor, action: Action, case: CaseFacts = _NOTHING) -> None:
    """Raise `Forbidden` unless `may` allows it."""
    if not may(actor, action, case):
        raise Forbidden("forbidden", f"{actor.person.name} may not do this.", action=action.value)
