"""The server of a process: a socket, uvicorn around the app, a graceful stop.

Graceful stop: the streams of pages are ended, accepted requests are answered, keep-alive connections get
`Connection: close` with their next answer. Connections that were not used for long, as browsers keep them, are closed
at once; all others after `LINGERS`, when a proxy has closed them on its side (`deploy/nginx`). New connections are
refused, so that a proxy asks another process.
"""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from importlib.util import find_spec
from types import FrameType
from typing import Any

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.platform.settings import Settings
from shared.runtime.connections import Bounds, Connections, most_descriptors, open_descriptors
from shared.runtime.process import Process
from shared.support import logs
from shared.support.errors import CannotStart
from shared.support.host_clock import read_monotonic
from shared.web.app import warm_up

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 10
BACKLOG = 2048  # connections that wait to be accepted
LINGERS = timedelta(seconds=0.7)  # longer than a proxy keeps an unused connection
LOOKS_EVERY = 0.02  # seconds
TICKS_A_SECOND = 10  # uvicorn's
COLLECT_SELDOM = (100_000, 50, 100)
_FAILED = 1


class CannotListen(CannotStart):
    """The address cannot be bound."""

    @classmethod
    def because(cls, error: OSError, settings: Settings) -> "CannotListen":
        """With what the operating system says."""
        todo = "choose another HOTLINE_PORT (0 takes a free one) or HOTLINE_HOST"
        return cls(f"cannot listen on {settings.host}:{settings.port}: {error.strerror}; {todo}")


Open = Callable[[Settings], Awaitable[Process]]
Ready = Callable[[Process, str], None]
"""Called when the process answers at this address."""


def serve(settings: Settings, open_process: Open, ready: Ready = lambda process, address: None) -> int:
    """Serve until Ctrl-C or SIGTERM; requests under way are finished. Returns the exit code, 0 after such a stop."""
    logs.configure(settings.log_level, settings.log_format)
    with _listening(settings) as listening, asyncio.Runner(loop_factory=_fastest_loop()) as runner:
        return runner.run(_serve(settings, listening, open_process, ready))


def _fastest_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    """uvloop's event loop if it is installed, else Python's own."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return asyncio.new_event_loop
    return new_event_loop


def protocol(connections: Connections) -> Any:  # noqa: ANN401 - uvicorn's type is of a class, and this is called as one
    """The protocol of connections: bounded where httptools is installed, else uvicorn's own."""
    if find_spec("httptools") is None:
        log.warning("httptools is missing: connections are not bounded", extra={"action": "server.not_bounded"})
        return "auto"
    from shared.runtime.limited_protocol import LimitedProtocol

    return partial(LimitedProtocol, connections)


async def _serve(settings: Settings, listening: socket.socket, open_process: Open, ready: Ready) -> int:
    process = await open_process(settings)
    app = process.app()
    warm_up(app)
    try:
        listening.listen(BACKLOG)
    except OSError as error:  # another process has bound the port as this one did, and listens by now
        await process.close()
        raise CannotListen.because(error, settings) from None
    closer = ConnectionCloser(app)
    connections = Connections(Bounds(in_all=settings.connections, of_one_address=settings.connections_per_address))
    config = uvicorn.Config(
        closer,
        http=protocol(connections),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        proxy_headers=False,  # a request's origin is not used
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )
    server = Server(
        config, closer, lambda: _ready(process, address_of(listening), ready), connections, process.end_streams
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _handled_by_uvicorn)
    try:
        await server.serve(sockets=[listening])
    finally:
        process.context.local_admin.remove_from(settings.data_dir)
    log.info("stopped", extra={"action": "hotline.stopped"})
    return 0 if server.started else _FAILED


class ConnectionCloser:
    """Outermost: adds `Connection: close` to every answer once the process is stopping."""

    def __init__(self, app: ASGIApp) -> None:
        self.leaving = False
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.leaving or scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_closing(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self._app(scope, receive, send_closing)


class Server(uvicorn.Server):
    """uvicorn's server, with a call when it is ready, and a stop that answers every connection it accepted."""

    def __init__(
        self,
        config: uvicorn.Config,
        closer: ConnectionCloser,
        ready: Callable[[], None],
        connections: Connections | None = None,
        end_streams: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(config)
        self._closer = closer
        self._end_streams = end_streams
        self._ready = ready
        self._connections = connections

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
            if self._connections is not None:
                self._connections.bounds = self._connections.bounds.within_descriptors(
                    most_descriptors(), open_descriptors()
                )

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second, while the event loop runs."""
        if self._connections is not None and counter % TICKS_A_SECOND == 0:
            self._connections.second_passed()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop gracefully (module docstring)."""
        self._closer.leaving = True
        self._end_streams()
        for listening in sockets or []:
            await self._accept_waiting(listening)
        for server in self.servers:
            server.close()
        await self._linger()
        await super().shutdown(sockets)

    async def _linger(self) -> None:
        for connection in tuple(self.server_state.connections):
            if getattr(connection, "long_unused", False):
                connection.shutdown()
        until = read_monotonic() + LINGERS
        while self.server_state.connections and read_monotonic() < until and not self.force_exit:  # noqa: ASYNC110
            await asyncio.sleep(LOOKS_EVERY)  # uvicorn has no signal for a connection that ends

    async def _accept_waiting(self, listening: socket.socket) -> None:
        """Accept the connections that wait in the socket's queue: closing it would drop them."""
        protocol = self.config.http_protocol_class
        listening.setblocking(False)
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:  # the queue is empty
                return
            connection.setblocking(False)
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: protocol(  # type: ignore[call-arg]
                    config=self.config, server_state=self.server_state, app_state=self.lifespan.state
                ),
                connection,
            )


def _ready(process: Process, address: str, ready: Ready) -> None:
    """Freeze the objects made at start, raise the collector's thresholds, and announce the address."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_SELDOM)
    settings = process.context.settings
    process.context.local_admin.write_to(settings.data_dir)
    process.storage.announce(address)
    facts = {"action": "hotline.ready", "address": address, "profile": settings.profile, "speed": settings.clock_speed}
    log.info("ready", extra=facts)
    ready(process, address)


def _handled_by_uvicorn(number: int, frame: FrameType | None) -> None:
    """No-op: uvicorn stops for this signal, and raises it again at its end."""


def _listening(settings: Settings) -> socket.socket:
    """The socket, bound before anything else is opened; it answers only when the server is ready."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        bound = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:  # no such protocol on this machine
        raise CannotListen.because(error, settings) from None
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        raise CannotListen.because(error, settings) from None
    return bound


def address_of(listening: socket.socket) -> str:
    """The URL of this socket on this machine."""
    host, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
