"""Every text of every request body has a limit, and all limits are refused in the same way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.contracts.services import SERVICES
from shared.web.schemas import NOT_KEPT, Body
from tests.architecture.code import modules


@dataclass(frozen=True)
class Text:
    """A string that a body takes: its field, and whether it is an item of a list there."""

    body: type[Body]
    field: str
    in_list: bool
    schema: Mapping[str, Any]

    @property
    def bounded(self) -> bool:
        """True if the schema bounds it: a length, a closed vocabulary, a format, or a pattern that lists the words."""
        return bool({"maxLength", "enum", "const", "format"} & self.schema.keys()) or "|" in self.schema["pattern"]

    def errors(self, characters: int) -> list[tuple[str, str]]:
        """Code and sentence of what is refused about a value of so many characters."""
        value = "x" * characters
        place = (self.field, 0) if self.in_list else (self.field,)
        try:
            self.body.model_validate({self.field: [value] if self.in_list else value})
        except ValidationError as refused:
            return [(one["type"], one["msg"]) for one in refused.errors() if one["loc"] == place]
        return []


def bodies(above: type[Body] = Body) -> Iterator[type[Body]]:
    for each in above.__subclasses__():
        yield each
        yield from bodies(each)


def texts() -> list[Text]:
    """The strings of all bodies; nested bodies are bodies too."""
    for module in modules("services", "shared"):
        if module.path.endswith("schemas.py") and "contracts" not in module.path:
            import_module(module.name)
    return [text for body in bodies() if body.__module__.partition(".")[0] != "tests" for text in texts_of(body)]


def texts_of(body: type[Body]) -> Iterator[Text]:
    document = body.model_json_schema()
    for field, schema in document["properties"].items():
        for option in schema.get("anyOf", (schema,)):
            inner = option.get("items") if option.get("type") == "array" else option
            if inner.get("type") == "string":
                yield Text(body, field, inner is not option, inner)


TEXTS = texts()
LIMITED = [text for text in TEXTS if "maxLength" in text.schema and not text.schema.get("x-not-refused")]
FOREIGN = [text for text in TEXTS if text.schema.get("x-not-refused")]


def name_of(text: Text) -> str:
    return f"{text.body.__name__}.{text.field}"


@pytest.mark.parametrize("text", TEXTS, ids=name_of)
def test_every_text_of_a_body_is_bounded(text: Text) -> None:
    assert text.bounded


@pytest.mark.parametrize("text", LIMITED, ids=name_of)
def test_one_character_too_many_is_refused_alike_everywhere(text: Text) -> None:
    most = text.schema["maxLength"]
    assert text.errors(most) == []
    assert text.errors(most + 1) == [("string_too_long", f"String should have at most {most} characters")]


@pytest.mark.parametrize("text", [text for text in LIMITED if "minLength" in text.schema], ids=name_of)
def test_an_empty_text_is_refused_alike_everywhere(text: Text) -> None:
    assert text.errors(0)[0] == ("string_too_short", "String should have at least 1 character")


@pytest.mark.parametrize("text", FOREIGN, ids=name_of)
@pytest.mark.parametrize("said", ["x" * 256, "two\nlines", "\ud800", "\x00"])
def test_an_id_of_another_system_that_does_not_fit_is_replaced_by_a_note(text: Text, said: str) -> None:
    taken = TypeAdapter(text.body.model_fields[text.field].rebuild_annotation()).validate_python(said)
    assert taken == NOT_KEPT


def test_the_bodies_of_all_services_are_looked_at() -> None:
    assert {text.body.__module__.split(".")[1] for text in LIMITED} >= set(SERVICES)
