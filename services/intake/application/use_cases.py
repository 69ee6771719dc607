"""Intake's use cases: plain input in, permission, sealing, one command in the queue, the view of what came of it.

JSON routes, the fast path, pages and the WeCom chat call these; they hold no rule of their own. The data key of a case
is durable before its report is: a key that never gets a report does no harm.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from services.intake.application.commands import AmendReport, Press
from services.intake.application.earlier import ask_earlier
from services.intake.application.handlers import Handlers
from services.intake.application.on_site import facts_on_site
from services.intake.application.plain import PlainDetails, PlainReport, PlainReporter
from services.intake.application.ports import DirectoryNow, Rows, Work
from services.intake.application.references import References, with_unknown_unit
from services.intake.application.sealing import seal_addition, seal_change, seal_report
from services.intake.application.views import AmendReceipt, NewReceipt, Receipt, ReportView, view_of
from services.intake.domain import errors
from services.intake.domain.model import Report
from services.intake.domain.reporter import Origin, from_wecom, is_own, own_report, registered_report
from services.intake.domain.short_form_acts import ActWords
from shared.contracts.words import App
from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Collision
from shared.engine.executor import Outcome
from shared.platform.admission import Admission
from shared.platform.command_request import ChatRequest, CommandRequest, KeyedRequest
from shared.platform.identity.actions import Action
from shared.platform.identity.actor import Actor
from shared.platform.identity.permissions import may, require
from shared.platform.privacy.reading import Masked
from shared.platform.privacy.sealing import CaseKey
from shared.platform.privacy.vault import Vault
from shared.rules.ladders.policy import PolicyBook
from shared.support import metrics
from shared.support.clock import Clock

AnswerOf = Callable[[NewReceipt], object]
AmendAnswerOf = Callable[[AmendReceipt], object]
"""What the chat stores as its answer, made of the receipt in the commit that the receipt is about."""


def _receipt(receipt: NewReceipt) -> NewReceipt:
    return receipt


class UseCases:
    """Everything intake can be asked. A command returns its `Outcome` when it is durable, or raises its refusal."""

    def __init__(
        self,
        *,
        vault: Vault,
        directory: DirectoryNow,
        reports: Rows,
        handlers: Handlers,
        command_queue: CommandQueue[Report],
        references: References,
        clock: Clock,
        policies: PolicyBook,
        admission: Admission,
        default_unit: str | None = None,
    ) -> None:
        self._vault = vault
        self._directory = directory
        self._reports = reports
        self._handlers = handlers
        self._command_queue = command_queue
        self._references = references
        self._clock = clock
        self._policies = policies
        self._admission = admission
        self._default_unit = default_unit

    async def report(self, plain: PlainReport, request: CommandRequest, *, ask_first: bool = False) -> Outcome:
        """受理: accept a report of a signed-in person, their own or one they register for another.

        `ask_first`: raises `Conflict` if the reporter reported this customer within the last ten minutes. A report of
        their own without a customer is compared with any: a browser's way back may have emptied the field.
        """
        actor, reporter = request.actor, plain.reporter
        for_other = reporter is not None and reporter.staff_id != actor.staff_id
        action = Action.REPORT_FOR_OTHER if for_other else Action.REPORT
        if not may(actor, action):
            return await self._refused(request, action)
        plain = replace(plain, details=await self._references.looked_up(plain.details))
        if reporter is not None and for_other and reporter.says_something:
            directory, default = actor.directory, self._default_unit
            origin = registered_report(actor.person, reporter.staff_id, reporter.unit_id, directory, default)
            plain = with_unknown_unit(plain, origin, directory)
        else:
            origin = own_report(actor.person, plain.details.call_id)
        return await self._accept(plain, origin, request, status=201, ask_first=ask_first)

    async def report_by_wecom(
        self, plain: PlainReport, request: ChatRequest, default_unit: str | None, answer_of: AnswerOf
    ) -> Outcome:
        """受理: accept a report of a WeCom member. One whom the directory does not know belongs to `default_unit`."""
        directory, app = self._directory.current, App(request.app)
        origin = from_wecom(request.userid, app, default_unit, directory, self._default_unit)
        said = replace(plain, reporter=PlainReporter(staff_id=request.userid))
        return await self._accept(said, origin, request, answer_of)

    async def amend(
        self, case_id: str, plain: PlainDetails, request: CommandRequest, reason: str | None = None
    ) -> Outcome:
        """补充: what is stated replaces what was known. Raises `NotFound` for a report that is unknown or erased.

        `reason`: why the person or unit complained of is cleared or changed.
        """
        found, key = await self._references.looked_up(plain), await self._key(case_id)
        change = seal_change(key, self._vault.index, found, reason)
        command = AmendReport(case_id=case_id, actor=request.actor, change=change)
        return await request.run(
            self._command_queue, "details", case_id, lambda work: self._handlers.amend(command, work)
        )

    async def same_call(self, case_id: str, actor: Actor) -> tuple[PlainReporter, str | None]:
        """The reporter, and the call, of a report that this person registered; for another one of the same call.

        Raises `NotFound` for any other report.
        """
        report, key = await self._reports.find(case_id), await self._vault.key(case_id)
        if report is None or key is None or report.registered_by != actor.staff_id:
            raise errors.unknown_report()
        said, call_id = report.reporter, report.details.call_id
        reporter = PlainReporter(
            staff_id=said.staff_id or (key.open("reporter.userid", said.stated_userid) if said.stated_userid else None),
            name=key.open("reporter.name", said.stated_name) if said.stated_name else None,
            phone=key.open("reporter.phone", said.stated_phone) if said.stated_phone else None,
            unit_id=said.unit_id,
        )
        return reporter, key.open("call_id", call_id) if call_id else None

    async def add(self, case_id: str, plain: PlainDetails, request: CommandRequest) -> Outcome:
        """补充: what is stated joins what was known; a text goes below the known one, which its author need not see.

        Raises `NotFound` for a report that is unknown or erased.
        """
        found, key = await self._references.looked_up(plain), await self._key(case_id)

        async def add(work: Work) -> object:
            known = (await self._handlers.report(case_id, work)).details
            change = seal_addition(key, self._vault.index, found, known)
            return await self._handlers.amend(AmendReport(case_id=case_id, actor=request.actor, change=change), work)

        return await request.run(self._command_queue, "details", case_id, add)

    async def add_by_wecom(
        self, number: str, plain: PlainDetails, request: ChatRequest, answer_of: AmendAnswerOf
    ) -> Outcome:
        """补充: add to a report of the member's own. Raises `NotFound` for another's as for one that does not exist."""
        report = await self._reports.find_by_number(number)
        key = await self._vault.key(report.id) if report is not None else None
        if report is None or key is None or not _is_senders(report, key, request):
            raise errors.unknown_report()
        # A member known by now may add to what they reported as an unknown sender: that is proved by the userid alone.
        actor = None if report.reporter.unresolved else request.actor

        async def add(work: Work) -> object:
            known = (await self._handlers.report(report.id, work)).details
            change = seal_addition(key, self._vault.index, plain, known)
            return answer_of(
                await self._handlers.amend(AmendReport(case_id=report.id, actor=actor, change=change), work)
            )

        return await request.run(self._command_queue, "details", report.id, add)

    async def own_report(self, number: str | None, request: ChatRequest, since: datetime) -> Report | None:
        """The member's own report with this number; without a number the only one they made `since` then."""
        if number is None:
            made = await self._reports.made_by(request.staff_id or "", since, 2)
            return made[0] if len(made) == 1 and made[0].erased_at is None else None
        report = await self._reports.find_by_number(number)
        key = await self._vault.key(report.id) if report is not None else None
        return report if report is not None and key is not None and _is_senders(report, key, request) else None

    async def press_by_wecom(
        self, report: Report, asked: ActWords, request: ChatRequest, pressed_at: datetime | None, answer: object
    ) -> Outcome:
        """A member asks for something on their own case (`own_report`): passed on to escalation, which decides."""
        assert request.staff_id is not None
        assert request.key is not None
        command = Press(
            case_id=report.id,
            by=request.staff_id,
            act=asked.act,
            note=await self._vault.seal(report.id, "note", asked.note),
            pressed_at=pressed_at,
            delivery=request.key,
        )

        async def press(work: Work) -> object:
            await self._handlers.press(command, work)
            return answer

        return await request.run(self._command_queue, "press", report.id, press)

    async def keep_answer(self, answer: object, request: ChatRequest) -> Outcome:
        """Store the answer to a chat message that asks for nothing else."""

        async def keep(_: Work) -> object:
            return answer

        return await request.run(self._command_queue, "chat", None, keep)

    async def read(self, case_id: str, actor: Actor) -> ReportView:
        """A report as it stands, personal data masked. Raises `NotFound` or `Forbidden`."""
        report = await self._reports.find(case_id)
        if report is None:
            raise errors.unknown_report()
        require(actor, Action.READ_REPORT, facts_on_site(report, self._policies, actor.directory, actor.at))
        return view_of(report, Masked(await self._vault.key(case_id), report.details.customer))

    async def _accept(
        self,
        plain: PlainReport,
        origin: Origin,
        request: KeyedRequest,
        answer_of: AnswerOf = _receipt,
        status: int = 200,
        *,
        ask_first: bool = False,
    ) -> Outcome:
        self._admission.check()
        try:
            return await self._accept_once(plain, origin, request, answer_of, status, ask_first)
        except Collision:  # its number is taken (one in a trillion): another case has another number
            return await self._accept_once(plain, origin, request, answer_of, status, ask_first)

    async def _accept_once(
        self,
        plain: PlainReport,
        origin: Origin,
        request: KeyedRequest,
        answer_of: AnswerOf,
        status: int,
        ask_first: bool,
    ) -> Outcome:
        """Seal the report for a new case and accept it; count it once it is on record."""
        submission = seal_report(await self._vault.new_case(), self._vault.index, plain, origin)
        own = ask_first and plain.reporter is None
        earlier = ask_earlier(self._reports, submission, self._clock.now(), any_customer=own)
        receipts: list[NewReceipt] = []  # one for each time the commit is tried

        async def accept(work: Work) -> object:
            receipts.append(await self._handlers.accept(submission, work, earlier, ask_first=ask_first))
            return answer_of(receipts[-1])

        outcome = await request.run(
            self._command_queue,
            "report",
            submission.case_id,
            accept,
            status=status,
            key_needed=True,
            new_subject=True,
            answers_first=ask_first,
            asks=[earlier] if earlier is not None else [],
        )
        if not outcome.repeated:
            _count(receipts[-1])
        return outcome

    async def _refused(self, request: CommandRequest, action: Action) -> Outcome:
        """Raises `Forbidden` inside a commit, so that the refusal is on record; no case is made for it."""

        async def refuse(_: Work) -> None:
            require(request.actor, action)

        return await request.run(self._command_queue, "report", None, refuse)

    async def _key(self, case_id: str) -> CaseKey:
        key = await self._vault.key_to_write(case_id)
        if key is None:
            raise errors.unknown_report()
        return key


def _is_senders(report: Report, key: CaseKey, request: ChatRequest) -> bool:
    sealed = report.reporter.stated_userid
    stated = key.open("reporter.userid", sealed) if sealed else None
    return is_own(report.reporter, report.channel, staff_id=request.staff_id, userid=request.userid, stated=stated)


def _count(receipt: Receipt) -> None:
    """Count an accepted report (Art. 11: the share of each channel)."""
    metrics.reports.labels(receipt.channel.value, receipt.stage.value).inc()
