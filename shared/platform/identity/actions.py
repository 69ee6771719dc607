"""The vocabulary of permissions: everything the public surface lets somebody do, and what a decision needs to know
of the thing it is done to. Who may do it is `permissions`."""

from dataclasses import dataclass
from enum import StrEnum

from shared.contracts.words import Line


class Action(StrEnum):
    """One thing to be done through the public surface."""

    # Reports
    REPORT = "report"  # submit one's own report
    REPORT_FOR_OTHER = "report_for_other"  # register it for whoever is on the line
    READ_REPORT = "read_report"  # as received
    DETAILS = "details"  # add what is missing

    # The on-site ladder
    READ_ONSITE = "read_onsite"  # who was told, when, and what they did
    SETTLE = "settle"  # the customer is calmed
    ESCALATE = "escalate"  # tell the next level now
    FILE = "file"  # start the flow now
    ACKNOWLEDGE = "acknowledge"  # a leader steps in

    # Callback tasks
    READ_TASKS = "read_tasks"  # the list of tasks at all
    READ_QUEUE = "read_queue"  # this task in it
    CLAIM = "claim"  # take a task
    WORK_TASK = "work_task"  # heartbeat, release, start, attempts

    # Handling
    READ_CASE = "read_case"  # the case from `filed` on
    DISPATCH = "dispatch"  # choose the responsible unit
    DISPATCH_HARD = "dispatch_hard"  # after two returns, unreachable or refused
    CLOSE = "close"  # without reaching the customer
    RETRY = "retry"  # call an unreachable customer again
    OVERRIDE_INDEPENDENCE = "override_independence"  # let a dependent person call, when nobody else is left
    ACCEPT = "accept"  # by the lead unit
    RESOLVE = "resolve"  # by the lead unit
    ANSWER_ORDER = "answer_order"  # a supervision order's written answer
    ASSIGN = "assign"  # a handler
    RETURN = "return"  # not concerned
    TRANSFER = "transfer"  # to another unit
    SUPERVISE = "supervise"  # a supervision order
    REMIND = "remind"  # a nudge
    REOPEN = "reopen"  # a closed or archived case
    SEVERITY = "severity"  # change it, with a reason
    COMPLAINT = "complaint"  # mark that it became a formal complaint
    REVEAL = "reveal"  # personal data, with a reason, on record

    # Across services
    READ_TIMELINE = "read_timeline"  # everything that happened to a case
    OPERATE = "operate"  # metrics, dead letters, clock alarms
    ADMINISTER = "administer"  # directory, policies, tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFacts:
    """What a decision needs to know of the case (task, message) at hand; whatever does not apply is left out.

    `complained_unit_id` and `subject_staff_id` are whom the customer complains of. `group_exhausted`: nobody of the
    group is independent. `override_staff_id`: whom a supervisor let call all the same.
    """

    reporter_id: str | None = None
    reporter_unit_id: str | None = None
    registered_by: str | None = None
    told: tuple[str, ...] = ()
    line: Line | None = None
    lead_unit_id: str | None = None
    assisting_unit_ids: tuple[str, ...] = ()
    handler_id: str | None = None
    lease_holder: str | None = None
    subject_staff_id: str | None = None
    complained_unit_id: str | None = None
    group_exhausted: bool = False
    override_staff_id: str | None = None
