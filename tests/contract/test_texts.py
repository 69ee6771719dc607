"""Every text that a service writes to people, whatever its values: made as messages are made, with no customer's data.

The functions of each `application/texts.py` are found by reflection and given generated names, times and numbers.
"""

import csv
import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from importlib import import_module
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.services import SERVICES
from shared.platform.wording import clock_time
from tests.architecture.code import ROOT
from tests.harness.wording_rules import faults

DEMO = ROOT / "deploy" / "demo"
NOW = datetime(2026, 11, 27, 4, tzinfo=UTC)

OF_A_CUSTOMER = frozenset(
    {"customer", "phone", "policy_no", "claim_no", "accident_no", "plate", "text", "note", "reason"}
)
"""Names that a parameter with a free text may not have."""


def names(sheet: str) -> list[str]:
    with (DEMO / sheet).open(encoding="utf-8") as file:
        return sorted({row["name"] for row in csv.DictReader(file)})


UNITS, PEOPLE = st.sampled_from(names("units.csv")), st.sampled_from(names("staff.csv"))
NUMBERS = st.from_regex(r"R26\d{4}-[0-9A-HJKMNP-TV-Z]{8}", fullmatch=True)
TIMES = st.builds(
    lambda seconds: clock_time(NOW + timedelta(seconds=seconds), written_at=NOW), st.integers(-864_000, 8_640_000)
)
WHO = st.builds(str.__add__, UNITS | st.just("95518"), PEOPLE)
SEVERAL = st.lists(PEOPLE, min_size=1, max_size=3, unique=True).map("、".join)
MASKED = st.lists(st.sampled_from(["张*", "138****5678", "****2345", "粤B***45"]), max_size=4, unique=True)

BY_NAME: tuple[tuple[tuple[str, ...], st.SearchStrategy[Any]], ...] = (
    (("number",), NUMBERS),
    (("unit",), UNITS),
    (("told", "names", "people"), SEVERAL),
    (("head",), PEOPLE),
    (("by", "who", "reporter"), WHO),
    (("masked",), MASKED),
    (("severity",), st.integers(1, 3)),
)
"""Parts of a parameter's name, and the values of such a parameter. All other texts are clock times."""


def texts() -> Iterator[Callable[..., str]]:
    """The functions of every service's `texts`."""
    for service in SERVICES:
        for file in sorted((ROOT / "services" / service / "application").glob("texts*.py")):
            module = import_module(f"services.{service}.application.{file.stem}")
            for _, function in inspect.getmembers(module, inspect.isfunction):
                if function.__module__ == module.__name__ and not function.__name__.startswith("_"):
                    yield function


ALL = list(texts())


def values_of(name: str, kind: Any) -> st.SearchStrategy[Any]:
    """Values of a parameter."""
    if type(None) in get_args(kind):
        return st.none() | values_of(name, next(arg for arg in get_args(kind) if arg is not type(None)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(1, 3) if name in ("severity", "before") else st.integers(1, 99)
    if kind is not str and (arguments := get_args(kind)) and name != "masked":
        return st.lists(values_of(name, arguments[0]), min_size=1, max_size=3, unique=True)
    return next((values for parts, values in BY_NAME if any(part in name.split("_") for part in parts)), TIMES)


@pytest.mark.parametrize("text", ALL, ids=lambda text: f"{text.__module__.split('.')[1]}-{text.__name__}")
def test_a_text_is_made_as_messages_are_made(text: Callable[..., str]) -> None:
    hints = {name: kind for name, kind in get_type_hints(text).items() if name != "return"}

    @given(st.fixed_dictionaries({name: values_of(name, kind) for name, kind in hints.items()}))
    def judged(values: dict[str, Any]) -> None:
        said = text(**values)
        assert not list(faults(said, values.get("number"))), said
        assert "number" not in values or said.startswith("【"), said

    judged()


@pytest.mark.parametrize("text", ALL, ids=lambda text: f"{text.__module__.split('.')[1]}-{text.__name__}")
def test_a_text_takes_no_data_of_a_customer(text: Callable[..., str]) -> None:
    free = {name for name, kind in get_type_hints(text).items() if kind in (str, str | None)}
    assert not free & OF_A_CUSTOMER


def test_the_texts_of_every_service_that_writes_to_people_are_judged() -> None:
    assert {text.__module__.split(".")[1] for text in ALL} == set(SERVICES)
