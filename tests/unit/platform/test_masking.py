"""What is shown by default reveals nothing of a customer to a reader who does not know them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.platform.privacy.masking import (
    HIDDEN,
    hide_customer,
    mask_name,
    mask_number,
    mask_phone,
    mask_plate,
    mask_text,
)

FULL_WIDTH = str.maketrans("0123456789+-", "０１２３４５６７８９＋－")
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
NAME = st.text(alphabet="张王李欧阳娜雷三四五 ·", min_size=1, max_size=5).filter(lambda name: name.strip(" ·") != "")
NUMBER = st.text(alphabet="PDAR0123456789-", min_size=3, max_size=22).filter(lambda number: number.strip("-") != "")
PROSE = st.text(alphabet="客户说定损太慢，。等了天 没人管\n138ABa-+", max_size=40)
SPELLINGS = [
    "{}",
    "+86{}",
    "+86 {}",
    "0086-{}",
    "电话{}。",
]


def test_name_keeps_its_first_character_only() -> None:
    assert [mask_name(name) for name in ("张三", "欧阳娜娜", " 李雷 ", "王", "")] == ["张*", "欧*", "李*", "*", ""]


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("+86 138 1234 5678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("010-12345678转801", "010****5678"),
        ("+852 9123 4567", "+852****4567"),
        ("+1 415 555 2671", "+141****2671"),
        ("13812345678/139 8765 4321（爱人）", "138****5678/139****4321"),
        ("95518", "****"),
        ("无", "****"),
        ("5678", "****"),
        ("", ""),
    ],
)
def test_phone_keeps_three_and_four_digits(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_number_keeps_its_last_four_unless_that_is_most_of_it() -> None:
    assert mask_number("PDAA201844030000012345") == "****2345"
    assert mask_number("1234567") == "****"


def test_plate_keeps_province_city_and_the_last_two() -> None:
    assert mask_plate("粤B12345") == "粤B***45"
    assert mask_plate("粤BD12345") == "粤B***45"
    assert mask_plate("粤B123") == "***"


def test_ordinary_words_stay_readable() -> None:
    text = "客户说定损太慢，等了3天，只赔3000元。"
    assert mask_text(text, ["张三", "13812345678"]) == text


def test_known_values_and_long_runs_are_taken_out_of_free_text() -> None:
    text = "张 三说打138 1234 5678或０７５５－８２３４５６７８，保单PDAA2018，邮箱zhang.san@qq.com，车粤B·12345"
    assert mask_text(text, ["张三", "13812345678", "粤B12345"]) == "***说打***或***，保单***，邮箱***，车***"


@pytest.mark.parametrize(
    "told", ["138后面1234最后5678", "138和1234和5678", "138空1234空五六七八", "１３８然后１２３４再５６７８"]
)
def test_a_known_number_told_in_parts_is_hidden(told: str) -> None:
    assert mask_text(f"请打{told}，定损3天", ["13812345678"]) == "请打***，定损3天"


def test_number_spelled_in_chinese_digits_is_known_too() -> None:
    assert mask_text("打幺三八一二三四五六七八", ["13812345678"]) == "打***"


def test_short_claim_number_is_hidden_where_it_is_known() -> None:
    assert mask_text("案件A-17拖着，Ａ１７", ["A17"]) == "案件***拖着，***"


def test_unknown_phone_is_hidden_with_spaces_inside() -> None:
    assert mask_text("另一个电话 139 1111 2222 打不通") == "另一个电话 *** 打不通"


@given(before=PROSE, after=PROSE, phone=MOBILE, spelling=st.sampled_from(SPELLINGS), data=st.data())
def test_masked_text_never_contains_a_known_phone(
    before: str, after: str, phone: str, spelling: str, data: st.DataObject
) -> None:
    typed = data.draw(st.sampled_from([phone, phone.translate(FULL_WIDTH), f"{phone[:3]} {phone[3:7]}-{phone[7:]}"]))
    masked = mask_text(before + spelling.format(typed) + after, [f"+86{phone}"])
    for variant in (phone, typed, phone.translate(FULL_WIDTH), phone[3:], phone[-8:-2]):
        assert variant not in masked


@given(before=PROSE, after=PROSE, values=st.lists(NAME | NUMBER | MOBILE, min_size=1, max_size=4))
@example(before="张", after="", values=["三", "张张"])
def test_masked_text_never_contains_any_known_value(before: str, after: str, values: list[str]) -> None:
    text = (
        before
        + "".join(f"{value}，{value.translate(FULL_WIDTH)}；{value.translate(CHINESE)}" for value in values)
        + after
    )
    masked = mask_text(text, values)
    for value in values:
        for variant in (value, value.translate(FULL_WIDTH), value.translate(CHINESE)):
            assert variant not in masked


@given(st.text(max_size=60), st.lists(st.text(max_size=6), max_size=3))
def test_masking_takes_any_text(text: str, known: list[str]) -> None:
    assert isinstance(mask_text(text, known), str)


@pytest.mark.parametrize(
    "text",
    [
        "赔了126800元，还差3000元",
        "合计126,800.00元",
        "¥126800未到账",
        "行驶123456公里",
        "2026-11-27 10:30定损，2026年11月30日前答复",
        "2026/11/27或20261127或2026.11.27",
        "10:30和11:45及12:00各打一次",
        "用iPhone拍照，iPhone15Pro也不行",
        "第1、2、3、4、5、6项",
        "13812345678"[:5] + "号工单",
    ],
)
def test_amounts_dates_times_and_products_stay_readable(text: str) -> None:
    assert mask_text(text, ["张三", "13987654321"]) == text


SEPARATOR = st.sampled_from([*"，、。；：/|_~·,.;:-— \u3000\u200b\n", " - ", "…", "～"])


@given(phone=MOBILE, separator=SEPARATOR, known=st.booleans(), before=st.sampled_from(["", "电话", "赔3000元，"]))
def test_no_separator_between_the_digits_shows_a_number(phone: str, separator: str, known: bool, before: str) -> None:
    groups = separator.join((phone[:3], phone[3:7], phone[7:]))
    masked = mask_text(f"{before}{groups}没人接", [phone] if known else [])
    assert phone[3:7] not in masked
    assert phone[7:] not in masked
    assert masked.endswith("没人接")


@pytest.mark.parametrize(
    "amount", ["1381234567元", "13812345678元", "138 1234 5678元", "¥13812345678", "2026-11-27-138123"]
)
def test_a_number_does_not_hide_behind_a_unit_or_a_date(amount: str) -> None:
    assert HIDDEN in mask_text(amount)
    assert "1234" not in mask_text(amount)


PLATES = ["粤B1234警", "粤B1234学", "粤B1234挂", "粤Z1234港", "沪A1234领", "使014578", "粤BD12345", "粤B12345D"]
PLATES += ["粵B12345", "苏A7K3P9", "WJ苏12345"]


@given(plate=st.sampled_from(PLATES), separator=st.sampled_from(["", "·", "・", "-", " ", "．"]), known=st.booleans())
def test_no_masked_text_shows_a_plate(plate: str, separator: str, known: bool) -> None:
    typed = plate[:2] + separator + plate[2:]
    masked = mask_text(f"车{typed}停在门口", [plate] if known else [])
    assert plate[2:] not in masked
    assert masked.startswith("车")
    assert masked.endswith("停在门口")


NAMES = [
    ("王㛃", "王㛃"),
    ("王𠮷", "王 𠮷"),
    ("王\ue863", "王\u200b\ue863"),
    ("王⼥", "王女"),
    ("张伟", "張偉"),
    ("劉德華", "刘德华"),
    ("阿依古丽·买买提", "阿依古丽・买买提"),
    ("阿依古丽·买买提", "阿依古丽 • 买买提"),
    ("阿依古丽・买买提", "買買提"),
    ("阿依古丽·买买提", "阿依古丽.买买提"),
]


@pytest.mark.parametrize(("name", "typed"), NAMES)
def test_no_masked_text_shows_the_name_in_any_spelling(name: str, typed: str) -> None:
    for known, written in ((name, typed), (typed, name) if len(typed) > 3 else (name, name)):
        assert mask_text(f"找{written}说明", [known]) == "找***说明"


def test_a_name_is_not_found_across_the_end_of_a_sentence() -> None:
    assert mask_text("客户很紧张，三天没人回", ["张三"]) == "客户很紧张，三天没人回"


def test_what_is_kept_as_it_is_loses_only_the_customer() -> None:
    known = ["张三", "13812345678"]
    assert hide_customer("监管部门 regulator 12378", known) == "监管部门 regulator 12378"
    assert hide_customer("12378，张三 １３８-1234-5678 来电", known) == "12378，*** *** 来电"


def test_a_number_that_is_not_the_customers_is_kept_unless_numbers_go_too() -> None:
    assert hide_customer("2026112300017", ["13812345678"]) == "2026112300017"
    assert hide_customer("12378 139-1111-2222", [], numbers=True) == "12378 ***"
