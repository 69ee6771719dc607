"""What a user would pick instead for timers: libraries that keep jobs in PostgreSQL, each in a process of its own.

Each module here is one of them, tuned as its documentation advises for many short jobs, with a handler that writes one
small row. `requirements-bench.lock` has them; the hotline itself needs none.
"""

import asyncio
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import asyncpg

from deploy.servers.process import ServerProcess

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120.0  # seconds for the first to fire, and then for all
LATE = "SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - due)::float AS late FROM fired ORDER BY 1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Peer:
    """One of them. `settings` says how it was tuned."""

    name: str
    module: str
    settings: str

    def run(self, folder: Path, url: str, jobs: int, pending: int, spread: timedelta) -> tuple[float, ...]:
        """How late each was, in seconds, ascending; those that had fired when patience ended."""
        process = ServerProcess(self.name, folder)
        process.take()
        asked = (url, str(jobs), str(pending), str(spread.total_seconds()))
        process.launch([sys.executable, "-m", f"tests.bench.peers.{self.module}", *asked], {"PYTHONPATH": str(ROOT)})
        try:
            return asyncio.run(_watch(process, url, jobs))
        finally:
            process.kill()


async def _watch(process: ServerProcess, url: str, jobs: int) -> tuple[float, ...]:
    """Ask now and then how many have fired; patience begins anew with the first."""
    connection = await asyncpg.connect(url)
    loop = asyncio.get_running_loop()
    began, fired = loop.time(), 0
    try:
        while fired < jobs and loop.time() - began < PATIENCE:
            await asyncio.sleep(0.25)
            if not process.running:
                raise RuntimeError(f"{process.name} ended:\n{process.said()[-2000:]}")
            before, fired = fired, await _fired(connection)
            if fired and not before:
                began = loop.time()
        return tuple(row["late"] for row in await connection.fetch(LATE))
    finally:
        await connection.close()


async def _fired(connection: "asyncpg.Connection[asyncpg.Record]") -> int:
    if not await connection.fetchval("SELECT to_regclass('fired') IS NOT NULL"):
        return 0
    return int(await connection.fetchval("SELECT count(*) FROM fired"))


PEERS = (
    Peer(
        name="pgqueuer",
        module="with_pgqueuer",
        settings="batch 500, polls at least every 20 ms, pool of 20",
    ),
    Peer(
        name="APScheduler, SQLAlchemy job store",
        module="with_apscheduler",
        settings="20 threads, pool of 20, no misfire limit",
    ),
    Peer(
        name="procrastinate",
        module="with_procrastinate",
        settings="concurrency 50, polls every 20 ms, pool of 20, jobs deleted when done",
    ),
)
