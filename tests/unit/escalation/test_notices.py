"""What each message says: the text of a level from its frozen ladder, the others to the right people."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from shared.contracts.base import Sealed
from shared.contracts.escalation import LadderStep
from shared.contracts.intake import Details, SealedCustomer
from shared.contracts.words import Ground, RiskFlag, Stage
from shared.rules.directory import Leave, Person, Role
from shared.rules.ladders.policy import EVERY_UNIT, PolicyBook, PolicyVersion
from tests.harness.directories import changed
from tests.harness.wording_rules import faults
from tests.unit.escalation.onsite import (
    COUNTY,
    MINUTE,
    NINE,
    UNKNOWN,
    OnSite,
    customer_service,
    directory,
    duty_desk,
    flow,
    leader,
    next_leader,
)

ASKS = "【请立即介入】县支公司于嘉怡报告的客户仍不满，请在{}前化解。"
NUMBER = "报告编号R261123-7K3M9QXZ。"


def text(onsite: OnSite, recipient: str) -> str:
    [told] = onsite.to(recipient)
    return told


# The message of a level


def test_a_leader_reads_what_to_do_by_when_what_happens_otherwise_and_the_number() -> None:
    onsite = OnSite().wait(minutes=5)
    assert text(onsite, "leader") == f"{ASKS.format('09:15')}\n到时未化解，将通知您的上级杨芳。{NUMBER}"


def test_the_last_leader_reads_that_the_flow_starts() -> None:
    onsite = OnSite().wait(minutes=15)
    assert text(onsite, "boss") == f"{ASKS.format('09:25')}\n到时未化解，将启动流程，由95518回访。{NUMBER}"


def test_the_time_is_that_of_the_policy_frozen_on_the_case() -> None:
    onsite = OnSite(leader(180), next_leader(1_200), flow(3_600)).wait(minutes=23)
    assert "请在09:23前化解。" in text(onsite, "leader")
    assert "请在10:23前化解。" in text(onsite, "boss")


def test_a_ladder_of_one_level_tells_that_leader_that_the_flow_starts() -> None:
    onsite = OnSite(leader(300), flow(1_200)).wait(minutes=5)
    assert text(onsite, "leader") == f"{ASKS.format('09:25')}\n到时未化解，将启动流程，由95518回访。{NUMBER}"


def test_a_time_of_ninety_seconds_is_written_with_its_seconds() -> None:
    assert "请在09:06:30前化解。" in text(OnSite(leader(300), flow(90)).wait(minutes=5), "leader")


def test_a_longer_time_is_cut_to_the_minute_and_never_allows_more() -> None:
    onsite = OnSite(leader(300), flow(630), at=NINE + timedelta(seconds=20)).wait(minutes=5)
    assert onsite.case.next_due_at == NINE + timedelta(minutes=15, seconds=50)
    assert "请在09:15前化解。" in text(onsite, "leader")


def test_a_deadline_tomorrow_is_written_with_its_date() -> None:
    onsite = OnSite(leader(300), flow(600), at=NINE.replace(hour=15, minute=46)).wait(minutes=5)
    assert "请在11月24日00:01前化解。" in text(onsite, "leader")


def test_a_deadline_in_two_days_is_written_with_its_date() -> None:
    assert "请在11月25日09:05前化解。" in text(OnSite(leader(300), flow(172_800)).wait(minutes=5), "leader")


def test_a_level_told_by_hand_has_its_time_from_then_on() -> None:
    assert "请在09:12前化解。" in text(OnSite().wait(minutes=2).escalate(), "leader")


def test_a_level_told_late_has_its_full_time_and_reads_how_late_the_message_is() -> None:
    told = text(OnSite().outage(minutes=65), "leader")
    assert "请在10:15前化解。" in told
    assert told.endswith(f"{NUMBER}（本通知晚发60分钟，时限自收到时起算。）")


def test_the_next_leader_named_is_the_one_who_will_be_there() -> None:
    assert "将通知您的上级杨芳。" in text(OnSite().wait(minutes=5), "leader")
    assert "将通知王芳。" in text(OnSite(people=directory(away=("boss",))).wait(minutes=5), "leader")


def test_the_leader_reads_that_the_flow_starts_when_no_leader_is_left_to_tell() -> None:
    onsite = OnSite(leader(300), next_leader(600), next_leader(600), flow(600)).wait(minutes=15)
    assert "将启动流程，由95518回访。" in text(onsite, "boss")


def test_a_desk_or_role_that_is_next_is_named_person_by_person() -> None:
    onsite = OnSite(leader(300), customer_service(600), duty_desk(600), flow(600)).wait(minutes=15)
    assert "将通知段诗涵、赵晨。" in text(onsite, "leader")
    for member in ("ann", "bob"):
        assert "将通知何子涵。" in text(onsite, member)


def test_of_a_large_role_three_are_named_and_all_are_counted() -> None:
    more = [
        Person(staff_id=f"z{n}", name=f"员工{n}", unit_id="city", roles=frozenset({Role.CUSTOMER_SERVICE}))
        for n in range(3)
    ]
    onsite = OnSite(leader(300), customer_service(600), flow(600), people=directory(*more)).wait(minutes=5)
    assert "将通知段诗涵、赵晨、员工0等5人。" in text(onsite, "leader")


def test_a_leader_below_the_one_told_is_not_called_their_superior() -> None:
    away = Leave(staff_id="leader", from_at=NINE, until_at=NINE + 6 * MINUTE)
    onsite = OnSite(leader(300), leader(600), flow(600), people=changed(directory(), [away])).wait(minutes=15)
    assert onsite.case.told_staff == ("boss", "leader")
    assert "将通知毛岚。" in text(onsite, "boss")


def test_a_deputy_reads_in_which_capacity_the_message_comes() -> None:
    county = replace(COUNTY, deputy_id="agent")
    told = text(OnSite(people=directory(units=(county,), away=("leader",))).wait(minutes=5), "agent")
    assert told.endswith(f"{NUMBER}（毛岚休假，由您代行。）")


def test_a_reporter_the_directory_does_not_know_is_named_by_unit() -> None:
    assert text(OnSite(reporter=UNKNOWN).wait(minutes=5), "desk").startswith(
        "【请立即介入】县支公司通讯录外人员报告的客户仍不满"
    )


@pytest.mark.parametrize("seconds", [1, 59, 60, 61, 90, 299, 300, 301, 3_599, 86_400])
@pytest.mark.parametrize("second", [0, 1, 59])
def test_the_time_written_is_after_the_message_and_not_after_the_real_one(seconds: int, second: int) -> None:
    onsite = OnSite(leader(300), flow(seconds), at=NINE + timedelta(seconds=second)).wait(minutes=5)
    told_at, due_at = onsite.now, onsite.now + timedelta(seconds=seconds)
    written = text(onsite, "leader").partition("请在")[2].partition("前化解")[0]
    day = due_at + timedelta(hours=8)
    clock = [int(part) for part in written.rpartition("日")[2].split(":")]
    hour, minute, exact = (*clock, 0)[:3]
    meant = day.replace(hour=hour, minute=minute, second=exact) - timedelta(hours=8)
    assert told_at < meant <= due_at
    assert due_at - meant < MINUTE


# What the reporter hears while the ladder runs


def test_the_reporter_reads_who_was_told_until_when_and_what_happens_then() -> None:
    onsite = OnSite().wait(minutes=15)
    first, second = onsite.to("rita", "leader_told")
    step_in = "【请继续安抚】您报告的客户仍不满，已通知{}介入，须在{}前化解。\n到时未化解，将"
    assert first == f"{step_in.format('毛岚', '09:15')}通知您的上级杨芳。{NUMBER}"
    assert second.startswith(f"{step_in.format('杨芳', '09:25')}启动流程")


def test_a_reporter_who_asks_for_the_next_step_is_not_told_what_he_did() -> None:
    assert OnSite().escalate("rita").recipients("leader_told") == []
    assert OnSite().wait(minutes=5).escalate("leader").recipients("leader_told") == ["rita", "rita"]


def test_the_reporter_hears_of_each_leader_who_steps_in_once() -> None:
    onsite = OnSite().wait(minutes=6).acknowledge("leader", note="sealed-words").acknowledge("leader")
    assert onsite.to("rita", "acknowledged") == [
        f"【已介入】毛岚已介入您报告的客户，请继续配合安抚。\n09:15前未化解，将通知您的上级杨芳。{NUMBER}"
    ]
    onsite.wait(minutes=10).acknowledge("boss").acknowledge("leader")
    assert len(onsite.to("rita", "acknowledged")) == 2


@pytest.mark.parametrize("by", ["leader", "boss"])
def test_the_reporter_hears_of_a_settlement_by_somebody_else(by: str) -> None:
    [text] = OnSite().wait(minutes=2).settle(by).to("rita", "settled")
    name = {"leader": "毛岚", "boss": "杨芳"}[by]
    assert text == f"【已化解】您报告的客户已由{name}于09:02化解，您无需再处理。\n{NUMBER}"


def test_in_the_place_of_a_reporter_the_directory_does_not_know_the_registrar_hears() -> None:
    onsite = OnSite(reporter=UNKNOWN, registered_by="agent").wait(minutes=6)
    assert onsite.recipients("leader_told") == ["agent"]
    onsite.settle("leader")
    assert "agent" in onsite.recipients("settled")


# What a leader hears when he is passed over


def test_a_leader_hears_that_it_went_past_him_when_his_time_was_up() -> None:
    assert OnSite().wait(minutes=15).to("leader", "went_past") == [
        f"【已上报】于嘉怡报告的客户09:15前未化解，已通知杨芳。\n您仍可化解或启动流程。{NUMBER}"
    ]


def test_a_leader_hears_that_a_person_went_past_him_before_his_time_was_up() -> None:
    [text] = OnSite().wait(minutes=6).escalate("rita").to("leader", "went_past")
    assert text.startswith("【已上报】于嘉怡报告的客户仍不满，已通知杨芳。")


def test_a_leader_who_passes_it_on_himself_is_not_told_so() -> None:
    assert OnSite().wait(minutes=6).escalate("leader").recipients("went_past") == []


def test_a_leader_hears_that_his_reporter_settled_alone() -> None:
    assert OnSite().wait(minutes=2).settle("rita").to("leader", "settled") == [
        f"【已化解】于嘉怡报告的客户已由于嘉怡于09:02化解，您无需再处理。\n{NUMBER}"
    ]


def test_a_leader_hears_that_his_reporter_started_the_flow_without_him() -> None:
    assert OnSite().wait(minutes=2).file("rita").recipients("filed_for_information") == ["leader"]


# A leader who becomes the person complained of


def accused(onsite: OnSite, whom: str | None) -> OnSite:
    return onsite.amend(onsite.case.details.revision + 1, by="rita", subject_staff_id=whom)


def test_the_stand_in_of_a_leader_complained_of_is_told_as_well_and_nothing_else_moves() -> None:
    county = replace(COUNTY, deputy_id="agent")
    onsite = OnSite(people=directory(units=(county,))).wait(minutes=6)
    before = onsite.case
    accused(onsite, "leader")
    assert (onsite.case.level, onsite.case.next_due_at, onsite.case.told[0].staff_id) == (
        before.level,
        before.next_due_at,
        "leader",
    )
    assert onsite.case.told[0].also_told == ("agent",)
    assert (
        text(onsite, "agent") == f"{ASKS.format('09:15')}\n到时未化解，将通知杨芳。{NUMBER}（毛岚须回避，由您代行。）"
    )
    assert onsite.to("rita", "leader_told")[-1].startswith(
        "【请继续安抚】原通知的领导须回避，已同时通知赵文斌介入，须在09:15前化解。"
    )


def test_the_next_level_does_not_pass_over_a_stand_in() -> None:
    onsite = accused(OnSite().wait(minutes=6), "leader")
    assert onsite.case.told[0].also_told == ("boss",)
    onsite.wait(minutes=9)
    assert [told.staff_id for told in onsite.case.told] == ["leader", "boss"]
    assert len(onsite.to("boss")) == 2
    assert onsite.case.told_staff == ("leader", "boss")


@pytest.mark.parametrize("whom", [None, "vice", "boss", "rita"])
def test_another_person_complained_of_changes_nobody_told(whom: str | None) -> None:
    onsite = OnSite().wait(minutes=6)
    count = len(onsite.messages)
    assert len(accused(onsite, whom).messages) == count


def test_a_leader_complained_of_before_his_level_is_not_told_at_all() -> None:
    onsite = accused(OnSite().wait(minutes=2), "leader").wait(minutes=3)
    assert onsite.recipients("level_told") == ["boss"]


# Danger


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"risk_flags": (RiskFlag.MEDIA, RiskFlag.INJURY)}, "媒体、人伤"),
        ({"ground": Ground.COMPLAINT_DEMANDED}, "投诉要求"),
        ({"ground": Ground.COMPLAINT_DEMANDED, "risk_flags": (RiskFlag.LAWYER,)}, "投诉要求、律师"),
    ],
)
@pytest.mark.parametrize(("stage", "doing"), [(Stage.CALMING, "正在安抚"), (Stage.FILED, "流程已启动")])
def test_the_supervisor_hears_of_a_danger_in_a_report_at_once(
    details: dict[str, Any], words: str, stage: Stage, doing: str
) -> None:
    [told] = OnSite(stage=stage, details=Details(revision=1, **details)).to("sue", "risk_reported")
    assert told.startswith(f"【请关注】县支公司于嘉怡报告的客户涉及{words}，{doing}。\n")


def test_the_supervisor_hears_of_each_danger_that_comes_later_once_and_in_any_state() -> None:
    onsite = OnSite(details=Details(revision=1, risk_flags=(RiskFlag.MEDIA,)))
    onsite.amend(2, risk_flags=(RiskFlag.MEDIA,)).amend(3, risk_flags=(RiskFlag.MEDIA, RiskFlag.GROUP))
    onsite.settle().amend(4, risk_flags=(RiskFlag.MEDIA, RiskFlag.GROUP, RiskFlag.INJURY))
    told = onsite.to("sue", "risk_reported")
    assert [text.partition("，")[0].rpartition("涉及")[2] for text in told] == ["媒体", "群体", "人伤"]
    assert "此前已化解" in told[-1]


def test_a_report_without_danger_leaves_the_supervisor_in_peace() -> None:
    assert OnSite().wait(hours=1).recipients("risk_reported") == []


# A formal complaint


def test_a_complaint_is_heard_by_supervisor_customer_service_reporter_and_leaders() -> None:
    onsite = OnSite().wait(minutes=6).complain("agent")
    assert onsite.recipients("complaint") == ["sue", "ann", "bob"]
    assert onsite.recipients("filed_for_information") == ["leader", "rita"]
    assert "已正式投诉，95518将在09:11前回访" in onsite.to("rita", "filed_for_information")[0]


def test_a_complaint_long_after_the_settlement_asks_the_reporter_for_a_new_report() -> None:
    onsite = OnSite().settle()
    onsite.now += timedelta(days=16)
    onsite.complain("agent")
    assert onsite.to("rita", "complaint")[0].startswith("【请重新报告】")
    assert "由报告人重新报告" in onsite.to("leader", "complaint")[0]


# What is missing


@pytest.mark.parametrize("by", ["rita", "leader"])
def test_the_reporter_is_asked_for_the_reason_that_is_missing_when_the_flow_starts(by: str) -> None:
    onsite = OnSite(details=Details(revision=1)).wait(minutes=6).file(by)
    [asked] = onsite.to("rita", "reason_asked")
    assert asked.endswith("\n回复：补充 R261123-7K3M9QXZ 不满原因")
    assert OnSite(details=Details(revision=1, ground=Ground.PERCEIVED)).file().recipients("reason_asked") == []


# The other messages


def test_all_who_were_told_learn_that_the_case_is_settled_but_the_one_who_settled_it() -> None:
    onsite = OnSite().wait(minutes=15).settle("boss")
    assert onsite.recipients("settled") == ["leader", "rita"]
    assert onsite.to("leader", "settled") == [
        f"【已化解】于嘉怡报告的客户已由杨芳于09:15化解，您无需再处理。\n{NUMBER}"
    ]


def test_the_reporter_and_all_who_were_told_learn_that_the_flow_started() -> None:
    onsite = OnSite().wait(minutes=25)
    assert onsite.recipients("filed_for_information") == ["leader", "boss", "rita"]
    said = "【已启动流程】{}报告的客户，95518将在09:30前回访，您无需再上报。\n" + NUMBER
    assert onsite.to("rita", "filed_for_information") == [said.format("您")]
    assert onsite.to("boss", "filed_for_information") == [said.format("于嘉怡")]


def test_the_time_promised_for_an_old_matter_is_after_the_quiet_hours_if_the_policy_says_so() -> None:
    calm = PolicyVersion(
        name="calm", unit_id=EVERY_UNIT, valid_from=date(2018, 6, 1), callback={"quiet_first_seconds": 1_800}
    )
    night = NINE + timedelta(hours=17)
    onsite = OnSite(at=night, detected_at=night - timedelta(hours=3), stage=Stage.FILED, policies=PolicyBook([calm]))
    [told] = onsite.to("leader", "filed_for_information")
    assert "95518将在08:05前回访" in told


def test_of_a_report_filed_at_once_those_informed_learn_it_and_the_reporter_knows() -> None:
    assert OnSite(stage=Stage.FILED).recipients("filed_for_information") == ["leader"]


def test_the_duty_desk_learns_that_no_leader_is_left() -> None:
    onsite = OnSite(leader(300), next_leader(600), next_leader(600), flow(600)).wait(minutes=25)
    assert onsite.recipients("nobody_left") == ["desk"]


def test_every_message_has_a_key_of_its_own_and_no_customers_data() -> None:
    details = Details(revision=1, text=Sealed("sealed-text"), customer=SealedCustomer(phone=Sealed("sealed-phone")))
    onsite = OnSite(details=details).wait(minutes=25)
    keys = [message.key for message in onsite.messages]
    assert len(set(keys)) == len(keys) == 8
    for message in onsite.messages:
        assert "R261123-7K3M9QXZ" in message.text
        assert "sealed" not in message.text
        assert "None" not in message.text


@pytest.mark.parametrize("steps", [(leader(300), next_leader(600), flow(600)), (duty_desk(60), flow(60))])
def test_whatever_happens_is_told_as_messages_are_written(steps: tuple[LadderStep, ...]) -> None:
    at_level_one = OnSite(*steps).wait(seconds=steps[0].after_seconds + 30)
    for onsite in (OnSite(*steps).wait(hours=1), OnSite(*steps).outage(hours=1), at_level_one.settle()):
        for message in onsite.messages:
            assert list(faults(message.text, "R261123-7K3M9QXZ")) == []
