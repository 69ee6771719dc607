"""A back-up of a PostgreSQL database: one dump of all schemas, by the server's own `pg_dump`, of one snapshot.

The manifest is read in the same snapshot. A schema marks the database while it is restored: no process starts on it
until the credentials in it have ended. Restoring again after an interruption begins from the start.
"""

import asyncio
import os
import re
import shutil
import subprocess
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import asyncpg

from shared.contracts.flows import FLOWS
from shared.contracts.services import DATABASES, PLATFORM, TOPICS
from shared.engine.migrations import open_postgres
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.settings import Settings
from shared.runtime.backup.aftermath import settle_restored
from shared.runtime.backup.files import flush, make_private, new_folder
from shared.runtime.backup.manifest import (
    BackupRefused,
    CopiedFile,
    Kind,
    Manifest,
    Progress,
    State,
    check_files,
    check_fits,
    manifest_of,
    read_manifest,
)
from shared.runtime.finding import refuse_if_half_restored
from shared.runtime.ownership import RESTORING_SCHEMA
from shared.support.host_clock import read_wall

DUMP = "hotline.dump"
PROGRAMS = Path("/usr/lib/postgresql")
LAST_LINES = 20
"""Of what a program said, so many lines are shown if it fails."""
_VERBOSE = re.compile("pg_[a-z]+: (?!error:|detail:|hint:|warning:)")
_TABLE = re.compile('dumping contents of table "(?P<name>[^"]+)"')
_SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname = ANY($1::text[]) ORDER BY nspname"
_ONE_AT_A_TIME = "SELECT pg_try_advisory_lock(hashtext($1))"


def back_up_postgres(settings: Settings, folder: Path, progress: Progress) -> None:
    """Write a back-up of the database to `folder`, which must not exist; nothing is locked for writing.

    Blocks until it is on disk. Raises `BackupRefused`, `FileExistsError`, `HalfRestored`, `KeyFileRefused`.
    """
    keys = KeyFile.load(settings.keys)
    asyncio.run(refuse_if_half_restored(settings))
    with new_folder(folder) as draft:
        make_private(draft / DUMP)
        made_at = read_wall()
        states = asyncio.run(_dump(_url(settings), draft / DUMP, progress))
        flush(draft / DUMP)
        files = {DUMP: CopiedFile.of(draft / DUMP)}
        manifest_of(settings, keys, Kind.POSTGRESQL, made_at, databases=states, files=files).write(draft)
        progress("manifest written")
    progress(f"{folder}: complete")


def restore_postgres(settings: Settings, folder: Path, progress: Progress) -> None:
    """Restore the back-up in `folder` into the database; all its tokens end, and what is in Kafka's topics is left.

    Raises `BackupRefused` if the database has one of the schemas, or the back-up is damaged or does not fit, or a
    process runs, or Kafka does not answer; `KeyFileRefused`.
    """
    manifest = read_manifest(folder)
    check_fits(manifest, settings, KeyFile.load(settings.keys))
    if set(manifest.files) != {DUMP}:
        raise BackupRefused(f"{folder}: the manifest does not list {DUMP}")
    check_files(manifest, folder, progress)
    asyncio.run(_restore(settings, manifest, folder / DUMP, progress))
    progress(f"restored to {manifest.made_at}")


async def _restore(settings: Settings, manifest: Manifest, dump: Path, progress: Progress) -> None:
    url = _url(settings)
    async with _marked(url):
        progress("the database is marked as being restored")
        if settings.kafka_bootstrap is not None:
            await _skip_topics(settings.kafka_bootstrap, progress)
        options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        await asyncio.to_thread(_run, "pg_restore", [*options, str(dump)], url)
        progress("the dump is restored")
        async with open_postgres(PLATFORM, url) as connection, connection.begin():
            await connection.run_sync(settle_restored, manifest, read_wall(), progress)


