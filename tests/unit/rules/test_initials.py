"""Colleagues are found by the initials of their name."""

import pytest

from shared.rules.initials import begins_with


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("赵文斌", "zwb", True),
        ("赵文斌", "ZW", True),
        ("赵文斌", "zb", False),
        ("赵文斌", "zwbx", False),
        ("于嘉怡", "yjy", True),  # 怡 is rarer: it may have any initial
        ("啊座", "az", True),
        ("Anna李", "annal", True),
        ("赵文斌", "", False),
    ],
)
def test_a_name_is_found_by_its_initials(name: str, typed: str, found: bool) -> None:
    assert begins_with(name, typed) is found
