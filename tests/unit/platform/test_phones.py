"""One phone number, however it is typed, is one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.platform.privacy.phones import numbers_in, usable_numbers

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


TAIWAN_AND_ABROAD = [
    ("+886 912 345 678", "+886912345678"),
    ("00886-2-2345-6789", "+886223456789"),
    ("+886 0912345678", "+886912345678"),
    ("+1 415 555 2671", "+14155552671"),
    ("001-415-555-2671", "+14155552671"),
    ("+44 20 7946 0958", "+442079460958"),
]
AS_SYSTEMS_WRITE_THEM = [
    "tel:13812345678",
    "tel:+86-138-1234-5678",
    "sip:+8613812345678@ims.example",
    "13812345678.0",
    "１３８１２３４５６７８．０",
    "1.3812345678E+10",
    "1.3812345678e10",
]
WITH_REMARKS = [
    "13812345678（本人）",
    "张三13812345678",
    "手机13812345678（下午打）",
    "13812345678一直打不通",
    "Tom 13812345678",
    "138 1234 5678 3天没人联系",
    "2026-11-27 13812345678",
    "12:00 13812345678",
    "3000 13812345678",
    "一三八一二三四五六七八",
    "幺三八 一二三四 五六七八",
    "138，1234，5678",
    "138、1234、5678",
    "卡号6222 0755 8123 4567 890 手机13812345678",
    "身份证110101 19900101 1234，13812345678",
]
NO_NUMBERS = [
    "",
    "-",
    "无",
    "不详",
    "没有电话",
    "保密",
    "anonymous",
    "unknown",
    "null",
    "x801",
    "123",
    "110",
    "10086",
    "12345678",
    "82345678",
    "1381234567",
    "138123456789",
    "12812345678",
    "12345678901",
    "1381234567813987654321",
    "010-11111111",
    "+11111111111",
    "138****5678",
    "电话",
    "138a2345678",
    "126800元",
    "3,000.00",
    "2026-11-27 13:57",
    "1.38E+10",
    "1.38123E+10",
    "PDAA13812345678",
    "QQ13812345678",
    "6222075581234567890",
    "6222 0755 8123 4567 890",
    "6222-0755-8123-4567-890",
    "卡号622202 13812345678",
    "110101 19900101 123X",
    "11010119900101123X",
    "110101199001011234",
]
SEPARATORS = st.sampled_from(
    ["/", "、", "，", ",", ";", "；", " ", "\n", "|", "&", "+", "-", "－", "或", "和", " / ", "\t", "。"]
)
MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
SPELLINGS = [
    lambda number: number,
    lambda number: f"+86 {number}",
    lambda number: f"0086{number}",
    lambda number: f"{number[:3]} {number[3:7]} {number[7:]}",
    lambda number: f"{number[:3]}-{number[3:7]}-{number[7:]}",
    lambda number: number.translate(FULL_WIDTH),
    lambda number: number.translate(CHINESE),
    lambda number: f"手机{number}（本人）",
    lambda number: "\u200b".join(number),
]


@pytest.mark.parametrize("spelled", [*MOBILES, *AS_SYSTEMS_WRITE_THEM, *WITH_REMARKS])
def test_mobile_has_one_normal_form_however_it_is_typed(spelled: str) -> None:
    assert usable_numbers(spelled) == ("13812345678",)


@pytest.mark.parametrize(("spelled", "normal"), [*LANDLINES, ("95518", "95518"), ("电话：95518", "95518")])
def test_landline_keeps_its_area_code_and_loses_the_country(spelled: str, normal: str) -> None:
    assert usable_numbers(spelled) == (normal,)


@pytest.mark.parametrize("spelled", EXTENSIONS)
def test_extension_is_part_of_the_number(spelled: str) -> None:
    assert usable_numbers(spelled) == ("075582345678x801",)


@pytest.mark.parametrize(("spelled", "normal"), [*HONG_KONG_AND_MACAU, *TAIWAN_AND_ABROAD])
def test_numbers_from_outside_the_mainland_keep_their_code(spelled: str, normal: str) -> None:
    assert usable_numbers(spelled) == (normal,)


@pytest.mark.parametrize("spelled", NO_NUMBERS)
def test_what_cannot_be_dialled_is_no_number(spelled: str) -> None:
    assert usable_numbers(spelled) == ()


@given(digit=st.sampled_from("0123456789"), length=st.integers(1, 20))
def test_one_digit_repeated_is_no_number(digit: str, length: int) -> None:
    assert usable_numbers(digit * length) == ()


@given(first=MOBILE, second=MOBILE, separator=SEPARATORS, data=st.data())
def test_several_numbers_in_one_cell_are_all_found(
    first: str, second: str, separator: str, data: st.DataObject
) -> None:
    spell = [data.draw(st.sampled_from(SPELLINGS)) for _ in range(2)]
    assert usable_numbers(spell[0](first) + separator + spell[1](second)) == tuple(dict.fromkeys((first, second)))


@pytest.mark.parametrize(
    ("spelled", "numbers"),
    [
        ("1.13812345678 2.13987654321", ("13812345678", "13987654321")),
        ("①13812345678②13987654321", ("13812345678", "13987654321")),
        ("13812345678+13987654321", ("13812345678", "13987654321")),
        ("13812345678 + 139 8765 4321", ("13812345678", "13987654321")),
        ("13812345678 +14155552671", ("13812345678", "+14155552671")),
        ("手机13812345678（本人）+13987654321", ("13812345678", "13987654321")),
        ("13812345678、+13911234567", ("13812345678", "13911234567")),
        ("13812345678+85291234567", ("13812345678", "+85291234567")),
        ("手机1:13812345678 手机2:13987654321", ("13812345678", "13987654321")),
        ("0755-82345678分机801，13812345678", ("075582345678x801", "13812345678")),
        ("0755 8234 5678 / 021 6234 5678", ("075582345678", "02162345678")),
        ("+44 20 7946 0958 13812345678", ("+442079460958", "13812345678")),
        ("13812345678 13812345678", ("13812345678",)),
    ],
)
def test_numbers_of_several_kinds_stand_side_by_side(spelled: str, numbers: tuple[str, ...]) -> None:
    assert usable_numbers(spelled) == numbers


@given(
    digits=st.from_regex(r"[3-6][0-9]{15,18}", fullmatch=True),
    width=st.integers(3, 6),
    separator=st.sampled_from(["", " ", "-", ".", "\u3000"]),
)
def test_no_part_of_a_bank_card_is_a_number(digits: str, width: int, separator: str) -> None:
    groups = [digits[at : at + width] for at in range(0, len(digits), width)]
    assert usable_numbers(separator.join(groups)) == ()


@pytest.mark.parametrize("apart", [" ", "-", ".", "\u3000"])
def test_digits_written_one_by_one_are_a_number_and_a_longer_row_is_none(apart: str) -> None:
    assert usable_numbers(apart.join("13812345678")) == ("13812345678",)
    assert usable_numbers(apart.join("6222075581234567890")) == ()
    assert usable_numbers(f"第{apart.join('1234567')}天") == ()


@given(
    before=st.sampled_from(["", "客户", "电话：", "1. "]),
    number=MOBILE,
    after=st.sampled_from(["", "。", "一直没人接", " 3天"]),
)
def test_a_number_is_found_where_it_stands(before: str, number: str, after: str) -> None:
    (found,) = numbers_in(f"{before}{number}{after}")
    assert (found.start, found.end, found.normal) == (len(before), len(before) + len(number), number)


def test_a_text_of_absurd_length_is_read_in_a_time_that_grows_with_it() -> None:
    assert usable_numbers("1" + "-" * 100_000 + "3812345678") == ()
    assert usable_numbers("12 3 " * 2_000) == ()


@given(st.text(alphabet="+-() 0123456789转x８６一二三，/", max_size=40))
def test_normal_form_is_its_own_normal_form(spelled: str) -> None:
    for normal in usable_numbers(spelled):
        assert usable_numbers(normal) == (normal,)


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    for found in numbers_in(text):
        assert text[found.start : found.end]
