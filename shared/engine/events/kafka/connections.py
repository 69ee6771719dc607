"""Starts and stops Kafka clients, so that no connection and no group member stays alive by mistake.

A start that is cancelled half-way leaks the library's bootstrap connection; a stop can take as long as a request, or
for ever without a broker. So neither is cancelled: the caller waits for a stop at most `PATIENCE`, then it continues in
the background.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiokafka import AIOKafkaConsumer

log = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds

_stopping: set[asyncio.Task[Any]] = set()


async def start_client(starting: Coroutine[Any, Any, Any], stop: Callable[[], Awaitable[Any]], client: str) -> None:
    """Start a client. Raises what starting raises.

    If starting fails or the caller is cancelled, the client is stopped after its start has finished.
    """
    started = asyncio.get_running_loop().create_task(starting, name=f"{client} starts")
    try:
        await asyncio.shield(started)
    except BaseException:
        await stop_client(_stop_when_started(started, stop), client)
        raise


async def stop_client(stopping: Coroutine[Any, Any, Any], client: str) -> None:
    """Stop a client. Returns when it has stopped, or after `PATIENCE`; failures are logged, not raised."""
    task = asyncio.get_running_loop().create_task(stopping, name=f"{client} stops")
    _stopping.add(task)
    task.add_done_callback(_report_end)
    await asyncio.wait([task], timeout=PATIENCE)
    if not task.done():
        log.warning("client takes long to stop", extra={"action": "kafka.stops_slowly", "kind": client})


async def stop_consumer(consumer: AIOKafkaConsumer) -> None:
    """Stop a consumer and close its connections, also when its own `stop` raises. Raises what that raises.

    aiokafka 0.14 leaves `stop` half done, with `CancelledError`, if a task that it cancels does not catch that: a fetch
    that failed within the last 0.1 s does not (its issue 647). A second `stop` does nothing.
    """
    try:
        await consumer.stop()
    except BaseException as error:
        tasks = _tasks_of(consumer)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await consumer._client.close()
        if not isinstance(error, asyncio.CancelledError) or _is_cancelled():
            raise


async def all_stopped() -> None:
    """Return when every client that is being stopped has stopped, however long that takes."""
    while _stopping:
        await asyncio.wait(_stopping)


async def _stop_when_started(started: asyncio.Task[Any], stop: Callable[[], Awaitable[Any]]) -> None:
    await asyncio.gather(started, return_exceptions=True)
    await stop()


def _tasks_of(consumer: AIOKafkaConsumer) -> list[asyncio.Task[Any]]:
    """What still runs for a consumer, and would connect again."""
    coordinator, fetcher = consumer._coordinator, consumer._fetcher
    names = ("_coordination_task", "_heartbeat_task", "_commit_refresh_task", "_reset_committed_task")
    tasks = [getattr(coordinator, name, None) for name in names]
    if fetcher is not None:
        tasks += [fetcher._fetch_task, *fetcher._pending_tasks]
    return [task for task in tasks if task is not None and not task.done()]


def _is_cancelled() -> bool:
    """True if the running task was itself cancelled, not only something it waited for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _report_end(task: asyncio.Task[Any]) -> None:
    _stopping.discard(task)
    error = asyncio.CancelledError() if task.cancelled() else task.exception()
    if error is not None:
        log.warning("client did not stop cleanly", extra={"action": "kafka.stopped"}, exc_info=error)
