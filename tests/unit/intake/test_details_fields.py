"""A field of a report's details exists in every shape on its way: body, plain, sealed, view. None gets lost between."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from services.intake.application import plain, short_report
from services.intake.application.plain import PlainDetails, PlainReport, PlainReporter
from services.intake.application.sealing import seal_report
from services.intake.application.views import ReportView, view_of
from services.intake.domain import decisions
from services.intake.domain.evolve import evolve
from services.intake.domain.reporter import Origin
from services.intake.domain.short_form import ShortForm
from services.intake.entrypoints.schemas import CustomerBody, DetailsBody, ReportBody, ReporterBody
from shared.contracts.intake import Details, Reporter, SealedCustomer
from shared.contracts.words import Channel
from shared.platform.privacy.customer import INDEXES, Customer
from shared.platform.privacy.reading import Masked, ShownCustomer
from tests.unit.intake.sealed import INDEX, KEY

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FULL = {
    "ground": "discontent_voiced",
    "cause": "slow",
    "line": "CLAIMS",
    "responsible_unit_id": "JS-NJ-GL",
    "subject_staff_id": "S0099",
    "customer": {
        "role": "insured",
        "name": "欧阳致远",
        "phone": "13812345678",
        "policy_no": "PDAA201844030000012345",
        "claim_no": "CDAA201844030000012346",
        "accident_no": "RDAA201844030000012347",
        "plate": "苏A12345",
    },
    "risk_flags": ["media", "lawyer"],
    "text": "定损三天没有结果",
    "call_id": "call-1",
    "previous_id": "01935000-0000-7000-8000-000000000000",
}
"""A body that fills every field."""

WHICH_WERE_GIVEN = {"stated", "stated_of_customer"}  # they say which fields were given
COUNTED = {"revision", "unknown", "reporter"}  # made by intake, never given
BLIND = {name for names in INDEXES.values() for name in names}  # computed when sealing, never shown


def names(cls: type) -> set[str]:
    return {each.name for each in fields(cls)}


def test_details_have_the_same_fields_in_body_plain_and_sealed() -> None:
    assert set(DetailsBody.model_fields) == names(PlainDetails) - WHICH_WERE_GIVEN - COUNTED == names(Details) - COUNTED


def test_a_view_shows_every_field_of_the_details() -> None:
    assert names(Details) <= names(ReportView)


def test_the_customer_has_the_same_fields_in_body_plain_sealed_and_view() -> None:
    assert (
        set(CustomerBody.model_fields)
        == names(Customer)
        == names(SealedCustomer) - BLIND
        == names(ShownCustomer) - {"phones"}
    )


def test_a_stated_reporter_has_the_same_fields_in_body_and_plain() -> None:
    assert set(ReporterBody.model_fields) == names(PlainReporter) - {"staff_id"}  # given as reporter_id


def test_a_report_adds_the_same_fields_in_body_and_plain() -> None:
    added = set(ReportBody.model_fields) - set(DetailsBody.model_fields)
    assert added - {"reporter_id", "reporter_stated"} | {"details", "reporter"} == names(PlainReport)


def test_sealed_fields_are_sealed_and_all_others_are_not() -> None:
    assert plain.SEALED | set(plain.UNSEALED) == names(Details) - COUNTED
    assert not plain.SEALED & set(plain.UNSEALED)


def test_the_short_form_has_no_field_that_a_report_has_not() -> None:
    assert names(ShortForm) <= names(PlainDetails) | names(Customer) | {"stage"}


def test_what_a_short_form_says_of_the_customer_and_the_matter_is_all_passed_on() -> None:
    said = {name: f"a {name}" for name in names(ShortForm) - {"stage"}}
    details = short_report.details_of(ShortForm(**said))
    assert details.stated | details.stated_of_customer == set(said)
    for name, value in said.items():
        assert getattr(details if name in details.stated else details.customer, name) == value


def test_the_example_fills_every_field() -> None:
    assert set(FULL) == set(DetailsBody.model_fields)
    assert set(FULL["customer"]) == set(CustomerBody.model_fields)


def test_a_value_in_every_field_reaches_the_view() -> None:
    origin = Origin(channel=Channel.PC, reporter=Reporter(staff_id="S1", unit_id="B"))
    submission = seal_report(KEY, INDEX, ReportBody(**FULL).plain_report(), origin)
    (event,) = decisions.accept(submission, now=NOW)
    report = evolve(None, event)

    view = view_of(report, Masked(KEY, report.details.customer))

    for name in plain.UNSEALED:
        given = FULL[name]
        assert getattr(view, name) == (tuple(given) if isinstance(given, list) else given)
    for name in plain.TEXTS:
        assert getattr(view, name) == FULL[name]
    for name in names(Customer):
        shown = getattr(view.customer, name)
        assert shown
        assert (shown == FULL["customer"][name]) is (name == "role")  # all others are masked


def test_the_fields_that_were_given_are_named() -> None:
    details = DetailsBody(**FULL).plain()
    assert details.stated == set(DetailsBody.model_fields)
    assert details.stated_of_customer == set(CustomerBody.model_fields)
    assert DetailsBody().plain() == PlainDetails()


def test_what_a_form_leaves_empty_is_not_given_and_null_takes_it_away() -> None:
    said = DetailsBody(text=" ", customer={"name": "张三丰", "phone": "", "policy_no": "无", "plate": None}).plain()
    assert said.stated == {"customer"}
    assert said.stated_of_customer == {"name", "plate"}
    assert said.customer == Customer(name="张三丰")


@pytest.mark.parametrize("none", ["无", "没有", "不详", "N/A", "null", "-", "000000", "123", "１２３", " 无 。"])
def test_a_word_for_none_is_no_value_and_of_a_phone_it_is_kept(none: str) -> None:
    body = CustomerBody(name=none, phone=none, policy_no=none, claim_no=none, accident_no=none, plate=none)
    assert DetailsBody(customer=body).plain().customer == Customer(phone=none.strip())


def test_a_report_for_another_person_keeps_the_fields_of_a_report_out_of_what_is_stated() -> None:
    body = ReportBody(**FULL, stage="calming", reporter_id="S1")
    assert body.plain_report().details.stated == set(DetailsBody.model_fields)


@pytest.mark.parametrize(
    ("said", "reporter"),
    [
        ({}, None),
        ({"reporter_id": "S1"}, PlainReporter(staff_id="S1")),
        ({"reporter_stated": {"name": "王五", "phone": "", "unit_id": "B"}}, PlainReporter(name="王五", unit_id="B")),
        ({"reporter_stated": {}}, PlainReporter()),
    ],
)
def test_a_reporter_is_stated_by_id_or_by_word_or_not_at_all(
    said: dict[str, object], reporter: PlainReporter | None
) -> None:
    assert ReportBody(**said).plain_report().reporter == reporter
