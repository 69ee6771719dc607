"""Whether this process can do its job, found out by doing a piece of it every few seconds, never by a request.

Each of its databases is written to, durably; the space beside the files is compared with a floor; the write-ahead log
is kept small. `/readyz`, a log line and figures show what is found, none of which needs a disk; new reports are refused
while they would fail. All of it ends automatically with its cause, except for a damaged file.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.contracts.services import PLATFORM, SERVICES
from shared.engine.db.database import Cause, Database, DatabaseAway
from shared.engine.loops import Component, WaitingClock, wait_until_set
from shared.engine.migrations import Line
from shared.platform.admission import Admission
from shared.runtime.free_space import FreeSpace
from shared.support import metrics
from shared.support.host_clock import read_monotonic

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=2)
TRIED_WITHIN = 3.0  # seconds, for one database; longer than it waits for a lock
STALE = timedelta(seconds=15)
STUCK = "The process has not been able to look at its databases for {seconds:.0f} s."
SLOW = "The database took longer than {seconds:.0f} s for a small write."
LARGEST_LOG = 64 << 20  # bytes of a write-ahead log; it is written back at every four million
GROWING = "The write-ahead log has {megabytes} MB and cannot be written back: another program keeps reading the file."
NEEDED = (SERVICES[0], PLATFORM)
"""The databases that a new report is written to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """What one look found, each with a plain sentence: what makes the process unready, and what is an alarm only."""

    unready: Mapping[str, str] = field(default_factory=dict)
    alarms: Mapping[str, str] = field(default_factory=dict)
    away: Sequence[str] = ()


class Readiness(Component):
    """Looks every two real seconds. `databases`: those this process works on; `free_space`: that beside their files."""

    name = "process.readiness"

    def __init__(
        self,
        databases: Mapping[str, Database],
        admission: Admission,
        free_space: FreeSpace | None,
        *,
        passed: Callable[[], timedelta] = read_monotonic,
    ) -> None:
        self.failing: str | None = None
        self.last_ran_at: datetime | None = None
        self.running = False
        self._databases = databases
        self._tables = {name: _tables(name) for name in databases}
        self._admission = admission
        self._free_space = free_space
        self._passed = passed
        self._looked_at: timedelta | None = None
        self._silent: dict[str, int] = dict.fromkeys(databases, 0)
        self._found = Findings()
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """No-op: it has its own interval."""

    def start(self, clock: WaitingClock) -> None:
        self.running = True
        self._looked_at = self._passed()
        self._task = asyncio.get_running_loop().create_task(self._run(clock), name=self.name)

    async def stop(self) -> None:
        self._stop.set()
        if self._task is not None:
            await self._task

    async def findings(self) -> Findings:
        """What the last look found. Without a running loop, as in a test, this looks."""
        if not self.running:
            await self.look()
        quiet = self._passed() - self._looked_at if self._looked_at is not None else timedelta()
        if quiet > STALE:
            stuck = {self.name: STUCK.format(seconds=quiet.total_seconds())}
            return Findings(unready={**self._found.unready, **stuck}, alarms=self._found.alarms, away=self._found.away)
        return self._found

    async def look(self) -> None:
        """Try each database, measure the free space, and tell what has changed."""
        causes = dict(zip(self._databases, await asyncio.gather(*map(self._try, self._databases)), strict=True))
        unready = {f"{name}.database": said for name, said in causes.items() if said is not None}
        lacking = self._free_space.lacking() if self._free_space is not None else None
        if lacking is not None:
            unready["disk"] = lacking
        alarms = {f"{name}.log": said for name in self._databases if (said := await self._tidy(name))}
        away = [name for name, said in causes.items() if said is not None]
        self._tell(Findings(unready=unready, alarms=alarms, away=away))
        self._admission.closed = lacking or next(filter(None, (self._closes(name, causes) for name in NEEDED)), None)
        self._looked_at = self._passed()

    async def _run(self, clock: WaitingClock) -> None:
        while not self._stop.is_set():
            try:
                await self.look()
                self.failing, self.last_ran_at = None, clock.now()
            except Exception as error:
                if self.failing is None:
                    log.exception("readiness failing", extra={"action": "readiness.failing"})
                self.failing = type(error).__name__
            await wait_until_set(self._stop, EVERY.total_seconds())

    async def _try(self, name: str) -> str | None:
        """One sentence if the database does not take a write now."""
        cause: Cause | None = None
        said: str | None = None
        try:
            async with asyncio.timeout(TRIED_WITHIN):
                await self._databases[name].try_write(self._tables[name])
        except DatabaseAway as error:
            cause, said = error.cause, str(error.cause)
        except TimeoutError:
            cause, said = Cause.SILENT, SLOW.format(seconds=TRIED_WITHIN)
        self._silent[name] = self._silent[name] + 1 if cause is Cause.SILENT else 0
        return said

    def _closes(self, name: str, causes: Mapping[str, str | None]) -> str | None:
        """Why new reports are refused. A database that is silent once may only be busy: reports are tried."""
        return causes.get(name) if self._silent.get(name) != 1 else None

    async def _tidy(self, name: str) -> str | None:
        """Keep the write-ahead log small; one sentence if that cannot be done."""
        size = 0
        with suppress(DatabaseAway):
            size = await self._databases[name].tidy()
        metrics.wal_bytes.labels(name).set(size)
        return GROWING.format(megabytes=size >> 20) if size > LARGEST_LOG else None

    def _tell(self, found: Findings) -> None:
        """Log what is new and what is over, once each."""
        before, now = {**self._found.unready, **self._found.alarms}, {**found.unready, **found.alarms}
        for part in now.keys() - before.keys():
            log.error("a part of the process cannot do its work", extra={"action": "readiness.lost", "loop": part})
        for part in before.keys() - now.keys():
            log.warning("a part of the process works again", extra={"action": "readiness.regained", "loop": part})
        for part in before.keys() | now.keys():
            metrics.failing.labels(part).set(part in now)
        metrics.ready.set(not found.unready)
        self._found = found


def _tables(name: str) -> list[str]:
    return [table.name for metadata in Line(name).metadata() for table in metadata.sorted_tables]


def databases_of(platform: Database, services: Mapping[str, Database]) -> dict[str, Database]:
    """The databases of a process by name; a service without one of its own works on the platform's."""
    return {PLATFORM: platform} | {name: each for name, each in services.items() if each is not platform}
