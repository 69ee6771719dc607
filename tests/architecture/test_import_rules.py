"""Which room may know which: one table, read from top to bottom, the first line that fits a module is its rule.

The arrows are those of the house: entrypoint -> application -> domain, adapters beside them, bootstrap above one
service, `services.__main__` (with `together`, all in one process) above all. What `domain` may import of `shared` are
its pure rooms (docs/decisions/0004).
"""

import re
import sys
from dataclasses import dataclass, field

import pytest

from tests.architecture.code import Module, imports, modules, within

PURE = (
    "shared.contracts",
    "shared.ladders",
    "shared.tasks",
    "shared.calendar",
    "shared.errors",
    "shared.directory.model",
    "shared.timers.obligation",
)
LOADERS = (  # in a pure room, but they read files or a package of data: for bootstrap, not for domain
    "shared.calendar.official",
    "shared.calendar.overrides",
    "shared.calendar.toml_source",
    "shared.ladders.loading",
    "shared.ladders.loading_causes",
    "shared.ladders.loading_policy",
)
SCHEMA_WRITER = "shared.contracts.schemas"
OUTSIDE = ("shared.web", "shared.http", "shared.db.sqlite", "shared.db.postgres", "shared.messaging.kafka")
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
        "|".join(map(re.escape, LOADERS)),
        Rule(
            sentence="a loader of a pure room imports pure rooms and the data it loads",
            rooms=PURE,
            packages=frozenset({"holidays"}),
        ),
    ),
    (
        r"shared\.(ladders|tasks|calendar|errors|directory\.model|timers\.obligation)(\..*)?",
        Rule(
            sentence="a pure room imports the standard library without its I/O, contracts, errors and pure rooms",
            rooms=PURE,
            pure=True,
        ),
    ),
    (
        r"shared(\..*)?",
        Rule(sentence="shared never imports a service", rooms=("shared",), packages=None),
    ),
    (
        r"services\.(\w+)\.domain(\..*)?",
        Rule(
            sentence="domain imports the standard library without its I/O, its own domain and pure rooms of shared",
            rooms=("services.{own}.domain", *PURE),
            never=(*LOADERS, SCHEMA_WRITER),
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
            sentence="adapters import their own application, domain and shared, never entrypoints or bootstrap",
            rooms=(*OWN_CORE, "services.{own}.adapters", "shared"),
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
        r"services\.(__main__|together|cli)(\..*)?",
        Rule(sentence="never the tests", rooms=("services", "shared"), packages=None),
    ),
    (
        r"services(\..*)?",
        Rule(sentence="only services.__main__, together and cli see a service", rooms=("shared",), packages=None),
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


def test_every_loader_named_here_exists() -> None:
    names = {module.name for module in modules("shared")}
    assert {*LOADERS, SCHEMA_WRITER} <= names


def test_httpx_is_imported_in_one_module_only() -> None:
    importers = {
        module.path for module in modules("services", "shared") for use in imports(module) if within(use.name, "httpx")
    }
    assert importers <= {"shared/http.py"}


BAD = [
    ("shared/contracts/x.py", "from shared.errors import Refusal"),
    ("shared/contracts/x.py", "import pydantic"),
    ("shared/contracts/x.py", "import os"),
    ("shared/ladders/x.py", "from shared.db.database import Database"),
    ("shared/ladders/x.py", "import holidays"),
    ("shared/tasks/x.py", "import asyncio"),
    ("shared/calendar/overrides.py", "import sqlalchemy"),
    ("shared/directory/model.py", "from shared.directory import store"),
    ("shared/timers/obligation.py", "from shared.timers.tables import timers"),
    ("shared/messaging/x.py", "from services.intake.domain import model"),
    ("shared/messaging/x.py", "from tests.harness import world"),
    ("services/intake/domain/x.py", "import sqlalchemy"),
    ("services/intake/domain/x.py", "import sqlite3"),
    ("services/intake/domain/x.py", "from shared.clock import Clock"),
    ("services/intake/domain/x.py", "from shared.directory.store import load"),
    ("services/intake/domain/x.py", "from shared import db"),
    ("services/intake/domain/x.py", "from shared.calendar.overrides import load"),
    ("services/intake/domain/x.py", "from services.intake.application import ports"),
    ("services/intake/domain/x.py", "from ..application import ports"),
    ("services/intake/domain/x.py", "def f():\n    import httpx"),
    ("services/intake/application/x.py", "from services.intake.adapters.tables import reports"),
    ("services/intake/application/x.py", "from services.intake.entrypoints import api"),
    ("services/intake/application/x.py", "from services.intake import bootstrap"),
    ("services/intake/application/x.py", "from shared import http"),
    ("services/intake/application/x.py", "import fastapi"),
    ("services/intake/adapters/x.py", "from services.intake.entrypoints import api"),
    ("services/intake/adapters/x.py", "import services.callback.domain.model"),
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
    ("shared/ladders/x.py", "from shared.calendar.working import WorkingCalendar\nfrom pathlib import Path"),
    ("shared/calendar/official.py", "import holidays"),
    ("shared/db/x.py", "import sqlalchemy, sqlite3\nfrom shared.clock import Clock"),
    ("services/intake/domain/model.py", "from shared.directory.model import Directory\nfrom shared import errors"),
    ("services/intake/domain/model.py", "from services.intake.domain.states import State\nfrom . import policy"),
    (
        "services/intake/application/x.py",
        "from services.intake.domain import model\nfrom shared.work.unit import Story",
    ),
    ("services/intake/adapters/x.py", "from services.intake.application import ports\nimport sqlalchemy"),
    ("services/intake/entrypoints/api.py", "import fastapi\nfrom shared.web import problems"),
    ("services/intake/bootstrap.py", "from services.intake.adapters import repository"),
    ("services/intake/__main__.py", "from services.intake.bootstrap import build"),
    ("services/__main__.py", "from services.callback import bootstrap"),
    ("services/together.py", "from services.callback import bootstrap"),
    ("services/cli.py", "from services.callback import bootstrap"),
]


@pytest.mark.parametrize(("path", "text"), BAD)
def test_a_forbidden_import_is_found_with_file_line_and_rule(path: str, text: str) -> None:
    (wrong,) = violations(Module(path, text))
    assert wrong.startswith(f"{path}:{text.count(chr(10)) + 1}: ")


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_what_the_rules_allow_is_not_complained_about(path: str, text: str) -> None:
    assert violations(Module(path, text)) == []
