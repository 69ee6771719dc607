"""Rules that need no case: whose customer it is, and which unit it probably concerns."""

from dataclasses import replace
from datetime import date

import pytest

from services.callback.domain.decisions_attempts import must_share_customer
from services.callback.domain.policy import share_customer
from services.callback.domain.suggestion import suggested_unit
from shared.contracts.intake import Details, Reporter, SealedCustomer
from shared.contracts.words import Line
from shared.rules.ladders.causes import CauseTable, Suggestion
from shared.rules.ladders.policy import EVERY_UNIT, PolicyBook, PolicyVersion
from shared.support.errors import Invalid
from tests.harness.refusals import refused
from tests.unit.callback.story import NOON, PHONE, Story, directory

SINCE = date(2018, 6, 1)
NOTHING = {"cause": None, "line": None, "level": None, "to_line": None, "to_level": None, "valid_from": SINCE}


def a_book(*suggestions: Suggestion) -> PolicyBook:
    default = PolicyVersion(name="default", unit_id=EVERY_UNIT, valid_from=SINCE)
    return PolicyBook([default], CauseTable(suggestions=suggestions))


KINDS = ("phone", "policy", "claim", "accident", "plate")


def customer(**indexes: str | None) -> Details:
    return Details(customer=SealedCustomer(**{f"{kind}_index": index for kind, index in indexes.items()}))


@pytest.mark.parametrize("kind", KINDS)
def test_one_number_in_common_makes_it_the_same_customer(kind: str) -> None:
    rest = {each: f"another {each}" for each in KINDS if each != kind}
    assert share_customer(customer(**{kind: "a"}), customer(**rest | {kind: "a"}))
    assert not share_customer(customer(**{kind: "a"}), customer(**rest | {kind: "b"}))


def test_each_of_several_phones_makes_it_the_same_customer() -> None:
    several = Details(customer=SealedCustomer(phone_index="a", phone_indexes=("a", "b")))
    assert share_customer(several, customer(phone="b"))
    assert share_customer(customer(phone="a"), several)
    assert not share_customer(several, customer(phone="c"))


@pytest.mark.parametrize("one", [customer(), customer(phone="a")])
@pytest.mark.parametrize("other", [customer(), customer(phone="b")])
def test_what_is_not_known_is_not_the_same(one: Details, other: Details) -> None:
    assert not share_customer(one, other)


def test_one_call_does_not_answer_for_another_customer() -> None:
    case = Story(customer(phone="a")).case
    must_share_customer(case, Story(customer(phone="a")).case)
    with refused(Invalid, "invalid"):
        must_share_customer(case, Story(customer(phone="b")).case)


def test_the_unit_the_reporter_named_is_suggested_first() -> None:
    case = Story(Details(customer=PHONE, responsible_unit_id="sales")).case
    unit = suggested_unit(case, a_book(Suggestion(**NOTHING)), directory(), NOON)
    assert unit is not None
    assert unit.unit_id == "sales"


def test_else_the_table_says_where_such_a_cause_belongs() -> None:
    slow = Suggestion(**NOTHING | {"cause": "slow", "to_level": 2})
    case = Story(Details(customer=PHONE, cause="slow", line=Line.CLAIMS)).case
    unit = suggested_unit(case, a_book(slow), directory(), NOON)
    assert unit is not None
    assert unit.unit_id == "claims"


def test_without_a_fitting_line_or_a_known_unit_nothing_is_suggested() -> None:
    case = Story(Details(customer=PHONE, cause="slow")).case
    assert suggested_unit(case, a_book(), directory(), NOON) is None
    stranger = replace(case, reporter=Reporter(staff_id=None, unit_id="elsewhere"))
    assert suggested_unit(stranger, a_book(Suggestion(**NOTHING)), directory(), NOON) is None
