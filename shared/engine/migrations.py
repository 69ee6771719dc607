"""Migrations: one line of Alembic revisions for each service, and one for the platform.

python -m shared.engine.migrations revision intake "add a column"    writes the next revision from the tables
python -m services migrate                                       brings every database to its head
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from shared.contracts.services import PLATFORM, SERVICES
from shared.engine.db.database import DatabaseAway
from shared.engine.db.postgres import cause_of, translated
from shared.engine.sqlite_upgrade import copy_aside, drop_leftovers, tables_after, writing
from shared.engine.tables import ENGINE_METADATA
from shared.support.errors import CannotStart

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = Path(__file__).parent / "alembic"
PACKAGES = {PLATFORM: "shared.platform"} | {service: f"services.{service}.adapters" for service in SERVICES}
LINES = {
    name: (f"{package}.tables", ROOT.joinpath(*package.split("."), "migrations")) for name, package in PACKAGES.items()
}
"""By database: the module of its tables, and the folder of its revisions."""
FORMATTED = {
    "hooks": "format, fix",
    "fix.type": "module",
    "fix.module": "ruff",
    "fix.options": "check --quiet --fix REVISION_SCRIPT_FILENAME",
    "format.type": "module",
    "format.module": "ruff",
    "format.options": "format --quiet REVISION_SCRIPT_FILENAME",
}
"""What Alembic runs on a new revision: as `make format` does."""
CONNECT_WITHIN = 15.0  # seconds
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
_NO_LONG_WAIT = text("SET LOCAL lock_timeout = '5s'")


class NotMigrated(CannotStart):
    """The database is not at the head of its migrations."""


@dataclass(frozen=True, slots=True)
class Line:
    """The revisions of one service, or of the platform."""

    name: str

    @property
    def folder(self) -> Path:
        """The folder of its revisions."""
        return LINES[self.name][1]

    def metadata(self) -> list[MetaData]:
        """The tables that the head has."""
        module = import_module(LINES[self.name][0])
        if self.name == PLATFORM:
            tables: list[MetaData] = module.PLATFORM_TABLES
            return tables
        return [ENGINE_METADATA, module.METADATA]

    def config(self, connection: Connection | None = None) -> Config:
        """Alembic's configuration for this line."""
        config = Config()
        config.set_main_option("script_location", str(ENVIRONMENT))
        config.set_main_option("version_locations", str(self.folder))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        config.attributes["metadata"] = self.metadata()
        return config


def newest(name: str) -> str | None:
    """The head of a line."""
    return revisions(name)[-1] if revisions(name) else None


@cache
def revisions(name: str) -> tuple[str, ...]:
    """The revisions of a line, the oldest first. They come from the code, so they are read once in a process."""
    return tuple(script.revision for script in ScriptDirectory.from_config(Line(name).config()).walk_revisions())[::-1]


@cache
def knows(name: str, revision: str) -> bool:
    """True if this revision is one of the line: a database at it can be upgraded to the head."""
    scripts = ScriptDirectory.from_config(Line(name).config())
    return revision in {script.revision for script in scripts.walk_revisions()}


def upgrade(line: Line, connection: Connection) -> None:
    """Upgrade this database to the head, in the caller's transaction. Raises `NotMigrated` if it is newer."""
    found = head_of(connection)
    refuse_newer(line.name, found)
    if found != newest(line.name):
        command.upgrade(line.config(connection), "head")


