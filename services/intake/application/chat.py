"""The chat of a WeCom app: what one message asks for (a report, an amendment, an explanation), and its answer.

Effect and answer are one commit, with the message's dedupe key as idempotency key: a message processed again, because
WeCom delivered it again or the loop retries it, gets the same answer. How messages come and go is `pushes`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.application import short_report
from services.intake.application.plain import PlainReport
from services.intake.application.ports import DirectoryNow
from services.intake.application.texts import (
    reply_act,
    reply_act_by_unknown,
    reply_act_needs_note,
    reply_act_unknown,
    reply_act_which,
    reply_help,
    reply_not_amended,
    reply_text_only,
    reply_unknown_number,
    reply_welcome,
)
from services.intake.application.use_cases import UseCases
from services.intake.application.views import AmendReceipt, NewReceipt
from services.intake.application.wecom_ports import InnerMessage, PushRows, WeComApp
from services.intake.domain.short_form import Amendment, ShortForm, read
from services.intake.domain.short_form_acts import ActWords, read_act
from shared.engine import codec
from shared.engine.executor import Outcome
from shared.platform.command_request import ChatRequest, chat_scope
from shared.platform.identity.actor import Actor
from shared.platform.privacy.phones import numbers_in
from shared.platform.rates import Rate
from shared.rules.ladders.policy import Policy, PolicyBook
from shared.support.clock import Clock
from shared.support.errors import NotFound
from shared.support.text import sanitize

ENTERED = "enter_agent"

RECENT = timedelta(days=1)
"""Within this time a member's only report is the one they mean without naming its number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The answer to a message. `reply` is the passive reply as sent, `text` what it says; None: nothing is answered.

    `case_id` is the report's that was accepted or amended, `recipient` the sender's staff id, None for a sender whom
    the directory does not know.
    """

    reply: str | None = None
    text: str | None = None
    case_id: str | None = None
    recipient: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Received:
    """A message that is not answered yet; `came_at` is set if that was a while ago."""

    app: WeComApp
    message: InnerMessage
    request: ChatRequest
    came_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Chat:
    """Answers messages. `wall` is the real wall clock, for the time in a reply; `alias` the keyed hash of a userid.

    `rate` is how often a person may report: here one report too many is noted and filed all the same (decision 0025).
    """

    use_cases: UseCases
    directory: DirectoryNow
    policies: PolicyBook
    pushes: PushRows
    clock: Clock
    wall: Callable[[], datetime]
    alias: Callable[[str], str]
    rate: Rate

    async def answer(self, app: WeComApp, message: InnerMessage, came_at: datetime | None = None) -> Answer:
        """Do what the message asks for, unless that is done already; `came_at` for one that had to wait.

        An event that no member caused is for another use of WeCom: nothing is done, and nothing answered.
        """
        userid = message.from_user
        if userid is None:
            return Answer()
        stored = await self.pushes.answer(chat_scope(app.name), message.dedupe_key)
        if stored is not None:
            return codec.load(stored, Answer)
        await self.directory.follow(self.clock.now())
        sender, alias = self._sender(userid), self.alias(userid.casefold())
        request = ChatRequest.of_message(app.name, userid, alias, sender, message.dedupe_key)
        return await self._respond(_Received(app=app, message=message, request=request, came_at=came_at))

    def _sender(self, userid: str) -> Actor | None:
        directory = self.directory.current
        person = directory.by_userid(userid)
        return Actor(person, directory, self.clock.now()) if person is not None and person.active else None

    async def _respond(self, received: _Received) -> Answer:
        message = received.message
        if message.kind == "event":
            return await self._say(received, reply_welcome() if message.event == ENTERED else None)
        if message.kind != "text":
            return await self._say(received, reply_text_only())
        text = sanitize(message.content or "")
        asked = read_act(text)
        if asked is not None:
            return await self._act(received, asked)
        match read(text, numbers_in):
            case None:
                return await self._say(received, reply_help())
            case Amendment() as amendment:
                return await self._amend(received, amendment)
            case form:
                return await self._report(received, form)

    async def _act(self, received: _Received, asked: ActWords) -> Answer:
        """Pass on what a reporter asks for on their own case; the answer says what was understood."""
        request = received.request
        if request.staff_id is None:
            return await self._say(received, reply_act_by_unknown())
        report = await self.use_cases.own_report(asked.number, request, self.clock.now() - RECENT)
        if report is None:
            return await self._say(received, reply_act_unknown() if asked.number else reply_act_which(asked.act))
        if asked.lacks_note:
            return await self._say(received, reply_act_needs_note(report.number))
        answer = self._answer(received, reply_act(asked.act, report.number), report.id)
        came_at = received.came_at
        return _read_back(await self.use_cases.press_by_wecom(report, asked, request, came_at, answer))

    async def _report(self, received: _Received, form: ShortForm) -> Answer:
        def answer_of(receipt: NewReceipt) -> Answer:
            until = short_report.next_step_at(receipt, self._policy(received, receipt.accepted_at))
            return self._answer(received, short_report.accepted(receipt, form, until), receipt.id)

        self.rate.count(received.request.sender)
        plain = PlainReport(stage=form.stage, detected_at=received.came_at, details=short_report.details_of(form))
        default_unit = received.app.default_unit
        return _read_back(await self.use_cases.report_by_wecom(plain, received.request, default_unit, answer_of))

    def _policy(self, received: _Received, at: datetime) -> Policy:
        """The policy that holds for a report of this sender."""
        directory = self.directory.current
        person = directory.person(received.request.staff_id)
        unit_id = person.unit_id if person is not None else received.app.default_unit
        return self.policies.for_unit(directory.path(unit_id), at)

    async def _amend(self, received: _Received, amendment: Amendment) -> Answer:
        """The answer does not say whether another person has a report under this number."""
        if amendment.number is None or amendment.missing:
            return await self._say(received, reply_not_amended(amendment.missing))
        try:
            return await self._add(received, amendment.number, amendment.form)
        except NotFound:
            return await self._say(received, reply_unknown_number())

    async def _add(self, received: _Received, number: str, form: ShortForm) -> Answer:
        def answer_of(receipt: AmendReceipt) -> Answer:
            return self._answer(received, short_report.amended(receipt, form), receipt.id)

        plain = short_report.details_of(form)
        return _read_back(await self.use_cases.add_by_wecom(number, plain, received.request, answer_of))

    async def _say(self, received: _Received, text: str | None) -> Answer:
        """Nothing to do but to answer."""
        return _read_back(await self.use_cases.keep_answer(self._answer(received, text, None), received.request))

    def _answer(self, received: _Received, text: str | None, case_id: str | None) -> Answer:
        reply = None
        if text is not None:
            reply = received.app.reply(received.request.userid, text, self.wall(), key=received.message.key)
        return Answer(reply=reply, text=text, case_id=case_id, recipient=received.request.staff_id)


def _read_back(outcome: Outcome) -> Answer:
    """The answer as stored: a first and a repeated one are read alike."""
    return codec.load(outcome.body, Answer)
