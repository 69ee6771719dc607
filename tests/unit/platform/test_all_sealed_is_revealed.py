"""Nothing is sealed that no person can read: every sealed field of every event has a place by which it is revealed."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from services.callback.domain.model import Case
from services.escalation.domain.model import Case as OnSiteCase
from services.intake.domain.model import Report
from shared.contracts.base import Event, Sealed
from shared.contracts.intake import Details, Reporter, SealedCustomer, Unknown
from shared.contracts.registry import EVENTS, full_type
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import RULES, auditor
from shared.platform.privacy.customer import Customer
from shared.platform.privacy.reading import StatedReporterView
from shared.platform.privacy.revealing import sealed_fields

CARRIED = {"on_site": "each is an event of escalation", "complaints": "each is an event of escalation"}
"""Fields whose sealed values are those of other events of the case."""
SHOWN = {Details, Reporter}
"""Values whose sealed fields the views show, of each revision."""


def parts(kind: Any) -> list[Any]:
    """The type, and the types inside it."""
    inner = [each for arg in get_args(kind) for each in parts(arg)]
    return [kind, *inner]


def holds_sealed(kind: Any) -> bool:
    found = parts(kind)
    return Sealed in found or any(
        holds_sealed(hint) for each in found if is_dataclass(each) for hint in get_type_hints(each).values()
    )


@pytest.mark.parametrize("event", sorted(EVENTS.values(), key=full_type), ids=full_type)
def test_every_sealed_field_of_an_event_can_be_revealed(event: type[Event]) -> None:
    sealed = {name for name, kind in get_type_hints(event).items() if holds_sealed(kind)}
    by_view = {name for name, kind in get_type_hints(event).items() if SHOWN.intersection(parts(kind))}
    assert sealed - sealed_fields(event) - by_view - CARRIED.keys() == set()


def test_the_views_have_a_place_for_each_sealed_field_of_details_and_reporter() -> None:
    customer = {name for name, kind in get_type_hints(SealedCustomer).items() if Sealed in parts(kind)}
    assert customer <= {each.name for each in fields(Customer)}
    stated = {name for name, kind in get_type_hints(Reporter).items() if Sealed in parts(kind)}
    assert {name.removeprefix("stated_") for name in stated} == {each.name for each in fields(StatedReporterView)}
    details = {name for name, kind in get_type_hints(Details).items() if holds_sealed(kind)}
    assert details == {"customer", "text", "call_id", "unknown", "reporter"}
    assert {name for name, kind in get_type_hints(Unknown).items() if Sealed in parts(kind)} == {"text"}


MODELS = {"intake": Report, "escalation": OnSiteCase, "callback": Case}
UNDER_OTHER_NAMES = {
    "Writing.text": "the field of its event that `field` names, and `notes.N.text` of the view",
    "Order.answer": "`text` of `order.answered`",
    "Case.settled_note": "`note` of `case.settled`",
}
"""Sealed fields of aggregates, and where their values are revealed."""


def models_in(kind: Any) -> Iterator[type]:
    """The dataclasses a type is made of, itself included."""
    for each in parts(kind):
        if is_dataclass(each) and isinstance(each, type):
            yield each
            for hint in get_type_hints(each).values():
                yield from models_in(hint)


@pytest.mark.parametrize("service", MODELS)
def test_every_sealed_field_of_an_aggregate_is_that_of_an_event_or_shown_by_the_views(service: str) -> None:
    of_events = {name for event in EVENTS.values() for name in sealed_fields(event)}
    shown = {*SHOWN, SealedCustomer, Unknown}
    sealed = {
        f"{model.__name__}.{name}"
        for model in set(models_in(MODELS[service])) - shown
        for name, kind in get_type_hints(model).items()
        if Sealed in parts(kind) and name not in of_events
    }
    assert sealed - UNDER_OTHER_NAMES.keys() == set()


def test_there_is_always_somebody_who_may() -> None:
    assert auditor in RULES[Action.REVEAL]
