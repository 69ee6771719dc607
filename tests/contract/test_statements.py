"""Flat cost: whatever is asked while cases run looks into an index, however many cases have ended."""

import pkgutil
import sqlite3
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.dml import Insert

import services
import shared
from shared.engine.db.sqlite import DIALECT
from shared.engine.db.statements import Compiled
from shared.engine.migrations import LINES, migrate_sqlite

MAY_READ_ALL = {
    *(
        "shared.engine.events.relay.ALL_WAITING",
        "shared.engine.events.relay.OF_FRESH_SUBJECTS",
    ),  # the outbox holds what waits
    "shared.engine.events.relay.OF_WAITING_SUBJECTS",
    *("shared.platform.directory.store._READ_VERSION", "shared.platform.directory.store._NEXT_VERSION"),  # one row
    *("shared.platform.clock.anchor_row.READ", "shared.platform.clock.database_clock.READ"),  # one row
    *("shared.platform.pairing.rows.READ", "shared.platform.pairing.rows._ONE_AT_A_TIME"),  # one row
    *("shared.runtime.finding.READ", "shared.runtime.finding._DIRECTORY"),  # one row
    *(
        "shared.runtime.finding._KEYS_IN_USE",
        "shared.runtime.finding._EXAMPLE",
        "shared.runtime.finding._DEMO_TOKEN",
    ),  # once, at the first start of an installation that is not paired yet
    *("shared.runtime.installation.WAITING", "shared.engine.redating.TRY"),  # what waits, at a step of the clock
    *("shared.runtime.scrape.WAITING", "shared.runtime.scrape.OLDEST"),  # figures of what waits, up to a bound
    *("shared.runtime.scrape.PENDING", "shared.runtime.scrape.UNDELIVERED"),
    "shared.runtime.scrape.PARKED",
    *("shared.platform.pairing.log_extents.KNOWN", "shared.runtime.finding.KNOWN"),  # a row a service
    "shared.runtime.finding._ANY_EVENT",  # the first row
    "shared.platform.erasure.outside.EXTENT",  # once, at the start of a process
    "services.intake.adapters.forgetting.CLEAR_REASON",  # data-quality items are few
    *(
        *(f"shared.platform.identity.tokens.{name}" for name in ("_ISSUED", "_SHOWN", "_HELD")),
        *(f"shared.platform.identity.tokens.{name}" for name in ("_UNLIMITED", "_LIMIT", "_LIMIT_BUT_DEMO")),
        "shared.platform.privacy.case_keys._OLD",
        "shared.platform.clock.steps.ISSUED_AHEAD",
    ),  # an administrator's, seldom
    *(f"services.admin.adapters.waiting_rows.{name}" for name in ("WAITING", "OLDEST", "UNDELIVERED", "PARKED")),
    *("services.admin.adapters.waiting_rows.LEASE", "shared.platform.directory.drafts._VERSIONS"),  # a few rows
    "shared.platform.directory.drafts._OLD",  # checks of the last hour
}
NO_TABLES = ("json_each", "CONSTANT", "anon_")
"""What is read through without being a table: a list that was given, and what a part of the statement found."""


def statements() -> Iterator[tuple[str, Executable]]:
    """Every statement that is written once, as a constant of its module."""
    for package in (services, shared):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" in found.name or "alembic" in found.name or found.name.endswith("__main__"):
                continue
            for name, value in vars(import_module(found.name)).items():
                if isinstance(value, Executable) and not isinstance(value, Insert):
                    yield f"{found.name}.{name}", value


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, sqlite3.Connection]]:
    """A database of every line, migrated and empty."""
    folder: Path = tmp_path_factory.mktemp("statements")
    opened = {}
    for line in LINES:
        migrate_sqlite(line, folder / f"{line}.db")
        opened[line] = sqlite3.connect(folder / f"{line}.db")
    yield opened
    for raw in opened.values():
        raw.close()


def plan(raw: sqlite3.Connection, sql: str) -> list[str]:
    return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?"))]


def reads_all(databases: dict[str, sqlite3.Connection], name: str, sql: str) -> bool:
    """True if the statement reads a whole table: of its service's database, else of any that has its tables."""
    own = databases.get(name.split(".")[1])
    for raw in [own] if own is not None else databases.values():
        try:
            steps = plan(raw, sql)
        except sqlite3.OperationalError:
            continue  # another database's
        if any(step.startswith("SCAN") and not any(each in step for each in NO_TABLES) for step in steps):
            return True
    return False


def test_a_statement_looks_into_an_index_however_many_cases_there_are(
    databases: dict[str, sqlite3.Connection],
) -> None:
    compiled = {name: Compiled(statement, DIALECT, None).sql for name, statement in statements()}
    found = {name for name, sql in compiled.items() if reads_all(databases, name, sql)}

    assert found == MAY_READ_ALL
