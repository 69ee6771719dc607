"""What the WeCom channel needs from outside: the protocol of each app, and the pushes as rows.

A *push* is what WeCom sends us; a *message* is what is inside. The protocol (signature, cipher, XML) is implemented by
the adapters, what a message means is decided by `chat`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.intake.application.ports import Work
from shared.contracts.words import App

MOST_BYTES = 64 * 1024
"""The largest push that is accepted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InnerMessage:
    """A decrypted message. `dedupe_key` is the same for each redelivery: made of sender and MsgId, or of the event.

    `content` is the text of a `text`; `event` and what follows belong to an `event` (`enter_agent`, `click`, `view`,
    `template_card_event`). `from_user` is the sender's userid as WeCom wrote it, None for an event that no
    member caused; userids compare case-folded.
    """

    from_user: str | None
    kind: str
    dedupe_key: str
    content: str | None = None
    event: str | None = None
    event_key: str | None = None
    task_id: str | None = None
    card_type: str | None = None
    response_code: str | None = None
    selected: tuple[tuple[str, tuple[str, ...]], ...] = ()
    key: int = 0  # which of the app's keys it came under: the reply is encrypted with the same


@dataclass(frozen=True, kw_only=True, slots=True)
class Echo:
    """A check of the URL that may be answered, if it was not before: `delivery` tells one check from the next."""

    number: bytes
    delivery: str


class WeComApp(Protocol):
    """One app as it is set up: verifies and decrypts what WeCom sends to it, encrypts and signs what it replies."""

    @property
    def name(self) -> App:
        """Which app it is."""

    @property
    def default_unit(self) -> str | None:
        """The unit of reporters whom the directory does not know."""

    def url_check(self, query: str, wall: datetime) -> Echo:
        """A check of the URL, decrypted.

        Raises `Forbidden` for one that is not from WeCom, `Suspicious` for one that is old or holds no short number.
        """

    def delivery_of_check(self, query: str) -> str:
        """The key of a check, right or wrong."""

    def check(self, query: str, body: bytes, wall: datetime) -> str:
        """Verify a push: returns the key of this delivery, the same for the same encrypted text.

        Raises `Forbidden` for a push that is not from WeCom, `Suspicious` for one that is, but is too old or addressed
        to another app.
        """

    def read(self, envelope: bytes) -> InnerMessage:
        """The message inside a verified push; raises `Suspicious` when there is none for this app."""

    def reply(self, to_user: str, text: str, wall: datetime, *, key: int) -> str:
        """The passive reply that says `text`, signed and encrypted by this key, with a new nonce and salt."""


class PushState(StrEnum):
    """How far a push is processed."""

    RECEIVED = "received"  # stored, still encrypted; the loop finishes it if the request that brought it does not
    ANSWERED = "answered"  # done, and the reply went back at once
    FINISHED = "finished"  # done later; a message row holds what the reply would have said
    REFUSED = "refused"  # rightly signed, but without a message for this app


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPush:
    """A push as received, still encrypted. `delivery` tells one delivery of a message from the next."""

    app: App
    delivery: str
    envelope: bytes
    at: datetime
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class PushResult:
    """The result of a stored push: its new state, and the dedupe key of its message once that is read."""

    state: PushState
    dedupe_key: str | None = None
    case_id: str | None = None


class PushRows(Protocol):
    """The pushes as rows, and the answers given to what was inside."""

    async def store(self, work: Work, push: StoredPush, try_at: datetime) -> None:
        """Store it unless this very delivery is stored already; the loop looks at it from `try_at` on."""

    async def answered(self, work: Work, app: App, dedupe_key: str) -> bool:
        """True if the message was processed through any delivery, and its sender was answered."""

    def finish(self, work: Work, push: StoredPush, result: PushResult) -> None:
        """Save the result: nothing is left to do for this delivery."""

    async def use_check(self, work: Work, app: App, delivery: str, at: datetime) -> bool:
        """Save that this check of the URL is used; False if it was used before."""

    def put_off(self, work: Work, push: StoredPush, try_at: datetime) -> None:
        """Count an attempt and let the loop try again at `try_at`."""

    def forget(self, work: Work, before: datetime) -> None:
        """Delete the pushes that are done and older. Their answers stay."""

    async def due(self, now: datetime, most: int) -> Sequence[StoredPush]:
        """The pushes that the loop is to finish now, the earliest `try_at` first."""

    async def next_at(self) -> datetime | None:
        """The earliest `try_at` of all pushes that are not done, None if there are none."""

    async def oldest_done(self) -> datetime | None:
        """When the oldest push that is done came, None if there are none."""

    async def answer(self, scope: str, dedupe_key: str) -> str | None:
        """The answer given to this message before, as JSON text."""
