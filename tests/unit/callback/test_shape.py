"""The parts of callback's domain have one form: decisions, clocks, and one fold for every event."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

from services.callback.application.task_use_cases import PlainResult
from services.callback.domain import obligations
from services.callback.domain.decisions_tasks import heartbeat
from services.callback.domain.evolve import FOLDS
from services.callback.domain.model import Case
from services.callback.entrypoints.schemas import AttemptBody
from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.rules.outreach.result import Result

DOMAIN = Path(obligations.__file__).parent
NOT_DECISIONS = {"must_share_customer", "started", "open_call"}
"""Public functions beside the decisions that several modules use."""


def modules(pattern: str) -> list[ModuleType]:
    return [importlib.import_module(f"services.callback.domain.{path.stem}") for path in sorted(DOMAIN.glob(pattern))]


def public(module: ModuleType) -> Iterator[Callable[..., object]]:
    for name, function in vars(module).items():
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_"):
            yield function


def decisions() -> list[Callable[..., object]]:
    found = [function for module in modules("decisions*.py") for function in public(module)]
    return [function for function in found if function.__name__ not in NOT_DECISIONS]


@pytest.mark.parametrize("decide", decisions(), ids=lambda decide: decide.__name__)
def test_a_decision_takes_a_case_and_names_the_rest(decide: Callable[..., object]) -> None:
    case, *rest = inspect.signature(decide).parameters.values()
    assert case.name == "case"
    assert {each.kind for each in rest} == {inspect.Parameter.KEYWORD_ONLY}
    said_by = [] if decide.__name__ == "receive" else ["by"]  # what another service did
    assert [each.name for each in rest][: len(said_by) + 1] == [*said_by, "now"]


@pytest.mark.parametrize("decide", decisions(), ids=lambda decide: decide.__name__)
def test_a_decision_returns_events(decide: Callable[..., object]) -> None:
    # a heartbeat leaves no event
    assert get_type_hints(decide)["return"] == (Case if decide is heartbeat else tuple[Event, ...])


def test_what_a_caller_writes_has_the_fields_of_a_result_and_a_body_has_them_all() -> None:
    plain = {field.name for field in fields(PlainResult)}
    assert plain == {field.name for field in fields(Result)}
    assert set(AttemptBody.model_fields) == plain | {"fence", "also"}


def test_every_clock_says_what_it_owes_and_what_is_due() -> None:
    assert set(obligations.CLOCKS) == set(modules("clock_*.py"))
    assert len({clock.KIND for clock in obligations.CLOCKS}) == len(obligations.CLOCKS)


def test_every_event_but_the_first_has_one_fold_named_in_one_table() -> None:
    published = {cls for cls in vars(happened).values() if isinstance(cls, type) and issubclass(cls, Event)}
    folded = {cls for cls in published if cls.type} - {happened.CaseReceived}
    assert set(FOLDS) == folded, "name the fold of each event in evolve.FOLDS"
    assert set(FOLDS.values()) <= {fold for module in modules("evolve_*.py") for fold in public(module)}
