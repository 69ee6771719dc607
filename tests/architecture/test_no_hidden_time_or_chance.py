"""Time and chance are arguments. These tests find whoever helps himself: clocks, sleeps, random numbers, now() in SQL.

The real ones live in `shared/support/host_clock.py` and `ids.py`; for keys in `shared/platform/privacy`.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from fnmatch import fnmatch

import pytest

from tests.architecture.code import Module, Use, modules, strings, uses, within

CLOCKS = ("shared/support/host_clock.py",)
IDS = ("shared/support/ids.py",)
KEYS = ("shared/platform/privacy/sealing.py", "shared/platform/privacy/keyfile.py")
WAITING = (*CLOCKS, "shared/runtime/*.py", "shared/engine/loops.py")

MAY_SKIP = "tests/harness/servers.py"  # where a real server cannot be had; in CI even that fails
# other processes do not tell when they are ready
REAL_WAITING = ("tests/harness/", "tests/bench/", "tests/scale/", "tests/chaos/", "tests/browser/")

READS_A_CLOCK = (
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.monotonic_ns",
    "time.perf_counter",
    "time.perf_counter_ns",
    "time.process_time",
    "time.clock_gettime",
    "time.clock_gettime_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
)
IS_CHANCE = (
    "random",
    "secrets",
    "os.urandom",
    "os.getrandom",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid.uuid6",
    "uuid.uuid7",
    "uuid.uuid8",
    "uuid.getnode",
    "numpy.random",
)
SLEEPS = ("time.sleep", "asyncio.sleep", "threading.Timer")
DATABASE_TIME = tuple(
    f"sqlalchemy.func.{name}"
    for name in ("now", "current_timestamp", "current_date", "current_time", "localtimestamp", "sysdate", "random")
)
NOW_IN_SQL = re.compile(
    r"\bDEFAULT\s+\(?\s*(now|current_|local|random|clock_|statement_|transaction_|datetime|strftime)"
    r"|\b(now|random|gen_random_uuid)\(\)|\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\bdatetime\(\s*'now'",
    re.IGNORECASE,
)
BARE_COMMENT = re.compile(r"#\s*(type:\s*ignore(?!\[)|noqa(?!:))")


def named(module: Module, names: tuple[str, ...], home: tuple[str, ...], rule: str) -> Iterator[str]:
    """A complaint for each use of one of `names` outside the modules it is at home in."""
    if not any(fnmatch(module.path, pattern) for pattern in home):
        yield from (_complaint(module, use, rule) for use in uses(module) if within(use.name, *names))


def clock_of_a_loop(module: Module) -> Iterator[str]:
    """`loop.time()` reads a clock too, whatever the loop is called by."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "time":
            owner = ast.unparse(node.func.value)
            if not node.args and re.search(r"loop(\(\))?$", owner) and not fnmatch(module.path, CLOCKS[0]):
                yield _complaint(module, Use(node.lineno, f"{owner}.time()"), "time comes from the injected clock")


def database_defaults(module: Module) -> Iterator[str]:
    """The database decides no value: no server default, no now() in SQL."""
    rule = "all times and ids are bound into statements, the database makes none"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.keyword) and node.arg in ("server_default", "server_onupdate"):
            yield _complaint(module, Use(node.lineno, node.arg), rule)
    for text in strings(module):
        if NOW_IN_SQL.search(text.name):
            yield _complaint(module, Use(text.line, repr(text.name[:60])), rule)


def bare_silencers(module: Module) -> Iterator[str]:
    """A silenced check says which one."""
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT and BARE_COMMENT.search(token.string):
            yield _complaint(module, Use(token.start[0], token.string), "say which check is silenced")


def violations(module: Module) -> list[str]:
    """All that is hidden in one module of services or shared."""
    return [
        *named(module, READS_A_CLOCK, CLOCKS + IDS, "time comes from the injected clock"),
        *named(module, IS_CHANCE, IDS + CLOCKS + KEYS, "ids and chance come from the injected source"),
        *named(module, SLEEPS, WAITING, "waiting is for shared.runtime and the clocks"),
        *named(module, DATABASE_TIME, (), "all times and ids are bound into statements, the database makes none"),
        *clock_of_a_loop(module),
        *database_defaults(module),
        *bare_silencers(module),
    ]


