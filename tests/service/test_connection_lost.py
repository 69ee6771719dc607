"""A connection that dies around a commit: what bears to be done again is done again, once, and has one effect."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from shared.engine.db.database import Connection, Database, DatabaseAway, Unreachable
from shared.engine.deduplication import IdempotencyKey
from shared.engine.executor import Executor
from tests.harness.clock import ManualClock
from tests.harness.counter_aggregate import SPEC, adding, totals

KEY = IdempotencyKey("S1:add:a", "key", "body")


class Dying:
    """A database whose next `deaths` commits end so: before they took, or after, or with no connection at all."""

    def __init__(self, database: Database, *, committed: bool, error: type[DatabaseAway] = DatabaseAway) -> None:
        self._database = database
        self._committed = committed
        self._error = error
        self.name, self.dialect, self.parallel_commits = database.name, database.dialect, 1
        self.deaths = 1
        self.begun = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        self.begun += 1
        dies, self.deaths = self.deaths > 0, self.deaths - 1
        async with self._database.transaction() as connection:
            yield connection
            if dies and not self._committed:
                raise self._error
        if dies:
            raise self._error

    def __getattr__(self, name: str) -> Any:
        return self.transaction if name == "single" else getattr(self._database, name)


def executor_on(database: Dying) -> Executor[Any]:
    return Executor(database, SPEC, ManualClock())  # type: ignore[arg-type]


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize(
    "options",
    [{"action": "add", "actor": "S1", "idempotency_key": KEY}, {"consumer": "c", "event_id": "e"}],
    ids=["asked by key", "an event"],
)
async def test_what_a_row_can_tell_of_is_done_once_whatever_became_of_the_commit(
    database: Database, committed: bool, options: dict[str, Any]
) -> None:
    dying = Dying(database, committed=committed)

    [outcome] = await executor_on(dying).run([adding("a", 5, **options)])

    assert outcome.error is None
    assert outcome.repeated is committed
    assert await totals(database) == {"a": 5}
    assert dying.begun == 2


@pytest.mark.parametrize("committed", [True, False])
async def test_what_no_row_tells_of_is_left_to_whoever_asked(database: Database, committed: bool) -> None:
    dying = Dying(database, committed=committed)

    with pytest.raises(DatabaseAway):
        await executor_on(dying).run([adding("a", 5), adding("b", 1, action="add", idempotency_key=KEY)])

    assert dying.begun == 1
    assert await totals(database) == ({"a": 5, "b": 1} if committed else {})


async def test_a_second_death_is_told(database: Database) -> None:
    dying = Dying(database, committed=False)
    dying.deaths = 2

    with pytest.raises(DatabaseAway):
        await executor_on(dying).run([adding("a", 5, action="add", idempotency_key=KEY)])

    assert dying.begun == 2


async def test_a_database_that_cannot_be_reached_is_not_waited_for_twice(database: Database) -> None:
    dying = Dying(database, committed=False, error=Unreachable)

    with pytest.raises(Unreachable):
        await executor_on(dying).run([adding("a", 5, action="add", idempotency_key=KEY)])

    assert dying.begun == 1
