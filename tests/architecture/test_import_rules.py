"""What may import what: one table, read from top to bottom; the first line that fits a module is its rule.

`shared` has six layers, each importing only the layers below it, without cycles between the packages of a layer. A
service is entrypoint -> application -> domain with adapters beside them, its bootstrap above them; only `all_in_one`,
`cli` and `services.__main__` see more than one service. `domain` and `shared.rules` are pure (docs/decisions/0004).
"""

import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.architecture.code import Module, imports, modules, within

LAYERS = ("contracts", "support", "rules", "engine", "platform", "web", "runtime")
"""From the lowest to the highest; the first two are one layer and do not know each other."""
PURE = ("shared.contracts", "shared.rules", "shared.support.errors", "shared.support.local_time")
SCHEMA_WRITER = "shared.contracts.schemas"
OUTSIDE = (
    "shared.runtime",
    "shared.web",
    "shared.support.http",
    "shared.engine.db.sqlite",
    "shared.engine.db.postgres",
    "shared.engine.events.kafka",
)
REACHING_OUT = frozenset(
    {
        "asyncio",
        "concurrent",
        "csv",
        "http",
        "io",
        "logging",
        "multiprocessing",
        "os",
        "pickle",
        "select",
        "selectors",
        "shelve",
        "shutil",
        "signal",
        "socket",
        "sqlite3",
        "ssl",
        "subprocess",
        "tempfile",
        "threading",
        "tomllib",
        "urllib",
    }
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What one kind of module may import. `{own}` is the service it belongs to."""

    sentence: str
    rooms: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    packages: frozenset[str] | None = field(default=frozenset())  # third parties; None: any
    pure: bool = False  # no module of the standard library that reaches the world outside

    def allows(self, name: str, own: str) -> bool:
        """True when a module of service `own` under this rule may import `name`."""
        top = name.partition(".")[0]
        if top in ("shared", "services", "tests"):
            rooms, never = ([room.format(own=own) for room in rooms] for rooms in (self.rooms, self.never))
            return within(name, *rooms) and not within(name, *never)
        if top in sys.stdlib_module_names:
            return not (self.pure and top in REACHING_OUT)
        return self.packages is None or top in self.packages


OWN_CORE = ("services.{own}.domain", "services.{own}.application")

RULES: tuple[tuple[str, Rule], ...] = (
    (
        re.escape(SCHEMA_WRITER),
        Rule(
            sentence="the schema writer imports contracts and pydantic",
            rooms=("shared.contracts",),
            packages=frozenset({"pydantic"}),
        ),
    ),
    (
        r"shared\.contracts(\..*)?",
        Rule(
            sentence="contracts import the standard library and contracts",
            rooms=("shared.contracts",),
            never=(SCHEMA_WRITER,),
            pure=True,
        ),
    ),
    (
        r"shared\.rules(\..*)?",
        Rule(
            sentence="rules import the standard library without its I/O, contracts, rules, errors and the time zone",
            rooms=PURE,
            never=(SCHEMA_WRITER,),
            pure=True,
        ),
    ),
    *(
        (
            rf"shared\.{layer}(\..*)?",
            Rule(
                sentence=f"{layer} imports {', '.join(below)} and no layer above",
                rooms=tuple(f"shared.{each}" for each in below),
                packages=None,
            ),
        )
        for layer, below in (
            ("support", ("support",)),
            ("engine", LAYERS[:4]),
            ("platform", LAYERS[:5]),
            ("web", LAYERS[:6]),
            ("runtime", LAYERS),
        )
    ),
    (r"shared\..*", Rule(sentence=f"shared has the packages {', '.join(LAYERS)} and no others")),
    (r"shared", Rule(sentence="the package itself imports nothing")),
    (
        r"services\.(\w+)\.domain(\..*)?",
        Rule(
            sentence="domain imports the standard library without its I/O, its own domain and pure rooms of shared",
            rooms=("services.{own}.domain", *PURE),
            never=(SCHEMA_WRITER,),
            pure=True,
        ),
    ),
    (
        r"services\.(\w+)\.application(\..*)?",
        Rule(
            sentence="application imports its own domain and protocols of shared, never adapters, entrypoints or HTTP",
            rooms=(*OWN_CORE, "shared"),
            never=OUTSIDE,
        ),
    ),
    (
        r"services\.(\w+)\.(adapters|migrations)(\..*)?",
        Rule(
            sentence="adapters import their own settings and core, and shared, never entrypoints or bootstrap",
            rooms=(*OWN_CORE, "services.{own}.adapters", "services.{own}.settings", "shared"),
            packages=None,
        ),
    ),
    (
        r"services\.(\w+)\.entrypoints(\..*)?",
        Rule(
            sentence="entrypoints import their own application, domain and shared, never adapters or bootstrap",
            rooms=(*OWN_CORE, "services.{own}.entrypoints", "shared"),
            packages=None,
        ),
    ),
    (
        r"services\.(\w+)\.settings",
        Rule(
            sentence="settings import shared and pydantic",
            rooms=("shared",),
            packages=frozenset({"pydantic", "pydantic_settings"}),
        ),
    ),
    (
        r"services\.(\w+)\.bootstrap",
        Rule(
            sentence="bootstrap sees all of its own service and no other",
            rooms=("services.{own}", "shared"),
            packages=None,
        ),
    ),
    (
        r"services\.(\w+)\.__main__",
        Rule(
            sentence="a service's __main__ imports its bootstrap and settings",
            rooms=("services.{own}.bootstrap", "services.{own}.settings", "shared"),
            packages=None,
        ),
    ),
    (
        r"services\.(__main__|all_in_one|cli)(\..*)?",
        Rule(sentence="never the tests", rooms=("services", "shared"), packages=None),
    ),
    (
        r"services(\..*)?",
        Rule(sentence="only services.__main__, all_in_one and cli see a service", rooms=("shared",), packages=None),
    ),
)


def rule_of(name: str) -> tuple[Rule, str]:
    """The rule of a module, and the service it belongs to."""
    pattern, rule = next((pattern, rule) for pattern, rule in RULES if re.fullmatch(pattern, name))
    own = re.fullmatch(r"services\.(\w+)\..*", name) if pattern.startswith(r"services\.(\w+)") else None
    return rule, own[1] if own else ""


def violations(module: Module) -> list[str]:
    """Each import that the module's rule does not allow, as file, line, rule and name."""
    rule, own = rule_of(module.name)
    wrong = [use for use in imports(module) if not rule.allows(use.name, own)]
    return [f"{module.path}:{use.line}: {rule.sentence}; this imports {use.name}" for use in wrong]


def test_every_module_imports_only_what_its_room_may_know() -> None:
    wrong = [line for module in modules("services", "shared") for line in violations(module)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_shared_imports_no_service() -> None:
    importers = [
        f"{module.path}:{use.line}"
        for module in modules("shared")
        for use in imports(module)
        if within(use.name, "services", "deploy", "tests")
    ]
    assert importers == []


def packages_of(layer: str) -> dict[str, set[str]]:
    """The packages (and single modules) of a layer of `shared`, and which others of the layer each imports."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in modules(f"shared/{layer}"):
        if "migrations" in module.path or module.name == f"shared.{layer}":
            continue
        own = module.name.split(".")[2]
        named = {use.name.split(".")[2] for use in imports(module) if within(use.name, f"shared.{layer}")}
        found[own] |= named - {own}
    return found


def cycle_in(arrows: Mapping[str, set[str]]) -> list[str]:
    """The packages of one cycle, none if there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as found:
        cycle: list[str] = found.args[1]
        return cycle
    return []


@pytest.mark.parametrize("layer", LAYERS)
def test_the_packages_of_a_layer_have_no_cycle(layer: str) -> None:
    assert cycle_in(packages_of(layer)) == []


def test_a_cycle_of_packages_is_found() -> None:
    assert set(cycle_in({"db": {"tables"}, "tables": {"db"}, "codec": set()})) == {"db", "tables"}


def test_httpx_is_imported_in_one_module_only() -> None:
    importers = {
        module.path for module in modules("services", "shared") for use in imports(module) if within(use.name, "httpx")
    }
    assert importers <= {"shared/support/http.py"}


BAD = [
    ("shared/contracts/x.py", "from shared.support.errors import Refusal"),
    ("shared/contracts/x.py", "import pydantic"),
    ("shared/contracts/x.py", "import os"),
    ("shared/support/x.py", "from shared.contracts.base import Event"),
    ("shared/support/x.py", "from shared.platform.settings import Settings"),
    ("shared/rules/ladders/x.py", "from shared.engine.db.database import Database"),
    ("shared/rules/ladders/x.py", "import holidays"),
    ("shared/rules/task.py", "import asyncio"),
    ("shared/rules/calendar/x.py", "import sqlalchemy"),
    ("shared/rules/directory.py", "from shared.platform.directory import store"),
    ("shared/rules/obligation.py", "from shared.engine.tables import timers"),
    ("shared/rules/x.py", "from shared.support.text import clean_line"),
    ("shared/engine/x.py", "from shared.platform.tables import clock"),
    ("shared/engine/x.py", "from shared.runtime.lease import Lease"),
    ("shared/engine/events/x.py", "from services.intake.domain import model"),
    ("shared/engine/events/x.py", "from tests.harness import world"),
    ("shared/platform/x.py", "from shared.web.problems import Problem"),
    ("shared/web/x.py", "from shared.runtime.service import Service"),
    ("shared/runtime/process.py", "from services.admin import bootstrap"),
    ("shared/utilities/x.py", "import shared"),
    ("services/intake/domain/x.py", "import sqlalchemy"),
    ("services/intake/domain/x.py", "import sqlite3"),
    ("services/intake/domain/x.py", "from shared.support.clock import Clock"),
    ("services/intake/domain/x.py", "from shared.platform.directory.store import load"),
    ("services/intake/domain/x.py", "from shared.engine import db"),
    ("services/intake/domain/x.py", "from shared.platform.calendar.overrides import load"),
    ("services/intake/domain/x.py", "from services.intake.application import ports"),
    ("services/intake/domain/x.py", "from ..application import ports"),
    ("services/intake/domain/x.py", "def f():\n    import httpx"),
    ("services/intake/application/x.py", "from services.intake.adapters.tables import reports"),
    ("services/intake/application/x.py", "from services.intake.entrypoints import api"),
    ("services/intake/application/x.py", "from services.intake import bootstrap"),
    ("services/intake/application/x.py", "from shared.support import http"),
    ("services/intake/application/x.py", "import fastapi"),
    ("services/intake/adapters/x.py", "from services.intake.entrypoints import api"),
    ("services/intake/adapters/x.py", "import services.callback.domain.model"),
    ("services/intake/adapters/x.py", "from services.callback import settings"),
    ("services/intake/entrypoints/x.py", "from services.intake.adapters import repository"),
    ("services/intake/settings.py", "from services.intake.domain import model"),
    ("services/intake/bootstrap.py", "from services.escalation.domain import states"),
    ("services/intake/__main__.py", "from services.intake.adapters import repository"),
    ("services/intake/__init__.py", "from services.callback import bootstrap"),
    ("services/x.py", "from services.intake import bootstrap"),
    ("services/__main__.py", "from tests.harness import world"),
]

GOOD = [
    ("shared/contracts/x.py", "from dataclasses import dataclass\nfrom shared.contracts.base import Event"),
    ("shared/rules/x.py", "from shared.rules.calendar.working import WorkingCalendar\nfrom pathlib import Path"),
    ("shared/platform/calendar/x.py", "import holidays"),
    ("shared/engine/db/x.py", "import sqlalchemy, sqlite3\nfrom shared.support.clock import Clock"),
    ("shared/runtime/x.py", "from shared.web.app import create_app\nfrom shared.contracts.base import Event"),
    (
        "services/intake/domain/model.py",
        "from shared.rules.directory import Directory\nfrom shared.support import errors",
    ),
    ("services/intake/domain/model.py", "from services.intake.domain.states import State\nfrom . import policy"),
    (
        "services/intake/application/x.py",
        "from services.intake.domain import model\nfrom shared.engine.unit_of_work import UnitOfWork",
    ),
    ("services/intake/adapters/x.py", "from services.intake.application import ports\nimport sqlalchemy"),
    ("services/intake/adapters/x.py", "from services.intake.settings import IntakeSettings"),
    ("services/intake/entrypoints/api.py", "import fastapi\nfrom shared.web import problems"),
    ("services/intake/bootstrap.py", "from services.intake.adapters import repository"),
    ("services/intake/__main__.py", "from services.intake.bootstrap import build"),
    ("services/__main__.py", "from services.callback import bootstrap"),
    ("services/all_in_one.py", "from services.callback import bootstrap"),
    ("services/cli.py", "from services.callback import bootstrap"),
]


@pytest.mark.parametrize(("path", "text"), BAD)
def test_a_forbidden_import_is_found_with_file_line_and_rule(path: str, text: str) -> None:
    (wrong,) = violations(Module(path, text))
    assert wrong.startswith(f"{path}:{text.count(chr(10)) + 1}: ")


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_what_the_rules_allow_is_not_complained_about(path: str, text: str) -> None:
    assert violations(Module(path, text)) == []
