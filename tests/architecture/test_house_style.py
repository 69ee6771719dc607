"""What makes any file of this house look like any other: rooms, names, size, docstrings, and the tables of states."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from shared.rules.transitions import NotPossible, state_after
from tests.architecture.code import ROOT, Module, modules, strings

LONGEST = 400
SAYS_NOTHING = frozenset({"util", "utils", "common", "helper", "helpers", "manager", "managers", "misc", "base_utils"})
ROOMS = frozenset({"domain", "application", "adapters", "entrypoints"})
NEEDED = frozenset({"application", "entrypoints"})  # administration has no state machine of its own
DOORS = frozenset({"__init__", "__main__", "bootstrap", "settings"})
AT_HOME = {  # the file names the house knows, and the one room each belongs in
    "states": "domain",
    "model": "domain",
    "policy": "domain",
    "errors": "domain",
    "commands": "application",
    "handlers": "application",
    "subscriptions": "application",
    "ports": "application",
    "views": "application",
    "tables": "adapters",
    "repository": "adapters",
    "api": "entrypoints",
    "schemas": "entrypoints",
    "pages": "entrypoints",
}
ABOVE_ALL = "cli"  # beside the services, and no service: the command line
SERVICES = sorted({path.parent.name for path in (ROOT / "services").glob("*/__init__.py")} - {ABOVE_ALL})


def style_of(module: Module) -> Iterator[str]:
    """What is wrong with one module, as sentences that begin with its path."""
    lines = module.text.count("\n")
    if module.text.strip() and not ast.get_docstring(module.tree):
        yield f"{module.path}:1: a module opens with what lives here and what does not"
    if lines > LONGEST:
        yield f"{module.path}:{LONGEST}: {lines} lines; {LONGEST} are too many already"
    for part in module.name.split("."):
        if SAYS_NOTHING & {part, part.rpartition("_")[2]}:
            yield f"{module.path}:1: {part!r} says nothing about what lives here"
    for node in module.tree.body:
        kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{module.path}:{node.lineno}: {node.name} is public and does not say what it means"


def place_of(path: str) -> str | None:
    """What is wrong with where a file of a service lies, None if nothing."""
    _, _, *inner = Path(path).with_suffix("").parts
    if len(inner) == 1:
        return None if inner[0] in DOORS else f"{path}:1: a service has {sorted(ROOMS)} and {sorted(DOORS)}, no more"
    if inner[0] not in ROOMS:
        return f"{path}:1: {inner[0]!r} is not one of the rooms {sorted(ROOMS)}"
    home = AT_HOME.get(inner[1])
    return None if home in (None, inner[0]) else f"{path}:1: {inner[1]!r} belongs in {home}"


def flaws_of_states(states: ModuleType | SimpleNamespace) -> list[str]:
    """What is wrong with a service's states: members, table and function must tell the same story."""
    missing = [name for name in ("State", "Trigger", "TRANSITIONS", "next_state") if not hasattr(states, name)]
    if missing:
        return [f"there is no {name}" for name in missing]
    used = {trigger for _, trigger in states.TRANSITIONS}
    flaws = [f"nothing leads to {state!r}" for state in states.State if state not in _reachable(states)]
    flaws += [f"{trigger!r} moves nothing" for trigger in states.Trigger if trigger not in used]
    pairs = [(state, trigger) for state in states.State for trigger in states.Trigger]
    flaws += [
        f"next_state{pair} is not what the table says" for pair in pairs if _next(states, *pair) != _told(states, *pair)
    ]
    if hasattr(states, "sketch") and states.sketch() not in (states.__doc__ or ""):
        flaws.append("the sketch in the docstring is not the one drawn from the table")
    return flaws


def silent_members(module: Module) -> list[str]:
    """Members of State and Trigger without a comment saying what they mean."""
    lines = module.text.splitlines()
    enums = [node for node in module.tree.body if isinstance(node, ast.ClassDef) and node.name in ("State", "Trigger")]
    members = [node for enum in enums for node in enum.body if isinstance(node, ast.Assign)]
    silent = [node.lineno for node in members if "#" not in lines[node.lineno - 1]]
    return [f"{module.path}:{line}: a member says in a comment what it means" for line in silent]


def _reachable(states: ModuleType | SimpleNamespace) -> set[object]:
    """The states that a walk from the first one comes to."""
    found: set[object] = set()
    ahead = [next(iter(states.State))]
    while ahead:
        here = ahead.pop()
        found.add(here)
        ahead += [after for (state, _), after in states.TRANSITIONS.items() if state == here and after not in found]
    return found


def _told(states: ModuleType | SimpleNamespace, state: object, trigger: object) -> object:
    return states.TRANSITIONS.get((state, trigger))


def _next(states: ModuleType | SimpleNamespace, state: object, trigger: object) -> object:
    """What next_state answers; None where it will not hear of it."""
    try:
        return states.next_state(state, trigger)
    except NotPossible:
        return None


