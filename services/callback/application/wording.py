"""The words of messages to people: states, reasons and times as they are read, in Asia/Shanghai."""

from datetime import datetime

from services.callback.domain.states import State
from shared.contracts.callback import CaseClosed, CaseUnreachable
from shared.contracts.callback_values import Band, ClosedBecause, UnreachableBecause
from shared.support.local_time import SHANGHAI

STATES = {
    State.AWAITING_CALLBACK: "待首次回访",
    State.UNREACHABLE: "待主管决定",
    State.ARCHIVED: "已归档",
    State.TO_DISPATCH: "待派单",
    State.DISPATCHED: "待签收",
    State.HANDLING: "办理中",
    State.RESOLVED: "已办结待回访",
    State.CLOSED: "已结案",
}

BANDS = {
    Band.VERY_SATISFIED: "非常满意",
    Band.FAIRLY_SATISFIED: "比较满意",
    Band.SATISFIED: "满意",
    Band.DISSATISFIED: "不满意",
    Band.UNQUALIFIED: "不合格",
}


def local(at: datetime) -> str:
    """Month, day, hour and minute."""
    return at.astimezone(SHANGHAI).strftime("%m-%d %H:%M")


def why_given_up(event: CaseUnreachable) -> str:
    """Why a supervisor has to decide."""
    reasons = {
        UnreachableBecause.ATTEMPTS: f"已拨打{event.attempts}次，未能联系到客户",
        UnreachableBecause.PERIOD: "时间已到，未能联系到客户",
        UnreachableBecause.REFUSED: "时客户拒绝接受回访",
    }
    return reasons[event.because]


def outcome_of_closing(event: CaseClosed) -> str:
    """How the case ended, as part of a sentence."""
    if event.because is ClosedBecause.NOT_REACHED:
        return "未能联系到客户，由主管结案"
    return f"客户评价{BANDS[event.band]}" if event.band is not None else "客户表示满意"
