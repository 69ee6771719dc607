"""What one connection may cost: heads, requests that wait, silence, answers that are not read, and their number."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from shared.runtime import connections as bounds
from shared.runtime.connections import Bounds, Connections
from shared.runtime.server import ConnectionCloser, Server, protocol
from tests.harness.raw_client import RawClient
from tests.harness.waiting import eventually

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE_ANSWER = b"x" * 8_000_000


class App:
    """Answers `ok`, a large text at `/large`, the length of a body, or nothing until `go` is set."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        self.paths.append(scope["path"])
        length, more = 0, scope["method"] == "POST"
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            length += len(message["body"])
            more = message["more_body"]
        await self.go.wait()
        body = LARGE_ANSWER if scope["path"] == "/large" else str(length).encode() if length else b"ok"
        head = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": body})


class Running:
    """A server, its app, and its connections, whose seconds pass when a test says so."""

    def __init__(self, app: App, connections: Connections, server: Server, address: tuple[str, int]) -> None:
        self.app = app
        self.connections = connections
        self._accepted = server.server_state.connections
        self._address = address
        self._clients: list[RawClient] = []

    async def connects(self, source: str | None = None) -> RawClient:
        """A client, whose connection the server has accepted."""
        client = await self.tries(source)

        async def accepted() -> bool:
            return client.local in [each.client for each in self._accepted]

        await eventually(accepted, within=5)
        return client

    async def tries(self, source: str | None = None) -> RawClient:
        """A client that the server may refuse."""
        client = await RawClient.connect(*self._address, source=source)
        self._clients.append(client)
        return client

    async def leave(self) -> None:
        """All clients end their connections."""
        for client in self._clients:
            await client.close()

    async def are_open(self, number: int) -> None:
        """Come back when so many connections are open."""

        async def so_many() -> bool:
            return len(self.connections) == number

        await eventually(so_many, within=5)

    async def answers(self, request: bytes) -> int:
        """The status by which a connection of its own is answered."""
        client = await self.connects()
        client.send(request)
        status, _, _ = await client.answer()
        await client.close()
        return status

    def seconds_pass(self, seconds: int) -> None:
        """Time passes."""
        for _ in range(seconds):
            self.connections.second_passed()


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    """A server that takes six connections, three of one address."""
    listening = socket.create_server(("127.0.0.1", 0))
    app, connections = App(), Connections(Bounds(in_all=6, of_one_address=3))
    closer = ConnectionCloser(app)
    config = uvicorn.Config(closer, http=protocol(connections), ws="none", lifespan="off", log_config=None)
    config.load()
    server = Server(config, closer, lambda: None)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listening])
    running = Running(app, connections, server, listening.getsockname())
    yield running
    app.go.set()
    await running.leave()
    server.force_exit = True
    await server.shutdown([listening])


def head(*lines: bytes) -> bytes:
    """The head of a request with these lines."""
    return b"\r\n".join((b"GET / HTTP/1.1", b"Host: x", *lines, b"", b""))


async def test_a_head_of_thirty_two_kibibytes_is_answered_and_a_longer_one_is_refused(running: Running) -> None:
    room = bounds.HEAD_BYTES - len(head(b"A: "))
    assert await running.answers(head(b"A: " + b"x" * room)) == 200
    assert await running.answers(head(b"A: " + b"x" * (room + 20))) == 431


async def test_a_hundred_headers_are_answered_and_more_are_refused(running: Running) -> None:
    assert await running.answers(head(*[b"A: x"] * (bounds.HEADERS - 1))) == 200
    assert await running.answers(head(*[b"A: x"] * bounds.HEADERS)) == 431


@pytest.mark.parametrize(
    "begun",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nA: ",
        b"GET /",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nA: ",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + b"0" * 100,
    ],
    ids=["header", "path", "chunk extension", "trailer", "chunk size"],
)
async def test_what_never_ends_is_refused_at_its_limit(running: Running, begun: bytes) -> None:
    client = await running.connects()
    client.send(begun)
    for _ in range(20):
        client.send(b"0" * 10_000)
    assert (await client.rest())[:12] in (b"HTTP/1.1 431", b"HTTP/1.1 400", b"")
    await running.are_open(0)


async def test_a_second_head_on_a_connection_has_the_same_limit(running: Running) -> None:
    client = await running.connects()
    client.send(GET + head(b"A: " + b"x" * 40_000))
    status, headers, _ = await client.answer()
    assert (status, headers["connection"]) == (200, "close")
    assert await client.rest() == b""
    assert running.app.paths == ["/"]


@pytest.mark.parametrize(
    ("hosts", "status"), [((b"Host: x",), 200), ((), 400), ((b"Host: x", b"Host: y"), 400), ((b"Host:",), 400)]
)
async def test_a_request_names_its_host_once(running: Running, hosts: tuple[bytes, ...], status: int) -> None:
    assert await running.answers(b"\r\n".join((b"GET / HTTP/1.1", *hosts, b"", b""))) == status


async def test_a_request_of_http_1_0_needs_no_host(running: Running) -> None:
    assert await running.answers(b"GET / HTTP/1.0\r\n\r\n") == 200


