"""Stories over a crash: the process crashes at a crash point, is restarted on the same files, the story continues.

After the crash the story is run from its start again: each act has a moment of its own and an idempotency key, as a
client without an answer repeats its request. What is stored at the end must equal what is stored without a crash.
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
from tests.harness.crash_injection import CrashInjector, SimulatedCrash
from tests.harness.world import World

RunStory = Callable[[World], Awaitable[object]]
Stored = dict[str, list[Any]]

EVERY_PASS = 1_000


@dataclass(frozen=True, kw_only=True)
class CrashStory:
    """A story that can be run again from its start, and the points at which the process crashes in it.

    It crashes at `most` of the passes through each point, the first, the last and some between; by default at each.
    """

    run: RunStory
    points: tuple[CrashPoint, ...] = tuple(CrashPoint)
    most: int = EVERY_PASS

    def passes_to_try(self, passed: int) -> list[int]:
        """Which of the passes (0 the first) are tried, of those there are."""
        tried = min(self.most, passed)
        return sorted({number * max(passed - 1, 0) // max(tried - 1, 1) for number in range(tried)})


async def run_without_crash(folder: Path, run: RunStory) -> tuple[Counter[CrashPoint], Stored]:
    """How often the story passes each crash point, and what is stored at its end."""
    passed: Counter[CrashPoint] = Counter()

    def count(point: CrashPoint) -> None:
        passed[point] += 1

    async with World.running(folder, crash=count) as world:
        await run(world)
        await world.settle()
        on_the_way = passed.copy()
        return on_the_way, await stored(world)


async def run_over_a_crash(folder: Path, run: RunStory, point: CrashPoint, after: int) -> Stored:
    """What is stored at the end when the process crashed at the point, having passed it `after` times."""
    injector = CrashInjector()
    async with World.running(folder, crash=injector) as world:
        injector.crashes_at(point, after=after)
        try:
            await run(world)
            await world.settle()
        except SimulatedCrash:
            injector.restart()
            await world.restart()
            await run(world)
            await world.settle()
        assert injector.counts[f"crashed at {point}"] >= 1, f"there was no crash at {point}"
        return await stored(world)


async def stored(world: World) -> Stored:
    """The rows of every service, without what differs from one run to the next (ids, seals)."""
    names = await _names(world)
    rows: Stored = {}
    for service in world.services:
        rows[f"{service} events"] = [_plain(row, names) for row in await world.events(service)]
        for table in (messages, audit, timers):
            rows[f"{service} {table.name}"] = [_plain(row, names) for row in await _rows(world, service, table)]
    return rows


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


def differences(rows: Stored, expected: Stored) -> list[str]:
    """The rows in which two runs differ."""
    found = []
    for part in expected:
        was, now = Counter(map(_text, expected[part])), Counter(map(_text, rows[part]))
        found += [f"{part}: missing {text}" for text in was - now]
        found += [f"{part}: too much {text}" for text in now - was]
    return found


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str, sort_keys=True)
