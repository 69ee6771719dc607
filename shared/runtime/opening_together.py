"""All databases of an installation, opened beside a running hotline or without one, to compare them with each other."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from shared.contracts.services import DATABASES, PLATFORM
from shared.engine.db.database import Database
from shared.engine.db.postgres import PostgresDatabase
from shared.engine.db.sqlite import SqliteDatabase
from shared.engine.migrations import check_postgres, check_sqlite
from shared.platform.settings import Settings
from shared.runtime.start_failures import in_one_line

ANSWER_WITHIN = 600.0  # seconds: some statements read all of a log
CHECKED_FOR = 5.0  # seconds, of each file


@asynccontextmanager
async def opened_together(settings: Settings) -> AsyncIterator[tuple[Mapping[str, Database], Database]]:
    """Each database by its name, and one that sees all as schemas of their names.

    Raises `NotMigrated`, and `CannotStart` for a damaged file: a copy that was made of a file amid writing is one.
    """
    async with AsyncExitStack() as stack:
        if settings.database_url is not None:
            yield await _of_postgres(settings.database_url, stack)
        else:
            yield await _of_files(settings.data_dir, stack)


async def _of_files(folder: Path, stack: AsyncExitStack) -> tuple[Mapping[str, Database], Database]:
    opened: dict[str, SqliteDatabase] = {}
    for name in DATABASES:
        path = folder / f"{name}.db"
        with in_one_line(path):
            check_sqlite(name, path)
            opened[name] = SqliteDatabase(path, name)
            opened[name].check(CHECKED_FOR, thorough=True)
        stack.push_async_callback(opened[name].close)
    joint = SqliteDatabase(folder / f"{PLATFORM}.db", PLATFORM)
    stack.push_async_callback(joint.close)
    joint.attach(opened.values())
    return dict(opened), joint


async def _of_postgres(url: str, stack: AsyncExitStack) -> tuple[Mapping[str, Database], Database]:
    opened: dict[str, Database] = {}
    for name in DATABASES:
        await check_postgres(name, url)
        opened[name] = await PostgresDatabase.connect(url, name, size=2)
        stack.push_async_callback(opened[name].close)
    joint = await PostgresDatabase.connect(url, PLATFORM, size=1, within=ANSWER_WITHIN)
    stack.push_async_callback(joint.close)
    return opened, joint
