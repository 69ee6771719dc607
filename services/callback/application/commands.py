"""The commands of callback's public surface, as frozen values. Notes, reasons and answers are sealed.

Events of other services and fired timers need no command: their handlers take the event, or the case id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.contracts.base import Sealed
from shared.contracts.callback_values import Outcome
from shared.platform.identity.actor import Actor
from shared.rules.outreach.result import Result


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """What `actor` asks for."""

    actor: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim(Command):
    """Take this task; without one, the next in the queue that may be tried now and that the actor may call.

    `inbound`: the customer is on the line.
    """

    task: str | None = None
    inbound: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeOver(Command):
    """Take this task from its holder."""

    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A task, and the fence under which the actor claims to hold it."""

    task: str
    fence: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsent:
    """What a caller is still writing about a call, as far as they are; its texts are sealed for the task's case."""

    outcome: Outcome | None = None
    satisfied: bool | None = None
    score: int | None = None
    note: Sealed | None = None

    @property
    def empty(self) -> bool:
        """True if nothing is written yet."""
        return self == Unsent()


@dataclass(frozen=True, kw_only=True, slots=True)
class Heartbeat(Command):
    """Keep the lease; and what is being written, if the page says it."""

    held: Held
    draft: Unsent | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Release(Command):
    """Give the task back."""

    held: Held
    reason: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Start(Command):
    """Dialling begins."""

    held: Held


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """A held task and how its attempt ended; its texts are sealed for the case of this task."""

    held: Held
    result: Result


@dataclass(frozen=True, kw_only=True, slots=True)
class EndAttempt(Command):
    """The attempt ended; one call may have answered the tasks in `also` too: all of them, or none."""

    ended: Ended
    also: tuple[Ended, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class OnCase(Command):
    """A command on one case."""

    case_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatch(OnCase):
    """转办: dispatch it to the unit that leads. Without a severity it keeps its own; a lower one needs a reason."""

    lead_unit_id: str
    assisting_unit_ids: tuple[str, ...] = ()
    severity: int | None = None
    note: Sealed | None = None
    reason: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Accept(OnCase):
    """签收: sign for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Assign(OnCase):
    """分派: name the handler."""

    staff_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfer(OnCase):
    """移交: transfer it to another unit."""

    unit_id: str
    reason: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Return(OnCase):
    """退回: return it, the unit is not concerned."""

    reason: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolve(OnCase):
    """办结: resolve it; the note says what was done."""

    note: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Supervise(OnCase):
    """督办: order the unit to answer; without a deadline, the one of the policy."""

    text: Sealed
    deadline: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerOrder(Command):
    """Answer a supervision order in writing. The order's id names its case."""

    order: str
    text: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Remind(OnCase):
    """催办: urge the unit."""

    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Close(OnCase):
    """结案: close it without having reached the customer."""

    reason: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Retry(OnCase):
    """Call the customer again."""

    reason: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class SendBack(OnCase):
    """Have the unit handle it again."""

    reason: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordContact(OnCase):
    """Record that the customer rang by themselves."""

    note: Sealed | None = None
    wants: Sealed | None = None
    call_id: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reopen(OnCase):
    """重开: reopen an archived or closed case."""

    reason: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeSeverity(OnCase):
    """Set the severity."""

    severity: int
    reason: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class OverrideIndependence(OnCase):
    """Let one person of the team complained of call."""

    staff_id: str
    reason: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkComplaint(OnCase):
    """Mark that the customer made a formal complaint. Source and number hold no values of the customer."""

    source: str
    number: str | None = None
    complained_at: datetime
    sealed: Mapping[str, Sealed | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkReviewed(OnCase):
    """已阅: a supervisor has looked at an archived case."""

    note: Sealed | None = None
