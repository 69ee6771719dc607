"""The texts people read about a case on site, in Chinese: one function each, plain values in, no rules.

`notices` says who gets which; names and times come from `shared.platform.wording`. A second language is a module with
the same functions beside this one, from which `notices` takes the text for the recipient's language.
"""

from shared.contracts.escalation import SkipReason, ToldAs
from shared.platform.wording import two_lines

_AWAY = {
    SkipReason.ON_LEAVE: "休假",
    SkipReason.DEPARTED: "已离职",
    SkipReason.REPORTER: "是报告人",
    SkipReason.ALREADY_TOLD: "已收到通知",
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


def in_place_of(absent: str, reason: SkipReason) -> str:
    """The remark to a person who stands in: for whom, and why. `absent` is empty for a vacant office."""
    why = f"{absent}{_AWAY[reason]}" if absent and reason in _AWAY else "该岗位空缺"
    return f"（{why}，由您代行。）"


def in_capacity(told_as: ToldAs) -> str:
    """The remark to a person who is told for a duty desk or a role."""
    return f"（{_CAPACITY[told_as]}。）" if told_as in _CAPACITY else ""


def settled(reporter: str, by: str, at: str, number: str) -> str:
    """To all who were told: nothing is left to do."""
    return two_lines(f"【已化解】{reporter}报告的客户已由{by}于{at}化解，您无需再处理。", number)


def filed(reporter: str | None, call_until: str, number: str) -> str:
    """To all who were told, and to the reporter (`reporter` None): 95518 calls."""
    first = f"【已启动流程】{reporter or '您'}报告的客户，95518将在{call_until}前回访，您无需再上报。"
    return two_lines(first, number)


def nobody_left(reporter: str, call_until: str, number: str) -> str:
    """To the duty desk: no leader is left to tell, and the flow has started."""
    first = f"【请值班关注】{reporter}报告的客户仍不满，已无上级可通知，流程已启动。"
    return two_lines(first, number, f"95518将在{call_until}前回访。")
