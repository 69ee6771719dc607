"""Every line somebody logs has an `action`, and names only facts that the log lets through."""

import ast
from collections.abc import Iterator

import pytest

from shared.support.logs import FACTS
from tests.architecture.code import Module, modules

LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})


def violations(module: Module) -> Iterator[str]:
    """What is wrong with the log lines of one module."""
    for scope in (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
        for call in filter(_logs, _within(scope)):
            keys = _facts(call, scope)
            if keys is None:
                yield f"{module.path}:{call.lineno}: `extra` is a dict written here, with an action"
            elif "action" not in keys:
                yield f"{module.path}:{call.lineno}: this line has no action"
            else:
                lost = sorted(keys - {*FACTS, "action"})
                yield from (f"{module.path}:{call.lineno}: the log leaves out {name!r}" for name in lost)


def _within(scope: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(scope) if isinstance(node, ast.Call))


def _logs(call: ast.Call) -> bool:
    func = call.func
    return (
        isinstance(func, ast.Attribute)
        and func.attr in LEVELS
        and isinstance(func.value, ast.Name)
        and func.value.id == "log"
    )


def _facts(call: ast.Call, scope: ast.AST) -> set[str] | None:
    """The keys of `extra`: a dict in the call, or one named before in the same function."""
    extra = next((keyword.value for keyword in call.keywords if keyword.arg == "extra"), None)
    if isinstance(extra, ast.Name):
        assigned = [
            node.value
            for node in ast.walk(scope)
            if isinstance(node, ast.Assign) and any(_named(target, extra.id) for target in node.targets)
        ]
        extra = assigned[0] if assigned else None
    if not isinstance(extra, ast.Dict):
        return None
    return {key.value for key in extra.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def _named(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name


def test_every_log_line_has_an_action_and_known_facts() -> None:
    wrong = {line for module in modules("services", "shared") for line in violations(module)}
    assert not wrong, "\n" + "\n".join(sorted(wrong))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("log.info('x')", "with an action"),
        ("log.info('x', extra={'case_id': '1'})", "no action"),
        ("log.error('x', extra={'action': 'a', 'phone': '1'})", "'phone'"),
        ("log.error('x', extra=elsewhere)", "with an action"),
    ],
)
def test_a_line_that_says_too_little_or_too_much_is_found(call: str, says: str) -> None:
    (wrong,) = violations(Module("shared/x.py", f"def f():\n    {call}\n"))
    assert says in wrong


def test_facts_named_before_the_call_count() -> None:
    text = "def f():\n    facts = {'action': 'a', 'case_id': '1'}\n    log.info('x', extra=facts)\n"
    assert list(violations(Module("shared/x.py", text))) == []
