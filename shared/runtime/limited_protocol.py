"""HTTP/1.1 of one connection, with the bounds that uvicorn's protocol lacks (docs/decisions/0018).

uvicorn reads on while requests wait, and takes heads, chunk extensions and trailers of any size. Here reading stops
while a request waits behind another; the request after `WAITING_REQUESTS` waiting ones ends the connection once those
before it are answered. All that is not body is bounded by `HEAD_BYTES`. Deadlines are looked at once a second.
"""

import asyncio
from typing import Any

import httptools
import uvicorn
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from shared.runtime.connections import (
    BODY_WITHIN,
    CLOSED_WITHIN,
    HEAD_BYTES,
    HEAD_WITHIN,
    HEADERS,
    LOWEST_RATE,
    SILENT,
    STREAM_NOT_READ,
    UNREAD_FOR,
    UNUSED_FOR,
    WAITING_REQUESTS,
    Connections,
)
from shared.web.live.stream import AS_STREAM
from shared.web.problems import MEDIA_TYPE, problem

FRAMING_PER_BYTE = 8  # bytes of chunk framing for each byte of body: a chunk of one byte has five


STREAMS = b"/live/"
"""Where the addresses of streams begin."""


class Refused(Exception):
    """The request breaks a bound: answered with this status and code, and the connection ends."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail


class BoundedFlow(FlowControl):
    """Reading stays paused while requests wait, and for good when the connection is ending."""

    def __init__(self, protocol: "LimitedProtocol", transport: asyncio.Transport) -> None:
        super().__init__(transport)
        self._protocol = protocol

    def resume_reading(self) -> None:
        if self.read_paused and not self._protocol.ending and not self._protocol.pipeline:
            super().resume_reading()

    def resume_writing(self) -> None:
        self._protocol.unread_since = None
        super().resume_writing()


class LimitedProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(
        self,
        connections: Connections,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.ending = False
        self.streams = False
        self.unread_since: int | None = None
        self._counted = connections
        self._since = connections.second  # when the head, or the body, that is being read began
        self._in_body = False
        self._fed = 0  # bytes of the request so far
        self._chunk = 0  # bytes fed at present
        self._taken = 0  # bytes of its body so far
        self._unread = 0  # bytes of answers when they were first seen unread
        self._refused: Refused | None = None
        self._closing_since: int | None = None

    # the transport

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.flow = BoundedFlow(self, transport)
        if not self._counted.enter(self, self._host()):
            self._answer(Refused(503, "too_many_connections", "Too many connections are open. Try again later."))

    def connection_lost(self, exc: Exception | None) -> None:
        self._counted.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.ending:
            return
        if self.timeout_keep_alive_task is not None:
            self._since = self._counted.second
            self._unset_keepalive_if_required()
        self._chunk = len(data)
        self._fed += self._chunk
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # answered as a plain request
        except httptools.HttpParserError:
            self._end(self._refused or Refused(400, "malformed", "This is not HTTP/1.1."))
            return
        if self._fed - self._taken > HEAD_BYTES + FRAMING_PER_BYTE * self._taken:
            self._end(_too_large())

    # the parser

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_body:
            return  # a trailer: no route reads one
        if len(self.headers) >= HEADERS:
            self._refuse(Refused(431, "too_many_headers", f"A request may have at most {HEADERS} headers."))
        name = name.lower()
        if name == b"expect" and value.lower() == b"100-continue":
            self.expect_100_continue = True
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        if self._fed > HEAD_BYTES or self._chunk > HEAD_BYTES:
            self._measure_head()
        hosts = [value for name, value in self.headers if name == b"host"]
        if len(hosts) != 1 or not hosts[0]:
            self._check_host(len(hosts))
        if len(self.pipeline) >= WAITING_REQUESTS:
            self._refuse(Refused(503, "too_many_waiting", "Too many requests wait on this connection."))
        self._in_body = True
        self._since = self._counted.second
        super().on_headers_complete()
        if self.url.startswith(STREAMS):
            self.scope["extensions"] = {AS_STREAM: {"begin": self._become_stream}}

    def _become_stream(self) -> bool:
        """Called by the route of a stream, once it knows its viewer. False if it is one too many."""
        self.streams = self._counted.becomes_stream(self)
        return self.streams

    def on_body(self, body: bytes) -> None:
        self._taken += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_body = False
        self._fed = self._taken = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        if not self._in_body:
            self._since = self._counted.second
        super().on_response_complete()

    @property
    def long_unused(self) -> bool:
        """True if no request came for `UNUSED_FOR` seconds after the last answer."""
        return self._idle() and not self._fed and self._counted.second - self._since >= UNUSED_FOR

    def _measure_head(self) -> None:
        if len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > HEAD_BYTES:
            self._refuse(_too_large())

    def _check_host(self, count: int) -> None:
        """RFC 9112, 3.2: one Host in each request; HTTP/1.0 may do without."""
        if count > 1 or self.parser.get_http_version() != "1.0":
            self._refuse(Refused(400, "no_host", "A request names its host once."))

    def _refuse(self, refused: Refused) -> None:
        """Stop parsing: the parser ends with an error of its own for any exception of its callbacks."""
        self._refused = refused
        raise refused

    # ending

    def second_passed(self, second: int) -> None:
        """End the connection if it takes too long."""
        if self.transport.is_closing():
            self._drop_if_unread(second)
        elif self._unread_too_long(second):
            self._counted.ended(STREAM_NOT_READ if self.streams else "answer_not_read", self._host())
            self.transport.abort()
        elif not self.ending:
            self._look_at_reading(second)

    def _look_at_reading(self, second: int) -> None:
        if self._in_body:
            if self.flow.read_paused:
                self._since += 1  # this process does not read: no fault of the client
            elif second - self._since > BODY_WITHIN + self._taken // LOWEST_RATE:
                self._end(Refused(408, "body_too_slow", "The body did not arrive in time."))
        elif self._idle() and self.timeout_keep_alive_task is None and second - self._since > HEAD_WITHIN:
            self._end(Refused(408, "head_too_slow", "The request did not arrive in time."))

    def _idle(self) -> bool:
        """True if no request waits for its answer."""
        return self.cycle is None or (self.cycle.response_complete and not self.pipeline)

    def _unread_too_long(self, second: int) -> bool:
        unread = self.transport.get_write_buffer_size()
        if not unread:
            self.unread_since = None
        elif self.unread_since is None:
            self.unread_since, self._unread = second, unread
        else:
            return second - self.unread_since > UNREAD_FOR + self._unread // LOWEST_RATE
        return False

    def _drop_if_unread(self, second: int) -> None:
        if self._closing_since is None:
            self._closing_since = second
        elif second - self._closing_since > CLOSED_WITHIN:
            self.transport.abort()

    def _end(self, refused: Refused) -> None:
        """Read no more; answer what was asked before; then close, with the refusal if nothing was asked before."""
        self.ending = True
        said_nothing = refused.status == 408 and not self._fed
        self._counted.ended(SILENT if said_nothing else refused.code, self._host())
        self._unset_keepalive_if_required()
        self.flow.pause_reading()
        asked = self.cycle
        if asked is not None and self._in_body:
            self._cut_off(refused)
        elif asked is not None and not asked.response_complete:
            asked.keep_alive = False
        elif said_nothing:
            self.transport.close()  # and is told nothing
        else:
            self._answer(refused)

    def _cut_off(self, refused: Refused) -> None:
        """End a request whose body is not complete: with the refusal if it is this request's turn to be answered."""
        if self.pipeline or self.cycle.response_started:
            self.transport.close()
        else:
            self._answer(refused)

    def _answer(self, refused: Refused) -> None:
        """Write the refusal as a problem, and close."""
        self.ending = True
        body = problem(refused.status, refused.code, refused.detail).body
        head = (
            f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body)}\r\n"
            "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(STATUS_LINE[refused.status] + head.encode("ascii") + bytes(body))
        self.transport.close()

    def _host(self) -> str:
        return self.client[0] if self.client else ""


def _too_large() -> Refused:
    return Refused(431, "head_too_large", f"The head of a request may have at most {HEAD_BYTES} bytes.")
