"""Bodies and answers of the platform's routes."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from shared.web.schemas import Body, Id, Name, free_text

LONGEST_LIFE_DAYS = 3650
CONFIRMS = ("确认", "confirm")
"""What a person types before an act that cannot be taken back, in the language of their page."""


def _confirming(typed: str) -> str:
    if typed.casefold() not in CONFIRMS:
        raise PydanticCustomError("type_to_confirm", "Type the word that confirms it.")
    return typed


Confirming = Annotated[str, AfterValidator(_confirming), WithJsonSchema({"type": "string", "enum": list(CONFIRMS)})]
"""The word of `CONFIRMS`, typed by a person."""


class TokenBody(Body):
    """Whom a token is for, and for how many real days: 90 unless said otherwise."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"staff_id": "S0118", "expires_in_days": 90}]})

    staff_id: Id
    expires_in_days: Annotated[int, Field(ge=1, le=LONGEST_LIFE_DAYS)] | None = None
    label: Name = "cli"


class ConfirmBody(Body):
    """Whether the hotline's time moves ahead to the wall clock."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"follow_wall": False}]})

    follow_wall: bool = False


class SetBackBody(Body):
    """Why the hotline's time is led back to the wall clock."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "the host's clock was a year ahead"}]})

    reason: Annotated[str, free_text(200, least=1)]


class WhyBody(Body):
    """Why, for the audit; without what is the customer's."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "the customer asked for it in writing"}]})

    reason: Annotated[str, free_text(200, least=1)]


class UnitName(BaseModel):
    """A unit as a page shows it."""

    unit_id: str
    name: str


class Me(BaseModel):
    """The person whose token this is."""

    staff_id: str
    name: str
    unit: UnitName
    roles: list[str]


class Names(BaseModel):
    """Names by id; unknown ids are left out."""

    staff: dict[str, str]
    units: dict[str, str]
