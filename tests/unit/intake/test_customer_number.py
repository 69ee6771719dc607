"""One field takes any number of a customer, and nothing typed into it is lost."""

import pytest

from services.intake.domain.customer_number import MOST, read_customer
from shared.platform.privacy.phones import numbers_in


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", {}),
        ("13812345678", {"phone": "13812345678"}),
        ("138-1234 5678", {"phone": "138-1234 5678"}),
        ("王先生１３８１２３４５６７８", {"phone": "王先生１３８１２３４５６７８"}),
        ("025-84111234转801", {"phone": "025-84111234转801"}),
        ("PDAA202632010000012345", {"policy_no": "PDAA202632010000012345"}),
        ("rdaa202632010000054321", {"claim_no": "rdaa202632010000054321"}),
        ("620263201000098765", {"accident_no": "620263201000098765"}),
        ("保单号：620263201000098765", {"policy_no": "620263201000098765"}),
        ("报案 BAQZ66210083345", {"accident_no": "BAQZ66210083345"}),
        (
            "保单PDAA20263201，电话13812345678",
            {"policy_no": "PDAA20263201", "phone": "电话13812345678"},
        ),
        ("苏A12345", {"plate": "苏A12345"}),
        ("苏A12345 13812345678", {"plate": "苏A12345", "phone": "13812345678"}),
        ("苏A12345 王小明", {"plate": "苏A12345", "name": "王小明"}),
        ("无", {"phone": "无"}),
        ("1381234567", {"phone": "1381234567"}),  # a digit is missing: it is asked for again, not taken for a claim's
        ("不知道号码", {"phone": "不知道号码"}),
        ("---", {"phone": "---"}),
    ],
)
def test_what_was_typed_is_read_by_its_label_or_its_shape(typed: str, read: dict[str, str]) -> None:
    assert read_customer(typed, numbers_in) == read


def test_no_number_is_longer_than_one_may_be() -> None:
    long = "客户说打他爱人的电话比较方便接听，号码是13812345678，或者13912345678，晚上八点以后再打"
    assert read_customer(long, numbers_in) == {"phone": "13812345678/13912345678"}
    assert all(len(value) <= MOST for value in read_customer("甲" * 80, numbers_in).values())
