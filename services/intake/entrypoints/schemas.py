"""Bodies of intake's routes, and how they become plain details."""

from datetime import datetime

from pydantic import ConfigDict, Field, model_validator

from services.intake.application.reception import PlainDetails, PlainReport
from shared.contracts.words import CustomerRole, Ground, Line, RiskFlag, Stage
from shared.platform.privacy.customer import Customer
from shared.web.schemas import Body, FreeText, Id, Moment, Name, Number


class CustomerBody(Body):
    """The customer, as far as known."""

    role: CustomerRole | None = None
    name: Name | None = None
    phone: Number | None = None
    policy_no: Number | None = None
    claim_no: Number | None = None
    accident_no: Number | None = None
    plate: Number | None = None

    def plain(self) -> Customer:
        """As reception takes it; an empty text is no value."""
        return Customer(
            role=self.role,
            name=self.name or None,
            phone=self.phone or None,
            policy_no=self.policy_no or None,
            claim_no=self.claim_no or None,
            accident_no=self.accident_no or None,
            plate=self.plate or None,
        )


class ReporterBody(Body):
    """A reporter whom an agent states by word of mouth."""

    name: Name | None = None
    phone: Number | None = None
    unit_id: Id | None = None


class DetailsBody(Body):
    """What is known about the dissatisfaction; everything may come later."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"customer": {"phone": "13812345678"}}]})

    ground: Ground | None = Field(None, description="why a report is due (Art. 7)")
    cause: Id | None = Field(None, description="a code of the table of causes")
    line: Line | None = None
    responsible_unit_id: Id | None = None
    subject_staff_id: Id | None = None
    customer: CustomerBody = CustomerBody()
    risk_flags: list[RiskFlag] = Field(default=[], max_length=len(RiskFlag))
    text: FreeText | None = None
    call_id: Id | None = None
    previous_id: Id | None = None

    def plain(self) -> PlainDetails:
        """As reception takes it, with the names of the fields that were given."""
        stated = self.model_fields_set & set(DetailsBody.model_fields)
        return PlainDetails(
            ground=self.ground,
            cause=self.cause,
            line=self.line,
            responsible_unit_id=self.responsible_unit_id,
            subject_staff_id=self.subject_staff_id,
            customer=self.customer.plain(),
            risk_flags=tuple(dict.fromkeys(self.risk_flags)),
            text=self.text or None,
            call_id=self.call_id,
            previous_id=self.previous_id,
            stated=frozenset(stated),
            stated_of_customer=frozenset(self.customer.model_fields_set),
        )


class ReportBody(DetailsBody):
    """A report. `reporter_id` or `reporter_stated` only when it is registered for somebody else."""

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
    reporter_id: Id | None = None
    reporter_stated: ReporterBody | None = None

    @model_validator(mode="after")
    def _one_reporter(self) -> "ReportBody":
        if self.reporter_id is not None and self.reporter_stated is not None:
            raise ValueError("give reporter_id or reporter_stated, not both")
        return self

    def plain_report(self, by: str) -> PlainReport:
        """As reception takes it."""
        stated = self.reporter_stated or ReporterBody()
        detected_at: datetime | None = self.detected_at
        return PlainReport(
            by=by,
            stage=self.stage,
            detected_at=detected_at,
            details=self.plain(),
            reporter_staff_id=self.reporter_id,
            reporter_name=stated.name or None,
            reporter_phone=stated.phone or None,
            reporter_unit_id=stated.unit_id,
        )
