"""Personal data on its way in: sealed under the case's key, before a command is made of it."""

from dataclasses import fields

import pytest

from services.intake.application.plain import PlainDetails, PlainReport, PlainReporter
from services.intake.application.sealing import seal_addition, seal_change, seal_report
from services.intake.domain.reporter import Origin
from shared.contracts.intake import Details, Reporter
from shared.contracts.words import Channel, RiskFlag
from shared.platform.privacy.customer import INDEXES, Customer
from tests.unit.intake.sealed import CASE, INDEX, KEY, details

STRANGER = Origin(channel=Channel.PHONE, reporter=Reporter(staff_id=None, unit_id="B"), registered_by="S9")
KNOWN = Origin(channel=Channel.PHONE, reporter=Reporter(staff_id="S1", unit_id="B"), registered_by="S9")
STATED = PlainReporter(staff_id="13900002222", name="王五", phone="13912345678")


def added(known: Details, **said: object) -> Details:
    """What is known after a chat message that says this."""
    plain = PlainDetails(**said, stated=frozenset(said))
    return seal_addition(KEY, INDEX, plain, known).applied_to(known)


def test_a_report_is_sealed_for_the_case_of_its_key() -> None:
    plain = PlainReport(details=PlainDetails(text="定损太慢", customer=Customer(phone="13812345678")))
    submission = seal_report(KEY, INDEX, plain, KNOWN)
    assert (submission.case_id, submission.origin) == (CASE, KNOWN)
    assert KEY.open("text", submission.details.text) == "定损太慢"
    assert "13812345678" not in repr(submission)


def test_what_was_stated_of_an_unknown_reporter_is_kept_sealed() -> None:
    plain = PlainReport(details=PlainDetails(), reporter=STATED)
    reporter = seal_report(KEY, INDEX, plain, STRANGER).origin.reporter
    assert KEY.open("reporter.name", reporter.stated_name) == "王五"
    assert KEY.open("reporter.phone", reporter.stated_phone) == "13912345678"
    assert KEY.open("reporter.userid", reporter.stated_userid) == "13900002222"


def test_what_was_stated_of_a_reporter_known_to_the_directory_is_not_kept() -> None:
    plain = PlainReport(details=PlainDetails(), reporter=STATED)
    assert seal_report(KEY, INDEX, plain, KNOWN).origin == KNOWN


@pytest.mark.parametrize("field", sorted(INDEXES))
def test_a_changed_number_changes_its_index_and_no_other(field: str) -> None:
    known = details(PlainDetails(customer=Customer(**dict.fromkeys(INDEXES, "13812345678")))).customer
    plain = PlainDetails(customer=Customer(**{field: "13987654321"}), stated_of_customer=frozenset({field}))

    changed = seal_change(KEY, INDEX, plain).applied_to(Details(customer=known)).customer

    different = {each.name for each in fields(known) if getattr(known, each.name) != getattr(changed, each.name)}
    assert different == {field, *INDEXES[field]}
    assert len(changed.search_keys - known.search_keys) == len(known.search_keys - changed.search_keys) == 1


def test_what_a_caller_or_another_system_calls_a_call_is_sealed() -> None:
    plain = PlainReport(details=PlainDetails(call_id="IN-13812345678-77"))
    sealed = seal_report(KEY, INDEX, plain, KNOWN).details.call_id
    assert "13812345678" not in str(sealed)
    assert KEY.open("call_id", sealed) == "IN-13812345678-77"


def test_a_text_is_added_below_the_one_that_is_known() -> None:
    known = details(PlainDetails(text="定损太慢"))
    assert KEY.open("text", added(known, text="要找媒体").text) == "定损太慢\n要找媒体"
    assert KEY.open("text", added(Details(), text="要找媒体").text) == "要找媒体"


def test_risk_flags_join_those_that_are_known_each_once() -> None:
    known = Details(risk_flags=(RiskFlag.LAWYER,))
    assert added(known, risk_flags=(RiskFlag.MEDIA, RiskFlag.LAWYER)).risk_flags == (RiskFlag.LAWYER, RiskFlag.MEDIA)
