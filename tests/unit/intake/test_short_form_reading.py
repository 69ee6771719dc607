"""A report in one message, as people really type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.short_form import Amendment, Missing, ShortForm, read
from shared.contracts.words import Ground, RiskFlag, Stage
from shared.platform.privacy.phones import numbers_in
from tests.unit.intake.short_forms import USUAL, amendment, missing_from, report


@pytest.mark.parametrize(
    "text",
    [
        "不满报告 张三 13812345678 定损太慢",
        "#不满报告 张三 13812345678 定损太慢",
        "#不满报告# 张三 13812345678 定损太慢",
        "不满 张三 13812345678 定损太慢",
        "报告：张三，13812345678，定损太慢",
        "不满报告张三 13812345678 定损太慢",
        "不满报告　张三　１３８１２３４５６７８　定损太慢",
        "不满报告，张三，+86 138-1234-5678，定损太慢",
        "不满报告 张三 ＋８６　１３８　１２３４　５６７８ 定损太慢",
        "不满报告 张三13812345678定损太慢",
        "不满报告 定损太慢 张三 13812345678",
        "不满报告 13812345678 张三 定损太慢",
        "不满报告 13812345678，定损太慢，张三",
        "不满报告 客户张三 电话：13812345678 定损太慢",
        "不满报告\n姓名：张三\n手机号：13812345678\n定损太慢",
        "张三 13812345678 定损太慢 #不满",
        "张三 13812345678 不满报告 定损太慢",
    ],
)
def test_usual_report_is_understood_however_it_is_typed(text: str) -> None:
    assert report(text) == USUAL
    assert missing_from(report(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "你好",
        "张三 13812345678 定损太慢",
        "不满意你们",
        "#不满意",
        "报告领导，我今天请假",
        "补充一下",
        "定损不满报告书",
        "不满报告怎么写？",
        "不满报告 怎么填写",
        "请问不满报告要怎么提交啊？",
        "#不满报告 什么格式?",
        "不满报告是什么",
        "报告 如何写呢",
        "不满报告模板",
    ],
)
def test_text_without_the_keyword_is_no_report(text: str) -> None:
    assert read(text, numbers_in) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保单PDAA201844030000012345", ShortForm(policy_no="PDAA201844030000012345")),
        ("保单号：pdaa-2018 定损太慢", ShortForm(policy_no="PDAA-2018", text="定损太慢")),
        ("赔案号 ＣＤＡＡ２０１８４４", ShortForm(claim_no="CDAA201844")),
        ("立案CDAA201844", ShortForm(claim_no="CDAA201844")),
        ("报案RDAA201844，车牌粤B·12345", ShortForm(accident_no="RDAA201844", plate="粤B12345")),
        ("粤BD12345 定损太慢", ShortForm(plate="粤BD12345", text="定损太慢")),
        ("0755-82345678转801", ShortForm(phone="075582345678x801")),
        ("+852 9123 4567", ShortForm(phone="+85291234567")),
    ],
)
def test_numbers_are_known_by_their_prefix(text: str, expected: ShortForm) -> None:
    assert report(f"不满报告 {text}") == expected


def test_phone_after_the_word_for_an_accident_is_a_phone() -> None:
    form = report("不满报告 昨天报案 13812345678 没人管")
    assert (form.phone, form.accident_no, form.text) == ("13812345678", None, "昨天报案 没人管")


def test_second_phone_stays_in_the_text() -> None:
    form = report("不满报告 13812345678 也可打 13912345678")
    assert (form.phone, form.text) == ("13812345678", "也可打 13912345678")


def test_number_of_days_after_a_phone_is_not_part_of_it() -> None:
    form = report("不满报告 138 1234 5678 3天没人联系")
    assert (form.phone, form.text) == ("13812345678", "3天没人联系")


@pytest.mark.parametrize(
    "name", ["李雷", "王小明", "欧阳娜娜", "欧阳明", "张先生", "王女士", "李总", "诸葛先生", "阿卜杜拉·买买提"]
)
def test_names_are_known_beside_the_phone(name: str) -> None:
    assert report(f"不满报告 {name} 13812345678 定损太慢").name == name


@pytest.mark.parametrize(
    "words", ["定损太慢", "赔付太慢", "态度差", "金额争议", "费用高", "方案不行", "等太久", "严重拖延"]
)
def test_complaints_in_few_words_are_not_taken_for_names(words: str) -> None:
    form = report(f"不满报告 {words} 13812345678")
    assert (form.name, form.text) == (None, words)


def test_whatever_stands_after_the_label_is_the_name() -> None:
    assert report("不满报告 姓名：古力娜扎 13812345678").name == "古力娜扎"
    assert report("不满报告 客户姓名: John 13812345678").name == "John"


def test_customer_label_makes_a_name_of_a_name_only() -> None:
    assert report("不满报告 13812345678 等了很久，客户：张三，没人管").name == "张三"
    assert report("不满报告 13812345678 客户：很生气").name is None


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("要投诉", Ground.COMPLAINT_DEMANDED),
        ("客户说一定要投诉到底", Ground.COMPLAINT_DEMANDED),
        ("抱怨", Ground.DISCONTENT_VOICED),
        ("催促多次", Ground.DISCONTENT_VOICED),
        ("对金额有分歧", Ground.DEMAND_UNMET),
        ("感觉不满", Ground.PERCEIVED),
        ("抱怨而且要投诉", Ground.COMPLAINT_DEMANDED),
        ("不要投诉，只是抱怨", Ground.DISCONTENT_VOICED),
        ("不要投诉", None),
        ("定损太慢", None),
    ],
)
def test_ground_words_give_the_gravest_ground(words: str, ground: Ground | None) -> None:
    assert report(f"不满报告 13812345678 {words}").ground == ground


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("要找媒体曝光", (RiskFlag.MEDIA,)),
        ("已请律师", (RiskFlag.LAWYER,)),
        ("要去监管投诉", (RiskFlag.REGULATOR,)),
        ("打银保监电话", (RiskFlag.REGULATOR,)),
        ("金融监管总局", (RiskFlag.REGULATOR,)),
        ("群体事件，有人受伤", (RiskFlag.GROUP, RiskFlag.INJURY)),
        ("没受伤", ()),
        ("没有受伤", ()),
        ("无人受伤", ()),
        ("未受伤但找了媒体", (RiskFlag.MEDIA,)),
    ],
)
def test_risk_words_raise_flags_unless_negated(words: str, flags: tuple[RiskFlag, ...]) -> None:
    form = report(f"不满报告 13812345678 {words}")
    assert form.risk_flags == flags
    assert form.text == words


@pytest.mark.parametrize(
    ("words", "stage"), [("安抚中", Stage.CALMING), ("已安抚", Stage.CALMING), ("已安抚无效", None)]
)
def test_stage_is_stated_only_by_a_word_of_its_own(words: str, stage: Stage | None) -> None:
    assert report(f"不满报告 张三 13812345678，{words}").stage == stage


def test_words_that_stand_alone_are_not_kept_as_text() -> None:
    form = report("不满报告 定损太慢，要投诉，安抚中，13812345678")
    assert form == ShortForm(
        phone="13812345678", ground=Ground.COMPLAINT_DEMANDED, stage=Stage.CALMING, text="定损太慢"
    )


def test_text_keeps_the_characters_it_was_written_in() -> None:
    assert report("不满报告 13812345678 定损太慢，等了３天！没人回 🙁").text == "定损太慢，等了３天！没人回 🙁"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", (Missing.GROUND, Missing.CUSTOMER)),
        ("张三", (Missing.GROUND, Missing.CUSTOMER)),
        ("定损太慢", (Missing.CUSTOMER,)),
        ("要投诉", (Missing.CUSTOMER,)),
        ("13812345678", (Missing.GROUND,)),
        ("粤B12345 定损太慢", (Missing.CUSTOMER,)),
        ("报案RDAA201844 抱怨", ()),
    ],
)
def test_what_is_missing_is_what_the_flow_cannot_start_without(text: str, missing: tuple[Missing, ...]) -> None:
    assert missing_from(report(f"不满报告 {text}")) == missing


def test_amendment_names_its_report_and_adds_what_it_says() -> None:
    found = amendment("补充 R260105-4F7K2QXM 电话13812345678 定损太慢")
    assert found == Amendment(number="R260105-4F7K2QXM", form=ShortForm(phone="13812345678", text="定损太慢"))
    assert found.missing == ()


@pytest.mark.parametrize(
    "text", ["补充：hl-7001 13812345678", "#补充 ＨＬ－７００１ 13812345678", "补充hl-7001 13812345678"]
)
def test_amendment_is_known_however_it_is_typed(text: str) -> None:
    assert amendment(text) == Amendment(number="HL-7001", form=ShortForm(phone="13812345678"))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("补充", (Missing.NUMBER, Missing.CONTENT)),
        ("补充 13812345678", (Missing.NUMBER,)),
        ("补充 张三的电话 13812345678", (Missing.NUMBER,)),
        ("补充 HL-7001", (Missing.CONTENT,)),
    ],
)
def test_amendment_says_what_it_lacks(text: str, missing: tuple[Missing, ...]) -> None:
    assert amendment(text).missing == missing


@given(st.text(alphabet="不满报告补充张三1380 ,，+-.#()转XAB粤\n电话：保单号\x00\ud800é", max_size=60))
def test_any_text_is_read_without_failing_and_nothing_is_invented(text: str) -> None:
    found = read(text, numbers_in)
    form = found.form if isinstance(found, Amendment) else found
    if form is not None and form.text:
        assert set(form.text) <= set(text) | {" "}


@given(
    st.lists(st.sampled_from(["张三", "13812345678", "定损太慢", "要投诉", "粤B12345", "报案RDAA201844"]), unique=True)
)
def test_order_of_the_parts_does_not_matter_where_it_is_unambiguous(parts: list[str]) -> None:
    form = report(" ".join(["不满报告", *parts]))
    assert (form.phone == "13812345678") == ("13812345678" in parts)
    assert (form.plate == "粤B12345") == ("粤B12345" in parts)
    assert (form.accident_no == "RDAA201844") == ("报案RDAA201844" in parts)
    assert (form.ground is Ground.COMPLAINT_DEMANDED) == ("要投诉" in parts)
    assert ("张三" in (form.name or form.text or "")) == ("张三" in parts)
    assert ("定损太慢" in (form.text or "")) == ("定损太慢" in parts)


@pytest.mark.parametrize(
    "text", ["不满报告 怎么还不赔", "不满报告 客户问怎么写诉求", "不满报告 什么时候打款", "不满报告 怎么报价这么低"]
)
def test_a_customers_question_is_a_report(text: str) -> None:
    assert report(text).text == text.removeprefix("不满报告 ")
