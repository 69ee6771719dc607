"""A world that answers real connections: uvicorn on a free port, on the test's own event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext

import uvicorn

from tests.harness.world import World

PATIENCE_SECONDS = 5


class Uvicorn(uvicorn.Server):
    """It leaves the signals to pytest."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]  # uvicorn's is a generator
        return nullcontext()


@asynccontextmanager
async def served(world: World) -> AsyncIterator[str]:
    """The address at which the world answers until the end of the context."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            world.app,
            lifespan="off",  # the test runs the loops
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=PATIENCE_SECONDS,
        )
        server = Uvicorn(config)
        async with asyncio.TaskGroup() as group:
            group.create_task(server.serve(sockets=[listening]))
            try:
                yield f"http://127.0.0.1:{listening.getsockname()[1]}"
            finally:
                server.should_exit = True
