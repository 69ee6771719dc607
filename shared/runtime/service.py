"""A service as the process that runs it sees it: a router, an ear, loops. Built by its `bootstrap.build`."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from fastapi import APIRouter

from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.engine.events.consumer import Consumer
from shared.engine.events.parking import Parking
from shared.engine.events.relay import Relay
from shared.engine.executor import Committed, Executor
from shared.engine.loops import Loop
from shared.engine.notifications.channels.base import Channel
from shared.engine.notifications.channels.log import LogChannel
from shared.engine.notifications.delivery import Delivery
from shared.engine.timers import Ticker
from shared.web.fast_path import FastRoute

CHANNELS: tuple[Channel, ...] = (LogChannel(),)
"""The channels that messages are sent through, beside the message box."""


@dataclass(kw_only=True)
class Service:
    """One service, wired. `loops` carry on what commits set going; `drain` waits for the commands under way."""

    name: str
    database: Database
    router: APIRouter
    executor: Executor[Any]
    command_queue: CommandQueue[Any]
    fast_routes: Sequence[FastRoute] = ()
    loops: list[Loop] = field(default_factory=list)
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def drain(self) -> None:
        """Wait for the commands under way."""
        await self.command_queue.drain()

    async def close(self) -> None:
        """Let go of what it holds; its database is closed by whoever opened it."""
        for close in self.closing:
            await close()


def standard_loops(
    name: str,
    *,
    bus: Bus,
    relay: Relay,
    consumer: Consumer[Any] | None,
    parking: Parking[Any] | None,
    ticker: Ticker[Any] | None,
    deliveries: Sequence[Delivery],
    executor: Executor[Any],
) -> list[Loop]:
    """The loops every service has, woken by its commits."""
    loops = {
        "relay": Loop(f"{name}.relay", relay.run_once, next_at=relay.next_at, batch=relay.batch),
    }
    sending = [Loop(f"{name}.delivery.{each.channel.name}", each.run_once, batch=each.batch) for each in deliveries]
    if ticker is not None:
        loops["ticker"] = Loop(f"{name}.ticker", ticker.run_once, next_at=ticker.next_at, batch=ticker.batch)
    if parking is not None:
        loops["parking"] = Loop(f"{name}.parking", parking.run_once, next_at=parking.next_at)
    if consumer is not None:
        bus.subscribe(consumer)
        consumer.publish_dead_letter = bus.publish_dead_letter

    def on_commit(committed: Committed) -> None:
        if committed.events:
            loops["relay"].call()
        if committed.messages:
            for loop in sending:
                loop.call()
        if committed.earliest_due is not None and "ticker" in loops:
            loops["ticker"].call(committed.earliest_due)

    executor.on_commit = on_commit
    return [*loops.values(), *sending]


GRACE = timedelta(seconds=20)
"""How long a graceful stop may take."""
