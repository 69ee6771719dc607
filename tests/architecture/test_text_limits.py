"""The limit of a text stands in the text's own type: `Annotated[str, free_text(60)]` (`shared.web.schemas`).

A limit beside it, as in `Annotated[FreeText, Field(max_length=60)]`, would be checked after the text is cleaned: such a
text would answer another code and another sentence than all others.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.code import Module, modules

TEXTS = frozenset({"FreeText", "Name", "Number", "Id", "free_text"})
LIMITS = frozenset({"min_length", "max_length", "pattern"})


def second_limits(module: Module) -> Iterator[str]:
    """Where a text type gets another limit beside it, as `path:line`."""
    for node in ast.walk(module.tree):
        parts = _parts(node)
        if any(map(_is_text, parts)) and any(map(_limits, parts)):
            yield f"{module.path}:{node.lineno}"


def _parts(node: ast.AST) -> list[ast.expr]:
    """The type and what stands beside it, of `Annotated[type, …]` or of a field with a default."""
    if isinstance(node, ast.Subscript) and _last_name(node.value) == "Annotated":
        return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return [node.annotation, node.value] if isinstance(node, ast.AnnAssign) and node.value is not None else []


def _is_text(node: ast.expr) -> bool:
    return not TEXTS.isdisjoint(_names(node))


def _names(node: ast.AST) -> Iterator[str | None]:
    """The last names used in a type, but for those of the items of a list: a list of texts may be limited."""
    if isinstance(node, ast.Subscript) and _last_name(node.value) == "list":
        return
    yield _last_name(node)
    for child in ast.iter_child_nodes(node):
        yield from _names(child)


def _limits(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and not LIMITS.isdisjoint(keyword.arg for keyword in node.keywords)


def _last_name(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def test_a_text_has_one_limit() -> None:
    assert [line for module in modules("services", "shared") for line in second_limits(module)] == []


@pytest.mark.parametrize(
    "line",
    [
        "x: Annotated[FreeText, Field(min_length=1, max_length=60)]",
        "x: Annotated[schemas.FreeText, Field(max_length=60)]",
        "x: Annotated[FreeText | None, Field(max_length=60)] = None",
        'Reason = Annotated[FreeText, Field(min_length=1, examples=["x"])]',
        "x: Annotated[Name, StringConstraints(max_length=5)]",
        "x: FreeText = Field(max_length=60)",
        "x: Annotated[str, free_text(60), Field(max_length=50)]",
        "x: Number | None = Field(default=None, max_length=60)",
        "x: list[Annotated[FreeText, Field(max_length=60)]]",
    ],
)
def test_a_second_limit_is_found(line: str) -> None:
    assert list(second_limits(Module("services/x/entrypoints/schemas.py", f"{line}\n"))) == [
        "services/x/entrypoints/schemas.py:1"
    ]


@pytest.mark.parametrize(
    "line",
    [
        'x: Annotated[str, free_text(60, least=1), Field(examples=["12378"])]',
        "x: FreeText | None = None",
        "x: Annotated[list[Id], Field(max_length=20)]",
        "x: list[FreeText] = Field(default=[], max_length=5)",
        "x: Annotated[int, Field(ge=0)]",
    ],
)
def test_a_text_with_its_own_limit_is_left_alone(line: str) -> None:
    assert list(second_limits(Module("services/x/entrypoints/schemas.py", f"{line}\n"))) == []
