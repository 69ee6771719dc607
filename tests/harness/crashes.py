"""Stories told over a death of the process: it dies at a crash point, comes back on the same files, the story goes on.

A story is told from its start again after a death: each of its acts has a moment of its own and an idempotency key, as
whoever got no answer would ask again. What is remembered in the end must be what is remembered without any death.
"""

import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from shared.engine.tables import audit, messages, timers
from shared.support.faults import CrashPoint
from tests.harness.crash_injection import Death, Fate
from tests.harness.world import World

Tell = Callable[[World], Awaitable[object]]
Memory = dict[str, list[Any]]

EVERY_PASS = 1_000


@dataclass(frozen=True, kw_only=True)
class CrashStory:
    """A story that bears being told again, and at which points the process dies in it.

    It dies at `most` of the passes through each point, the first, the last and some between; at every one if not said.
    """

    tell: Tell
    points: tuple[CrashPoint, ...] = tuple(CrashPoint)
    most: int = EVERY_PASS

    def passes_to_try(self, passed: int) -> list[int]:
        """Which of the passes (0 the first) are tried, of those there are."""
        tried = min(self.most, passed)
        return sorted({number * max(passed - 1, 0) // max(tried - 1, 1) for number in range(tried)})


async def told_without_death(folder: Path, tell: Tell) -> tuple[Counter[CrashPoint], Memory]:
    """How often the story passes each crash point, and what is remembered of it."""
    passed: Counter[CrashPoint] = Counter()

    def count(point: CrashPoint) -> None:
        passed[point] += 1

    async with World.running(folder, crash=count) as world:
        await tell(world)
        await world.settle()
        on_the_way = passed.copy()
        return on_the_way, await remembered(world)


async def told_over_a_death(folder: Path, tell: Tell, point: CrashPoint, after: int) -> Memory:
    """What is remembered of the story when the process died at the point, having passed it `after` times."""
    fate = Fate()
    async with World.running(folder, crash=fate) as world:
        fate.dies_at(point, after=after)
        try:
            await tell(world)
            await world.settle()
        except Death:
            fate.is_born_again()
            await world.restart()
            await tell(world)
            await world.settle()
        assert fate.met[f"died at {point}"] >= 1, f"nobody died at {point}"
        return await remembered(world)


async def remembered(world: World) -> Memory:
    """What is on record in every service, without what differs from one telling to the next (ids, seals)."""
    names = await _names(world)
    memory: Memory = {}
    for service in world.services:
        memory[f"{service} events"] = [_plain(row, names) for row in await world.events(service)]
        for table in (messages, audit, timers):
            memory[f"{service} {table.name}"] = [_plain(row, names) for row in await _rows(world, service, table)]
    return memory


async def _rows(world: World, service: str, table: Table) -> list[dict[str, Any]]:
    order = table.c.position if "position" in table.c else table.c.case_id
    return await world.rows(service, select(table).order_by(order))


async def _names(world: World) -> dict[str, str]:
    """What to call each case and its number, by the order of acceptance."""
    names = {}
    accepted = [event for event in await world.events("intake") if event["kind"] == "report.accepted"]
    for count, event in enumerate(accepted, 1):
        names[event["case_id"]] = f"case {count}"
        names[event["data"]["number"]] = f"number {count}"
    return names


def _plain(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part, names) for key, part in value.items() if key not in ("position", "trace")}
    if isinstance(value, list):
        return [_plain(part, names) for part in value]
    if isinstance(value, str) and value.startswith("v1."):
        return "sealed"
    if isinstance(value, str):
        for known, name in names.items():
            value = value.replace(known, name)
    return value


def differences(memory: Memory, expected: Memory) -> list[str]:
    """Where two memories differ, in a few lines."""
    found = []
    for part in expected:
        was, now = Counter(map(_text, expected[part])), Counter(map(_text, memory[part]))
        found += [f"{part}: missing {text}" for text in was - now]
        found += [f"{part}: too much {text}" for text in now - was]
    return found


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str, sort_keys=True)
