"""The answers in the chat to a text message: what was understood, masked, or what is missing.

The texts leave our systems: values of a customer are masked before they come here.
"""

from collections.abc import Sequence

from services.intake.domain.short_form import Missing
from shared.contracts.words import Stage

_ASKED_FOR = {
    Missing.NUMBER: "报告编号",
    Missing.CONTENT: "要补充的内容",
    Missing.CUSTOMER: "客户电话（没有电话时写：保单、赔案或报案 加号码）",
    Missing.GROUND: "客户为什么不满",
}
_TO_WRITE = {Missing.CUSTOMER: "客户电话", Missing.GROUND: "不满原因"}


_HOW = (
    "不满报告 客户姓名 客户电话 不满原因\n"
    "没有电话时写：保单、赔案或报案 加号码。正在安抚的，加上：安抚中。\n"
    "补充资料请发送：补充 报告编号 内容"
)


def reply_welcome() -> str:
    """The greeting when a member opens the app."""
    return f"遇到客户不满，请这样报告：\n{_HOW}"


def reply_help() -> str:
    """The answer to a text that is neither a report nor an amendment."""
    return f"没有识别出不满报告，未受理。请这样发送：\n{_HOW}"


def reply_text_only() -> str:
    """The answer to a message that is no text: a picture, a voice message, a file, a place."""
    return f"这里只能识别文字消息，未受理。请用文字这样发送：\n{_HOW}"


def reply_accepted(number: str, stage: Stage, masked: Sequence[str] = ()) -> str:
    """A report accepted with enough to file, or whose reporter says that they are still calming the customer."""
    if stage is Stage.FILED:
        return f"{_accepted(number, masked)}流程已启动，95518将回访客户。"
    return f"{_accepted(number, masked)}已记为安抚中，请继续安抚客户；到时未化解，系统将报告您的直接领导。"


def reply_missing(number: str, missing: Sequence[Missing], masked: Sequence[str] = ()) -> str:
    """A report accepted without enough to file: says what is missing, and how to add it."""
    to_write = " ".join(_TO_WRITE[item] for item in missing if item in _TO_WRITE)
    return (
        f"{_accepted(number, masked)}已记为安抚中，流程尚未启动，补齐后即启动。还缺：\n{_listed(missing)}\n"
        f"请发送：补充 {number} {to_write}"
    )


def reply_amended(number: str, missing: Sequence[Missing] = (), masked: Sequence[str] = ()) -> str:
    """An amendment stored; `missing` is what the whole report still lacks."""
    stored = f"已补充，编号 {number}。{_customer(masked)}"
    return f"{stored}还缺：\n{_listed(missing)}" if missing else stored


def reply_completed(number: str, masked: Sequence[str] = ()) -> str:
    """An amendment that completes a report whose stage was not stated: the flow starts, if the case is on site."""
    return f"已补充，编号 {number}。{_customer(masked)}资料已齐，客户尚未化解的，流程即启动，由95518回访。"


def reply_not_amended(missing: Sequence[Missing]) -> str:
    """An amendment that cannot be stored: it does not say to which report, or adds nothing."""
    return f"未能补充，缺：\n{_listed(missing)}\n请发送：补充 报告编号 内容"


def reply_unknown_number() -> str:
    """An amendment to a report that does not exist, or is another person's: the same answer for both."""
    return "未能补充：没有找到您的这份报告，请核对编号。"


def _accepted(number: str, masked: Sequence[str]) -> str:
    return f"已受理，编号 {number}。{_customer(masked)}"


def _customer(masked: Sequence[str]) -> str:
    return f"客户：{' '.join(masked)}。" if masked else ""


def _listed(missing: Sequence[Missing]) -> str:
    return "\n".join(f"{place}. {_ASKED_FOR[item]}" for place, item in enumerate(missing, 1))
