"""A service as the process that runs it sees it: routes, loops, and what to close. Built by its `bootstrap.build`.

`standard_service` wires one that has an aggregate: commands, events, timers, messages, and the loops for them.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from fastapi import APIRouter

from shared.engine.command_queue import CommandQueue
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus
from shared.engine.events.consumer import Consumer, Subscriptions
from shared.engine.events.parking import Parking
from shared.engine.events.relay import Relay
from shared.engine.executor import Committed, Executor
from shared.engine.loops import Loop
from shared.engine.notifications.channels.base import Channel
from shared.engine.notifications.channels.log import LogChannel
from shared.engine.notifications.delivery import deliveries_through
from shared.engine.redating import Redating
from shared.engine.timers import Fire, Ticker
from shared.engine.unit_of_work import AggregateSpec
from shared.platform.clock.steps import may_fire, steps_of
from shared.platform.context import AppContext
from shared.platform.erasure.part import ErasingPart, Forget, nothing_else
from shared.support.faults import Crash
from shared.web.fast_path import FastRoute
from shared.web.live.hub import Hub

T = TypeVar("T")

GRACE = timedelta(seconds=20)
"""How long a graceful stop may take."""

CHANNELS: tuple[Channel, ...] = (LogChannel(),)
"""The channels that messages are sent through, beside the message box."""


@dataclass(kw_only=True)
class Service:
    """One service, wired. Its database is closed by the process that opened it.

    `hub` pushes its live lists to the pages that show them.
    `accounts` are the outside accounts it works with, by setting (`wecom_corpid`): the data stay with the same ones.
    """

    name: str
    database: Database
    routers: list[APIRouter] = field(default_factory=list)
    fast_routes: Sequence[FastRoute] = ()
    loops: list[Loop] = field(default_factory=list)
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    hub: Hub | None = None
    accounts: dict[str, str] = field(default_factory=dict)

    async def drain(self) -> None:
        """Wait for the commands that are queued or running."""

    async def catch_up_with_clock(self) -> int:
        """Re-date what a step of the clock moves, if there was one; returns how many cases that were."""
        return 0

    async def close(self) -> None:
        """Close what the service opened for itself."""
        for close in self.closing:
            await close()


@dataclass(kw_only=True)
class StandardService(Service, Generic[T]):
    """A service whose aggregate is `T`: it has the engine's tables, takes commands and publishes events."""

    executor: Executor[T]
    command_queue: CommandQueue[T]
    redating: Redating[T]
    hub: Hub

    async def catch_up_with_clock(self) -> int:
        return await self.redating.catch_up()

    async def drain(self) -> None:
        await self.command_queue.drain()


@dataclass(frozen=True, kw_only=True, slots=True)
class Listening(Generic[T]):
    """The events a service subscribes to; `opening` are the types that create an aggregate."""

    topics: tuple[str, ...]
    subscriptions: Subscriptions[T]
    opening: Collection[str] = ()


def standard_service(
    name: str,
    context: AppContext,
    database: Database,
    bus: Bus,
    spec: AggregateSpec[T],
    *,
    listening: Listening[T] | None = None,
    fire: Fire[T] | None = None,
    forget: Forget[T] = nothing_else,
) -> StandardService[T]:
    """The service of one aggregate, without routes: those are included by the caller.

    `listening` makes it a consumer of the bus, `fire` gives it timers, `forget` removes what it keeps of an erased case
    beside its aggregate. Its commits wake its loops and its live lists.
    """
    executor = Executor(database, spec, context.clock, crash=context.crash)
    loops = _Loops(
        relay=_relaying(name, database, bus, context.crash),
        deliveries=_delivering(name, database, context.crash),
        ticker=_ticking(name, context, executor, fire) if fire else None,
        parking=_consuming(name, database, bus, executor, listening) if listening else None,
        erasing=_erasing(name, context, executor, spec, forget),
    )
    hub = Hub(name, context.clock, context.ids.new())

    def committed(what: Committed) -> None:
        loops.wake(what)
        hub.committed(what)

    executor.on_commit = committed
    return StandardService(
        name=name,
        database=database,
        hub=hub,
        closing=[hub.stop],
        loops=loops.present(),
        executor=executor,
        command_queue=CommandQueue(executor),
        redating=Redating(executor, spec, steps_of(context.platform)),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Loops:
    relay: Loop
    deliveries: tuple[Loop, ...]
    ticker: Loop | None
    parking: Loop | None
    erasing: Loop

    def present(self) -> list[Loop]:
        loops = (self.relay, self.ticker, self.parking, *self.deliveries, self.erasing)
        return [loop for loop in loops if loop is not None]

    def wake(self, committed: Committed) -> None:
        """Wake the loops that have work after a commit."""
        if committed.events:
            self.relay.call()
        if committed.messages:
            for delivery in self.deliveries:
                delivery.call()
        if committed.earliest_due is not None and self.ticker is not None:
            self.ticker.call(committed.earliest_due)


def _relaying(name: str, database: Database, bus: Bus, crash: Crash) -> Loop:
    relay = Relay(database, bus, crash=crash)
    return Loop(f"{name}.relay", relay.run_once, next_at=relay.next_at, batch=relay.batch)


def _delivering(name: str, database: Database, crash: Crash) -> tuple[Loop, ...]:
    """One loop for each channel."""
    deliveries = deliveries_through(database, CHANNELS, crash=crash)
    return tuple(Loop(f"{name}.delivery.{each.channel.name}", each.run_once, batch=each.batch) for each in deliveries)


def _ticking(name: str, context: AppContext, executor: Executor[T], fire: Fire[T]) -> Loop:
    """The ticker's loop. It does nothing while the clock is held, and until what a step moves is re-dated."""
    ticker = Ticker(executor.database, executor, fire)

    async def run_once(now: datetime) -> int:
        return await ticker.run_once(now) if may_fire(context.clock) else 0

    async def next_at() -> datetime | None:
        return await ticker.next_at() if may_fire(context.clock) else None

    return Loop(f"{name}.ticker", run_once, next_at=next_at, batch=ticker.batch)


def _erasing(name: str, context: AppContext, executor: Executor[T], spec: AggregateSpec[T], forget: Forget[T]) -> Loop:
    part = ErasingPart(name, context.platform, executor, spec, forget)
    return Loop(f"{name}.erasing", part.run_once, batch=part.batch)


def _consuming(name: str, database: Database, bus: Bus, executor: Executor[T], listening: Listening[T]) -> Loop:
    """Subscribe to the bus; returns the loop that retries parked events."""
    consumer = Consumer(name, listening.topics, listening.subscriptions, executor, opening=listening.opening)
    consumer.publish_dead_letter = bus.publish_dead_letter
    bus.subscribe(consumer)
    parking = Parking(database, consumer)
    return Loop(f"{name}.parking", parking.run_once, next_at=parking.next_at)
