"""Texts as people really send them: denials, threats, labels, several numbers, rare names, plates, quotations."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.short_form import Amendment, ShortForm
from shared.contracts.words import Ground
from shared.rules.characters import DOTS
from tests.unit.intake.short_forms import USUAL, amendment, report

NEGATED = [
    "没有人受伤",
    "未造成人员受伤",
    "未发生人员伤亡",
    "没有任何人受伤",
    "没有客户受伤",
    "暂无人员受伤",
    "車上沒有人受傷",
    "人伤：无",
    "是否有人受伤：否",
    "没有找律师",
    "不会去找律师",
    "没有联系媒体",
    "没说要找媒体",
    "不是媒体",
    "没打算要投诉",
    "不打算投诉",
    "并没有说要投诉",
    "没有要投诉的意思",
    "客户不想投诉",
    "没有要告我们",
    "没有群体事件",
    "未涉及监管",
    "监管部门规定的材料",
    "按监管要求提供材料",
    "符合监管规定",
    "资金监管账户",
    "客户群体",
    "要告诉客户",
    "需要告知客户",
    "不需要投诉",
    "零伤亡",
    "0人受伤",
    "不走法律途径",
    "监管要求录音",
    "投保住院津贴险",
    "协会投诉部",
]
GRAVE = [
    "没人管要投诉",
    "不赔就要投诉",
    "没人理，要找媒体",
    "再不处理就找媒体曝光",
    "迟迟未赔付要投诉",
    "没有结果要起诉",
    "没有处理好，客户受伤",
    "人伤无人管",
    "非要投诉",
    "不但要投诉",
    "不得不找律师",
    "没联系上客户受伤了",
    "要打12378",
    "去消协",
    "不处理去消费者协会",
    "要告我们",
    "不行就告到法院",
    "要向银保监投诉",
    "监管部门要求我们回复",
    "未解决要上访",
    "发朋友圈曝光",
    "要投訴",
    "請律師",
    "有人受傷",
    "客户表示会投诉",
    "肯定投诉",
    "要上热搜",
    "要走司法程序",
    "国家金融监督管理总局",
    "要去银监会",
    "几十个车主一起维权",
    "乘客受了伤",
    "乘客住院了",
]
AROUND = st.sampled_from(["", "定损太慢", "客户催了三次", "没人接电话", "金额不对", "到现在未回复"])


def is_grave(text: str) -> bool:
    form = report(text)
    return bool(form.risk_flags) or form.ground is Ground.COMPLAINT_DEMANDED


@given(words=st.sampled_from(NEGATED), before=AROUND, after=AROUND, separator=st.sampled_from("，。 ；\n"))
def test_what_is_denied_raises_nothing_among_any_other_words(
    words: str, before: str, after: str, separator: str
) -> None:
    assert not is_grave(separator.join(["不满报告 13812345678", before, words, after]))


@given(words=st.sampled_from(GRAVE), before=AROUND, after=AROUND, separator=st.sampled_from("，。 ；\n"))
def test_what_is_threatened_counts_among_any_other_words(words: str, before: str, after: str, separator: str) -> None:
    assert is_grave(separator.join(["不满报告 13812345678", before, words, after]))


@pytest.mark.parametrize(
    "text",
    [
        "不满报告 客户电话：13812345678 客户姓名：张三 定损太慢",
        "不满报告 客户：张三 客户电话：13812345678，定损太慢",
        "不满报告 客户是张三 联系方式：13812345678，定损太慢",
        "不满报告 张三（13812345678）定损太慢",
        "“不满报告 张三 13812345678 定损太慢”",
        "\u200b不满报告 张\u200d三 138\u200b12345678 定损太慢",
        "\ufeff不满报告\u00a0张三\u20281381234\u2060 5678\u3000定损太慢",
    ],
)
def test_labels_brackets_and_invisible_marks_make_no_difference(text: str) -> None:
    assert report(text) == USUAL


def test_the_number_with_the_customers_label_is_the_customers() -> None:
    form = report("不满报告 我的电话13900000000 客户电话13812345678 张三")
    assert (form.phone, form.name) == ("13812345678", "张三")
    assert "13900000000" in (form.text or "")


@pytest.mark.parametrize("other", ["查勘员李明", "业务员王五 ", "定损员：赵六（", "修理厂", "我13700000000，经理"])
@pytest.mark.parametrize("own", ["客户张三", "车主：张三 ", "张三 电话", "客户", "被保人张三（"])
def test_the_number_beside_another_person_is_not_the_customers(other: str, own: str) -> None:
    form = report(f"不满报告 {other}13900000000，{own}13812345678，定损太慢")
    assert form.phone == "13812345678"
    assert "13900000000" in (form.text or "")


@pytest.mark.parametrize("gap", [" ", "\u3000", "  "])
@pytest.mark.parametrize("place", ["{} 13812345678 定损太慢", "13812345678 定损太慢，{}"])
def test_a_name_of_two_characters_may_be_spread_as_in_a_form(gap: str, place: str) -> None:
    assert report("不满报告 " + place.format(f"张{gap}三")) == USUAL


def test_both_numbers_are_the_customers_with_a_remark_whose_they_are() -> None:
    assert report("不满报告 13812345678（本人） 13900000000（爱人）").phone == "13812345678/13900000000"


@pytest.mark.parametrize("separator", ["/", "、", " ", "，", "或", " 和 "])
def test_numbers_side_by_side_are_all_the_customers(separator: str) -> None:
    form = report(f"不满报告 张三 13812345678{separator}13987654321 定损太慢")
    assert (form.name, form.phone, form.text) == ("张三", "13812345678/13987654321", "定损太慢")


def test_a_part_of_a_longer_number_and_our_own_hotline_are_no_phone() -> None:
    form = report("不满报告 张三 卡号6222 0755 8123 4567 890 打95518没人接 手机13812345678 退费慢")
    assert (form.name, form.phone) == ("张三", "13812345678")


RARE = st.sampled_from("㛃䶮𠮷𪚥\ue863\U000f0001﨑⺩⼥")


@given(surname=st.sampled_from("王張刘陳㑳"), rare=RARE, label=st.booleans())
def test_a_name_with_a_rare_character_is_understood(surname: str, rare: str, label: bool) -> None:
    name = surname + rare
    form = report(f"不满报告 {'客户姓名：' if label else ''}{name} 13812345678 定损太慢")
    assert form.name is not None
    assert unicodedata.normalize("NFKC", name) == form.name


@given(dot=st.sampled_from(DOTS), spaced=st.booleans())
def test_the_dot_in_a_name_has_many_spellings(dot: str, spaced: bool) -> None:
    dot = f" {dot} " if spaced else dot
    form = report(f"不满报告 阿依古丽{dot}买买提 13812345678 定损太慢")
    name = form.name or ""
    assert (name[:4], name[-3:], form.text) == ("阿依古丽", "买买提", "定损太慢")


@pytest.mark.parametrize(
    "place", ["江宁", "高淳", "张家港", "石家庄", "白云区", "江阴市", "黄山路", "马上", "顾客", "成都", "苏州"]
)
def test_places_and_common_words_are_no_names(place: str) -> None:
    form = report(f"不满报告 {place} 13812345678 定损太慢")
    assert (form.name, form.text) == (None, f"{place} 定损太慢")


PLATES = [
    "粤B1234警",
    "粤B1234学",
    "粤B1234挂",
    "粤Z1234港",
    "粤Z1234澳",
    "沪A1234领",
    "使014578",
    "粤BD12345",
    "粤B12345D",
    "粵B12345",
]


@given(plate=st.sampled_from(PLATES), separator=st.sampled_from(["", "·", "・", "-", " "]))
def test_plates_of_every_kind_are_understood(plate: str, separator: str) -> None:
    typed = plate if plate.startswith("使") else plate[:2] + separator + plate[2:]
    form = report(f"不满报告 张三 {typed} 13812345678 定损太慢")
    assert (form.name, form.phone, form.plate) == ("张三", "13812345678", plate.replace("粵", "粤"))
    assert form.text == "定损太慢"


RULE = "\n- - - - - - - - - - - - - - -\n"


@pytest.mark.parametrize(
    "text",
    [
        f"「同事：不满报告 李四 13900000000 定损慢」{RULE}不满报告 张三 13812345678 定损太慢",
        "“李雷：\n不满报告 李四 13900000000 定损慢”\n------\n不满报告 张三 13812345678 定损太慢",
        '这是一条引用/回复消息：\n"李雷:\n不满报告 李四 13900000000"\n------\n不满报告 张三 13812345678 定损太慢',
        f"「同事：「另一人：不满报告 李四 13900000000」{RULE}已报」{RULE}不满报告 张三 13812345678 定损太慢",
        f"「同事：不满报告 李四 13900000000 定损慢，等了三天还…{RULE}不满报告 张三 13812345678 定损太慢",
        "「同事：不满报告 李四 13900000000 定损慢」不满报告 张三 13812345678 定损太慢",
        "> 不满报告 李四 13900000000\n> 定损慢\n不满报告 张三 13812345678 定损太慢",
        "不满报告 张三 13812345678 定损太慢\n---- 原始消息 ----\n不满报告 李四 13900000000",
    ],
)
def test_a_quotation_is_no_part_of_the_report(text: str) -> None:
    assert report(text) == USUAL


@pytest.mark.parametrize("own", ["13812345678", "补充 13812345678", "补充 电话13812345678"])
def test_a_quotation_of_our_answer_names_the_report(own: str) -> None:
    quoted = "「95518客户服务：【请补充】还缺：\n1. 客户电话\n请发送：补充 R260105-4F7K2QXM 客户电话」"
    found = amendment(f"{quoted}{RULE}{own}")
    assert found == Amendment(number="R260105-4F7K2QXM", form=ShortForm(phone="13812345678"))


def test_a_new_report_may_quote_our_answer() -> None:
    quoted = "「95518客户服务：【已受理】报告编号R260105-4F7K2QXM。」"
    assert report(f"{quoted}{RULE}不满报告 张三 13812345678 定损太慢") == USUAL


def test_a_line_between_the_parts_of_ones_own_message_is_no_quotation() -> None:
    form = report("不满报告 张三 13812345678\n------\n定损太慢")
    assert (form.name, form.phone) == ("张三", "13812345678")
