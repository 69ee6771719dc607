"""The forms of intake's pages: the bodies of its routes, filled in by people; one field takes any customer's number."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, NaiveDatetime, model_validator
from pydantic_core import PydanticCustomError

from services.intake.application.choosing import person_said, unit_said
from services.intake.application.plain import PlainDetails, PlainReport
from services.intake.domain.customer_number import read_customer
from services.intake.entrypoints.schemas import DetailsBody, ReportBody
from shared.platform.identity.actor import Actor
from shared.platform.privacy.phones import numbers_in
from shared.rules.directory import Directory
from shared.support.local_time import SHANGHAI
from shared.web.schemas import Body, Id, free_text

ANY_NUMBER = 80
"""The longest text in the field for the customer's number, in characters."""


def _in_range(at: datetime) -> datetime:
    if not 1900 <= at.year <= 2900:
        raise PydanticCustomError("out_of_range", "This year is out of range.")
    return at


class AnyNumber(Body):
    """A form with one field for all numbers of a customer, which become the fields of the customer."""

    number: Annotated[str, free_text(ANY_NUMBER)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_number(cls, typed: Any) -> Any:  # noqa: ANN401  # of pydantic
        number, customer = typed.get("number"), typed.get("customer", {})
        if not isinstance(number, str) or len(number) > ANY_NUMBER or not isinstance(customer, dict):
            return typed
        return typed | {"customer": read_customer(number, numbers_in) | customer}


class DetailsForm(AnyNumber, DetailsBody):
    """What is added to a report."""

    def said(self, actor: Actor) -> PlainDetails:
        """As the use case takes it; units and people are looked for by the names that were typed."""
        return _named(self, actor).plain()


class ReportForm(AnyNumber, ReportBody):
    """A report. `noticed`: how many minutes ago, or `noticed_at` in Shanghai's time.

    `same`: the answer to whether it is the same matter as the earlier report `same_as`.
    """

    noticed: Literal["5", "15", "30"] | None = None
    noticed_at: Annotated[NaiveDatetime, AfterValidator(_in_range)] | None = None
    same: Literal["yes", "no"] | None = None
    same_as: Id | None = None

    def said(self, actor: Actor) -> PlainReport:
        """As the use case takes it."""
        detected_at = self.noticed_at.replace(tzinfo=SHANGHAI) if self.noticed_at else None
        if self.noticed is not None and detected_at is None:
            detected_at = actor.at - timedelta(minutes=int(self.noticed))
        return PlainReport(stage=self.stage, detected_at=detected_at, details=_named(self, actor).plain())


class RevealForm(Body):
    """Why the customer's numbers are to be seen."""

    reason: Annotated[str, free_text(200, least=1)]


def _named(body: DetailsBody, actor: Actor) -> DetailsBody:
    directory: Directory = actor.directory
    found: dict[str, str | None] = {}
    if body.responsible_unit_id is not None:
        found["responsible_unit_id"] = unit_said(directory, body.responsible_unit_id)
    if body.subject_staff_id is not None:
        found["subject_staff_id"] = person_said(directory, body.subject_staff_id, actor.person.unit_id)
    return body.model_copy(update=found)
