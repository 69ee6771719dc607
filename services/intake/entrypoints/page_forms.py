"""The forms of intake's pages: the bodies of its routes, filled in by people; one field takes any customer's number."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, NaiveDatetime, model_validator
from pydantic_core import PydanticCustomError

from services.intake.application.choosing import person_said, unit_said
from services.intake.application.plain import PlainDetails, PlainReport, PlainReporter
from services.intake.domain.customer_number import read_customer
from services.intake.entrypoints.schemas import DetailsBody, ReportBody
from shared.platform.identity.actor import Actor
from shared.platform.privacy.phones import numbers_in, usable_numbers
from shared.rules.directory import Directory
from shared.support.local_time import SHANGHAI
from shared.web.schemas import Body, Id, Name, free_text

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


class RegisterForm(ReportForm):
    """A caller's report. `reporter`: who calls, as they were typed in; `reporter_id`: chosen among several.

    `as_stated`: none of those that were offered. `after`: an earlier report of the same call and reporter.
    """

    reporter: Name | None = None
    as_stated: Literal["yes"] | None = None
    after: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _chosen_or_stated(cls, typed: Any) -> Any:  # noqa: ANN401  # of pydantic
        """Who was chosen is not also stated, and the other way round."""
        left_out = "reporter_id" if typed.get("as_stated") else "reporter_stated" if typed.get("reporter_id") else ""
        return {name: value for name, value in typed.items() if name != left_out}

    @property
    def stated(self) -> PlainReporter:
        """The reporter as stated: what was typed is an id that we do not know, a telephone number, or a name."""
        said = self.reporter_stated.plain() if self.reporter_stated is not None else PlainReporter()
        if self.reporter is None:
            return said
        if usable_numbers(self.reporter):
            return replace(said, phone=said.phone or self.reporter)
        if self.reporter.isascii() and any(map(str.isdigit, self.reporter)):
            return replace(said, staff_id=self.reporter)
        return replace(said, name=said.name or self.reporter)


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
