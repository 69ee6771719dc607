"""The texts people read about a case on site, in Chinese: one function each, plain values in, no rules.

`notices` says who gets which; names and times come from `shared.platform.wording`. A second language is a module with
the same functions beside this one, from which `notices` takes the text for the recipient's language.
"""

from collections.abc import Sequence
from enum import Enum

from shared.contracts.escalation import ToldAs
from shared.platform.wording import two_lines


class Risk(Enum):
    """What makes a report grave."""

    COMPLAINT_DEMANDED = "complaint_demanded"
    REGULATOR = "regulator"
    MEDIA = "media"
    LAWYER = "lawyer"
    GROUP = "group"
    INJURY = "injury"


_RISKS = {
    Risk.COMPLAINT_DEMANDED: "投诉要求",
    Risk.REGULATOR: "监管",
    Risk.MEDIA: "媒体",
    Risk.LAWYER: "律师",
    Risk.GROUP: "群体",
    Risk.INJURY: "人伤",
}


class Doing(Enum):
    """How far the case is when its risk becomes known."""

    CALMING = "calming"
    SETTLED = "settled"
    FILED = "filed"


_DOING = {Doing.CALMING: "正在安抚", Doing.SETTLED: "此前已化解", Doing.FILED: "流程已启动"}
_COULD = {
    Doing.CALMING: "必要时您可启动流程。",
    Doing.SETTLED: "必要时请联系报告人。",
    Doing.FILED: "请安排优先回访。",
}
_CAPACITY = {ToldAs.DUTY_DESK: "您正在值班", ToldAs.ROLE: "按岗位通知您"}


def level_told(reporter: str, until: str, otherwise: str, number: str) -> str:
    """To a leader: step in at once. `reporter` is unit and name; `otherwise` is one of the two texts below."""
    first = f"【请立即介入】{reporter}报告的客户仍不满，请在{until}前化解。"
    return two_lines(first, number, f"到时未化解，将{otherwise}。")


def next_is_told(names: str, *, superior: bool) -> str:
    """What happens otherwise: the next leaders hear; `superior`: it is the reader's own leader."""
    return f"通知{'您的上级' if superior else ''}{names}"


def flow_starts() -> str:
    """What happens otherwise at the last level."""
    return "启动流程，由95518回访"


def in_capacity(told_as: ToldAs) -> str:
    """The remark to a person who is told for a duty desk or a role."""
    return f"（{_CAPACITY[told_as]}。）" if told_as in _CAPACITY else ""


def leader_told(names: str, until: str, otherwise: str, number: str) -> str:
    """To the reporter: who was told, and by when they are to calm the customer."""
    first = f"【请继续安抚】您报告的客户仍不满，已通知{names}介入，须在{until}前化解。"
    return two_lines(first, number, f"到时未化解，将{otherwise}。")


def stand_in_told(names: str, until: str, otherwise: str, number: str) -> str:
    """To the reporter: the customer complains of the leader who was told, so another one is told as well."""
    first = f"【请继续安抚】原通知的领导须回避，已同时通知{names}介入，须在{until}前化解。"
    return two_lines(first, number, f"到时未化解，将{otherwise}。")


def went_past(reporter: str, until: str | None, names: str, number: str) -> str:
    """To a leader whose time is up (`until`), or past whom a person went (None): the next one is told."""
    why = f"{until}前未化解" if until is not None else "仍不满"
    first = f"【已上报】{reporter}报告的客户{why}，已通知{names}。"
    return two_lines(first, number, "您仍可化解或启动流程。")


def acknowledged(by: str, until: str, otherwise: str, number: str) -> str:
    """To the reporter: a leader has stepped in. The time that runs stays as it is."""
    first = f"【已介入】{by}已介入您报告的客户，请继续配合安抚。"
    return two_lines(first, number, f"{until}前未化解，将{otherwise}。")


def settled(reporter: str | None, by_names: str, at: str, number: str) -> str:
    """To all who were told or informed, and to the reporter (`reporter` None): nothing is left to do."""
    return two_lines(f"【已化解】{reporter or '您'}报告的客户已由{by_names}于{at}化解，您无需再处理。", number)


