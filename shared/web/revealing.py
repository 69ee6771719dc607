"""The body of a reveal, the same in every service."""

from typing import Annotated

from pydantic import ConfigDict, Field

from shared.platform.privacy.revealing import Asked
from shared.web.schemas import Body, free_text

Place = Annotated[str, Field(max_length=60, pattern=r"^[a-z_]+(\.([a-z_]+|[0-9]{1,3}))*$")]
"""A place in the answer of the route that shows the case: `phone` of the customer, `text`, `notes.2.text`."""


class RevealBody(Body):
    """Which fields, of which revision (the present one without it), and why; all on record, without the values.

    A field is a place in the answer that shows it masked: `customer.phone` (or `phone`), `text`, `notes.2.text`. What
    was written with an event is found by the sequence of the event in this service: `events.7.call_id`.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"fields": ["phone"], "reason": "首次回访拨打"}]})

    fields: Annotated[list[Place], Field(min_length=1, max_length=100)]
    revision: Annotated[int | None, Field(ge=0, le=2**31 - 1)] = None
    reason: Annotated[str, free_text(least=1), Field(examples=["首次回访拨打"])]

    def asked(self) -> Asked:
        """As the use case takes it."""
        return Asked(places=tuple(self.fields), revision=self.revision, reason=self.reason)