async def _dump(url: str, path: Path, progress: Progress) -> Mapping[str, State]:
    """Dump a snapshot; returns the states of the databases in it."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
            states = {name: await _state(connection, name) for name in DATABASES}
            schemas = [f"--schema={name}" for name in DATABASES]
            options = ["--format=custom", f"--snapshot={snapshot}", f"--file={path}", "--no-password", "--verbose"]
            progress("dumping: this takes some minutes for a million cases")
            await asyncio.to_thread(_run, "pg_dump", [*options, *schemas], url, progress)
            return states
    finally:
        await connection.close()


async def _state(connection: "asyncpg.Connection[asyncpg.Record]", name: str) -> State:
    try:
        await connection.execute("SELECT set_config('search_path', $1, true)", name)
        revision = await connection.fetchval("SELECT version_num FROM alembic_version")
        if name == PLATFORM:
            return State(revision=revision)
        return State(
            revision=revision,
            last_event=await connection.fetchval("SELECT max(position) FROM event_log"),
            last_owed=await connection.fetchval("SELECT max(position) FROM outbox"),
        )
    except asyncpg.UndefinedTableError:
        raise BackupRefused(f"{name}: there is no such database to back up") from None


@asynccontextmanager
async def _marked(url: str) -> AsyncIterator[None]:
    """The database has the mark within the block, and keeps it after a kill or an exception.

    What an interrupted restoring left is removed. Raises `BackupRefused` if the database is in use.
    """
    connection = await asyncpg.connect(url)
    try:
        if not await connection.fetchval(_ONE_AT_A_TIME, RESTORING_SCHEMA):
            raise BackupRefused("another process restores a back-up into this database")
        there = [row["nspname"] for row in await connection.fetch(_SCHEMAS, list(DATABASES))]
        if not await connection.fetch(_SCHEMAS, [RESTORING_SCHEMA]):
            if there:
                raise BackupRefused(f"the database has the schema {there[0]} already; use an empty database")
            await connection.execute(f"CREATE SCHEMA {RESTORING_SCHEMA}")
        for name in there:
            await connection.execute(f"DROP SCHEMA {name} CASCADE")
        yield
        await connection.execute(f"DROP SCHEMA {RESTORING_SCHEMA}")
    finally:
        await connection.close()


async def _skip_topics(bootstrap: str, progress: Progress) -> None:
    """What Kafka holds is of a history that the restored database does not know: its consumers go past it."""
    from aiokafka.errors import KafkaError

    from shared.engine.events.kafka.skipping import skip_to_end

    groups: dict[str, list[str]] = {}
    for flow in FLOWS:
        groups.setdefault(flow.consumer, []).append(TOPICS[flow.producer])
    try:
        count = await skip_to_end(bootstrap, groups)
    except (KafkaError, TimeoutError, OSError) as error:
        raise BackupRefused(f"Kafka: {error or 'no answer'}; stop every process, and see that Kafka runs") from error
    progress(f"the consumers continue from the end of {count} partitions in Kafka")


def _run(program: str, options: Sequence[str], url: str, progress: Progress | None = None) -> None:
    """Run a program of PostgreSQL's; the password is in its environment, where other users do not see it.

    With `progress` each table that a verbose program begins to read is told. Raises `BackupRefused`.
    """
    parts = urlsplit(url)
    environment = dict(os.environ)
    if parts.password is not None:
        environment["PGPASSWORD"] = unquote(parts.password)
    user, at, host = parts.netloc.rpartition("@")
    address = urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}"))
    command = [_program(program), f"--dbname={address}", *options]
    said: deque[str] = deque(maxlen=LAST_LINES)
    with subprocess.Popen(  # noqa: S603
        command, env=environment | {"LC_ALL": "C"}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as running:
        for line in running.stderr or ():
            table = _TABLE.search(line)
            if table is not None and progress is not None:
                progress(f"dumping {table['name']}")
            elif not _VERBOSE.match(line):
                said.append(line)
    if running.returncode:
        raise BackupRefused(f"{program}: {''.join(said).strip()}")


def _program(name: str) -> str:
    """The newest one of this machine. Raises `BackupRefused` if there is none."""
    found = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: -int(path.parent.parent.name))
    program = str(found[0]) if found else shutil.which(name)
    if program is None:
        raise BackupRefused(f"there is no {name} on this machine; install the client programs of PostgreSQL")
    return program


def _url(settings: Settings) -> str:
    assert settings.database_url is not None
    return settings.database_url
