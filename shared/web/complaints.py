"""The body by which a formal complaint is marked: the same on site and from the callback on."""

from typing import Annotated

from pydantic import Field

from shared.web.schemas import Body, FreeText, Moment, Number, free_text


class ComplaintBody(Body):
    """Where the customer complained, under which number, when.

    What is known of the customer is taken out of source and number and sealed; it is revealed as it was stated.
    """

    source: Annotated[str, free_text(60, least=1), Field(examples=["12378"])]
    number: Number | None = None
    at: Moment
    note: FreeText | None = None
