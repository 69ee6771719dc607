"""Bodies of callback's routes."""

from dataclasses import fields, replace
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as documented

from services.callback.application.commands import Held
from services.callback.application.task_use_cases import PlainResult, PlainUnsent
from services.callback.application.views import CaseView
from shared.contracts.callback_values import Outcome
from shared.web.schemas import Body, ForeignId, FreeText, Id, Moment, free_text

Fence = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1, description="the number given with the claim")]
Reason = Annotated[str, free_text(least=1), Field(examples=["客户要求改日联系"])]
Severity = Annotated[int, Field(strict=True, ge=1, le=3, description="1 grave, 2 usual, 3 slight")]

CaseAnswer = documented(frozen=True)(CaseView)
"""The answer of commands on a case: the view, with its schema built once instead of by each route."""


class ClaimBody(Body):
    """Without a task: the next one. `inbound`: the customer of this task is on the line."""

    task: Id | None = None
    inbound: bool = False


class HeldBody(Body):
    """A held task."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"fence": 1}]})

    fence: Fence
    reason: FreeText | None = None


Score = Annotated[int, Field(strict=True, ge=0, le=100)]


class DraftBody(Body):
    """What the caller is still writing about the call, as far as they are."""

    outcome: Outcome | None = None
    satisfied: bool | None = None
    score: Score | None = None
    note: FreeText | None = None

    def plain(self) -> PlainUnsent:
        """As the use case takes it."""
        return PlainUnsent(**self.model_dump())


class HeartbeatBody(Body):
    """A held task. The draft takes the place of the one before; its next holder finds it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"fence": 1, "draft": {"note": "客户要求先退保费"}}]})

    fence: Fence
    draft: DraftBody | None = None


class AlsoBody(Body):
    """Another task that the same call answered, with the customer's verdict; what is left out is as in the call."""

    task: Id
    fence: Fence
    satisfied: bool | None = None
    score: Score | None = None
    answers: FreeText | None = None
    note: FreeText | None = None

    def plain(self, result: PlainResult) -> tuple[Held, PlainResult]:
        """As the use case takes it, with the result of the call."""
        said: dict[str, Any] = {"answers": self.answers or result.answers, "note": self.note or result.note}
        if self.satisfied is not None or self.score is not None:
            said |= {"satisfied": self.satisfied, "score": self.score}
        return Held(task=self.task, fence=self.fence), replace(result, **said)


class AttemptBody(Body):
    """How an attempt ended. A score outranks `satisfied`; below 70 is dissatisfied."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"fence": 1, "outcome": "reached", "satisfied": True, "talk_seconds": 95}]}
    )

    fence: Fence
    outcome: Outcome
    satisfied: bool | None = None
    score: Score | None = None
    answers: FreeText | None = None
    note: FreeText | None = None
    call_id: ForeignId | None = None
    recording_id: ForeignId | None = None
    talk_seconds: Annotated[int | None, Field(ge=0, le=86_400)] = None
    call_later_at: Moment | None = None
    also: Annotated[list[AlsoBody], Field(max_length=10, default_factory=list)]

    def plain(self) -> PlainResult:
        """As the use case takes it: the fields have the same names."""
        return PlainResult(**{field.name: getattr(self, field.name) for field in fields(PlainResult)})


class DispatchBody(Body):
    """To which unit, and who assists. A severity lower than the case's needs a reason."""

    responsible_unit_id: Id
    assisting_unit_ids: Annotated[list[Id], Field(max_length=20, default_factory=list)]
    severity: Severity | None = None
    note: FreeText | None = None
    reason: Reason | None = None


class AssignBody(Body):
    """To whom."""

    staff_id: Id


class TransferBody(Body):
    """To which unit, and why."""

    unit_id: Id
    reason: Reason


class ContactBody(Body):
    """What the customer who rang by themselves said and wants, and the id of the call."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"note": "客户来电询问进度", "wants": "希望尽快答复", "call_id": "CALL-20261122-7"}]
        }
    )

    note: FreeText | None = None
    wants: FreeText | None = None
    call_id: Annotated[str, free_text(200)] | None = None


class ReasonBody(Body):
    """Why."""

    reason: Reason


class NoteBody(Body):
    """An optional note."""

    note: FreeText | None = None


class ResolveBody(Body):
    """What was done."""

    note: Annotated[str, free_text(least=1), Field(examples=["已联系修理厂重新维修，客户认可"])]


class SuperviseBody(Body):
    """What is ordered, and by when it is to be answered."""

    text: Annotated[str, free_text(least=1)]
    deadline: Moment | None = None


class TextBody(Body):
    """A written answer."""

    text: Annotated[str, free_text(least=1)]


class SeverityBody(Body):
    """How grave, and why."""

    severity: Severity
    reason: Reason


class OverrideBody(Body):
    """Who may call, and why."""

    staff_id: Id
    reason: Reason
