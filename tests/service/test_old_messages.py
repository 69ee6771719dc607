"""A database of version 0.1.0, which kept no tries: what it had not delivered is sent once, the rest never again."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from deploy.servers.postgres import Postgres
from shared.contracts.services import SERVICES
from shared.engine.notifications.delivery import deliveries_through
from shared.engine.notifications.message import Message
from shared.engine.tables import messages
from tests.harness.clock import A_MONDAY_MORNING as NOW
from tests.harness.migrated import upgraded

MESSAGE = {"case_id": "a", "recipient": "S1", "kind": "nudged", "text": "…", "at": NOW, "late_by_seconds": 0.0}
OLD: list[dict[str, Any]] = [
    MESSAGE | {"key": "delivered", "delivered_at": NOW, "attempts": 1},
    MESSAGE | {"key": "failed", "delivered_at": None, "attempts": 2},
    MESSAGE | {"key": "new", "delivered_at": None, "attempts": 0},
]


class Pigeon:
    """A channel that remembers what it carried."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.carried: list[str] = []

    async def send(self, message: Message) -> None:
        self.carried.append(message.key)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> Postgres | None:
    """The kind of database: a server, None for SQLite."""
    return None if request.param == "sqlite" else request.getfixturevalue("postgres_server")  # type: ignore[no-any-return]


@pytest.mark.parametrize("service", SERVICES)
async def test_what_was_not_delivered_is_sent_once_by_each_channel(
    service: str, tmp_path: Path, kind: Postgres | None
) -> None:
    pigeon, crow = Pigeon("log"), Pigeon("crow")
    async with upgraded(service, "0001", messages, OLD, folder=tmp_path, server=kind) as database:
        for each in [*deliveries_through(database, [pigeon, crow]), *deliveries_through(database, [pigeon, crow])]:
            await each.run_once(NOW)
        undelivered = await database.ask(select(messages).where(messages.c.delivered_at.is_(None)))

    assert (pigeon.carried, crow.carried, undelivered) == (["failed", "new"], ["failed", "new"], [])
