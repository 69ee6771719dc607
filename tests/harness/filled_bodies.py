"""Requests with a customer's data in every place, made from the API document: a new field is filled too."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.harness.pii_canary import Canary

Schema = Mapping[str, Any]
Path = tuple[str, ...]


class Bodies:
    """The bodies of one API document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._parts: Mapping[str, Schema] = document["components"]["schemas"]
        self.by_route: dict[str, Schema] = {
            f"{method.upper()} {path}": self._plain(content["application/json"]["schema"])
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
            if "application/json" in (content := operation.get("requestBody", {}).get("content", {}))
        }

        self.parameters: Mapping[str, list[tuple[str, str]]] = {
            f"{method.upper()} {path}": [(each["in"], each["name"]) for each in operation.get("parameters", ())]
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        }

    def strings(self, route: str) -> list[Path]:
        """The fields of a body that take a text of any kind, or an id."""
        return list(self._strings(self.by_route[route], ()))

    def filled(self, route: str, field: Path, canary: Canary) -> Any:
        """A body with what is required, and this field; each string of it says something of the customer."""
        return self._filled(self.by_route[route], canary, field)

    def _plain(self, schema: Schema) -> Schema:
        """Without references, and without null."""
        if "$ref" in schema:
            return self._plain(self._parts[schema["$ref"].rpartition("/")[2]])
        options = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
        return self._plain(options[0]) if options else schema

    def _strings(self, schema: Schema, at: Path) -> Iterator[Path]:
        schema = self._plain(schema)
        if schema.get("type") == "object":
            for name, inner in schema.get("properties", {}).items():
                yield from self._strings(inner, (*at, name))
        elif schema.get("type") == "array":
            yield from self._strings(schema["items"], at)
        elif schema.get("type") == "string" and not ({"enum", "format", "const"} & schema.keys()):
            yield at

    def _filled(self, schema: Schema, canary: Canary, wanted: Path) -> Any:
        schema = self._plain(schema)
        kind = schema.get("type")
        if kind == "object":
            needed = {*schema.get("required", ()), *wanted[:1]}
            inside = {name: inner for name, inner in schema["properties"].items() if name in needed}
            return {name: self._filled(inner, canary, wanted[1:]) for name, inner in inside.items()}
        if kind == "array":
            return [self._filled(schema["items"], canary, wanted)]
        if kind == "string":
            return _text(schema, canary)
        return schema.get("minimum", 1) if kind in ("integer", "number") else False


def _text(schema: Schema, canary: Canary) -> str:
    if "enum" in schema:
        return str(schema["enum"][0])
    if schema.get("format") == "date-time":
        return "2026-11-23T01:00:00Z"
    most = schema.get("maxLength", 1000)
    text = canary.text("填")
    return text if len(text) <= most and "pattern" not in schema else canary.phone
