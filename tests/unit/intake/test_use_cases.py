"""The use cases of reporting: who may report for whom, what is counted, and what the chat's answer is made of."""

from collections import Counter
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from services.intake.application.handlers import Handlers
from services.intake.application.plain import PlainDetails, PlainReport, PlainReporter
from services.intake.application.references import References
from services.intake.application.use_cases import UseCases
from services.intake.application.views import NewReceipt, new_receipt_of
from services.intake.domain import decisions
from services.intake.domain.evolve import evolve
from services.intake.domain.model import Submission
from shared.contracts.intake import Reporter
from shared.contracts.words import Channel
from shared.engine.db.database import Collision
from shared.engine.executor import Job, Outcome
from shared.platform.admission import Admission
from shared.platform.command_request import ChatRequest, CommandRequest
from shared.platform.identity.actor import Actor
from shared.platform.privacy.sealing import CaseKey
from shared.rules.directory import Directory, Person, Role, Unit
from shared.rules.ladders.causes import Cause
from shared.support import metrics
from shared.support.errors import Forbidden, Invalid
from tests.harness.clock import ManualClock
from tests.unit.intake.sealed import INDEX
from tests.unit.intake.test_policy import NOW

pytestmark = pytest.mark.asyncio

STAFF = Person(staff_id="S1", name="于佳怡", unit_id="B", roles=frozenset({Role.REPORTER}), wecom_userid="YuJiayi")
AGENT = Person(staff_id="S9", name="坐席", unit_id="B", roles=frozenset({Role.AGENT}))
DIRECTORY = Directory(units=[Unit(unit_id="B", name="branch", level=1)], people=[STAFF, AGENT])
OF_ONESELF = PlainReport(details=PlainDetails(text="定损太慢"))


def for_other(**stated: str) -> PlainReport:
    return PlainReport(details=PlainDetails(), reporter=PlainReporter(**stated))


def request(person: Person) -> CommandRequest:
    return CommandRequest(actor=Actor(person, DIRECTORY, NOW), key="k", fingerprint="f", trace=None)


class FakeVault:
    """Gives a new case at each call."""

    index = INDEX

    def __init__(self) -> None:
        self.case_ids: list[str] = []

    async def new_case(self) -> CaseKey:
        self.case_ids.append(f"01935000-0000-7000-8000-{len(self.case_ids) + 1:012x}")
        return CaseKey(self.case_ids[-1], bytes(32))


class FakeHandlers:
    """Accepts every report, without a database; keeps the submissions."""

    def __init__(self) -> None:
        self.submissions: list[Submission] = []

    async def accept(
        self, submission: Submission, _: object, earlier: object, *, ask_first: bool = False
    ) -> NewReceipt:
        self.submissions.append(submission)
        (event,) = decisions.accept(submission, now=NOW)
        return new_receipt_of(evolve(None, event), earlier)


class FakeQueue:
    """Runs each job at once. `collisions`: so many times the number is taken. `repeated`: the key was used before."""

    def __init__(self, *, collisions: int = 0, repeated: bool = False) -> None:
        self.collisions = collisions
        self.repeated = repeated

    async def submit(self, job: Job[Any]) -> Outcome:
        if self.repeated:
            return Outcome(body="{}", repeated=True)
        value = await job.run(cast("Any", None))
        if self.collisions:
            self.collisions -= 1
            raise Collision
        return Outcome(value=value)


class FakeDirectory:
    current = DIRECTORY


class FakeCauses:
    def causes(self, on: datetime) -> tuple[Cause, ...]:
        return (Cause(code="slow", zh="时效", en="slow", valid_from=date(2018, 6, 1)),)


class FakeReports:
    """One report, whose number is R1."""

    async def found(self, keys: object, *, limit: int, skip: int) -> list[object]:
        return []

    async def find(self, report_id: str) -> object:
        return report_id == "one" or None

    async def find_by_number(self, number: str) -> object:
        return SimpleNamespace(id="one") if number == "R1" else None


class Intake:
    """The use cases over fakes."""

    def __init__(self, queue: FakeQueue | None = None) -> None:
        self.vault, self.handlers = FakeVault(), FakeHandlers()
        self.use_cases = UseCases(
            vault=cast("Any", self.vault),
            directory=cast("Any", FakeDirectory()),
            reports=cast("Any", FakeReports()),
            handlers=cast("Handlers", self.handlers),
            command_queue=cast("Any", queue or FakeQueue()),
            clock=ManualClock(),
            policies=cast("Any", None),
            admission=Admission(),
            references=References(
                cast("Any", FakeDirectory()), FakeCauses(), cast("Any", FakeReports()), ManualClock()
            ),
        )

    async def report(self, plain: PlainReport, person: Person) -> Submission:
        """The report as it was submitted."""
        await self.use_cases.report(plain, request(person))
        return self.handlers.submissions[-1]


def counted() -> Counter[tuple[str, ...]]:
    """How many reports were counted, by channel and stage."""
    samples = next(iter(metrics.reports.collect())).samples
    return Counter(
        {
            (sample.labels["channel"], sample.labels["stage"]): int(sample.value)
            for sample in samples
            if sample.name.endswith("_total")
        }
    )


