"""The texts of handling beyond `texts`, in Chinese: who loses a case, what becomes graver, what the reporter hears.

One function each, plain values in, no rules; as in `texts`.
"""

from shared.contracts.callback_values import LimitKind, RaisedBecause, UnreachableBecause
from shared.platform.wording import two_lines

ACTS = {LimitKind.TO_DISPATCH: "转办", LimitKind.ACCEPT: "签收", LimitKind.HANDLING: "办结"}
SEVERITIES = {1: "急件", 2: "普通件", 3: "关注件"}
_RAISED = {RaisedBecause.DETAILS: "报告补充了新情况", RaisedBecause.COMPLAINT: "客户已正式投诉"}

# The limits


def half_used(unit: str, due: str, number: str) -> str:
    """To the handlers of the lead unit: half of the time to accept is used up."""
    return two_lines(f"【请签收】{unit}有一件客户不满尚未签收，请在{due}前签收。", number)


def breached_longest(unit: str, due: str, number: str) -> str:
    """To the head of the unit that had the case longest, and has it no more."""
    return two_lines(f"【办结超时】{unit}曾承办、且承办时间最长的案件，{due}前未办结。", number)


def still_open_in_unit(act: LimitKind, unit: str, due: str, number: str) -> str:
    """To the head of the lead unit, each day after the breach."""
    return two_lines(f"【{ACTS[act]}超时】{unit}{due}前未{ACTS[act]}，至今仍未{ACTS[act]}，请立即{ACTS[act]}。", number)


def still_open_above(act: LimitKind, unit: str, head: str, due: str, number: str) -> str:
    """To the line executive, each day after the breach; `head` is who answers for the unit."""
    named = f"（{head}）" if head else ""
    first = f"【{ACTS[act]}超时】{unit}{due}前未{ACTS[act]}，至今未办，请督促该单位{named}。"
    return two_lines(first, number)


# Those who lose a case


def moved_to(by: str, unit: str, number: str) -> str:
    """To those who had the case until it was transferred."""
    return two_lines(f"【已移交】{by}已将案件移交{unit}，您无需再处理。", number)


def given_back(unit: str, number: str) -> str:
    """To those who had the case until it was returned."""
    return two_lines(f"【已退回】{unit}已将案件退回95518，您无需再处理。", number)


def handed_over(by: str, handler: str, number: str) -> str:
    """To the handler in whose place another one is named."""
    return two_lines(f"【已分派他人】{by}已改由{handler}承办，您无需再处理。", number)


def has_it_now(act: LimitKind | None, due: str, number: str) -> str:
    """To those who have the case since the customer complains of the person who had it; `act` is what the unit owes."""
    asked = f"{ACTS[act]}{_limit(due)}" if act is not None else "跟进"
    return two_lines(f"【请您负责】原负责人员须回避，案件由您负责，请尽快{asked}。", number)


def orders_along(many: int, deadline: str, number: str) -> str:
    """To the head of the unit to which open orders came with the case; the first is to be answered by `deadline`."""
    return two_lines(f"【督办】案件带有{many}件督办尚未答复，请在{deadline}前书面答复。", number)


def orders_along_overdue(many: int, deadline: str, number: str) -> str:
    """As `orders_along`, when the first deadline has passed."""
    return two_lines(f"【请立即答复】案件带有{many}件督办{deadline}前未答复，请立即书面答复。", number)


# How grave it is


def severity_set(by: str, before: int, severity: int, number: str) -> str:
    """To the supervisor: a person set the severity."""
    text = f"【已改为{SEVERITIES[severity]}】{by}已将案件由{SEVERITIES[before]}改为{SEVERITIES[severity]}，请核对理由。"
    return two_lines(text, number)


def severity_raised(because: RaisedBecause, severity: int, act: LimitKind | None, due: str, number: str) -> str:
    """To the supervisor, and to head and handler; `act` is what the unit owes, None when it owes nothing."""
    asked = f"，请尽快{ACTS[act]}{_limit(due)}" if act is not None else ""
    tag = "请优先处理" if act is not None else f"已转为{SEVERITIES[severity]}"
    return two_lines(f"【{tag}】{_RAISED[because]}，案件已转为{SEVERITIES[severity]}{asked}。", number)


def risk_added(by: str, number: str) -> str:
    """To the supervisor, and to head and handler: one more risk in a case that is grave already."""
    return two_lines(f"【请优先处理】{by}补充了新的风险情况，案件仍为急件，请优先处理。", number)


def complaint_on_record(reporter: str | None, by: str, number: str) -> str:
    """For information, to the reporter, the leaders, and to all when the case has ended."""
    return two_lines(f"【正式投诉】{reporter or '您'}报告的客户已正式投诉，{by}已登记，您无需再处理。", number)


def complaint_to_oversee(unit: str, by: str, number: str) -> str:
    """To the customer service department that oversees the unit."""
    return two_lines(f"【请督促】{unit}的客户已正式投诉，{by}已登记，请督促尽快处理。", number)


# What the reporter hears between filing and closure


def still_dissatisfied(reporter: str | None, number: str) -> str:
    """The first callback found the customer dissatisfied."""
    first = f"【仍不满】95518已回访，{reporter or '您'}报告的客户仍不满，将转办承办单位，您无需再处理。"
    return two_lines(first, number)


def with_the_unit(reporter: str | None, unit: str, number: str) -> str:
    """A unit was chosen."""
    return two_lines(f"【已转办】{reporter or '您'}报告的客户不满已转办{unit}承办，您无需再处理。", number)


def not_reached(reporter: str | None, because: UnreachableBecause, number: str) -> str:
    """The callers gave up."""
    said = "客户不愿接受回访" if because is UnreachableBecause.REFUSED else "95518联系不上客户"
    return two_lines(f"【请协助联系】{reporter or '您'}报告的案件，{said}，如能联系到，请告诉95518。", number)


# Looking at what was archived


def to_review(number: str) -> str:
    """To the supervisor: an archived case with a risk flag or of severity 1."""
    return two_lines("【请审阅】一件急件或带风险标识的案件已归档，客户没有表示不满，请查看后标记已阅。", number)


def _limit(due: str) -> str:
    return f"，时限{due}" if due else ""


# What a unit's page writes down


def resolution(done: str, told: str | None, agreed: str | None) -> str:
    """What was done, whom the unit told, and what was agreed, as one note of several lines."""
    said = (done, told and f"已通知：{told}", agreed and f"约定：{agreed}")
    return "\n".join(filter(None, said))
