"""The rules of accepting a report: its number, its time, what is missing, its stage."""

from datetime import UTC, datetime, timedelta

import pytest

from services.intake.domain import policy
from shared.contracts.base import Sealed
from shared.contracts.intake import Details, SealedCustomer
from shared.contracts.words import Channel, Ground, Stage
from shared.support.errors import Invalid

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MINUTE, SECOND, DAY = timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)
TEXT, PHONE = Sealed("v1.text"), SealedCustomer(phone=Sealed("v1.phone"), phone_index="index")
ENOUGH = Details(text=TEXT, customer=PHONE)


def test_the_number_is_the_local_day_and_eight_letters_of_the_id() -> None:
    assert policy.number("01935000-0000-7000-8000-000000000000", NOW) == "R261123-00000000"
    assert policy.number("01935000-0000-7000-8000-00ffffffffff", NOW) == "R261123-ZZZZZZZZ"


def test_the_day_of_the_number_is_chinas() -> None:
    late = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert policy.number("01935000-0000-7000-8000-000000000000", late).startswith("R261124-")


def test_two_ids_that_differ_in_the_last_forty_bits_have_two_numbers() -> None:
    ids = [f"01935000-0000-7000-8000-00{last:010x}" for last in (0, 1, 31, 32, 2**39)]
    assert len({policy.number(each, NOW) for each in ids}) == len(ids)


def test_noticed_without_a_word_is_noticed_now() -> None:
    assert policy.detected(None, NOW) == NOW


def test_noticed_earlier_is_taken_as_stated() -> None:
    assert policy.detected(NOW - DAY, NOW) == NOW - DAY


def test_up_to_two_minutes_ahead_counts_as_now() -> None:
    assert policy.detected(NOW + 2 * MINUTE, NOW) == NOW


def test_more_than_two_minutes_ahead_is_refused_with_the_field() -> None:
    with pytest.raises(Invalid) as refused:
        policy.detected(NOW + 2 * MINUTE + SECOND, NOW)
    assert [(error.field, error.code) for error in refused.value.errors] == [("detected_at", "in_future")]


def test_late_is_more_than_a_day() -> None:
    assert not policy.is_late(NOW - DAY, NOW)
    assert policy.is_late(NOW - DAY - SECOND, NOW)


@pytest.mark.parametrize(
    ("details", "missing"),
    [
        (Details(), ("ground", "customer")),
        (Details(ground=Ground.PERCEIVED), ("customer",)),
        (Details(text=TEXT), ("customer",)),
        (Details(customer=PHONE), ("ground",)),
        (Details(text=TEXT, customer=SealedCustomer(name=Sealed("n"), plate=Sealed("p"))), ("customer",)),
        (ENOUGH, ()),
        (Details(ground=Ground.PERCEIVED, customer=SealedCustomer(policy_no=Sealed("p"))), ()),
        (Details(ground=Ground.PERCEIVED, customer=SealedCustomer(claim_no=Sealed("c"))), ()),
        (Details(ground=Ground.PERCEIVED, customer=SealedCustomer(accident_no=Sealed("a"))), ()),
    ],
)
def test_enough_to_file_is_a_ground_or_text_and_a_way_to_the_customer(
    details: Details, missing: tuple[str, ...]
) -> None:
    assert policy.missing(details) == missing


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("details", [Details(), ENOUGH])
def test_stated_calming_is_calming(channel: Channel, details: Details) -> None:
    assert policy.stage(Stage.CALMING, channel, details) is Stage.CALMING


@pytest.mark.parametrize("channel", Channel)
def test_stated_filed_is_filed_if_enough_is_known(channel: Channel) -> None:
    assert policy.stage(Stage.FILED, channel, ENOUGH) is Stage.FILED


@pytest.mark.parametrize("channel", Channel)
def test_stated_filed_below_the_minimum_is_refused_with_all_that_is_missing(channel: Channel) -> None:
    with pytest.raises(Invalid) as refused:
        policy.stage(Stage.FILED, channel, Details())
    assert refused.value.code == "below_filing_minimum"
    assert [(error.field, error.code) for error in refused.value.errors] == [
        ("ground", "required_to_file"),
        ("customer", "required_to_file"),
    ]


def test_by_phone_a_number_that_is_not_usable_makes_a_filed_report_a_calming_one() -> None:
    useless = Details(text=TEXT, customer=SealedCustomer(phone=Sealed("v1.anonymous")))
    assert policy.stage(Stage.FILED, Channel.PHONE, useless) is Stage.CALMING
    for channel in (Channel.PC, Channel.WECOM):
        with pytest.raises(Invalid):
            policy.stage(Stage.FILED, channel, useless)


@pytest.mark.parametrize(
    ("channel", "details", "stage"),
    [
        (Channel.PC, ENOUGH, Stage.CALMING),
        (Channel.PC, Details(), Stage.CALMING),
        (Channel.PHONE, ENOUGH, Stage.FILED),
        (Channel.PHONE, Details(), Stage.CALMING),
        (Channel.WECOM, ENOUGH, Stage.FILED),
        (Channel.WECOM, Details(), Stage.CALMING),
    ],
)
def test_without_a_stage_phone_and_wecom_start_the_flow_if_they_can(
    channel: Channel, details: Details, stage: Stage
) -> None:
    assert policy.stage(None, channel, details) is stage
