"""Which loops need not be asked again: one that found nothing finds nothing until time passes or its rows change.

On real servers asking is most of what a story costs. Whatever writes to a database counts, also a test that puts a row
there by hand.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from copy import copy
from datetime import datetime
from typing import Any

from shared.engine.db.database import Connection, Database

Moment = tuple[datetime, int, int]


class Stillness:
    """What has been written, as a count a database, and since when a loop has had nothing to do."""

    def __init__(self, platform: Database, databases: Iterable[Database]) -> None:
        self._written: Counter[str] = Counter()
        self._still: dict[str, Moment] = {}
        self._platform = platform.name
        for database in (platform, *databases):
            self._watch(database)

    def moment(self, service: str, now: datetime) -> Moment:
        """What a loop of this service has before it now."""
        return now, self._written[service], self._written[self._platform]

    def found_nothing(self, loop: str, moment: Moment) -> None:
        """This loop had nothing to do at this moment."""
        self._still[loop] = moment

    def is_known(self, loop: str, moment: Moment) -> bool:
        """True if this loop has been asked already."""
        return self._still.get(loop) == moment

    def _watch(self, database: Any) -> None:
        database.ask = copy(database).ask  # reading by itself may go the same way as writing by one change
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
