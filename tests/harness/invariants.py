"""What must hold in every service at the end of every story, whatever was told in it (I6, I7, I9, I14)."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select

from services.escalation.adapters.repository import STORY as ESCALATION
from services.intake.adapters.repository import STORY as INTAKE
from shared.contracts.registry import split_type
from shared.db.database import Connection
from shared.messages.tables import messages
from shared.messaging import codec
from shared.messaging.tables import event_log, outbox, parked
from shared.runtime.service import Service
from shared.timers.tables import timers
from shared.work.unit import Story

STORIES: dict[str, Story[Any]] = {"intake": INTAKE, "escalation": ESCALATION}
"""How each service's aggregates live."""

NOT_TOLD: dict[str, Callable[[Any], Any]] = {}
"""What no event tells, by service (leases, drafts): an aggregate → the same without it, before it is compared."""


async def check_invariants(services: Mapping[str, Service]) -> None:
    """See the module; each failure names the invariant."""
    for name, service in services.items():
        async with service.database.reading() as connection:
            await _nothing_is_left(name, connection)
            if name in STORIES:
                await _history_is_the_truth(name, connection)


async def _nothing_is_left(name: str, connection: Connection) -> None:
    for table in (outbox, parked):
        [row] = await connection.execute(select(func.count().label("n")).select_from(table))
        assert row["n"] == 0, f"{name} has rows left in {table.name} (I7)"
    unsent = await connection.execute(select(messages.c.key).where(messages.c.delivered_at.is_(None)))
    assert unsent == [], f"{name} has messages nobody was sent"


async def _history_is_the_truth(name: str, connection: Connection) -> None:
    """The event log alone rebuilds every aggregate, and every timer follows from one."""
    story = STORIES[name]
    trim = NOT_TOLD.get(name, lambda case: case)
    told: dict[str, Any] = {}
    last: defaultdict[str, int] = defaultdict(int)
    for row in await connection.execute(select(event_log).order_by(event_log.c.case_id, event_log.c.sequence)):
        case_id = row["case_id"]
        assert row["sequence"] == last[case_id] + 1, f"{name} {case_id} has a gap in its history (I6)"
        last[case_id] += 1
        told[case_id] = story.evolve(told.get(case_id), codec.decode(*split_type(row["type"]), row["data"].encode()))
    owed = set()
    for row in await connection.execute(select(story.table.table)):
        stored = codec.load(row["document"], story.table.cls)
        assert trim(stored) == trim(told.pop(row["id"])), f"{name} {row['id']} is not what its history says (I9)"
        assert row["sequence"] == last[row["id"]], f"{name} {row['id']} has lost count (I6)"
        owed |= {(row["id"], o.kind, o.due_at, o.step) for o in story.obligations(stored)}
    assert told == {}, f"{name} has histories without a case (I9)"
    armed = {(r["case_id"], r["kind"], r["due_at"], r["step"]) for r in await connection.execute(select(timers))}
    assert armed == owed, f"{name} has other timers than its cases owe (I14)"
