"""Bodies of escalation's routes."""

from typing import Annotated

from fastapi import Path
from pydantic import ConfigDict, Field

from shared.web.schemas import Body, ForeignId, FreeText

Level = Annotated[int, Path(ge=1, le=100)]
"""The level of a ladder in an address."""


class Note(Body):
    """A note to go with a command; sealed before it is stored."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"note": "已致电客户解释，客户表示理解"}]})

    note: FreeText | None = None


class SteppingIn(Note):
    """Stepping in; with the level of the message that is answered it is refused once the case has left that level."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"note": "已致电客户解释", "level": 1}]})

    level: int | None = Field(default=None, ge=1, le=100)


class Said(Note):
    """A note, and the call in which a person on the phone asked for it; both sealed before they are stored."""

    call_id: ForeignId | None = Field(default=None, description="the call of the person for whom you act")


class Leaving(Said):
    """The level that is left: 0 while calming. A click that comes twice or late names one that is left already."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"level": 0, "note": "客户要求领导到场"}]})

    level: int | None = Field(default=None, ge=0, le=100)
