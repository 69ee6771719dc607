"""A server that leaves refuses nobody: whoever has connected is answered, whoever comes later finds nobody there."""

import asyncio
import socket
from datetime import timedelta

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from shared.runtime import server as room
from shared.runtime.server import ConnectionCloser, Server

ASK = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers everything."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


class Running:
    """A server at an address, and those who ask it."""

    def __init__(self, server: Server, listening: socket.socket) -> None:
        self.server = server
        self.listening = listening
        self.address = listening.getsockname()

    def leaves(self) -> asyncio.Task[None]:
        """It begins to leave."""
        return asyncio.create_task(self.server.shutdown([self.listening]))

    async def connects(self) -> "Caller":
        """Somebody who asks."""
        return Caller(*await asyncio.open_connection(*self.address))


class Caller:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def asks(self) -> bytes:
        """Ask, and return the answer's head."""
        self.writer.write(ASK)
        head = await self.reader.readuntil(b"\r\n\r\n")
        assert await self.reader.readexactly(2) == b"ok"
        return head.lower()

    async def is_left(self) -> None:
        """Come back when the other side has ended the connection."""
        assert await self.reader.read() == b""
        self.writer.close()


@pytest.fixture
async def running() -> Running:
    """A server that answers."""
    listening = socket.create_server(("127.0.0.1", 0))
    closer = ConnectionCloser(app)
    config = uvicorn.Config(closer, lifespan="off", log_config=None)
    config.load()
    server = Server(config, closer, lambda: None)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listening])
    return Running(server, listening)


async def test_a_connection_that_is_kept_gets_one_more_answer_which_says_that_it_ends(running: Running) -> None:
    caller = await running.connects()
    assert b"connection: close" not in await caller.asks()
    leaving = running.leaves()
    await asyncio.sleep(0)

    assert b"connection: close" in await caller.asks()

    await caller.is_left()
    await leaving


async def test_a_connection_that_is_not_used_ends_after_a_while(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LINGERS", timedelta())
    caller = await running.connects()
    await caller.asks()

    leaving = running.leaves()

    await caller.is_left()
    await leaving


async def test_whoever_had_connected_and_was_not_looked_at_yet_is_answered(running: Running) -> None:
    early = [socket.create_connection(running.address) for _ in range(5)]
    for each in early:  # nothing of this gives the server a turn
        each.sendall(ASK)

    await running.leaves()

    for each in early:
        each.settimeout(5)
        assert each.recv(1000).startswith(b"HTTP/1.1 200 OK")
        each.close()


async def test_whoever_comes_later_finds_nobody(running: Running) -> None:
    await running.leaves()

    with pytest.raises(ConnectionRefusedError):
        await running.connects()
