"""The chat of a WeCom app: what comes of one message (a report, an amendment, a word of advice) and its answer.

Effect and answer are one commit, under the message's dedupe key as idempotency key: whoever brings the message again,
a redelivery or the loop, gets the very same answer. How messages come and go is `pushes`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from services.intake.application import short_report
from services.intake.application.commands import AmendmentOf, SubmitReport
from services.intake.application.handlers import Handlers
from services.intake.application.ports import DirectoryNow, Rows
from services.intake.application.reception import PlainReport, Reception, count
from services.intake.application.views import Receipt
from services.intake.application.wecom_ports import Gate, InnerMessage, PushRows, Work
from services.intake.domain.model import Report
from services.intake.domain.reporter import Source, from_wecom, is_own
from services.intake.domain.short_form import Amendment, ShortForm, read
from services.intake.domain.short_form_replies import (
    reply_help,
    reply_not_amended,
    reply_text_only,
    reply_unknown_number,
    reply_welcome,
)
from shared.engine import codec
from shared.engine.command_queue import CommandQueue
from shared.engine.deduplication import IdempotencyKey
from shared.engine.executor import Job, Outcome
from shared.platform.identity.actor import actor_of
from shared.platform.privacy.phones import normal_phone
from shared.support import trace
from shared.support.errors import NotFound
from shared.support.text import tame

ENTERED = "enter_agent"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came of a message. `reply` is the passive reply as sent, `text` what it says; None: nothing is answered.

    `case_id` is the report's that was accepted or amended, `recipient` the sender's staff id, None for a stranger.
    """

    reply: str | None = None
    text: str | None = None
    case_id: str | None = None
    recipient: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Turn:
    """A message in hand: through which app, from whom, and when it came if that is a while ago."""

    gate: Gate
    message: InnerMessage
    source: Source
    came_at: datetime | None

    @property
    def staff_id(self) -> str | None:
        return self.source.reporter.staff_id


@dataclass(frozen=True, kw_only=True)
class Chat:
    """See the module."""

    handlers: Handlers
    reception: Reception
    command_queue: CommandQueue[Report]
    directory: DirectoryNow
    reports: Rows
    pushes: PushRows
    wall: Callable[[], datetime]

    async def answer(self, gate: Gate, message: InnerMessage, came_at: datetime | None = None) -> Answer:
        """Do what the message asks for, unless that is done already; `came_at` for one that had to wait."""
        given = await self.pushes.answer(_scope(gate), message.dedupe_key)
        if given is not None:
            return codec.load(given, Answer)
        await self.directory.refresh()
        source = from_wecom(message.from_user, gate.app, gate.default_unit, self.directory.current)
        return await self._react(_Turn(gate=gate, message=message, source=source, came_at=came_at))

    async def _react(self, turn: _Turn) -> Answer:
        message = turn.message
        if message.kind == "event":
            return await self._say(turn, reply_welcome() if message.event == ENTERED else None)
        if message.kind != "text":
            return await self._say(turn, reply_text_only())
        match read(tame(message.content or ""), normal_phone):
            case None:
                return await self._say(turn, reply_help())
            case Amendment() as amendment:
                return await self._amend(turn, amendment)
            case form:
                return await self._report(turn, form)

    async def _report(self, turn: _Turn, form: ShortForm) -> Answer:
        async def submit(command: SubmitReport) -> Outcome:
            receipts: list[Receipt] = []

            async def run(work: Work) -> Answer:
                receipts.append(await self.handlers.submit(command, work))
                return self._answer(turn, short_report.accepted(receipts[-1], form), receipts[-1].id)

            outcome = await self._do(turn, "report", run, command.submission.case_id)
            if not outcome.repeated:
                count(receipts[-1])
            return outcome

        plain = PlainReport(
            by=turn.staff_id,
            stage=form.stage,
            detected_at=turn.came_at,
            app=turn.gate.app,
            details=short_report.details_of(form),
        )
        return _read_back(await self.reception.submit(plain, lambda _: turn.source, submit))

    async def _amend(self, turn: _Turn, amendment: Amendment) -> Answer:
        """Only a report of one's own; whether there is another's under this number is not told."""
        if amendment.number is None or amendment.missing:
            return await self._say(turn, reply_not_amended(amendment.missing))
        report = await self.reports.find_by_number(amendment.number)
        if report is None or not self._is_own(report, turn):
            return await self._say(turn, reply_unknown_number())
        try:
            return await self._add(turn, report, amendment.form)
        except NotFound:  # its personal data was erased
            return await self._say(turn, reply_unknown_number())

    async def _add(self, turn: _Turn, report: Report, form: ShortForm) -> Answer:
        async def add(amendment_of: AmendmentOf) -> Outcome:
            async def run(work: Work) -> Answer:
                receipt = await self.handlers.add(report.id, amendment_of, work)
                return self._answer(turn, short_report.amended(receipt, form), receipt.id)

            return await self._do(turn, "details", run, report.id)

        reported_as_staff = report.reporter.staff_id is not None and turn.staff_id is not None
        actor = actor_of(turn.staff_id, self.directory.current) if reported_as_staff and turn.staff_id else None
        return _read_back(await self.reception.add(report.id, actor, short_report.details_of(form), add))

    def _is_own(self, report: Report, turn: _Turn) -> bool:
        return is_own(report.reporter, report.channel, staff_id=turn.staff_id, userid=turn.message.from_user)

    async def _say(self, turn: _Turn, text: str | None) -> Answer:
        """Nothing to do but to answer."""

        async def run(work: Work) -> Answer:
            return self._answer(turn, text, None)

        return _read_back(await self._do(turn, "chat", run, None))

    async def _do(
        self, turn: _Turn, action: str, run: Callable[[Work], Awaitable[Answer]], case_id: str | None
    ) -> Outcome:
        key = turn.message.dedupe_key
        job = Job(
            run=run,
            subjects=(case_id,) if case_id else (),
            action=action,
            actor=turn.staff_id or f"wecom:{turn.message.from_user}",
            # The key is the fingerprint too: a MsgId identifies one message.
            idempotency_key=IdempotencyKey(_scope(turn.gate), key, fingerprint=key),
            trace=trace.current.get(),
        )
        return await self.command_queue.submit(job)

    def _answer(self, turn: _Turn, text: str | None, case_id: str | None) -> Answer:
        reply = turn.gate.reply(turn.message.from_user, text, self.wall()) if text is not None else None
        return Answer(reply=reply, text=text, case_id=case_id, recipient=turn.staff_id)


def _scope(gate: Gate) -> str:
    return f"wecom:{gate.app}"


def _read_back(outcome: Outcome) -> Answer:
    """The first answer and a repeated one are read alike."""
    return codec.load(outcome.body, Answer)