def with_states() -> list[str]:
    """The services that have a table of states."""
    return [name for name in SERVICES if (ROOT / "services" / name / "domain" / "states.py").exists()]


def test_every_module_says_what_it_is_and_keeps_to_the_measure() -> None:
    wrong = [line for module in modules("services", "shared") for line in style_of(module)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_service_has_packages_of_the_same_names() -> None:
    for name in SERVICES:
        found = {path.name for path in (ROOT / "services" / name).iterdir() if (path / "__init__.py").exists()}
        assert NEEDED <= found <= ROOMS, name


def test_every_file_of_a_service_lies_where_one_looks_for_it() -> None:
    files = [module.path for module in modules(*(f"services/{name}" for name in SERVICES))]
    wrong = [flaw for path in files if (flaw := place_of(path))]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("service", with_states())
def test_states_table_and_next_state_tell_the_same_story(service: str) -> None:
    assert flaws_of_states(importlib.import_module(f"services.{service}.domain.states")) == []


@pytest.mark.parametrize("service", with_states())
def test_every_state_and_trigger_says_what_it_means(service: str) -> None:
    path = f"services/{service}/domain/states.py"
    assert silent_members(Module(path, (ROOT / path).read_text(encoding="utf-8"))) == []


def test_the_time_zone_is_named_once() -> None:
    places = [
        module.path
        for module in modules("services", "shared", "deploy")
        if "Asia/Shanghai" in {use.name for use in strings(module)}
    ]
    assert places == ["shared/support/local_time.py"]


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("shared/x.py", "X = 1\n", "what lives here"),
        ("shared/x.py", '"""Doc."""\n' + "X = 1\n" * 400, "401 lines"),
        ("shared/utils.py", '"""Doc."""\n', "says nothing"),
        ("shared/case_manager.py", '"""Doc."""\n', "says nothing"),
        ("shared/common/x.py", '"""Doc."""\n', "says nothing"),
        ("shared/x.py", '"""Doc."""\n\n\ndef public() -> int:\n    return 1\n', "public"),
    ],
)
def test_a_module_of_bad_style_is_found(path: str, text: str, says: str) -> None:
    (wrong,) = style_of(Module(path, text))
    assert wrong.startswith(f"{path}:")
    assert says in wrong


def test_the_implementation_of_a_documented_protocol_needs_no_docstring() -> None:
    text = '"""Doc."""\n\n\nclass Wall:\n    """A clock."""\n\n    def now(self) -> int:\n        return 1\n'
    assert list(style_of(Module("shared/x.py", text))) == []


def test_an_empty_package_needs_no_docstring() -> None:
    assert list(style_of(Module("shared/x/__init__.py", ""))) == []


@pytest.mark.parametrize(
    "path",
    [
        "services/intake/logic.py",
        "services/intake/rules/states.py",
        "services/intake/adapters/model.py",
        "services/intake/domain/tables.py",
        "services/intake/application/api.py",
    ],
)
def test_a_file_in_the_wrong_room_is_found(path: str) -> None:
    assert place_of(path)


@pytest.mark.parametrize("path", ["services/intake/bootstrap.py", "services/intake/domain/short_form.py"])
def test_a_file_in_its_room_is_left_alone(path: str) -> None:
    assert place_of(path) is None


def a_machine(**changes: object) -> SimpleNamespace:
    """A sound machine of two states, with something changed."""
    table = {("off", "press"): "on", ("on", "press"): "off"}
    sound = {
        "State": ["off", "on"],
        "Trigger": ["press"],
        "TRANSITIONS": table,
        "next_state": lambda state, trigger: state_after(table, state, trigger),
    }
    return SimpleNamespace(**(sound | changes))


def test_a_sound_machine_has_no_flaw() -> None:
    assert flaws_of_states(a_machine()) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"State": ["off", "on", "broken"]}, "nothing leads to 'broken'"),
        ({"Trigger": ["press", "kick"]}, "'kick' moves nothing"),
        ({"next_state": lambda state, trigger: "on"}, "next_state"),
        ({"sketch": lambda: "off -> on"}, "sketch"),
    ],
)
def test_a_machine_that_contradicts_itself_is_found(changes: dict[str, object], says: str) -> None:
    (flaw,) = flaws_of_states(a_machine(**changes))
    assert says in flaw


def test_a_machine_without_a_table_is_found() -> None:
    assert flaws_of_states(SimpleNamespace(State=["off"], Trigger=[], next_state=None)) == ["there is no TRANSITIONS"]


def test_a_member_without_a_meaning_is_found() -> None:
    text = 'class State(StrEnum):\n    ON = "on"  # it shines\n    OFF = "off"\n'
    assert silent_members(Module("services/x/domain/states.py", text)) == [
        "services/x/domain/states.py:3: a member says in a comment what it means"
    ]
