"""The vocabulary of permissions: every action of the public surface, and the facts of a case that decide on it. Who may
do what is in `permissions`."""

from dataclasses import dataclass
from enum import StrEnum

from shared.contracts.callback_values import StandIn
from shared.contracts.words import Line


class Action(StrEnum):
    """One action of the public surface."""

    # Reports
    REPORT = "report"  # submit one's own report
    REPORT_FOR_OTHER = "report_for_other"  # register a report for a caller
    READ_REPORT = "read_report"  # as received
    DETAILS = "details"  # add what is missing
    NAME_COMPLAINED_OF = "name_complained_of"  # say whom the customer complains of, where it was not said yet
    COMPLAINED_OF = "complained_of"  # clear or change the person or unit complained of, with a reason

    # The on-site ladder
    READ_ONSITE = "read_onsite"  # who was notified, when, and what they did
    SETTLE = "settle"  # the customer is calmed
    ESCALATE = "escalate"  # notify the next level now
    FILE = "file"  # start the flow now
    ACKNOWLEDGE = "acknowledge"  # a leader steps in

    # Callback tasks
    READ_TASKS = "read_tasks"  # the list of tasks at all
    READ_QUEUE = "read_queue"  # this task in it
    CLAIM = "claim"  # take a task
    WORK_TASK = "work_task"  # heartbeat, release, start, attempts
    TAKE_OVER = "take_over"  # a task from its holder
    CONTACTS = "contacts"  # record that the customer rang by themselves

    # Handling
    READ_CASE = "read_case"  # the case from `filed` on
    DISPATCH = "dispatch"  # choose the responsible unit
    DISPATCH_HARD = "dispatch_hard"  # after two returns or transfers, unreachable or refused
    CLOSE = "close"  # without reaching the customer
    RETRY = "retry"  # call an unreachable customer again
    SEND_BACK = "send_back"  # to the unit after a follow-up without a verdict
    OVERRIDE_INDEPENDENCE = "override_independence"  # allow a dependent person to call, if no independent one is left
    ACCEPT = "accept"  # by the lead unit
    RESOLVE = "resolve"  # by the lead unit
    ANSWER = "answer"  # a supervision order's written answer
    ASSIGN = "assign"  # a handler
    RETURN = "return"  # not concerned
    TRANSFER = "transfer"  # to another unit
    TRANSFER_HARD = "transfer_hard"  # after two returns or transfers; a supervisor's own goes anywhere
    SUPERVISE = "supervise"  # a supervision order
    REMIND = "remind"  # a reminder
    REOPEN = "reopen"  # a closed or archived case
    SEVERITY = "severity"  # change it, with a reason
    COMPLAINT = "complaint"  # mark that it became a formal complaint
    REVIEWED = "reviewed"  # a supervisor has looked at an archived case
    REVEAL = "reveal"  # personal data, with a reason, on record

    LOOK_UP = "look_up"  # learn of a customer's cases without reading them

    # Across services
    READ_TIMELINE = "read_timeline"  # all events of a case
    OPERATE = "operate"  # metrics, dead letters, clock alarms
    READ_SECURITY_EVENTS = "read_security_events"  # failed sign-ins, used-up budgets, tokens issued
    READ_AUDIT = "read_audit"  # who did, read or was refused what
    READ_DEAD_LETTERS = "read_dead_letters"  # replaying one is operating
    READ_HEALTH = "read_health"  # what waits in each service, and how its loops run
    READ_DIRECTORY = "read_directory"  # which is in force, and what is in it beyond units and staff
    READ_POLICIES = "read_policies"  # those in force for a unit
    READ_QUALITY_ITEMS = "read_quality_items"  # list them; resolving and dismissing is administering
    ADMINISTER = "administer"  # directory, policies, tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFacts:
    """The facts of a case (or task) that permissions depend on; facts that do not apply are left out.

    `complained_unit_id` and `subject_staff_id` are whom the customer complains of. `level`: the on-site level notified
    last. `stand_ins`: who was notified in the place of an office's holder. `breached`: a limit of handling has passed.
    `group_exhausted`: no member of the group is independent. `override_staff_id`: the dependent person whom a
    supervisor allowed to call. `on_the_phone`: they act for a person on the phone, and name the call.
    Who may reveal: `on_site`: the ladder runs. `number_asked`: the reporter is asked for a number. `reached_by`: who
    reached the customer, until it is dispatched. `over`: it has ended, and so has the time to reopen it.
    """

    reporter_id: str | None = None
    reporter_unit_id: str | None = None
    registered_by: str | None = None
    told: tuple[str, ...] = ()
    level: int = 0
    stand_ins: tuple[StandIn, ...] = ()
    line: Line | None = None
    lead_unit_id: str | None = None
    assisting_unit_ids: tuple[str, ...] = ()
    handler_id: str | None = None
    breached: bool = False
    lease_holder: str | None = None
    subject_staff_id: str | None = None
    complained_unit_id: str | None = None
    group_exhausted: bool = False
    on_site: bool = False
    number_asked: bool = False
    reached_by: tuple[str, ...] = ()
    accepted_by: str | None = None
    over: bool = False
    override_staff_id: str | None = None
    on_the_phone: bool = False
