"""How the architecture tests read code: as syntax trees, never by importing it. The rules stand in the tests."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Module:
    """One source file; `path` is relative to the repository and spelt with slashes."""

    path: str
    text: str

    @property
    def name(self) -> str:
        """The dotted name, a package's own for its `__init__`."""
        return ".".join(Path(self.path).with_suffix("").parts).removesuffix(".__init__")

    @property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return _parsed(self.text)


@dataclass(frozen=True, slots=True)
class Use:
    """Something with a dotted name, imported or spoken of, at a line."""

    line: int
    name: str


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def modules(*folders: str) -> list[Module]:
    """Every module below these folders of the repository."""
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in found]


def within(name: str, *packages: str) -> bool:
    """True when `name` is one of `packages` or below one of them."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def imports(module: Module) -> Iterator[Use]:
    """All imports, also those inside functions; `from a import b` counts as `a.b`, since `b` may be a module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Use(node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(module, node)
            yield from (Use(node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def uses(module: Module) -> Iterator[Use]:
    """Every outside name the code speaks of, in full: after `from time import time as t`, `t()` is `time.time`."""
    meaning = _meanings(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            head, *rest = _dotted(node)
            if head in meaning:
                yield Use(node.lineno, ".".join([meaning[head], *rest]))
    yield from imports(module)


def strings(module: Module) -> Iterator[Use]:
    """String constants that are not docstrings."""
    docs = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield Use(node.lineno, node.value)


def _origin(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.path.removesuffix(".py").split("/")[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def _meanings(module: Module) -> dict[str, str]:
    """Local name -> full name, for all that was imported."""
    meaning: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                meaning[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom):
            meaning |= {alias.asname or alias.name: f"{_origin(module, node)}.{alias.name}" for alias in node.names}
    return meaning


def _dotted(node: ast.expr) -> list[str]:
    """`a.b.c` as its parts; something that does not begin with a plain name has an empty head."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [*_dotted(node.value), node.attr]
    return [""]