def complained(reporter: str | None, call_until: str, number: str) -> str:
    """The customer made a formal complaint, which started the flow; to the reporter with `reporter` None."""
    then = f"已正式投诉，95518将在{call_until}前回访"
    first = f"【已启动流程】您报告的客户{then}，您无需再上报。"
    if reporter is not None:
        first = f"【已启动流程】{reporter}报告的客户{then}。"
    return two_lines(first, number)


def complaint_marked(reporter: str, number: str, *, starts_flow: bool) -> str:
    """To the group's supervisor and customer service, for information."""
    then = "流程已启动，请安排优先回访" if starts_flow else "化解已久，由报告人重新报告"
    return two_lines(f"【请关注】{reporter}报告的客户已正式投诉，{then}。", number)


def complained_late(reporter: str | None, number: str) -> str:
    """The customer made a formal complaint long after the settlement; to the reporter with `reporter` None."""
    if reporter is not None:
        return two_lines(f"【已登记正式投诉】{reporter}报告的客户化解多日后正式投诉，由报告人重新报告。", number)
    first = "【请重新报告】您报告的客户化解多日后正式投诉，请重新报告并注明本报告编号。"
    return two_lines(first, number)


def reason_asked(number: str) -> str:
    """To the reporter: the flow starts without a ground or a text."""
    first = "【请补充原因】您报告的客户将由95518回访，请尽快补充客户为什么不满。"
    return f"{first}\n回复：补充 {number} 不满原因"


def risk(reporter: str, risks: Sequence[Risk], doing: Doing, number: str) -> str:
    """To the group's supervisor, for information: what the report says of danger, and how far the case is."""
    first = f"【请关注】{reporter}报告的客户涉及{'、'.join(_RISKS[each] for each in risks)}，{_DOING[doing]}。"
    return two_lines(first, number, _COULD[doing])


def filed(reporter: str | None, call_until: str, number: str) -> str:
    """To all who were told, and to the reporter (`reporter` None): 95518 calls."""
    first = f"【已启动流程】{reporter or '您'}报告的客户，95518将在{call_until}前回访，您无需再上报。"
    return two_lines(first, number)


def nobody_left(reporter: str, call_until: str, number: str) -> str:
    """To the duty desk: no leader is left to tell, and the flow has started."""
    first = f"【请值班关注】{reporter}报告的客户仍不满，已无上级可通知，流程已启动。"
    return two_lines(first, number, f"95518将在{call_until}前回访。")


# What came of a word in the chat, to the person who wrote it


def press_settled(number: str) -> str:
    """Settled."""
    return two_lines("【已化解】您报告的客户已按您的消息记为化解，您无需再处理。", number)


def press_filed(number: str) -> str:
    """The flow has started."""
    return two_lines("【已启动流程】您报告的客户将由95518回访，您无需再上报。", number)


def press_told(names: str, until: str, otherwise: str, number: str) -> str:
    """The next leader is told."""
    first = f"【已上报】已通知{names}介入，须在{until}前化解，请继续安抚。"
    return two_lines(first, number, f"到时未化解，将{otherwise}。")


def press_told_before(names: str, at: str, until: str, otherwise: str, number: str) -> str:
    """The word is older than the last level told, and moves nothing."""
    first = f"【已上报】{names}已于{at}收到通知，无需再次上报，请继续安抚。"
    return two_lines(first, number, f"{until}前未化解，将{otherwise}。")


def press_late_settled(by_names: str, at: str, number: str) -> str:
    """Another person settled it before."""
    return two_lines(f"【已化解】您报告的客户已由{by_names}于{at}化解，您无需再处理。", number)


def press_late_filed(at: str, number: str) -> str:
    """The flow had started before."""
    return two_lines(f"【已启动流程】您报告的客户已于{at}启动流程，由95518回访，您无需再处理。", number)


def press_refused(number: str) -> str:
    """They may not do it now."""
    return two_lines("【未能办理】您现在不能办理这一步，请联系您的直接领导。", number)
