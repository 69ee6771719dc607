"""A value in force is shown as its file would write it: what is written is read back as the same value."""

from pathlib import Path
from typing import Any

import pytest

from shared.platform.policies.loading import load_book
from shared.platform.policies.loading_policy import FILE_KEYS
from shared.platform.policies.writing import duration, written
from shared.rules.ladders.policy import origins
from tests.harness.clock import A_MONDAY_MORNING

POLICIES = Path(__file__).resolve().parents[3] / "deploy" / "policy"
BOOK = load_book(POLICIES)
CHANGZHOU = ("JS-CZ", "JS", "ZGS")


@pytest.mark.parametrize("key", written(BOOK.for_unit(CHANGZHOU, A_MONDAY_MORNING)), ids=lambda key: key.name)
def test_what_is_written_is_read_as_the_same_value(key: Any) -> None:
    table, _, field = key.name.partition(".")
    policy = BOOK.for_unit(CHANGZHOU, A_MONDAY_MORNING)
    value = getattr(getattr(policy, table), field, None)
    if field.startswith("severity_"):
        value = policy.handling.by_severity[int(field[-1]) - 1]
    read = FILE_KEYS[key.name][2]
    assert read(key.text.split(", ") if isinstance(value, tuple) else _typed(key.text, value)) == value


def _typed(text: str, value: object) -> object:
    return int(text) if type(value) is int and text.isdigit() else text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(90, "1 min 30 s"), (300, "5 min"), (86_400, "24 h"), (172_800, "48 h"), (1_296_000, "15 days")],
)
def test_a_duration_is_written_as_people_write_it(seconds: int, text: str) -> None:
    assert duration(seconds) == text


def test_a_branch_states_its_own_and_inherits_the_rest() -> None:
    found = origins(BOOK.versions_for(CHANGZHOU, A_MONDAY_MORNING))
    own = {name for name, version in found.items() if version.unit_id == "JS-CZ"}
    assert own == {"onsite", "handling.order"}
    assert found["callback.due_seconds"].unit_id == "*"
    assert "retention.settled_months" not in found
