"""The flows that the reconciler checks are those that the services subscribe to."""

from services.callback.application import subscriptions as callback
from services.escalation.application import subscriptions as escalation
from services.intake.application import subscriptions as intake
from shared.contracts.flows import FLOWS
from shared.contracts.registry import full_type
from shared.contracts.services import TOPICS


class AnyHandlers:
    """Has every handler."""

    def __getattr__(self, name: str) -> object:
        return name


MODULES = {"intake": intake, "escalation": escalation, "callback": callback}


def test_each_subscription_is_in_a_flow_and_each_flow_is_subscribed_to() -> None:
    for consumer, module in MODULES.items():
        subscribed = {type_ for type_, _ in module.events(AnyHandlers())}  # type: ignore[attr-defined]
        assert subscribed == {event.type for flow in FLOWS if flow.consumer == consumer for event in flow.events}
        opening = {event.type for flow in FLOWS if flow.consumer == consumer for event in flow.opening}
        assert opening == set(getattr(module, "OPENING", ()))
        assert {TOPICS[flow.producer] for flow in FLOWS if flow.consumer == consumer} == set(module.TOPICS_HEARD)  # type: ignore[attr-defined]


def test_the_events_of_a_flow_are_its_producers() -> None:
    for flow in FLOWS:
        for event in flow.events:
            assert full_type(event) in flow.types()
            assert event.type.startswith(f"hotline.{flow.producer}.")
