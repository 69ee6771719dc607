"""An example for every parameter, body and answer of the API document, made from their schemas.

A value follows from the name of its field, by `examples.toml`. Examples in a schema (`examples`) come first. Problems
have their own (`shared.web.schemas.problems`), and so have contents other than JSON.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

JSON = "application/json"
WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
NOT_YET = frozenset(WORDS["not_yet"])
A_MOMENT = "2026-11-23T01:00:00Z"


def add_examples(document: dict[str, Any]) -> None:
    """Add an example to every parameter, body and answer that has none."""
    schemas = document["components"]["schemas"]
    for operation in _operations(document):
        for parameter in operation.get("parameters", ()):
            if not {"example", "examples"} & set(parameter):
                parameter["example"] = Maker(schemas, WORDS["requests"]).value(parameter["name"], parameter["schema"])
        _fill(operation.get("requestBody", {}), Maker(schemas, WORDS["requests"]))
        for answer in operation["responses"].values():
            _fill(answer, Maker(schemas, WORDS["requests"] | WORDS["answers"]))


def _operations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in document["paths"].values():
        yield from methods.values()


def _fill(holder: Mapping[str, Any], maker: "Maker") -> None:
    media = holder.get("content", {}).get(JSON)
    if media is not None and not {"example", "examples"} & set(media):
        media["example"] = maker.value("", media.get("schema", {}))


class Maker:
    """Makes values of schemas; `words` gives the values of fields by their names."""

    def __init__(self, schemas: Mapping[str, Any], words: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._words = words

    def value(self, name: str, schema: Mapping[str, Any], of: str = "") -> Any:  # noqa: ANN401
        """An example of this schema for a field of this name, in an object of this title."""
        options = [self._resolved(option) for option in schema.get("anyOf", (schema,))]
        if name in NOT_YET and any(option.get("type") == "null" for option in options):
            return None
        own = next((each["examples"][0] for each in (schema, *options) if each.get("examples")), None)
        if own is not None:
            return own
        chosen = next((option for option in options if option.get("type") != "null"), {})
        if "const" in chosen or "enum" in chosen:
            return self._member(name, chosen)
        word = self._words.get(f"{of}.{name}", self._words.get(name))
        return word if _fits(word, chosen) else self._made(name, chosen)

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        schema = schema["allOf"][0] if "allOf" in schema else schema
        found: Mapping[str, Any] = self._schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        return found

    def _member(self, name: str, schema: Mapping[str, Any]) -> Any:  # noqa: ANN401
        members = schema.get("enum") or [schema["const"]]
        likely = (self._words.get(name), *WORDS["likely"])
        return next((member for member in likely if member in members), members[0])

    def _made(self, name: str, schema: Mapping[str, Any]) -> Any:  # noqa: ANN401
        match schema.get("type"):
            case "object":
                stated = schema.get("properties", {})
                return {field: self.value(field, inner, schema.get("title", "")) for field, inner in stated.items()}
            case "array":
                return [] if name in NOT_YET else [self.value(name.removesuffix("s"), schema.get("items", {}))]
            case "boolean":
                return bool(schema.get("default", False))
            case "integer" | "number":
                return schema.get("default", schema.get("minimum", 0))
            case "string" if schema.get("format") == "date-time":
                return A_MOMENT
            case "string":
                return schema.get("default", "…")
        return schema.get("default")


_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}


def _fits(word: object, schema: Mapping[str, Any]) -> bool:
    return word is not None and isinstance(word, _TYPES.get(schema.get("type", ""), ()))
