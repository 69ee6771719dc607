"""Cases that were changed, for lists that decide who sees them."""

from dataclasses import dataclass
from datetime import datetime

from services.callback.application.facts import facts_of
from services.callback.application.listed import CaseRowView, OrderRowView, case_row_view, order_row_views
from services.callback.application.ports import CaseList
from services.callback.domain import slack
from services.callback.domain.model import Case
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may
from shared.rules.directory import Role

_IN_LIST = {
    CaseList.TO_DECIDE: slack.decision_due_at,
    CaseList.TO_REVIEW: slack.review_due_at,
    CaseList.TO_ANSWER: slack.order_due_at,
}


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A case that was changed."""

    case: Case

    @property
    def id(self) -> str:
        """The case's id."""
        return self.case.id

    @property
    def row(self) -> CaseRowView:
        """The case in a list."""
        return case_row_view(self.case)

    @property
    def moved_by(self) -> tuple[str | None, datetime]:
        """Who moved it last, and when."""
        return self.case.moved_by, self.case.moved_at

    @property
    def orders(self) -> list[OrderRowView]:
        """All its supervision orders."""
        return list(order_row_views(self.case, None))

    def is_listed(self, actor: Actor, which: CaseList) -> bool:
        """True if it is in this list, one of those that supervision shows, for this person."""
        if _IN_LIST[which](self.case) is None or not (looks_beyond_own_unit(actor) or self._is_of_unit(actor)):
            return False
        if which is CaseList.TO_DECIDE and self.case.to_review:  # which has a list of its own
            return False
        facts = facts_of(self.case, actor.directory, actor.at, actor.staff_id)
        return may(actor, action_of(which), facts)

    def _is_of_unit(self, actor: Actor) -> bool:
        return self.case.lead_unit_id == actor.person.unit_id


def action_of(which: CaseList) -> Action:
    """What a person must be allowed to do to see a case in this list."""
    return Action.DISPATCH_HARD if which is CaseList.TO_DECIDE else Action.READ_CASE


def looks_beyond_own_unit(actor: Actor) -> bool:
    """True for those who read every case, and for offices that answer for many units."""
    return may(actor, Action.READ_CASE) or actor.holds(Role.CUSTOMER_SERVICE, Role.LINE_EXECUTIVE)
