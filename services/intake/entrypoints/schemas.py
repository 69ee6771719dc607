"""Bodies of intake's routes, and how they become the plain input of the use cases."""

from collections.abc import Set

from pydantic import ConfigDict, Field, model_validator

from services.intake.application.plain import REFERENCES, PlainDetails, PlainReport, PlainReporter
from shared.contracts.words import CustomerRole, Ground, Line, RiskFlag, Stage
from shared.platform.privacy.customer import Customer
from shared.rules.characters import says_nothing
from shared.web.schemas import Body, ForeignId, FreeText, Moment, Name, Number, Reference

_TYPED = ("text", "call_id", *REFERENCES)
"""Fields of details that a person types: an empty one was not filled in."""
_KEPT = ("role", "phone")
"""Fields of the customer that keep a word for none."""


class CustomerBody(Body):
    """The customer, as far as known."""

    role: CustomerRole | None = None
    name: Name | None = None
    phone: Number | None = None
    policy_no: Number | None = None
    claim_no: Number | None = None
    accident_no: Number | None = None
    plate: Number | None = None

    def plain(self, empty: Set[str]) -> Customer:
        """As the use cases take it; the fields that are `empty` have no value."""
        return Customer(**{name: None if name in empty else said for name, said in self})

    @property
    def empty(self) -> frozenset[str]:
        """The fields with a text that says nothing: empty, or a word for none. Of a phone the word is kept, sealed."""
        return frozenset(
            name
            for name, said in self
            if said is not None and (said == "" or (name not in _KEPT and says_nothing(said)))
        )


class ReporterBody(Body):
    """A reporter as an agent states them by word of mouth."""

    name: Name | None = None
    phone: Number | None = None
    unit_id: Reference | None = None

    def plain(self) -> PlainReporter:
        """As the use cases take it; an empty text is no value."""
        return PlainReporter(**{name: getattr(self, name) or None for name in ReporterBody.model_fields})


class DetailsBody(Body):
    """What is known about the dissatisfaction; everything may come later."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"customer": {"phone": "13812345678"}}]})

    ground: Ground | None = Field(None, description="why a report is due (Art. 7)")
    cause: Reference | None = Field(None, description="a code of the table of causes")
    line: Line | None = None
    responsible_unit_id: Reference | None = None
    subject_staff_id: Reference | None = None
    customer: CustomerBody = CustomerBody()
    risk_flags: list[RiskFlag] = Field(default_factory=list, max_length=len(RiskFlag))
    text: FreeText | None = None
    call_id: ForeignId | None = None
    previous_id: Reference | None = Field(None, description="an earlier case of the same matter, by id or number")

    def plain(self) -> PlainDetails:
        """As the use cases take it, with the names of the fields that were given.

        An empty text is not given (a form posts all its fields); null takes away what was known.
        """
        given = {name: getattr(self, name) for name in _DETAILS}
        empty = {name for name in _TYPED if given[name] == ""}
        empty_of_customer = self.customer.empty
        return PlainDetails(
            **given
            | dict.fromkeys(empty)
            | {
                "customer": self.customer.plain(empty_of_customer),
                "risk_flags": tuple(dict.fromkeys(self.risk_flags)),
            },
            stated=frozenset(self.model_fields_set & _DETAILS - empty),
            stated_of_customer=frozenset(self.customer.model_fields_set - empty_of_customer),
        )


_DETAILS = frozenset(DetailsBody.model_fields)


class AmendBody(DetailsBody):
    """What is added to a report or corrected."""

    reason: FreeText | None = Field(
        None, description="needed to clear or change the person or unit complained of, which is a supervisor's act"
    )


class ReportBody(DetailsBody):
    """A report. `reporter_id` or `reporter_stated` only when it is registered for another person."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "stage": "filed",
                    "ground": "discontent_voiced",
                    "cause": "slow",
                    "customer": {"role": "insured", "name": "张三", "phone": "13812345678"},
                    "text": "定损三天没有结果，客户反复催促",
                }
            ]
        }
    )

    stage: Stage | None = None
    detected_at: Moment | None = None
    reporter_id: Reference | None = None
    reporter_stated: ReporterBody | None = None

    @model_validator(mode="after")
    def _one_reporter(self) -> "ReportBody":
        if self.reporter_id is not None and self.reporter_stated is not None:
            raise ValueError("give reporter_id or reporter_stated, not both")
        return self

    def plain_report(self) -> PlainReport:
        """As the use cases take it."""
        return PlainReport(
            stage=self.stage, detected_at=self.detected_at, details=self.plain(), reporter=self._plain_reporter()
        )

    def _plain_reporter(self) -> PlainReporter | None:
        if self.reporter_id is not None:
            return PlainReporter(staff_id=self.reporter_id)
        return self.reporter_stated.plain() if self.reporter_stated is not None else None