def in_a_test(module: Module) -> list[str]:
    """What no test does: sleep, skip itself, or be expected to fail."""
    tricks = ("pytest.skip", "pytest.xfail", "pytest.importorskip", "pytest.mark.skip", "pytest.mark.skipif")
    awaited_breath = {node.lineno for node in ast.walk(module.tree) if _gives_way(node)}
    slept = [
        use
        for use in uses(module)
        if within(use.name, *SLEEPS) and use.line not in awaited_breath and not module.path.startswith(REAL_WAITING)
    ]
    skipped = [use for use in uses(module) if within(use.name, *tricks, "pytest.mark.xfail")]
    if module.path == MAY_SKIP:
        skipped = []
    return [
        *(_complaint(module, use, "tests wait for what they want to see, they do not sleep") for use in slept),
        *(_complaint(module, use, "tests are run, all of them") for use in skipped),
        *bare_silencers(module),
    ]


def _gives_way(node: ast.AST) -> bool:
    """`sleep(0)` gives other tasks their turn, it waits for nothing."""
    return isinstance(node, ast.Call) and ast.unparse(node).endswith("sleep(0)")


def _complaint(module: Module, use: Use, rule: str) -> str:
    return f"{module.path}:{use.line}: {rule}; here is {use.name}"


def test_no_module_helps_itself_to_time_or_chance() -> None:
    wrong = [line for module in modules("services", "shared") for line in violations(module)]
    assert not wrong, "\n" + "\n".join(sorted(set(wrong)))


def test_no_test_sleeps_skips_itself_or_is_expected_to_fail() -> None:
    wrong = [line for module in modules("tests") for line in in_a_test(module)]
    assert not wrong, "\n" + "\n".join(sorted(set(wrong)))


BAD = [
    "from datetime import datetime\nx = datetime.now()",
    "import datetime as d\nx = d.datetime.utcnow()",
    "from datetime import datetime, UTC\nx = field(default_factory=datetime.now)",
    "from datetime import date\nx = date.today()",
    "import time\nx = time.time()",
    "from time import monotonic as m\nx = m()",
    "import asyncio\nx = asyncio.get_running_loop().time()",
    "def f(loop):\n    return loop.time()",
    "import random\nx = random.random()",
    "from random import choice",
    "import secrets",
    "import uuid\nx = uuid.uuid4()",
    "from uuid import uuid4",
    "from os import urandom",
    "import asyncio\nasync def f():\n    await asyncio.sleep(1)",
    "from time import sleep",
    "from sqlalchemy import func\nx = func.now()",
    "import sqlalchemy as sa\nx = sa.func.current_timestamp()",
    "x = Column('at', server_default='0')",
    "x = 'CREATE TABLE t (at timestamptz DEFAULT now())'",
    "x = 'SELECT * FROM t WHERE due < CURRENT_TIMESTAMP'",
    "x = f('y')  # type: ignore",
    "x = f('y')  # noqa",
]

GOOD = [
    '"""datetime.now() and DEFAULT now() are not used here; time.sleep neither."""',
    "from datetime import datetime\ndef f(clock):\n    return clock.now() + datetime.resolution",
    "import uuid\nx = uuid.UUID(int=5)",
    "from sqlalchemy import func\nx = func.count()",
    "import asyncio\nasync def f():\n    async with asyncio.timeout(3):\n        pass",
    "x = f('y')  # type: ignore[arg-type]",
    "x = f('y')  # noqa: S608",
    "def f(moment):\n    return moment.time()",
]


@pytest.mark.parametrize("text", BAD)
def test_hidden_time_or_chance_is_found(text: str) -> None:
    wrong = violations(Module("services/intake/domain/sample.py", text))
    assert wrong
    assert all(line.startswith("services/intake/domain/sample.py:") for line in wrong)


@pytest.mark.parametrize("text", GOOD)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert violations(Module("services/intake/domain/sample.py", text)) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("shared/support/host_clock.py", "import time\nx = time.monotonic()"),
        ("shared/support/ids.py", "import secrets, time\nx = secrets.token_hex(), time.time()"),
        ("shared/platform/privacy/keyfile.py", "import os\nx = os.urandom(32)"),
        ("shared/engine/loops.py", "import asyncio\nx = asyncio.sleep(1)"),
    ],
)
def test_the_places_where_they_are_at_home_may_use_them(path: str, text: str) -> None:
    assert violations(Module(path, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "import time\ntime.sleep(1)",
        "import asyncio\nasync def test_x():\n    await asyncio.sleep(0.1)",
        "import pytest\n@pytest.mark.skip\ndef test_x(): ...",
        "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_x(): ...",
        "import pytest\npytest.importorskip('x')",
        "x = 1  # noqa",
    ],
)
def test_a_test_that_sleeps_or_hides_is_found(text: str) -> None:
    assert in_a_test(Module("tests/unit/test_sample.py", text))


def test_a_test_may_give_other_tasks_their_turn() -> None:
    text = "import asyncio\nasync def test_x():\n    await asyncio.sleep(0)"
    assert in_a_test(Module("tests/unit/test_sample.py", text)) == []
