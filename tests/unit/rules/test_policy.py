"""Which policy holds for a unit on a day: inheritance down the tree, dates, trials."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.escalation import LadderStep, Whom
from shared.contracts.policy import CallbackPolicy, Limit
from shared.rules.ladders.policy import EVERY_UNIT, PolicyBook, PolicyVersion
from shared.support.local_time import SHANGHAI

START = date(2018, 6, 1)
USUAL = (
    LadderStep(after_seconds=300, whom=Whom.DIRECT_LEADER),
    LadderStep(after_seconds=600, whom=Whom.NEXT_LEADER),
    LadderStep(after_seconds=600),
)
SHORT = (LadderStep(after_seconds=300, whom=Whom.DIRECT_LEADER), LadderStep(after_seconds=600))
DEFAULT = PolicyVersion(
    name="default", unit_id=EVERY_UNIT, valid_from=START, onsite=USUAL, callback={"max_attempts": 5}
)
PATH = ("county", "city", "province", "root")


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)


NOW = noon(date(2026, 3, 10))


def version(unit_id: str, valid_from: date = START, **said: Any) -> PolicyVersion:
    return PolicyVersion(name=unit_id, unit_id=unit_id, valid_from=valid_from, **said)


def test_a_unit_without_rules_of_its_own_has_the_default() -> None:
    assert PolicyBook([DEFAULT]).for_unit(PATH, NOW).onsite.steps == USUAL


def test_a_unit_nobody_knows_has_the_default() -> None:
    assert PolicyBook([DEFAULT, version("city", onsite=SHORT)]).for_unit((), NOW).onsite.steps == USUAL


def test_a_county_inherits_the_ladder_of_its_city() -> None:
    book = PolicyBook([DEFAULT, version("city", onsite=SHORT)])
    assert book.for_unit(PATH, NOW).onsite.steps == SHORT
    assert book.for_unit(PATH[2:], NOW).onsite.steps == USUAL


def test_the_nearest_unit_wins() -> None:
    book = PolicyBook([DEFAULT, version("city", onsite=SHORT), version("county", onsite=USUAL)])
    assert book.for_unit(PATH, NOW).onsite.policy == "county@2018-06-01"


def test_each_part_is_inherited_on_its_own() -> None:
    """The province changes callback, the city the ladder, the county one limit of handling: all three hold."""
    book = PolicyBook(
        [
            DEFAULT,
            version("province", callback={"lease_seconds": 240}),
            version("city", onsite=SHORT),
            version("county", by_severity={1: Limit(seconds=43_200)}),
        ]
    )
    policy = book.for_unit(PATH, NOW)
    assert policy.callback.lease_seconds == 240
    assert policy.onsite.steps == SHORT
    assert policy.handling.by_severity[0] == Limit(seconds=43_200)
    assert policy.handling.by_severity[1] == Limit(seconds=259_200)


def test_keys_of_one_part_are_inherited_one_by_one() -> None:
    book = PolicyBook(
        [
            DEFAULT,
            version("province", callback={"lease_seconds": 240, "max_attempts": 4}),
            version("city", callback={"max_attempts": 3}),
        ]
    )
    callback = book.for_unit(PATH, NOW).callback
    assert (callback.lease_seconds, callback.max_attempts) == (240, 3)
    assert callback.policy == "default@2018-06-01 + province@2018-06-01 + city@2018-06-01"
    assert callback.due_seconds == CallbackPolicy(policy="").due_seconds


def test_a_new_version_holds_from_local_midnight() -> None:
    book = PolicyBook([DEFAULT, version("city", date(2026, 3, 10), onsite=SHORT)])
    midnight = datetime(2026, 3, 9, 16, tzinfo=UTC)  # 00:00 of the 10th in Shanghai
    assert book.for_unit(PATH, midnight - timedelta(microseconds=1)).onsite.steps == USUAL
    assert book.for_unit(PATH, midnight).onsite.steps == SHORT


def test_a_new_version_replaces_all_of_the_one_before() -> None:
    """What the new one does not state comes from above, not from the version it replaces."""
    book = PolicyBook([DEFAULT, version("city", onsite=SHORT), version("city", date(2026, 1, 1))])
    assert book.for_unit(PATH, noon(date(2025, 12, 31))).onsite.steps == SHORT
    assert book.for_unit(PATH, NOW).onsite.steps == USUAL


def test_a_trial_ends_with_its_last_day() -> None:
    trial = version("city", date(2026, 3, 1), last_day=date(2026, 3, 10), onsite=SHORT)
    book = PolicyBook([DEFAULT, trial])
    assert book.for_unit(PATH, noon(date(2026, 3, 10))).onsite.steps == SHORT
    assert book.for_unit(PATH, noon(date(2026, 3, 11))).onsite.steps == USUAL


def test_after_a_trial_the_version_before_it_holds_again() -> None:
    trial = version("city", date(2026, 3, 1), last_day=date(2026, 3, 10))
    book = PolicyBook([DEFAULT, version("city", onsite=SHORT), trial])
    assert book.for_unit(PATH, noon(date(2026, 3, 10))).onsite.steps == USUAL
    assert book.for_unit(PATH, noon(date(2026, 3, 11))).onsite.steps == SHORT


def test_a_rule_may_begin_on_a_leap_day() -> None:
    book = PolicyBook([DEFAULT, version("city", date(2028, 2, 29), onsite=SHORT)])
    assert book.for_unit(PATH, noon(date(2028, 2, 28))).onsite.steps == USUAL
    assert book.for_unit(PATH, noon(date(2028, 2, 29))).onsite.steps == SHORT


def test_before_the_first_default_the_first_one_holds() -> None:
    assert PolicyBook([DEFAULT]).for_unit(PATH, noon(date(2001, 1, 1))).onsite.steps == USUAL


def test_a_newer_default_changes_what_branches_inherit() -> None:
    newer = PolicyVersion(name="newer", unit_id=EVERY_UNIT, valid_from=date(2026, 1, 1), onsite=SHORT)
    book = PolicyBook([newer, DEFAULT, version("city", callback={"max_attempts": 3})])
    assert book.for_unit(PATH, NOW).onsite.policy == "newer@2026-01-01"
    assert book.for_unit(PATH, noon(date(2025, 12, 31))).onsite.policy == "default@2018-06-01"


def test_a_book_without_a_default_is_none() -> None:
    with pytest.raises(ValueError, match="no default policy"):
        PolicyBook([version("city", onsite=SHORT)])


@given(
    said=st.dictionaries(st.sampled_from(PATH), st.integers(1, 9)),
    depth=st.integers(0, len(PATH) - 1),
)
def test_a_key_has_the_value_of_the_nearest_unit_that_states_it(said: dict[str, int], depth: int) -> None:
    book = PolicyBook([DEFAULT, *(version(unit, callback={"max_attempts": n}) for unit, n in said.items())])
    nearest = next((said[unit] for unit in PATH[depth:] if unit in said), 5)
    assert book.for_unit(PATH[depth:], NOW).callback.max_attempts == nearest
