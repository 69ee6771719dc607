"""Faults of a database that answers and does not do its work: a table locked by a stranger, no writes, a full disk."""

import asyncio
from typing import Final

import asyncpg

from deploy.servers.failures import ServerFailed
from shared.contracts.services import DATABASES, PLATFORM
from tests.chaos.fault import AWAY, Fault
from tests.chaos.stack import Stack
from tests.harness.waiting import eventually

_OF_A_SERVICE = ("answers", "audit", "event_log", "inbox", "leases", "messages", "outbox", "timers")
_OF_THE_PLATFORM = ("audit", "case_keys", "clock", "directory_version", "staff", "tokens")
TABLES: Final = tuple(
    f"{schema}.{table}" for schema in DATABASES for table in (_OF_THE_PLATFORM if schema == PLATFORM else _OF_A_SERVICE)
)
"""The tables that are locked: those without which a request, a loop or a start comes to nothing."""
BACK_WITHIN = 60.0


class TableLocked(Fault):
    """A stranger has locked a table, and forgot it."""

    what = "locked by a stranger"

    async def strike(self, stack: Stack) -> None:
        stranger = await asyncpg.connect(stack.postgres.url)
        stack.strangers[self.at] = stranger
        await stranger.execute("BEGIN")
        await stranger.execute(f"LOCK TABLE {self.at.partition('-')[2]} IN ACCESS EXCLUSIVE MODE")

    async def relieve(self, stack: Stack) -> None:
        await stack.strangers.pop(self.at).close()


class TakesNoWrites(Fault):
    """PostgreSQL takes no writes, as a server that was just demoted."""

    what = "read-only"

    async def strike(self, stack: Stack) -> None:
        await _configure(stack, "SET default_transaction_read_only = on")

    async def relieve(self, stack: Stack) -> None:
        await _configure(stack, "RESET default_transaction_read_only")


class DiskFull(Fault):
    """PostgreSQL's disk has no room, not even for its log: it may end. Then there is room, and it is started."""

    what = "without room on its disk"

    async def strike(self, stack: Stack) -> None:
        if stack.disk is not None:
            await asyncio.to_thread(stack.disk.fill)

    async def relieve(self, stack: Stack) -> None:
        if stack.disk is not None:
            await asyncio.to_thread(stack.disk.free)
            await eventually(lambda: _serves(stack), within=BACK_WITHIN)


async def _configure(stack: Stack, change: str) -> None:
    operator = await asyncpg.connect(stack.postgres.url, server_settings={"default_transaction_read_only": "off"})
    try:
        await operator.execute(f"ALTER SYSTEM {change}")
        await operator.execute("SELECT pg_reload_conf()")
    finally:
        await operator.close()


async def _serves(stack: Stack) -> bool:
    """True once it takes a connection; it is started if it has ended."""
    try:
        await asyncio.to_thread(stack.postgres.start)
        connection = await asyncpg.connect(stack.postgres.url)
        await connection.close()
    except (ServerFailed, *AWAY):
        return False
    return True
