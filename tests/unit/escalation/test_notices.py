"""What each message says: the text of a level from its frozen ladder, the others to the right people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.contracts.base import Sealed
from shared.contracts.escalation import LadderStep
from shared.contracts.intake import Details, SealedCustomer
from shared.contracts.words import Stage
from shared.rules.directory import Leave, Person, Role
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


# The other messages


def test_all_who_were_told_learn_that_the_case_is_settled_but_the_one_who_settled_it() -> None:
    onsite = OnSite().wait(minutes=15).settle("boss")
    assert onsite.recipients("settled") == ["leader"]
    assert onsite.to("leader", "settled") == [
        f"【已化解】于嘉怡报告的客户已由杨芳于09:15化解，您无需再处理。\n{NUMBER}"
    ]


def test_the_reporter_and_all_who_were_told_learn_that_the_flow_started() -> None:
    onsite = OnSite().wait(minutes=25)
    assert onsite.recipients("filed_for_information") == ["leader", "boss", "rita"]
    said = "【已启动流程】{}报告的客户，95518将在09:30前回访，您无需再上报。\n" + NUMBER
    assert onsite.to("rita", "filed_for_information") == [said.format("您")]
    assert onsite.to("boss", "filed_for_information") == [said.format("于嘉怡")]


def test_of_a_report_filed_at_once_those_informed_learn_it_and_the_reporter_knows() -> None:
    assert OnSite(stage=Stage.FILED).recipients("filed_for_information") == ["leader"]


def test_the_duty_desk_learns_that_no_leader_is_left() -> None:
    onsite = OnSite(leader(300), next_leader(600), next_leader(600), flow(600)).wait(minutes=25)
    assert onsite.recipients("nobody_left") == ["desk"]


def test_every_message_has_a_key_of_its_own_and_no_customers_data() -> None:
    details = Details(revision=1, text=Sealed("sealed-text"), customer=SealedCustomer(phone=Sealed("sealed-phone")))
    onsite = OnSite(details=details).wait(minutes=25)
    keys = [message.key for message in onsite.messages]
    assert len(set(keys)) == len(keys) == 5
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