async def test_a_trailer_is_no_header(running: Running) -> None:
    client = await running.connects()
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    client.send(head + b"3\r\nabc\r\n0\r\nHost: y\r\nAuthorization: Bearer x\r\n\r\n")
    assert (await client.answer())[2] == b"3"


async def test_eight_requests_wait_behind_one_and_are_answered_then_the_connection_ends(running: Running) -> None:
    running.app.go.clear()
    client = await running.connects()
    client.send(GET * 2000)
    await eventually_asked(running, 1)
    running.app.go.set()
    answers = (await client.rest()).split(b"HTTP/1.1 ")[1:]
    assert [answer[:3] for answer in answers] == [b"200"] * (1 + bounds.WAITING_REQUESTS)
    assert [b"connection: close" in answer for answer in answers].count(True) == 1


async def eventually_asked(running: Running, number: int) -> None:
    """Come back when the app was asked so often."""

    async def asked() -> bool:
        return len(running.app.paths) >= number

    await eventually(asked, within=5)


async def test_requests_that_come_one_behind_the_other_are_all_answered(running: Running) -> None:
    client = await running.connects()
    for _ in range(50):
        client.send(GET * 3 + b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + b"x" * 100_000)
        assert [(await client.answer())[2] for _ in range(4)] == [b"ok", b"ok", b"ok", b"100000"]
    await client.close()


async def test_a_connection_that_says_nothing_is_ended_without_a_word(running: Running) -> None:
    client = await running.connects()
    running.seconds_pass(bounds.HEAD_WITHIN)
    await running.are_open(1)
    running.seconds_pass(1)
    assert await client.rest() == b""


async def test_half_a_head_is_ended_with_its_reason_however_steadily_it_comes(running: Running) -> None:
    client = await running.connects()
    for byte in GET[: bounds.HEAD_WITHIN]:
        client.send(bytes([byte]))
        await client_was_read(running)
        running.seconds_pass(1)
    client.send(GET[bounds.HEAD_WITHIN : bounds.HEAD_WITHIN + 1])
    await client_was_read(running)
    running.seconds_pass(1)
    assert (await client.rest()).startswith(b"HTTP/1.1 408 Request Timeout")


async def test_a_body_that_comes_too_slowly_is_ended_and_one_at_the_lowest_rate_is_not(running: Running) -> None:
    client = await running.connects()
    client.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n")
    await eventually_asked(running, 1)
    for _ in range(30):
        client.send(b"x" * bounds.LOWEST_RATE)
        await client_was_read(running)
        running.seconds_pass(1)
    await running.are_open(1)
    running.seconds_pass(bounds.BODY_WITHIN + 1)
    assert (await client.rest()).startswith(b"HTTP/1.1 408")


async def client_was_read(running: Running) -> None:
    """Come back when the server's loop had a turn for what was sent."""
    for _ in range(3):
        await running.answers(GET)


async def test_a_request_may_be_worked_on_for_as_long_as_it_takes(running: Running) -> None:
    running.app.go.clear()
    client = await running.connects()
    client.send(GET)
    await eventually_asked(running, 1)
    running.seconds_pass(600)
    running.app.go.set()
    assert (await client.answer())[0] == 200
    await client.close()


async def test_an_answer_that_is_not_read_is_given_up(running: Running) -> None:
    client = await running.connects()
    client.send(LARGE * 8)
    await eventually_asked(running, 1)
    running.seconds_pass(3000)
    await running.are_open(0)
    assert len(running.app.paths) <= 2, "the next one waits until the answer before it is read"
    await client.close()


async def test_an_answer_that_is_read_slowly_is_read_to_its_end(running: Running) -> None:
    client = await running.connects()
    client.send(LARGE)
    await eventually_asked(running, 1)
    running.seconds_pass(600)
    assert len((await client.answer())[2]) == len(LARGE_ANSWER)
    await client.close()


async def test_a_fourth_connection_of_one_address_is_refused_and_another_address_is_answered(running: Running) -> None:
    for _ in range(3):
        await running.connects()
    refused = await running.tries()
    assert (await refused.rest()).startswith(b"HTTP/1.1 503 Service Unavailable")
    other = await running.connects("127.0.0.2")
    other.send(GET)
    assert (await other.answer())[0] == 200


async def test_more_connections_than_all_may_have_are_refused_until_one_ends(running: Running) -> None:
    clients = [await running.connects(f"127.0.0.{2 + number // 2}") for number in range(6)]
    refused = await running.tries("127.0.0.9")
    assert (await refused.rest()).startswith(b"HTTP/1.1 503")
    await clients[0].close()
    await running.are_open(5)
    assert await running.answers(GET) == 200


async def test_what_is_ended_is_counted_and_said_once_in_ten_seconds(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        await running.answers(b"GET / HTTP/1.1\r\n\r\n")
    with caplog.at_level(logging.WARNING, "shared.runtime.connections"):
        running.seconds_pass(20)
    [line] = [vars(record) for record in caplog.records if vars(record)["action"] == "server.connections_ended"]
    assert (line["code"], line["count"], line["address"]) == ("no_host", 5, "127.0.0.1")
