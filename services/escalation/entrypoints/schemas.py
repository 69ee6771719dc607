"""Bodies of escalation's routes."""

from pydantic import ConfigDict

from shared.web.schemas import Body, FreeText


class Note(Body):
    """A note to go with a command; sealed before it is stored."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"note": "已致电客户解释，客户表示理解"}]})

    note: FreeText | None = None


def text_of(body: Note | None) -> str | None:
    """The note of a body that may be left out."""
    return body.note if body is not None else None
