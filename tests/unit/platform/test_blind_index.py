"""The blind index: one customer, one index, which cannot be made without the key file."""

import pytest

from shared.platform.privacy.index import BlindIndex
from shared.platform.privacy.keyfile import KeyFile
from tests.unit.platform.test_phones import EXTENSIONS, MOBILES

KEYS = KeyFile.new()
INDEX = BlindIndex(KEYS)


@pytest.mark.parametrize("spelled", MOBILES)
def test_every_spelling_of_a_phone_has_one_index(spelled: str) -> None:
    assert INDEX.phone(spelled) == INDEX.phone("13812345678")


def test_extension_makes_another_index() -> None:
    assert len({INDEX.phone(spelled) for spelled in EXTENSIONS}) == 1
    assert INDEX.phone(EXTENSIONS[0]) != INDEX.phone("0755-82345678")


def test_policy_number_has_one_index_in_any_width_and_case() -> None:
    spellings = ["PDAA2018-4403", "pdaa 20184403", "ＰＤＡＡ２０１８４４０３"]
    assert len({INDEX.policy(spelled) for spelled in spellings}) == 1


def test_equal_values_of_different_fields_do_not_meet() -> None:
    assert INDEX.phone("13812345678") != INDEX.policy("13812345678")


def test_index_has_128_bits_and_another_value_in_another_installation() -> None:
    index = INDEX.phone("13812345678")
    assert index is not None
    assert len(bytes.fromhex(index)) == 16
    assert index != BlindIndex(KeyFile.new()).phone("13812345678")


def test_index_outlives_a_rotation_of_the_wrapping_key() -> None:
    assert BlindIndex(KEYS.rotated()).phone("13812345678") == INDEX.phone("13812345678")


@pytest.mark.parametrize("nothing", [None, "", "12345678", "没有"])
def test_what_is_no_phone_has_no_index(nothing: str | None) -> None:
    assert INDEX.phone(nothing) is None


def test_no_policy_number_has_no_index() -> None:
    assert INDEX.policy(None) is None
    assert INDEX.policy(" - ") is None
