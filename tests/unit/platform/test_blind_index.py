"""The blind index: one customer, one index, which cannot be made without the key file."""

import pytest

from shared.platform.privacy.index import BlindIndex
from shared.platform.privacy.keyfile import KeyFile
from tests.unit.platform.test_phones import EXTENSIONS, MOBILES

KEYS = KeyFile.new()
INDEX = BlindIndex(KEYS)


@pytest.mark.parametrize("spelled", MOBILES)
def test_every_spelling_of_a_phone_has_one_index(spelled: str) -> None:
    assert INDEX.phones(spelled) == INDEX.phones("13812345678")


def test_extension_makes_another_index() -> None:
    assert len({INDEX.phones(spelled) for spelled in EXTENSIONS}) == 1
    assert INDEX.phones(EXTENSIONS[0]) != INDEX.phones("0755-82345678")


@pytest.mark.parametrize("kind", ["policy", "claim", "accident", "plate"])
def test_a_number_has_one_index_in_any_width_and_case(kind: str) -> None:
    spellings = ["PDAA2018-4403", "pdaa 20184403", "ＰＤＡＡ２０１８４４０３"]
    assert len({getattr(INDEX, kind)(spelled) for spelled in spellings}) == 1
    assert getattr(INDEX, kind)("苏A·12345") == getattr(INDEX, kind)("蘇ａ 12345") is not None


@pytest.mark.parametrize("plate", ["苏A88888", "粤B·D66666", "川A1111警", "使111111"])
def test_a_plate_of_equal_digits_is_a_plate(plate: str) -> None:
    assert INDEX.plate(plate) is not None


def test_equal_values_of_different_fields_do_not_meet() -> None:
    same = "13812345678"
    found = (*INDEX.phones(same), *(getattr(INDEX, kind)(same) for kind in ("policy", "claim", "accident", "plate")))
    assert len(set(found)) == 5


def test_index_has_128_bits_and_another_value_in_another_installation() -> None:
    (index,) = INDEX.phones("13812345678")
    assert len(bytes.fromhex(index)) == 16
    assert (index,) != BlindIndex(KeyFile.new()).phones("13812345678")


def test_index_outlives_a_rotation_of_the_wrapping_key() -> None:
    assert BlindIndex(KEYS.rotated()).phones("13812345678") == INDEX.phones("13812345678")


@pytest.mark.parametrize("nothing", [None, "", "12345678", "没有"])
def test_what_is_no_phone_has_no_index(nothing: str | None) -> None:
    assert INDEX.phones(nothing) == ()


@pytest.mark.parametrize("kind", ["policy", "claim", "accident", "plate"])
@pytest.mark.parametrize("nothing", [None, "", " - ", "无", "没有保单号", "000000", "123456", "A1", "未上牌车辆"])
def test_what_stands_for_a_missing_number_has_no_index(kind: str, nothing: str | None) -> None:
    assert getattr(INDEX, kind)(nothing) is None
