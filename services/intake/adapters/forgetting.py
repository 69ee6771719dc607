"""What intake keeps of an erased case beside its report: the pushes it came by, and what the chat answered to them.

A push is encrypted for the WeCom app, not under the case's key. An answer in the chat repeats what was understood, with
names and numbers masked. Both keep their rows, so that a repeat is still known as one.
"""

from datetime import timedelta

from sqlalchemy import LargeBinary, bindparam, select, update

from services.intake.adapters.tables import quality_items, wecom_messages
from services.intake.application.chat import Answer
from services.intake.application.ports import Work
from services.intake.application.pushes import answer_key
from shared.engine import codec
from shared.engine.events.history import OF_SUBJECT
from shared.engine.tables import answers, messages
from shared.platform.command_request import CHAT
from shared.platform.privacy.reading import ERASED

BESIDE = timedelta(seconds=10)
"""An answer is stored in the commit of its event; the moments of one commit differ by less than this."""

CHAT_ANSWERS = select(answers.c.key, answers.c.scope, answers.c.body).where(
    answers.c.at >= bindparam("since"), answers.c.at <= bindparam("until"), answers.c.scope.startswith(CHAT)
)
EMPTY_ANSWER = (
    update(answers)
    .where(answers.c.key == bindparam("of_key"), answers.c.scope == bindparam("of_scope"))
    .values(body=bindparam("new_body"))
)
EMPTY_PUSH = (
    update(wecom_messages)
    .where(wecom_messages.c.app == bindparam("of_app"), wecom_messages.c.dedupe_key == bindparam("of_key"))
    .values(envelope=bindparam("new_envelope", type_=LargeBinary))
)
EMPTY_MESSAGE = update(messages).where(messages.c.key == bindparam("of_key")).values(text=bindparam("new_text"))
CLEAR_REASON = (  # one of version 0.1.0, stored in the clear; such items are few
    update(quality_items)
    .where(quality_items.c.case_id == bindparam("of"), ~quality_items.c.reason.startswith("v1."))
    .values(reason=None)
)


async def forget(work: Work, case_id: str) -> None:
    """Remove it, in the commit of intake's part of the erasure."""
    work.stage(CLEAR_REASON, {"of": case_id})
    for moment in sorted({row["at"] for row in await work.execute(OF_SUBJECT, {"of": case_id})}):
        for row in await work.execute(CHAT_ANSWERS, {"since": moment, "until": moment + BESIDE}):
            answer = codec.load(row["body"], Answer)
            if answer.case_id == case_id and answer.text is not None:
                _forget_answer(work, row["scope"], row["key"], Answer(case_id=case_id, recipient=answer.recipient))


def _forget_answer(work: Work, scope: str, key: str, emptied: Answer) -> None:
    """Empty what the chat answered to a message, the message to the sender if it came later, and the push itself."""
    app = scope.removeprefix(CHAT)
    work.stage(EMPTY_ANSWER, {"of_key": key, "of_scope": scope, "new_body": codec.dump(emptied, Answer)})
    work.stage(EMPTY_MESSAGE, {"of_key": answer_key(app, key), "new_text": ERASED})
    work.stage(EMPTY_PUSH, {"of_app": app, "of_key": key, "new_envelope": b""})
