"""Services are uniform: the same file has the same meaning in each, and exports the same names.

Which file belongs in which package is in `test_house_style`; here is what a file must define. A service that owns state
(`shared.contracts.services`) has all of these files.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from shared.contracts.services import SERVICES
from tests.architecture.code import ROOT, Module

EXPORTS: dict[str, tuple[str, ...]] = {
    "bootstrap": ("NAME", "build"),
    "domain/states": ("State", "Trigger", "TRANSITIONS", "next_state"),
    "domain/model": (),
    "domain/decisions": (),
    "domain/evolve": ("evolve",),
    "domain/errors": (),
    "application/commands": (),
    "application/ports": ("DirectoryNow", "Outside"),
    "application/facts": ("facts_of",),
    "application/handlers": ("Handlers",),
    "application/use_cases": (r"(\w+)?UseCases",),
    "application/views": (r"\w+View", r"\w*view_of|\w+_view"),
    "adapters/tables": ("METADATA",),
    "adapters/repository": (r"\w+Rows",),
    "entrypoints/api": (r"(\w+_)?routes",),
    "entrypoints/schemas": (),
}
"""File of a service -> the names it defines at its top level, as patterns (callback has use cases of two kinds)."""

FOLLOWED = (
    *("bootstrap", "domain/states", "domain/evolve"),
    *("application/facts", "application/use_cases", "adapters/tables"),
)
"""What a service without a state of its own follows as well, where it has such a file."""


def defined(module: Module) -> Iterator[str]:
    """The names of classes, functions and constants that a module defines at its top level."""
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def missing_names(module: Module, names: tuple[str, ...]) -> list[str]:
    """The names that no definition of the module matches."""
    found = list(defined(module))
    return [name for name in names if not any(re.fullmatch(name, each) for each in found)]


def file_of(service: str, file: str) -> Module | None:
    path = f"services/{service}/{file}.py"
    return Module(path, (ROOT / path).read_text(encoding="utf-8")) if (ROOT / path).exists() else None


@pytest.mark.parametrize("file", EXPORTS)
@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_the_file_and_the_file_its_names(service: str, file: str) -> None:
    module = file_of(service, file)
    assert module is not None
    assert missing_names(module, EXPORTS[file]) == []


def test_another_service_follows_where_it_has_such_a_file() -> None:
    services = {path.parent.name for path in (ROOT / "services").glob("*/bootstrap.py")} - set(SERVICES)
    modules = [(file, file_of(service, file)) for service in sorted(services) for file in FOLLOWED]
    wrong = [(module.path, missing_names(module, EXPORTS[file])) for file, module in modules if module is not None]
    assert [(path, missing) for path, missing in wrong if missing] == []


def test_a_name_that_is_missing_is_found() -> None:
    text = "class State: ...\nTRANSITIONS: dict = {}\ndef next_state(state): ...\n"
    assert missing_names(Module("services/x/domain/states.py", text), EXPORTS["domain/states"]) == ["Trigger"]


def test_a_name_inside_a_function_does_not_count() -> None:
    text = "def folds():\n    def evolve(case, event): ...\n"
    assert missing_names(Module("services/x/domain/evolve.py", text), EXPORTS["domain/evolve"]) == ["evolve"]
