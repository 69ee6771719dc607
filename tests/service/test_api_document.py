"""The API document: every parameter, body, answer and problem has an example that is what the document says it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from jsonschema import Draft202012Validator, FormatChecker

from shared.web.problems import MEDIA_TYPE, title_of
from tests.harness.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON = "application/json"
Document = dict[str, Any]
WITHOUT_TOKEN = {"/livez", "/readyz", "/metrics", "/api/platform/clock", "/wecom/{app}/callback"}
INSIDE = {"/livez", "/readyz", "/metrics", "/api/platform/clock"}
"""These answer whatever is asked, and do not need a database for it."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    folder: Path = tmp_path_factory.mktemp("document") / "data"
    async with World.running(folder) as world:
        found: Document = (await world.http.get("/openapi.json")).json()
    return found


def _operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _media(document: Document) -> Iterator[tuple[str, str, Document]]:
    """(where, media type, content) of everything that is sent or answered."""
    for method, path, operation in _operations(document):
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            yield f"{method} {path} asks", kind, content
        for status, answer in operation["responses"].items():
            for kind, content in answer.get("content", {}).items():
                yield f"{method} {path} {status}", kind, content


def _examples(content: Document) -> list[Any]:
    named = [one["value"] for one in content.get("examples", {}).values()]
    return [*named, content["example"]] if "example" in content else named


def _wrong(document: Document, schema: Document, example: object) -> list[str]:
    whole = schema | {"components": document["components"]}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(example)]


def _texts(value: object) -> list[object]:
    """Every single value inside."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for one in inside for each in _texts(one)] if isinstance(value, dict | list) else [value]


async def test_everything_sent_and_answered_has_an_example(document: Document) -> None:
    assert [f"{where} as {kind}" for where, kind, content in _media(document) if not _examples(content)] == []


async def test_every_parameter_has_an_example(document: Document) -> None:
    missing = []
    for method, path, operation in _operations(document):
        for parameter in operation.get("parameters", ()):
            where = f"{method} {path}: {parameter['name']}"
            if parameter.get("example") in (None, "…"):
                missing.append(where)
            else:
                assert _wrong(document, parameter["schema"], parameter["example"]) == [], where
    assert missing == []


async def test_every_example_is_what_its_schema_says(document: Document) -> None:
    wrong = [
        f"{where}: {line}"
        for where, kind, content in _media(document)
        for example in _examples(content)
        if kind in (JSON, MEDIA_TYPE)
        for line in _wrong(document, content.get("schema", {}), example)
    ]
    assert wrong == []


async def test_no_example_leaves_a_blank(document: Document) -> None:
    blanks = [where for where, kind, content in _media(document) if kind == JSON and "…" in _texts(_examples(content))]
    assert blanks == [], "name the field in shared/web/examples.toml"


async def test_every_problem_says_its_status_and_title(document: Document) -> None:
    for where, kind, content in _media(document):
        for example in _examples(content) if kind == MEDIA_TYPE else ():
            status = int(where.rsplit(" ", 1)[1])
            assert (example["status"], example["title"]) == (status, title_of(status)), where
            assert example["type"] == f"urn:hotline:problem:{example['code']}", where


async def test_every_route_documents_the_ways_in_which_it_may_refuse(document: Document) -> None:
    for method, path, operation in _operations(document):
        needed = set() if path in WITHOUT_TOKEN else {"401"}
        needed |= set() if path in INSIDE or (method == "get" and path in WITHOUT_TOKEN) else {"503"}
        if "requestBody" in operation:
            needed |= {"413"} | ({"422"} if path not in WITHOUT_TOKEN else {"403"})
        if "{" in path:
            needed |= {"404", "403"}
        assert needed <= set(operation["responses"]), f"{method} {path}"
        assert operation["summary"], path


async def test_refusals_are_problems_and_nothing_else(document: Document) -> None:
    for where, kind, _ in _media(document):
        status = where.rsplit(" ", 1)[1]
        if status.isdigit() and int(status) >= 400 and "/readyz" not in where:
            assert kind == MEDIA_TYPE, where
