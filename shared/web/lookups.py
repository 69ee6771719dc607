"""The body of a look-up, the same in every service."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from shared.platform.privacy.lookups import LookUp
from shared.web.schemas import Body, Number, free_text

KINDS = ("phone", "policy_no", "claim_no", "accident_no", "plate")


class LookUpBody(Body):
    """One number of the customer, and what it is looked up for."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"phone": "13812345678", "purpose": "登记客户来电"}]})

    phone: Number | None = None
    policy_no: Number | None = None
    claim_no: Number | None = None
    accident_no: Number | None = None
    plate: Number | None = None
    purpose: Annotated[str, free_text(200, least=1), Field(examples=["登记客户来电"])]

    @model_validator(mode="after")
    def _one_number(self) -> "LookUpBody":
        if len(self._given()) != 1:
            raise ValueError("give one number: phone, policy_no, claim_no, accident_no or plate")
        return self

    def asked(self) -> LookUp:
        """As the use case takes it."""
        ((kind, number),) = self._given().items()
        return LookUp(kind=kind, number=number, purpose=self.purpose)

    def _given(self) -> dict[str, str]:
        return {kind: number for kind in KINDS if (number := getattr(self, kind))}
