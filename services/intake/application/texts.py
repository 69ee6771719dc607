"""The answers in the chat, in Chinese: what was understood, masked, or what is missing. One function each.

The texts leave our systems: values of a customer are masked before they come here. A second language is a module with
the same functions beside this one, from which `chat` and `short_report` take the text for the sender's language.
"""

from collections.abc import Sequence

from services.intake.domain.short_form import Missing
from shared.contracts.intake import PressedAct
from shared.platform.wording import two_lines

_ASKED_FOR = {
    Missing.NUMBER: "报告编号",
    Missing.CONTENT: "要补充的内容",
    Missing.CUSTOMER: "客户电话（没有电话时写：保单、赔案或报案 加号码）",
    Missing.GROUND: "客户为什么不满",
}
_TO_WRITE = {Missing.CUSTOMER: "客户电话", Missing.GROUND: "不满原因"}

_ACTS = {PressedAct.SETTLE: "化解", PressedAct.FILE: "启动流程", PressedAct.ESCALATE: "上报领导"}
_TO_ACT = {
    PressedAct.SETTLE: "已化解 报告编号 如何化解",
    PressedAct.FILE: "启动流程 报告编号",
    PressedAct.ESCALATE: "上报领导 报告编号",
}
_HOW = (
    "不满报告 客户姓名 客户电话 不满原因\n"
    "没有电话时写：保单、赔案或报案 加号码。正在安抚的，加上：安抚中。\n"
    "补充资料请发送：补充 报告编号 内容\n"
    "办理请发送：已化解 报告编号 如何化解；上报领导 报告编号；启动流程 报告编号"
)


def reply_welcome() -> str:
    """The greeting when a member opens the app."""
    return f"遇到客户不满，请这样报告：\n{_HOW}"


def reply_help() -> str:
    """The answer to a text that is neither a report nor an amendment."""
    return f"【未受理】没有识别出不满报告，请这样发送：\n{_HOW}"


def reply_act(act: PressedAct, number: str) -> str:
    """The answer to a word by which a reporter acts on their case: what was understood. What came of it follows."""
    return two_lines(f"【已收到】您要求{_ACTS[act]}，结果随后通知您。", number)


def reply_act_needs_note(number: str) -> str:
    """A settlement that does not say how."""
    return two_lines("【请补充】请写明如何化解。", number, f"请发送：{_TO_ACT[PressedAct.SETTLE]}。")


def reply_act_unknown() -> str:
    """An act on a report that does not exist, or is another person's: the same answer for both."""
    return "【未能办理】没有找到您的这份报告，请核对报告编号。"


def reply_act_which(act: PressedAct) -> str:
    """An act without a number, by a member who has no report or several: of which one?"""
    return f"【请补充】请写明报告编号。\n请发送：{_TO_ACT[act]}"


def reply_act_by_unknown() -> str:
    """An act by a member whom the directory does not know: an agent can do it for them."""
    return "【未能办理】通讯录中没有您，请拨打95518按6，由客服代表办理。"


def reply_text_only() -> str:
    """The answer to a message that is no text: a picture, a voice message, a file, a place."""
    return f"【未受理】这里只能识别文字消息，请用文字这样发送：\n{_HOW}"


def reply_filed(number: str, until: str, masked: Sequence[str] = ()) -> str:
    """A report accepted with enough to file: until when 95518 calls."""
    first = f"【已启动流程】您报告的客户，95518将在{until}前回访，您无需再上报。"
    return two_lines(first, number, _customer(masked))


def reply_calming(number: str, until: str, masked: Sequence[str] = ()) -> str:
    """A report whose reporter says that they are still calming the customer, and until when they have."""
    first = f"【请继续安抚】已记为安抚中，请在{until}前化解，到时未化解，将通知您的直接领导。"
    return two_lines(first, number, _customer(masked))


def reply_same_matter(number: str, earlier_number: str, at: str) -> str:
    """The question after a second report on one customer, from the same reporter within ten minutes."""
    first = f"【请确认】您{at}报告过这位客户，报告编号{earlier_number}。"
    return f"{first}\n如果是同一件事，请发送：补充 {number} 与{earlier_number}是同一件事"


def reply_no_time_left(number: str, masked: Sequence[str] = ()) -> str:
    """A report of a customer noticed so long ago that the time to calm them is over."""
    first = "【请继续安抚】已记为安抚中，安抚时间已过，现在通知您的直接领导。"
    return two_lines(first, number, _customer(masked))


def reply_missing(number: str, missing: Sequence[Missing], masked: Sequence[str] = ()) -> str:
    """A report accepted without enough to file: says what is missing, and how to add it."""
    first = "【请补充】报告已受理，记为安抚中，补齐后即启动流程，还缺："
    return f"{first}\n{_listed(missing)}\n{_customer(masked)}请发送：{_to_send(number, missing)}"


def reply_amended(number: str, missing: Sequence[Missing] = (), masked: Sequence[str] = ()) -> str:
    """An amendment stored; `missing` is what the whole report still lacks."""
    if not missing:
        return two_lines("【已补充】您补充的内容已加入报告。", number, _customer(masked))
    first = "【请补充】您补充的内容已加入报告，还缺："
    return f"{first}\n{_listed(missing)}\n{_customer(masked)}请发送：{_to_send(number, missing)}"


def reply_completed(number: str, masked: Sequence[str] = ()) -> str:
    """An amendment that completes a report whose stage was not stated: the flow starts, if the case is on site."""
    first = "【已启动流程】您的补充已使报告完整，客户仍未化解的，95518将回访，您无需再上报。"
    return two_lines(first, number, _customer(masked))


def reply_not_amended(missing: Sequence[Missing]) -> str:
    """An amendment that cannot be stored: it does not say to which report, or adds nothing."""
    return f"【未能补充】还缺：\n{_listed(missing)}\n请发送：补充 报告编号 内容"


def reply_unknown_number() -> str:
    """An amendment to a report that does not exist, or is another person's: the same answer for both."""
    return "【未能补充】没有找到您的这份报告，请核对报告编号。"


def _customer(masked: Sequence[str]) -> str:
    return f"客户：{'、'.join(masked)}。" if masked else ""


def _listed(missing: Sequence[Missing]) -> str:
    return "\n".join(f"{place}. {_ASKED_FOR[item]}" for place, item in enumerate(missing, 1))


def _to_send(number: str, missing: Sequence[Missing]) -> str:
    return " ".join(["补充", number, *(_TO_WRITE[item] for item in missing if item in _TO_WRITE)])
