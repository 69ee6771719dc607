"""One phone number, however it is typed, is one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.platform.privacy.phones import normal_phone

MOBILES = [
    "13812345678",
    "+8613812345678",
    "+86 138 1234 5678",
    "+86-138-1234-5678",
    "0086 13812345678",
    "8613812345678",
    "(+86) 138 1234 5678",
    "138.1234.5678",
    "013812345678",
    "＋８６　１３８１２３４５６７８",
    "１３８－１２３４－５６７８",
    "138–1234—5678",
    "\u202d13812345678\u202c",
    "138\u200b12345678",
    " 13812345678 ",
]
LANDLINES = [
    ("010-12345678", "01012345678"),
    ("(010) 1234 5678", "01012345678"),
    ("+86 10 1234 5678", "01012345678"),
    ("0086-010-12345678", "01012345678"),
    ("0755-8234567", "07558234567"),
    ("+86 (0)755 82345678", "075582345678"),
    ("400-123-4567", "4001234567"),
    ("8008201234", "8008201234"),
]
EXTENSIONS = [
    "0755-82345678-801",
    "0755 82345678转801",
    "0755-82345678 转接 801",
    "0755-82345678分机801",
    "0755-82345678 ext. 801",
    "+86 755 82345678 x801",
    "075582345678#801",
    "０７５５－８２３４５６７８－８０１",
]
HONG_KONG_AND_MACAU = [
    ("+852 9123 4567", "+85291234567"),
    ("00852-91234567", "+85291234567"),
    ("85291234567", "+85291234567"),
    ("＋８５３ ６６１２ ３４５６", "+85366123456"),
]


@pytest.mark.parametrize("spelled", MOBILES)
def test_mobile_has_one_normal_form_however_it_is_typed(spelled: str) -> None:
    assert normal_phone(spelled) == "13812345678"


@pytest.mark.parametrize(("spelled", "normal"), LANDLINES)
def test_landline_keeps_its_area_code_and_loses_the_country(spelled: str, normal: str) -> None:
    assert normal_phone(spelled) == normal


@pytest.mark.parametrize("spelled", EXTENSIONS)
def test_extension_is_part_of_the_number(spelled: str) -> None:
    assert normal_phone(spelled) == "075582345678x801"


@pytest.mark.parametrize(("spelled", "normal"), HONG_KONG_AND_MACAU)
def test_hong_kong_and_macau_keep_their_country(spelled: str, normal: str) -> None:
    assert normal_phone(spelled) == normal


@pytest.mark.parametrize(
    "spelled",
    [
        "",
        "-",
        "x801",
        "12345678",
        "1381234567",
        "138123456789",
        "12812345678",
        "+1 415 555 2671",
        "电话",
        "138a2345678",
    ],
)
def test_what_is_no_number_known_here_has_no_normal_form(spelled: str) -> None:
    assert normal_phone(spelled) is None


def test_number_of_absurd_length_is_refused_without_being_looked_at() -> None:
    assert normal_phone("1" + "-" * 1_000_000 + "3812345678") is None


@given(st.text(alphabet="+-() 0123456789转x８６", max_size=30))
def test_normal_form_is_its_own_normal_form(spelled: str) -> None:
    normal = normal_phone(spelled)
    assert normal is None or normal_phone(normal) == normal
