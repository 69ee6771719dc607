"""Who deals with a report on site by now, as far as intake knows: by the clock of the ladder, without what people did.

Escalation knows exactly. Intake reckons with the same ladder and the same search, so that a leader who reads the report
may reveal it here too; a case that was settled or filed early stays open here until its ladder would have ended.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from services.intake.application.facts import facts_of
from services.intake.domain.model import Report
from shared.contracts.words import Stage
from shared.platform.identity.actions import CaseFacts
from shared.rules.directory import Directory, Office
from shared.rules.ladders.due import first_due
from shared.rules.ladders.policy import PolicyBook
from shared.rules.ladders.targets import Resolution, resolve


def facts_on_site(report: Report, policies: PolicyBook, directory: Directory, now: datetime) -> CaseFacts:
    """The facts of a report at `now`: whether it is on site, and who has been notified."""
    facts = facts_of(report)
    told: tuple[str, ...] = ()
    if report.stage is Stage.FILED:
        return facts
    steps = policies.for_unit(directory.path(report.reporter.unit_id), report.accepted_at).onsite.steps
    after = steps[0].after_seconds
    due_at = first_due(detected_at=report.detected_at, accepted_at=report.accepted_at, after_seconds=after)
    last: Office | None = None
    for step, following in pairwise(steps):
        if due_at > now:
            break
        found = resolve(
            step,
            directory=directory,
            at=due_at,
            reporter=report.reporter,
            subject=report.details.subject_staff_id,
            told=told,
            last=last,
        )
        if not isinstance(found, Resolution):
            return replace(facts, told=(*told, *found.duty_desk))  # no leader is left: the flow started
        told = (*told, found.staff_id, *found.others)
        last = Office(unit_id=found.office, holder_id=found.meant_for)
        due_at += timedelta(seconds=following.after_seconds)
    return replace(facts, told=told, on_site=due_at > now)