async def test_anyone_reports_for_themselves() -> None:
    origin = (await Intake().report(OF_ONESELF, STAFF)).origin
    assert (origin.channel, origin.by, origin.registered_by) == (Channel.PC, "S1", None)


async def test_naming_oneself_as_the_reporter_is_no_report_for_another() -> None:
    assert (await Intake().report(for_other(staff_id="S1"), STAFF)).origin.registered_by is None


@pytest.mark.parametrize("stated", [{"staff_id": "S9"}, {"name": "王五"}, {"unit_id": "B"}, {}])
async def test_a_reporter_may_not_report_for_another_and_no_case_is_made(stated: dict[str, str]) -> None:
    intake = Intake()
    with pytest.raises(Forbidden):
        await intake.report(for_other(**stated), STAFF)
    assert intake.vault.case_ids == []


async def test_an_agent_registers_for_staff_and_for_a_person_the_directory_does_not_know() -> None:
    of_staff = (await Intake().report(for_other(staff_id="S1"), AGENT)).origin
    of_stranger = (await Intake().report(for_other(name="王五", unit_id="B"), AGENT)).origin
    assert (of_staff.reporter.staff_id, of_staff.registered_by) == ("S1", "S9")
    assert (of_stranger.reporter.unresolved, of_stranger.registered_by) == (True, "S9")
    assert of_stranger.reporter.stated_name is not None


async def test_an_agent_whose_statement_says_nothing_reports_for_themselves() -> None:
    origin = (await Intake().report(for_other(), AGENT)).origin
    assert (origin.channel, origin.by, origin.registered_by) == (Channel.PC, "S9", None)


async def test_a_number_that_is_taken_gives_the_report_another_case() -> None:
    intake = Intake(FakeQueue(collisions=1))
    assert (await intake.report(OF_ONESELF, STAFF)).case_id == intake.vault.case_ids[1]


async def test_an_accepted_report_is_counted_by_channel_and_stage_and_a_repeat_is_not() -> None:
    before = counted()
    await Intake(FakeQueue(collisions=1)).report(OF_ONESELF, STAFF)
    await Intake(FakeQueue(repeated=True)).use_cases.report(OF_ONESELF, request(STAFF))
    assert counted() - before == Counter({("pc", "calming"): 1})


@pytest.mark.parametrize(("userid", "staff_id"), [("YuJiayi", "S1"), ("Outsourced-7", None)])
async def test_a_wecom_report_is_counted_too_and_stores_the_answer_made_of_its_receipt(
    userid: str, staff_id: str | None
) -> None:
    before, intake = counted(), Intake()
    message = ChatRequest.of_message("service", userid, "alias", None, "id:7")
    outcome = await intake.use_cases.report_by_wecom(
        OF_ONESELF, message, "B", lambda receipt: f"已受理 {receipt.number}"
    )
    (submission,) = intake.handlers.submissions
    assert outcome.value.startswith("已受理 R261123-")
    reporter = submission.origin.reporter
    assert (reporter.staff_id, reporter.unit_id) == (staff_id, "B")
    assert reporter == Reporter(staff_id=staff_id, unit_id="B", stated_userid=reporter.stated_userid)
    assert (reporter.stated_userid is None) is (staff_id is not None)
    assert userid not in repr(submission)
    assert counted() - before == Counter({("wecom", "calming"): 1})


UNKNOWN = {
    "cause": "anything",
    "responsible_unit_id": "南京理赔",
    "subject_staff_id": "13912345678",
    "previous_id": "R000000-NOTHING",
}


def with_references(reporter: PlainReporter | None, **references: str) -> PlainReport:
    stated = frozenset(references)
    return PlainReport(details=PlainDetails(text="不满", stated=stated, **cast("Any", references)), reporter=reporter)


@pytest.mark.parametrize("field", UNKNOWN)
async def test_what_an_agent_registers_is_never_refused_for_a_gap_and_is_kept_as_stated_and_sealed(field: str) -> None:
    submission = await Intake().report(with_references(PlainReporter(staff_id="S1"), **{field: UNKNOWN[field]}), AGENT)
    details = submission.details
    key = CaseKey(submission.case_id, bytes(32))
    assert getattr(details, field) is None
    assert [(each.field, key.open(f"unknown.{field}", each.text)) for each in details.unknown] == [
        (field, UNKNOWN[field])
    ]
    assert UNKNOWN[field] not in str(details)


@pytest.mark.parametrize("field", UNKNOWN)
async def test_ones_own_report_is_refused_for_it(field: str) -> None:
    with pytest.raises(Invalid) as refused:
        await Intake().report(with_references(None, **{field: UNKNOWN[field]}), STAFF)
    assert [(error.field, error.code) for error in refused.value.errors] == [(field, "unknown")]


async def test_an_earlier_report_is_named_by_its_number_too() -> None:
    for stated in ("R1", "r1", "one"):
        assert (await Intake().report(with_references(None, previous_id=stated), STAFF)).details.previous_id == "one"


async def test_the_unit_of_an_unknown_reporter_is_kept_if_it_is_unknown_too() -> None:
    submission = await Intake().report(for_other(name="王五", unit_id="镇江"), AGENT)
    assert [each.field for each in submission.details.unknown] == ["reporter_unit_id"]
    assert submission.origin.reporter.unit_id == "B"
