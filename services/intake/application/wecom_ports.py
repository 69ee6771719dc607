"""What the WeCom channel needs from outside: the gate of each app, and the pushes as rows.

A *push* is what WeCom sends us; a *message* is what is inside. The protocol itself (signature, cipher, XML) is the
adapters', what a message means is `chat`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.intake.domain.model import Report
from shared.contracts.words import App
from shared.engine.unit_of_work import UnitOfWork

Work = UnitOfWork[Report]

MOST_BYTES = 64 * 1024
"""The largest push there is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InnerMessage:
    """A decrypted message. `dedupe_key` is the same for each redelivery: WeCom's MsgId, else the message's hash.

    `content` is the text of a `text`; `event` and what follows belong to an `event` (`enter_agent`, `click`, `view`,
    `template_card_event`). `from_user` is the sender's userid as it came; userids compare case-folded.
    """

    to_user: str
    from_user: str
    agent_id: str
    created_at: datetime
    kind: str
    dedupe_key: str
    content: str | None = None
    event: str | None = None
    event_key: str | None = None
    task_id: str | None = None
    card_type: str | None = None
    response_code: str | None = None
    selected: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Gate(Protocol):
    """The gate of one app: what is let in, and what is put around what goes out."""

    @property
    def app(self) -> App:
        """Whose gate it is."""

    @property
    def default_unit(self) -> str | None:
        """The unit of reporters nobody knows."""

    def url_check(self, query: str) -> bytes:
        """The bare answer to a check of the URL; raises `Forbidden`."""

    def check(self, query: str, body: bytes, wall: datetime) -> str:
        """Let a push in: the key of this delivery, the same for the same encrypted text.

        Raises `Forbidden` for what is not from WeCom, `Suspicious` for what is and yet is too old or for others.
        """

    def read(self, envelope: bytes) -> InnerMessage:
        """The message inside a push that was let in; raises `Suspicious` when there is none for us."""

    def reply(self, to_user: str, text: str, wall: datetime) -> str:
        """The passive reply that says `text`, signed and encrypted: another one each time it is made."""


class PushState(StrEnum):
    """What became of a push."""

    RECEIVED = "received"  # stored as it came; the loop finishes it if nobody else does
    ANSWERED = "answered"  # done, and the reply went back at once
    FINISHED = "finished"  # done later; a message row told the reporter what the reply would have said
    REFUSED = "refused"  # rightly signed, but nothing for us is inside


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPush:
    """A push as it came, still encrypted. `delivery` tells one delivery of a message from the next."""

    app: App
    delivery: str
    envelope: bytes
    at: datetime
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a stored push turned out to be."""

    state: PushState
    dedupe_key: str | None = None
    case_id: str | None = None


class PushRows(Protocol):
    """The pushes as rows, and the answers given to what was inside."""

    async def store(self, work: Work, push: StoredPush, try_at: datetime) -> None:
        """Keep it as it came, unless this very delivery is kept already; the loop looks at it from `try_at` on."""

    async def answered(self, work: Work, app: App, dedupe_key: str) -> bool:
        """True if the message was dealt with through some delivery, and its sender knows."""

    def finish(self, work: Work, push: StoredPush, finding: Finding) -> None:
        """Nothing is left to do for this delivery."""

    def put_off(self, work: Work, push: StoredPush, try_at: datetime) -> None:
        """Try again then."""

    def forget(self, work: Work, before: datetime) -> None:
        """Delete those that are done and older: the answers stay, the messages themselves need not."""

    async def due(self, now: datetime, most: int) -> Sequence[StoredPush]:
        """Those the loop is to finish, oldest first."""

    async def next_at(self) -> datetime | None:
        """When the next one is to be looked at."""

    async def oldest_done(self) -> datetime | None:
        """When the oldest of those came that are done."""

    async def answer(self, scope: str, dedupe_key: str) -> str | None:
        """The answer given to this message before, as JSON text."""
