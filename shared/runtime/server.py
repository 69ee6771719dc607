"""The server of a process: a socket, uvicorn around the app, a graceful end."""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Awaitable, Callable
from types import FrameType

import uvicorn

from shared import logs
from shared.errors import CannotStart
from shared.runtime.process import Process
from shared.settings import Settings

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 10
COLLECT_SELDOM = (100_000, 50, 100)
_FAILED = 1


class CannotListen(CannotStart):
    """The address is not to be had."""


Open = Callable[[Settings], Awaitable[Process]]
Ready = Callable[[Process, str], None]
"""What to do when the process answers at this address."""


def serve(settings: Settings, open_process: Open, ready: Ready = lambda process, address: None) -> int:
    """Serve until Ctrl-C or SIGTERM: what is under way is finished, the exit code is 0."""
    logs.configure(settings.log_level, settings.log_format)
    with _listening(settings) as listening, asyncio.Runner(loop_factory=_fastest_loop()) as runner:
        return runner.run(_serve(settings, listening, open_process, ready))


def _fastest_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    """uvloop's where there is a wheel for this machine, else Python's own."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return asyncio.new_event_loop
    return new_event_loop


async def _serve(settings: Settings, listening: socket.socket, open_process: Open, ready: Ready) -> int:
    process = await open_process(settings)
    config = uvicorn.Config(
        process.app(),
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )
    server = Server(config, lambda: _ready(process, address_of(listening), ready))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _already_heard)
    try:
        await server.serve(sockets=[listening])
    finally:
        process.local.remove_from(settings.data_dir)
    log.info("stopped", extra={"action": "hotline.stopped"})
    return 0 if server.started else _FAILED


class Server(uvicorn.Server):
    """uvicorn's server, which says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """See the class."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def _ready(process: Process, address: str, ready: Ready) -> None:
    """What is here now stays: the collector need not look at it again, and seldom at the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_SELDOM)
    settings = process.house.settings
    process.local.leave_in(settings.data_dir)
    process.stores.announce(address)
    facts = {"action": "hotline.ready", "address": address, "profile": settings.profile, "speed": settings.clock_speed}
    log.info("ready", extra=facts)
    ready(process, address)


def _already_heard(number: int, frame: FrameType | None) -> None:
    """uvicorn has stopped for this signal and raises it again at its end: nothing more is to be done."""


def _listening(settings: Settings) -> socket.socket:
    """The socket, bound before anything else is touched; it answers only when the server is ready."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        where = f"{settings.host}:{settings.port}"
        reason = f"cannot listen on {where}: {error.strerror}; choose another HOTLINE_PORT (0 takes a free one)"
        raise CannotListen(reason) from None
    return bound


def address_of(listening: socket.socket) -> str:
    """Where to reach it from this machine."""
    host, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
