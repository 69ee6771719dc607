"""What a person may do to an on-site case now: by its state, their permissions, and conflict of interest."""

from services.escalation.application.facts import facts_of
from services.escalation.domain.model import Case
from services.escalation.domain.states import allowed_triggers
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may


def acts_of(actor: Actor, case: Case) -> tuple[str, ...]:
    """The acts by the last words of their routes. Who acts for another on the phone names the call with the act."""
    if case.erased_at is not None:
        return ()
    facts = facts_of(case, on_the_phone=True)
    possible: tuple[Action, ...] = (Action.ACKNOWLEDGE,) if case.live else ()
    possible += tuple(Action(trigger.value) for trigger in allowed_triggers(case.state))
    return tuple(action.value for action in possible if may(actor, action, facts))
