"""The texts people read about calls to the customer beyond the first promise, in Chinese: one function each."""

from shared.platform.wording import two_lines


def retry_warned(at: str, number: str) -> str:
    """To the group: the customer is to be tried again, and no attempt was made."""
    return two_lines(f"【请立即回访】应在{at}再次拨打客户，尚无人拨打，请马上认领。", number)


def appointment_warned(at: str, number: str) -> str:
    """To the group: the customer named this time."""
    return two_lines(f"【请立即回访】客户约定{at}通话，尚无人拨打，请马上认领。", number)


def follow_up_warned(due: str, number: str) -> str:
    """To the group: the customer is still to be asked after the unit was done."""
    return two_lines(f"【请回访】办结回访须在{due}前拨打，尚无人拨打，请尽快认领。", number)


def retry_overdue(at: str, number: str) -> str:
    """To the supervisor."""
    return two_lines(f"【再次回访超时】应在{at}再次拨打客户，至今无人拨打，请立即安排人回访。", number)


def appointment_overdue(at: str, number: str) -> str:
    """To the supervisor."""
    return two_lines(f"【约定回访超时】客户约定{at}通话，至今无人拨打，请立即安排人回访。", number)


def follow_up_overdue(due: str, number: str) -> str:
    """To the supervisor."""
    return two_lines(f"【办结回访超时】{due}已过仍无人拨打，请立即安排人回访。", number)


def held_too_long(holder: str, since: str, number: str) -> str:
    """To the supervisor: the holder has not dialled."""
    return two_lines(f"【请核实】{holder}{since}认领后一直没有拨打，请督促拨打，或由您接手。", number)


def attempt_overlong(holder: str, since: str, number: str) -> str:
    """To the supervisor: the call has not ended."""
    return two_lines(f"【请核实】{holder}{since}开始的拨打至今没有登记结果，请核实，或由您接手。", number)


def taken_over(by: str, number: str) -> str:
    """To the former holder."""
    return two_lines(f"【已接手】{by}已接手您认领的回访，您无需再处理。", number)


def number_changed(number: str) -> str:
    """To those who have the case."""
    return two_lines("【电话已更正】报告人已补充客户电话，请按新号码联系客户。", number)


def customer_rang(by: str, number: str) -> str:
    """To those who have the case: the customer rang by themselves."""
    return two_lines(f"【客户来电】客户主动来电，{by}已登记，请查看并尽快联系客户。", number)


def sent_back(by: str, due: str, number: str) -> str:
    """To the unit: the follow-up brought no verdict."""
    return two_lines(f"【继续办理】办结回访没有结果，{by}交您单位继续办理，请在{due}前办结。", number)
