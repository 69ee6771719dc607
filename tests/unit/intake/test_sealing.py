"""Personal data on its way in: sealed under the case's key, before a command is made of it."""

from services.intake.application.plain import PlainDetails, PlainReport, PlainReporter
from services.intake.application.sealing import seal_addition, seal_change, seal_report
from services.intake.domain.reporter import Origin
from shared.contracts.intake import Details, Reporter
from shared.contracts.words import Channel, RiskFlag
from shared.platform.privacy.customer import Customer
from tests.unit.intake.sealed import CASE, INDEX, KEY, details

STRANGER = Origin(channel=Channel.PHONE, reporter=Reporter(staff_id=None, unit_id="B"), registered_by="S9")
KNOWN = Origin(channel=Channel.PHONE, reporter=Reporter(staff_id="S1", unit_id="B"), registered_by="S9")
STATED = PlainReporter(name="王五", phone="13912345678")


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


def test_what_was_stated_of_a_reporter_known_to_the_directory_is_not_kept() -> None:
    plain = PlainReport(details=PlainDetails(), reporter=STATED)
    assert seal_report(KEY, INDEX, plain, KNOWN).origin == KNOWN


def test_a_changed_phone_or_policy_number_changes_its_index() -> None:
    stated = frozenset({"phone", "policy_no", "name"})
    change = seal_change(KEY, INDEX, PlainDetails(stated_of_customer=stated))
    assert change.stated_of_customer == stated | {"phone_index", "policy_index"}


def test_a_text_is_added_below_the_one_that_is_known() -> None:
    known = details(PlainDetails(text="定损太慢"))
    assert KEY.open("text", added(known, text="要找媒体").text) == "定损太慢\n要找媒体"
    assert KEY.open("text", added(Details(), text="要找媒体").text) == "要找媒体"


def test_risk_flags_join_those_that_are_known_each_once() -> None:
    known = Details(risk_flags=(RiskFlag.LAWYER,))
    assert added(known, risk_flags=(RiskFlag.MEDIA, RiskFlag.LAWYER)).risk_flags == (RiskFlag.LAWYER, RiskFlag.MEDIA)
