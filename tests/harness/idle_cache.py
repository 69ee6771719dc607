"""A cache of idle loops: one that found nothing is not run again until time passes or a database is written to.

On real servers these empty rounds would take most of a story's time. Patched: `transaction`, `single` and `change` of
each database, which count writes; also a row that a test inserts counts. Not tried by stories therefore: a loop that
finds work although neither the time nor a row of its databases has changed. `tests/service/test_loops.py` and the
scale tests run loops without the cache.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from copy import copy
from datetime import datetime
from typing import Any

from shared.engine.db.database import Connection, Database

Moment = tuple[datetime, int, int]


class IdleCache:
    """Counts writes by database, and remembers at which moment a loop found nothing."""

    def __init__(self, platform: Database, databases: Iterable[Database]) -> None:
        self._written: Counter[str] = Counter()
        self._idle: dict[str, Moment] = {}
        self._platform = platform.name
        for database in (platform, *databases):
            self._count_writes(database)

    def moment(self, service: str, now: datetime) -> Moment:
        """The time and the write counts on which a loop of this service depends."""
        return now, self._written[service], self._written[self._platform]

    def note_idle(self, loop: str, moment: Moment) -> None:
        """The loop had nothing to do at this moment."""
        self._idle[loop] = moment

    def is_idle(self, loop: str, moment: Moment) -> bool:
        """True if the loop had nothing to do at this very moment."""
        return self._idle.get(loop) == moment

    def _count_writes(self, database: Any) -> None:
        database.ask = copy(database).ask  # `ask` may use the same `single` as a write; a read is not counted
        database.transaction = self._counted(database.name, database.transaction)
        database.single = self._counted(database.name, database.single)
        change = database.change

        async def changed(*changes: Any) -> Any:
            try:
                return await change(*changes)
            finally:
                self._written[database.name] += 1

        database.change = changed

    def _counted(
        self, name: str, transaction: Callable[[], AbstractAsyncContextManager[Connection]]
    ) -> Callable[[], AbstractAsyncContextManager[Connection]]:
        @asynccontextmanager
        async def counted() -> AsyncIterator[Connection]:
            try:
                async with transaction() as connection:
                    yield connection
            finally:
                self._written[name] += 1

        return counted
