"""The server of a process: a socket, uvicorn around the app, a graceful end.

An end refuses nobody: whoever has connected is answered, and a connection that a proxy keeps for its next request hears
with the next answer that it ends, or ends when the proxy had time to let go of it (`deploy/nginx`). Whoever comes later
finds nobody listening and asks another process.
"""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Awaitable, Callable
from datetime import timedelta
from types import FrameType

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.platform.settings import Settings
from shared.runtime.process import Process
from shared.support import logs
from shared.support.errors import CannotStart
from shared.support.host_clock import read_monotonic

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 10
LINGERS = timedelta(seconds=1)  # longer than a proxy keeps a connection that it does not use
LOOKS_EVERY = 0.02  # seconds
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
    closer = ConnectionCloser(process.app())
    config = uvicorn.Config(
        closer,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nobody asks where a request came from
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )
    server = Server(config, closer, lambda: _ready(process, address_of(listening), ready))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _already_heard)
    try:
        await server.serve(sockets=[listening])
    finally:
        process.context.local_admin.remove_from(settings.data_dir)
    log.info("stopped", extra={"action": "hotline.stopped"})
    return 0 if server.started else _FAILED


class ConnectionCloser:
    """Outside of the app: says with every answer that the connection ends, once the process is about to."""

    def __init__(self, app: ASGIApp) -> None:
        self.leaving = False
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the class."""
        if not self.leaving or scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self._app(scope, receive, said)


class Server(uvicorn.Server):
    """uvicorn's server, which says when it is ready, and leaves without refusing anybody."""

    def __init__(self, config: uvicorn.Config, closer: ConnectionCloser, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._farewell = closer
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """See the class."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """See the module."""
        self._farewell.leaving = True
        for listening in sockets or []:
            await self._let_in(listening)
        for server in self.servers:
            server.close()
        await self._linger()
        await super().shutdown(sockets)

    async def _linger(self) -> None:
        until = read_monotonic() + LINGERS
        while self.server_state.connections and read_monotonic() < until and not self.force_exit:  # noqa: ASYNC110
            await asyncio.sleep(LOOKS_EVERY)  # nobody is told when a connection ends

    async def _let_in(self, listening: socket.socket) -> None:
        """Take those who have connected and were not looked at yet: closing the socket would throw them out."""
        protocol = self.config.http_protocol_class
        listening.setblocking(False)
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:  # nobody else waits
                return
            connection.setblocking(False)
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: protocol(  # type: ignore[call-arg]
                    config=self.config, server_state=self.server_state, app_state=self.lifespan.state
                ),
                connection,
            )


def _ready(process: Process, address: str, ready: Ready) -> None:
    """What is here now stays: the collector need not look at it again, and seldom at the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_SELDOM)
    settings = process.context.settings
    process.context.local_admin.leave_in(settings.data_dir)
    process.storage.announce(address)
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
