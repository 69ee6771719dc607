"""The texts people read about a case with 95518 or a unit, in Chinese: one function each, plain values in, no rules.

`notices` says who gets which; names and times come from `shared.platform.wording`. A second language is a module with
the same functions beside this one, from which `notices` takes the text for the recipient's language.
"""

from services.callback.domain.states import State
from shared.contracts.callback_values import Band, LimitKind, TaskKind
from shared.platform.wording import two_lines

_STATES = {
    State.AWAITING_CALLBACK: "待首次回访",
    State.UNREACHABLE: "待主管决定",
    State.ARCHIVED: "已归档",
    State.TO_DISPATCH: "待转办",
    State.DISPATCHED: "待签收",
    State.HANDLING: "办理中",
    State.RESOLVED: "待办结回访",
    State.CLOSED: "已结案",
}
_BANDS = {
    Band.VERY_SATISFIED: "非常满意",
    Band.FAIRLY_SATISFIED: "比较满意",
    Band.SATISFIED: "满意",
    Band.DISSATISFIED: "不满意",
    Band.UNQUALIFIED: "不合格",
}
_CALLS = {TaskKind.FIRST_CALLBACK: "首次回访", TaskKind.FOLLOW_UP: "办结回访"}
_LIMITS = {LimitKind.TO_DISPATCH: "转办", LimitKind.ACCEPT: "签收", LimitKind.HANDLING: "办结"}
_SEVERITIES = {1: "急件", 2: "普通件", 3: "关注件"}
_CHOICES = {State.TO_DISPATCH: "转办给哪个单位", State.RESOLVED: "再拨、交承办单位继续办理或结案"}

# The call


def number_asked(reporter: str | None, number: str) -> str:
    """There is no usable number. `reporter` is named to a reader who stands in for them, None to the reporter."""
    return f"【请补充电话】{reporter or '您'}报告的客户没有可用电话，95518无法回访，请尽快补充。\n{_reply(number)}"


def number_wrong(reporter: str | None, number: str) -> str:
    """The number is another person's."""
    return f"【请更正电话】{reporter or '您'}报告的客户电话有误，95518联系不上客户，请尽快更正。\n{_reply(number)}"


def callback_warned(due: str, next_told: str, number: str) -> str:
    """To the group: the promise of Art. 12 is near. `next_told` are the names of those who hear at `due`."""
    first = f"【请立即回访】首次回访须在{due}前拨打，尚无人拨打，请马上认领。"
    return two_lines(first, number, f"到时无人拨打，将通知{next_told}。" if next_told else "")


def callback_breached(due: str, next_at: str, next_told: str, number: str) -> str:
    """To the supervisor: the promise is broken; at `next_at` the centre's head hears of it."""
    first = f"【首次回访超时】{due}已过仍无人拨打，请立即安排人回访。"
    return two_lines(first, number, f"{next_at}仍无人拨打，将通知{next_told}。" if next_at and next_told else "")


def callback_breached_badly(due: str, number: str) -> str:
    """To the centre's head."""
    return two_lines(f"【首次回访严重超时】{due}已过，至今无人拨打，请督促投诉组立即回访。", number)


def customer_unreachable(call: TaskKind, attempts: int, state: State, number: str) -> str:
    """To the supervisor: the callers gave up."""
    what = "" if call is TaskKind.FIRST_CALLBACK else _CALLS[call]
    return two_lines(f"【请您决定】{what}拨打{attempts}次联系不上客户，请决定{_choices(state)}。", number)


def customer_refused(call: TaskKind, state: State, number: str) -> str:
    """To the supervisor: the customer does not want to talk."""
    return two_lines(f"【请您决定】客户不愿接受{_CALLS[call]}，请决定{_choices(state)}。", number)


def details_amended(who: str, state: State, number: str) -> str:
    """To the supervisor who has to decide."""
    return two_lines(f"【请您决定】{who}补充了资料，请决定{_choices(state)}。", number)


def caller_named(supervisor: str, number: str) -> str:
    """To the person whom a supervisor allowed to call."""
    return two_lines(f"【请您回访】95518{supervisor}指定您回访客户，请认领后拨打。", number)


# The limits


def dispatch_warned(due: str, next_told: str, number: str) -> str:
    """To the group: no unit is chosen yet."""
    first = f"【请尽快转办】客户仍不满，尚未转办，请在{due}前转办。"
    return two_lines(first, number, f"到时未转办，将通知{next_told}。" if next_told else "")


def dispatch_breached(due: str, number: str) -> str:
    """To the supervisor."""
    return two_lines(f"【转办超时】{due}前未转办，请立即转办。", number)


def limit_warned(limit: LimitKind, unit: str, due: str, next_told: str, number: str) -> str:
    """To the head of the lead unit; `next_told` hear at `due`."""
    act = _LIMITS[limit]
    first = f"【请尽快{act}】{unit}尚未{act}，请在{due}前{act}。"
    return two_lines(first, number, f"到时未{act}，将通知{next_told}。" if next_told else "")


def limit_breached(limit: LimitKind, unit: str, due: str, number: str) -> str:
    """To the head of the lead unit."""
    act = _LIMITS[limit]
    return two_lines(f"【{act}超时】{unit}{due}前未{act}，请立即{act}。", number)


