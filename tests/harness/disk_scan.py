"""Everything a world has written to disk: in its folder, and in those of the servers, which other worlds use too.

On real servers: every row as text, the database's own files after a checkpoint, the write-ahead log, the broker's
record files, and both servers' logs. Only what was written since the baseline is returned.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from tests.harness.postgres_snapshots import TABLES
from tests.harness.stacks import Scale
from tests.harness.world import World

WAL = "SELECT file_name, file_offset FROM pg_walfile_name_offset(pg_current_wal_insert_lsn())"
OWN = "SELECT oid FROM pg_database WHERE datname = current_database()"


@dataclass
class Baseline:
    """The sizes, times and positions at one moment."""

    written: Mapping[Path, int] = field(default_factory=dict)
    changed_at: Mapping[Path, int] = field(default_factory=dict)
    wal: tuple[str, int] = ("", 0)


async def baseline(world: World) -> Baseline:
    """Everything written until now is left out of `written_since`."""
    stack = world.stack
    if not isinstance(stack, Scale):
        return Baseline()
    async with _connected(world) as connection:
        return Baseline(
            written={path: path.stat().st_size for path in _logs(stack)},
            changed_at={path: path.stat().st_mtime_ns for path in await _files(stack, connection)},
            wal=tuple(await connection.fetchrow(WAL)),
        )


async def written_since(world: World, since: Baseline) -> dict[str, bytes]:
    """What was written since, by the kind and name of its place."""
    stack = world.stack
    found = {f"folder {path.name}": path.read_bytes() for path in world.folder.rglob("*") if path.is_file()}
    if isinstance(stack, Scale):
        found |= {f"log {path}": path.read_bytes()[since.written.get(path, 0) :] for path in _logs(stack)}
        async with _connected(world) as connection:
            await connection.execute("CHECKPOINT")
            for path in await _files(stack, connection):
                if since.changed_at.get(path) != path.stat().st_mtime_ns:
                    found[f"database {path.name}"] = path.read_bytes()
            wal = _wal(stack, since.wal, await connection.fetchrow(WAL))
            found |= {f"wal {name}": content for name, content in wal.items()}
            for schema, name in await connection.fetch(TABLES):
                rows = await connection.fetch(f'SELECT t::text FROM "{schema}"."{name}" t')
                found[f"row {schema}.{name}"] = "\n".join(row[0] for row in rows).encode()
    return found


def _logs(stack: Scale) -> list[Path]:
    """The files that only grow."""
    kept = (stack.kafka.folder / "broker-1" / "data").glob("*/*.log")
    return [*kept, stack.kafka.log(1), stack.postgres.log]


async def _files(stack: Scale, connection: Any) -> list[Path]:
    """The files of the world's own database."""
    return sorted((stack.postgres.data / "base" / str(await connection.fetchval(OWN))).iterdir())


def _wal(stack: Scale, first: tuple[str, int], last: tuple[str, int]) -> dict[str, bytes]:
    """The write-ahead log from one place to another."""
    segments = [path for path in sorted((stack.postgres.data / "pg_wal").iterdir()) if first[0] <= path.name <= last[0]]
    found = {path.name: path.read_bytes() for path in segments if path.is_file()}
    assert {first[0], last[0]} <= set(found), "the log was cleared meanwhile"
    found[last[0]] = found[last[0]][: last[1]]
    found[first[0]] = found[first[0]][first[1] :]
    return found


@asynccontextmanager
async def _connected(world: World) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(world.settings.database_url)
    try:
        yield connection
    finally:
        await connection.close()