def head_of(connection: Connection) -> str | None:
    """The revision of this database, None if it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def check(line: Line, connection: Connection) -> None:
    """Raise `NotMigrated` unless this database is at the head."""
    head = newest(line.name)
    found = head_of(connection)
    refuse_newer(line.name, found)
    if found != head:
        raise NotMigrated(f"{line.name} is at {found or 'nothing'}, not at {head}; run `python -m services migrate`")


def refuse_newer(name: str, found: str | None) -> None:
    """Raise `NotMigrated` for a revision of this line that this version of the hotline does not know."""
    if found is not None and found not in revisions(name):
        raise NotMigrated(
            f"{name} is at {found}, which only a newer version of the hotline knows: start that one, or go back "
            "(docs/operations.md, Upgrading)"
        )


def migrate_sqlite(name: str, path: Path) -> Path | None:
    """Upgrade one SQLite file to the head in one transaction; returns the copy made of an older file.

    Killed at any moment, the next run finishes or starts over. Raises `NotMigrated` and `NotUpgraded`.
    """
    line, copy = Line(name), None
    with writing(path) as connection:
        found = head_of(connection)
        if found == newest(name):
            return None
        refuse_newer(name, found)
        if found is not None:
            copy = copy_aside(path, found)
        drop_leftovers(connection, path, _tables_at(line, found))
        upgrade(line, connection)
    return copy


def _tables_at(line: Line, revision: str | None) -> list[str]:
    """The tables that a database has at this revision; None is before the first."""
    if revision is None:
        return []
    return tables_after(lambda connection: command.upgrade(line.config(connection), revision))


def check_sqlite(name: str, path: Path) -> None:
    """Raise `NotMigrated` unless this SQLite file exists and is at the head."""
    if not path.exists():
        raise NotMigrated(f"{name} has no database yet; run `python -m services migrate`")
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        check(Line(name), connection)
    engine.dispose()


async def migrate_postgres(name: str, url: str) -> None:
    """Upgrade one schema of a PostgreSQL database to the head, creating it if needed, in one transaction.

    Of two at a time the second waits and finds nothing to do. It fails after 5 s if a table is locked, so that others
    do not queue behind its own lock for longer. Raises `DatabaseAway`.
    """
    async with open_postgres(name, url) as connection, connection.begin():
        await connection.execute(_ONE_AT_A_TIME, {"name": f"hotline.migrate.{name}"})
        await connection.execute(_NO_LONG_WAIT)
        await connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{name}"'))
        await connection.run_sync(lambda sync: upgrade(Line(name), sync))


async def check_postgres(name: str, url: str) -> None:
    """Raise `NotMigrated` unless this schema exists and is at the head, and `DatabaseAway`."""
    async with open_postgres(name, url) as connection:
        await connection.run_sync(lambda sync: check(Line(name), sync))


@asynccontextmanager
async def open_postgres(name: str, url: str) -> AsyncIterator[AsyncConnection]:
    """A connection without a pool, bound to the schema by its search path. Raises `DatabaseAway`.

    The driver reads the address, as for `PostgresDatabase`: SQLAlchemy's reading knows no `sslmode`.
    """

    async def connect() -> "asyncpg.Connection[asyncpg.Record]":
        settings = {"search_path": name, "application_name": f"hotline-migrate-{name}"}
        return await asyncpg.connect(url, timeout=CONNECT_WITHIN, server_settings=settings)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    with translated():
        try:
            async with engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            cause = cause_of(getattr(error.orig, "sqlstate", None))
            if cause is None:
                raise
            raise DatabaseAway(str(error.orig).rpartition(">: ")[2], cause) from error  # without the name of its class


def revise(name: str, message: str) -> None:
    """Write the next revision of a line, from the difference between its tables and a migrated database.

    For columns added to an aggregate's table it calls `refill`, with `...` in place of the values: fill them in.
    """
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/draft.db")
        with engine.begin() as connection:
            line = Line(name)
            line.folder.mkdir(exist_ok=True)
            upgrade(line, connection)
            count = len(list(line.folder.glob("[0-9]*.py")))
            config = line.config(connection)
            for option, value in FORMATTED.items():
                config.set_section_option("post_write_hooks", option, value)
            command.revision(config, message, autogenerate=True, rev_id=f"{count + 1:04d}")
        engine.dispose()


def main(arguments: list[str]) -> Any:  # noqa: ANN401
    """Run the command line that the module describes."""
    match arguments:
        case ["revision", name, message] if name in LINES:
            return revise(name, message)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
