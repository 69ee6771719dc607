"""Words written as people write them in a hurry: what is denied, what is threatened, what is only said in passing."""

import pytest

from services.intake.domain.short_form import ShortForm, read
from shared.contracts.words import Ground, RiskFlag
from shared.platform.privacy.phones import numbers_in

DENIED = [
    "没人受伤",
    "幸好没有伤人",
    "不存在人伤",
    "不涉及人伤",
    "人伤0人",
    "并非群体事件",
    "没有记者到场",
    "从未说过要找记者",
    "不会找律师",
    "并未提到投诉",
    "不至于投诉",
    "还没说要投诉",
    "客户没有说要去12378",
    "媒体：否",
    "受伤情况：无",
    "沒有人受傷",
    "上次就投诉过",
    "不想就投诉",
    "客户不是只能投诉",
]
DEMANDED = [
    "再不解决就投诉",
    "就要投诉",
    "没办法只能投诉",
    "不得不投诉",
    "不投诉不行",
    "怎么可能不投诉",
    "不可能不投诉",
    "未处理，客户要投诉",
    "要投訴到銀保監",
]
DANGERS = {
    "没人管，要找记者": RiskFlag.MEDIA,
    "没解决就要找媒体": RiskFlag.MEDIA,
    "无人理睬，要去12378": RiskFlag.REGULATOR,
    "没法忍了要找律师": RiskFlag.LAWYER,
    "从没受伤变成骨折": RiskFlag.INJURY,
    "法院见": RiskFlag.LAWYER,
    "要拉横幅": RiskFlag.GROUP,
}


def understood(words: str) -> ShortForm:
    """What a report with these words says."""
    form = read(f"不满报告 张三 13812345678 {words}", numbers_in)
    assert isinstance(form, ShortForm)
    return form


@pytest.mark.parametrize("words", DENIED)
def test_what_is_denied_raises_no_alarm(words: str) -> None:
    form = understood(words)
    assert (form.risk_flags, form.ground) == ((), None)


@pytest.mark.parametrize("words", DEMANDED)
def test_a_threat_to_complain_is_a_demand_however_it_is_turned(words: str) -> None:
    assert understood(words).ground is Ground.COMPLAINT_DEMANDED


@pytest.mark.parametrize(("words", "flag"), DANGERS.items())
def test_a_denial_of_something_else_takes_no_danger_away(words: str, flag: RiskFlag) -> None:
    assert flag in understood(words).risk_flags
