"""What the reporter reads back in the chat."""

from services.intake.application.texts import (
    reply_amended,
    reply_calming,
    reply_filed,
    reply_help,
    reply_missing,
    reply_not_amended,
    reply_unknown_number,
)
from services.intake.domain.short_form import Missing

MASKED = ("张*", "138****5678")


def test_filed_report_is_confirmed_with_its_number_and_the_customer_masked() -> None:
    assert reply_filed("HL-7", "10:05", MASKED) == (
        "【已启动流程】您报告的客户，95518将在10:05前回访，您无需再上报。\n客户：张*、138****5678。报告编号HL-7。"
    )


def test_report_of_an_unknown_customer_names_none() -> None:
    assert "客户：" not in reply_filed("HL-7", "10:05")


def test_reporter_still_calming_is_told_until_when_and_what_happens_next() -> None:
    assert "安抚中，请在10:05前化解，到时未化解，将通知您的直接领导。" in reply_calming("HL-7", "10:05", MASKED)


def test_each_missing_item_is_asked_for_with_the_message_to_send() -> None:
    assert reply_missing("HL-7", (Missing.GROUND, Missing.CUSTOMER), ("张*",)) == (
        "【请补充】报告已受理，记为安抚中，补齐后即启动流程，还缺：\n"
        "1. 客户为什么不满\n"
        "2. 客户电话（没有电话时写：保单、赔案或报案 加号码）\n"
        "客户：张*。请发送：补充 HL-7 不满原因 客户电话"
    )
    assert reply_missing("HL-7", (Missing.CUSTOMER,)).endswith("请发送：补充 HL-7 客户电话")
    assert reply_missing("HL-7", (Missing.GROUND,)).endswith("请发送：补充 HL-7 不满原因")


def test_amendment_is_confirmed_with_what_is_still_missing() -> None:
    assert (
        reply_amended("HL-7", masked=MASKED)
        == "【已补充】您补充的内容已加入报告。\n客户：张*、138****5678。报告编号HL-7。"
    )
    assert reply_amended("HL-7", (Missing.GROUND,)).endswith("还缺：\n1. 客户为什么不满\n请发送：补充 HL-7 不满原因")


def test_amendment_that_cannot_be_stored_says_why() -> None:
    assert "1. 报告编号\n2. 要补充的内容" in reply_not_amended((Missing.NUMBER, Missing.CONTENT))
    assert "没有找到" in reply_unknown_number()


def test_every_missing_item_has_words_of_its_own() -> None:
    replies = {reply_not_amended((item,)) for item in Missing}
    assert len(replies) == len(Missing)


def test_every_reply_fits_into_one_message() -> None:
    longest = [
        reply_help(),
        reply_missing(
            "HL-20260105-000007", tuple(Missing), ("欧*", "+852****4567", "****2345", "****4321", "粤B***45")
        ),
    ]
    assert all(len(reply.encode()) <= 2048 for reply in longest)
