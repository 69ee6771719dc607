"""A report: how it is accepted and amended, and what each event makes of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.intake.domain import decisions
from services.intake.domain.evolve import evolve
from services.intake.domain.model import Change, Report, Submission
from services.intake.domain.reporter import Origin
from services.intake.domain.states import State
from shared.contracts.base import Sealed
from shared.contracts.escalation import CaseFiled
from shared.contracts.intake import Details, PressedAct, ReportAccepted, Reporter, SealedCustomer
from shared.contracts.words import App, Channel, RiskFlag, Stage
from shared.support.errors import Invalid
from tests.contract.samples import sample
from tests.unit.intake.sealed import CASE

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
REPORTER = Reporter(staff_id="S1", unit_id="B")
OWN = Origin(channel=Channel.PC, reporter=REPORTER)
TEXT, PHONE = Sealed("v1.text"), Sealed("v1.phone")
USABLE = SealedCustomer(phone=PHONE, phone_index="index")


def submission(origin: Origin = OWN, **said: object) -> Submission:
    return Submission(**{"case_id": CASE, "origin": origin, "details": Details(text=TEXT)} | said)


def accepted(origin: Origin = OWN, **said: object) -> ReportAccepted:
    (event,) = decisions.accept(submission(origin, **said), now=NOW)
    return event


def a_report(**details: object) -> Report:
    return evolve(None, accepted(details=Details(**{"text": TEXT} | details)))


def amended(report: Report, **said: object) -> Details:
    """The details after an amendment that states these fields."""
    change = Change(details=Details(**said), stated=frozenset(said))
    (event,) = decisions.amend(report, by="S1", now=LATER, change=change)
    return event.details


def test_the_report_time_is_the_servers_and_not_the_time_it_was_noticed() -> None:
    event = accepted(detected_at=NOW - timedelta(hours=2))
    assert (event.at, event.detected_at) == (NOW, NOW - timedelta(hours=2))


def test_a_report_keeps_where_it_came_from() -> None:
    origin = Origin(channel=Channel.WECOM, reporter=REPORTER, registered_by="S9", app=App.SERVICE, other_module=True)
    event = accepted(origin)
    kept = (event.channel, event.reporter, event.registered_by, event.app, event.other_module)
    assert kept == (Channel.WECOM, REPORTER, "S9", App.SERVICE, True)


@pytest.mark.parametrize(
    ("origin", "by"),
    [
        (OWN, "S1"),
        (replace(OWN, registered_by="S9"), "S9"),
        (Origin(channel=Channel.WECOM, reporter=Reporter(staff_id=None, unit_id="B", stated_userid="x")), None),
    ],
)
def test_a_report_is_by_the_person_who_sent_it(origin: Origin, by: str | None) -> None:
    assert accepted(origin).by == by


def test_a_report_noticed_more_than_a_day_ago_is_marked_late() -> None:
    assert accepted(detected_at=NOW - timedelta(hours=25)).late_detected
    assert not accepted(detected_at=NOW - timedelta(hours=23)).late_detected


def test_a_report_stated_filed_below_the_minimum_is_refused() -> None:
    with pytest.raises(Invalid, match="Too little is known"):
        accepted(stage=Stage.FILED)


def test_an_accepted_report_holds_all_that_its_event_says() -> None:
    event = accepted(detected_at=NOW - timedelta(hours=2))
    report = evolve(None, event)
    assert (report.id, report.accepted_at, report.state) == (event.case_id, event.at, State.ACCEPTED)
    for field in ("number", "channel", "stage", "detected_at", "reporter", "registered_by", "app", "details"):
        assert getattr(report, field) == getattr(event, field)
    assert (report.other_module, report.late_detected) == (event.other_module, event.late_detected)


def test_a_report_says_what_is_missing() -> None:
    assert a_report().missing == ("customer",)
    assert a_report(customer=USABLE).missing == ()


def test_a_phone_that_is_not_usable_counts_as_none() -> None:
    assert a_report(customer=SealedCustomer(phone=Sealed("v1.无"))).missing == ("customer",)


CLAIM_NO = Sealed("v1.claim")


def change_of_phone(customer: SealedCustomer) -> Change:
    return Change(
        details=Details(customer=customer),
        stated=frozenset(),
        stated_of_customer=frozenset({"phone", "phone_index", "phone_indexes"}),
    )


def test_a_phone_that_is_not_usable_never_replaces_a_usable_one() -> None:
    useless, another = SealedCustomer(phone=Sealed("v1.无")), SealedCustomer(phone=PHONE, phone_index="other")
    for known, said, kept in (
        (USABLE, useless, USABLE),
        (USABLE, another, another),
        (replace(USABLE, claim_no=CLAIM_NO), SealedCustomer(), SealedCustomer(claim_no=CLAIM_NO)),
        (SealedCustomer(), useless, useless),
        (useless, USABLE, USABLE),
    ):
        (event,) = decisions.amend(a_report(customer=known), by=None, now=LATER, change=change_of_phone(said))
        assert event.details.customer == kept


@pytest.mark.parametrize("stage", [Stage.FILED, Stage.CALMING])
@pytest.mark.parametrize("taken", [{"ground", "text"}, {"text"}])
def test_what_the_flow_needs_is_never_taken_away_again(stage: Stage, taken: set[str]) -> None:
    """Of a report at stage calming too: whether its ladder has started the flow is not known here."""
    report = replace(a_report(customer=USABLE, text=Sealed("v1.text")), stage=stage)
    with pytest.raises(Invalid, match="Too little is known"):
        decisions.amend(report, by=None, now=LATER, change=Change(details=Details(), stated=frozenset(taken)))
    with pytest.raises(Invalid, match="Too little is known"):
        decisions.amend(report, by=None, now=LATER, change=change_of_phone(SealedCustomer()))


def test_a_report_that_never_had_enough_may_be_amended_in_any_way() -> None:
    report = a_report(customer=SealedCustomer(), text=Sealed("v1.text"))
    change = Change(details=Details(), stated=frozenset({"text"}))
    assert decisions.amend(report, by=None, now=LATER, change=change)[0].details.text is None


@pytest.mark.parametrize("channel", Channel)
def test_the_amendment_that_completes_a_report_without_a_stage_makes_it_filed(channel: Channel) -> None:
    report = evolve(None, accepted(replace(OWN, channel=channel)))
    (event,) = decisions.amend(report, by=None, now=LATER, change=change_of_phone(USABLE))
    unstated = channel is not Channel.PC  # a form lets the reporter choose
    assert event.completes is unstated
    assert evolve(report, event).stage is (Stage.FILED if unstated else Stage.CALMING)
    (again,) = decisions.amend(evolve(report, event), by=None, now=LATER, change=change_of_phone(USABLE))
    assert not again.completes


def test_a_reporter_who_says_that_they_are_calming_decides_when_the_flow_starts() -> None:
    report = evolve(None, accepted(replace(OWN, channel=Channel.WECOM), stage=Stage.CALMING))
    (event,) = decisions.amend(report, by=None, now=LATER, change=change_of_phone(USABLE))
    assert not event.completes


def test_an_amendment_changes_what_it_states_and_nothing_else() -> None:
    report = a_report(cause="slow", risk_flags=(RiskFlag.MEDIA,))
    details = amended(report, cause="price")
    assert details == replace(report.details, cause="price", revision=1)


def test_an_amendment_can_take_a_field_away() -> None:
    assert amended(a_report(cause="slow"), cause=None).cause is None


def test_an_amendment_of_the_customer_changes_single_values() -> None:
    report = a_report(customer=SealedCustomer(name=Sealed("name"), phone=Sealed("wrong")))
    said = Details(customer=SealedCustomer(phone=PHONE))
    change = Change(details=said, stated=frozenset(), stated_of_customer=frozenset({"phone"}))
    (event,) = decisions.amend(report, by=None, now=LATER, change=change)
    assert event.details.customer == SealedCustomer(name=Sealed("name"), phone=PHONE)


def test_each_amendment_is_the_next_revision_and_carries_the_whole() -> None:
    report = a_report()
    for revision, cause in enumerate(("slow", "price"), 1):
        change = Change(details=Details(cause=cause), stated=frozenset({"cause"}))
        (event,) = decisions.amend(report, by="S1", now=LATER, change=change)
        report = evolve(report, event)
        assert (report.details.revision, report.details.cause, report.details.text) == (revision, cause, TEXT)


def test_an_amendment_moves_neither_the_stage_nor_the_report_time() -> None:
    report = a_report()
    change = Change(details=Details(cause="slow"), stated=frozenset({"cause"}))
    (event,) = decisions.amend(report, by="S1", now=LATER, change=change)
    after = evolve(report, event)
    assert (event.at, event.by) == (LATER, "S1")
    assert replace(after, details=report.details) == report


def test_an_event_of_another_service_is_a_fault() -> None:
    with pytest.raises(TypeError, match="CaseFiled"):
        evolve(a_report(), sample(CaseFiled))


def test_a_word_in_the_chat_changes_nothing_of_the_report() -> None:
    report = a_report()
    asked = {"act": PressedAct.FILE, "note": None, "delivery": "7"}
    (event,) = decisions.press(report, by="S1", now=LATER, pressed_at=None, **asked)
    assert (event.by, event.pressed_at, event.act) == ("S1", LATER, PressedAct.FILE)
    (waited,) = decisions.press(report, by="S1", now=LATER, pressed_at=NOW, **asked)
    assert waited.pressed_at == NOW
    assert evolve(report, event) == report