def limit_breached_above(limit: LimitKind, unit: str, head: str, due: str, number: str) -> str:
    """To the line executive; `head` is who answers for the unit."""
    act = _LIMITS[limit]
    named = f"（{head}）" if head else ""
    return two_lines(f"【{act}超时】{unit}{due}前未{act}，请督促该单位{named}立即{act}。", number)


def still_open(state: State, since: str, number: str) -> str:
    """To the supervisor, each day: nothing has happened to the case."""
    return two_lines(f"【请您跟进】案件自{since}起{_STATES[state]}，一直没有进展，请安排。", number)


# The unit


def dispatched(above_unit: str, accept: str, handle: str, number: str) -> str:
    """To the head of the lead unit; `above_unit` names that unit to a reader who stands in from above it."""
    to = f"95518向{above_unit}" if above_unit else "95518"
    return two_lines(f"【请签收】{to}转办一件客户不满，请在{accept}前签收。", number, f"{handle}前办结。")


def transferred(from_unit: str, above_unit: str, accept: str, handle: str, number: str) -> str:
    """To the head of the unit that leads from now on."""
    to = f"{from_unit}向{above_unit}" if above_unit else from_unit
    return two_lines(f"【请签收】{to}移交一件客户不满，请在{accept}前签收。", number, f"{handle}前办结。")


def assisting(unit: str, lead_unit: str, number: str) -> str:
    """To the head of an assisting unit."""
    return two_lines(f"【请协办】95518转办一件客户不满，{lead_unit}承办，请{unit}协办。", number)


def assigned(by: str, handle: str, number: str) -> str:
    """To the handler."""
    until = f"，请在{handle}前办结" if handle else ""
    return two_lines(f"【请承办】{by}分派您承办一件客户不满{until}。", number)


def returned(unit: str, due: str, number: str) -> str:
    """To the group."""
    return two_lines(f"【请转办】{unit}退回案件，请在{due}前转办给其他单位。", number)


def returned_to_decide(unit: str, times: int, due: str, number: str) -> str:
    """To the supervisor: so many units returned it that only the supervisor dispatches."""
    return two_lines(f"【请您决定】{unit}退回案件，累计退回{times}次，请在{due}前决定承办单位。", number)


def supervised(by: str, deadline: str, number: str) -> str:
    """To head and handler: a supervision order."""
    return two_lines(f"【督办】{by}督办，请在{deadline}前书面答复。", number)


def order_answered(by: str, number: str) -> str:
    """To the person who gave the order."""
    return two_lines(f"【督办已答复】{by}已书面答复您的督办，请查看。", number)


def order_overdue(by: str, deadline: str, number: str) -> str:
    """To head and handler."""
    return two_lines(f"【请立即答复】{by}的督办{deadline}前未答复，请立即书面答复。", number)


def order_overdue_to_giver(unit: str, deadline: str, number: str) -> str:
    """To the person who gave the order."""
    return two_lines(f"【督办超时】{unit}{deadline}前未书面答复您的督办，请跟进。", number)


def reminded(by: str, act: LimitKind, due: str, number: str) -> str:
    """To head and handler: what is asked of them next, and by when."""
    return two_lines(f"【催办】{by}催办，请尽快{_LIMITS[act]}{_limit(due)}。", number)


def severity_changed(by: str, severity: int, act: LimitKind, due: str, number: str) -> str:
    """To head and handler: the limits were reckoned again."""
    return two_lines(f"【请按新时限】{by}改为{_SEVERITIES[severity]}，请尽快{_LIMITS[act]}{_limit(due)}。", number)


# The end


def archived(number: str) -> str:
    """To all who were notified: the first callback found the customer not dissatisfied."""
    return two_lines("【已归档】95518已回访，客户没有表示不满，您无需再处理。", number)


def closed_by_customer(band: Band | None, number: str) -> str:
    """To all who were notified: the follow-up's verdict."""
    said = f"客户评价{_BANDS[band]}" if band is not None else "客户表示满意"
    return two_lines(f"【已结案】{said}，您无需再处理。", number)


def closed_without_verdict(by: str, number: str) -> str:
    """To all who were notified: a supervisor closed a case whose customer was not reached or would not talk."""
    return two_lines(f"【已结案】未能完成回访，95518{by}决定结案，您无需再处理。", number)


def reopened_by_customer(due: str, number: str) -> str:
    """To head and handler: the follow-up found the customer still dissatisfied."""
    return two_lines(f"【请继续办理】办结回访时客户仍不满，请继续办理{_limit(due)}。", number)


def reopened(by: str, due: str, number: str) -> str:
    """To the group."""
    return two_lines(f"【请转办】{by}重开案件，请在{due}前转办。", number)


def complaint_marked(by: str, number: str) -> str:
    """To the supervisor and the unit's head."""
    return two_lines(f"【请优先处理】客户已正式投诉，{by}已登记，请优先处理。", number)


def _choices(state: State) -> str:
    return _CHOICES.get(state, "再拨、转办或结案")


def _limit(due: str) -> str:
    return f"，时限{due}" if due else ""


def _reply(number: str) -> str:
    return f"回复：补充 {number} 客户电话"


# A unit that was dissolved


def unit_is_gone() -> str:
    """The remark to those who have the case of a unit that is no more."""
    return "（承办单位已撤销，由您移交其他单位。）"
