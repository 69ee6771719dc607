"""The words by which a reporter settles, files or escalates in the chat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.short_form_acts import WORDS, ActWords, read_act
from shared.contracts.intake import PressedAct

NUMBER = "R261123-7K3M9QXZ"
words = st.sampled_from(list(WORDS))
gaps = st.sampled_from([" ", "  ", "，", ", ", "：", "\n", "　", "、"])
notes = st.sampled_from(["", "客户接受解释", "客户同意明天来，已约 10:00", "约好 13812345678 再联系"])


@given(word=words, gap=gaps, note=notes, first=st.booleans(), hashes=st.booleans())
def test_a_word_with_the_number_before_or_after_it_and_a_note(
    word: str, gap: str, note: str, first: bool, hashes: bool
) -> None:
    said = f"#{word}#" if hashes else word
    text = f"{NUMBER}{gap}{said}{gap}{note}" if first else f"{said}{gap}{NUMBER}{gap}{note}"
    assert read_act(text) == ActWords(act=WORDS[word], number=NUMBER, note=note or None)


@given(word=words, note=notes)
def test_the_number_may_be_left_out(word: str, note: str) -> None:
    assert read_act(f"{word} {note}") == ActWords(act=WORDS[word], number=None, note=note or None)


@pytest.mark.parametrize("number", [NUMBER.lower(), "Ｒ２６１１２３－７Ｋ３Ｍ９ＱＸＺ", f"\u200b{NUMBER}"])
def test_the_number_is_read_in_any_width_and_case_and_without_invisible_characters(number: str) -> None:
    asked = read_act(f"启动流程{number}")
    assert asked is not None
    assert asked.number == NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "启动流程需要什么材料",
        "启动流程？",
        f"启动流程 {NUMBER} 可以吗",
        "已化解不了",
        "已安抚不住，要投诉",
        "上报领导了没",
        "请启动流程",
        "不用上报领导",
        "不满报告 张三 13812345678 已安抚",
        "补充 R261123-7K3M9QXZ 已化解",
        "",
    ],
)
def test_a_question_a_sentence_and_a_report_are_no_acts(text: str) -> None:
    assert read_act(text) is None


def test_only_a_settlement_needs_a_note() -> None:
    lacking = {word: asked.lacks_note for word in WORDS if (asked := read_act(word)) is not None}
    assert lacking == {"已化解": True, "已安抚": True, "启动流程": False, "上报领导": False}
    assert read_act("已化解 客户谅解") == ActWords(act=PressedAct.SETTLE, number=None, note="客户谅解")
