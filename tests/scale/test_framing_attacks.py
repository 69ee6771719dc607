"""A real server under strangers' framing attacks: its memory and descriptors stay bounded, and others are answered.

The attackers come from addresses of their own of this machine (127.0.0.0/8), those who are answered meanwhile from the
usual one. Everything is bounded in bytes and connections.
"""

import asyncio
import resource
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from tests.harness.people import REPORTER
from tests.harness.raw_client import RawClient
from tests.harness.running import Running, serving
from tests.harness.waiting import eventually

MEBIBYTE = 1024 * 1024
CONNECTIONS = 40
BYTES = 20 * MEBIBYTE
MOST_MEMORY = 2  # times that of the idle server
MOST_DESCRIPTORS = 256

Attack = Callable[["Attacked"], Awaitable[None]]


class Attacked:
    """A server, and what it uses."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self.host, port = server.url.removeprefix("http://").split(":")
        self.port = int(port)
        self._clients: list[RawClient] = []

    async def connects(self, source: str = "127.0.0.66") -> RawClient:
        """An attacker's connection."""
        client = await RawClient.connect(self.host, self.port, source=source)
        self._clients.append(client)
        return client

    async def leave(self) -> None:
        """The attackers end their connections."""
        for client in self._clients:
            await client.close()
        self._clients.clear()

    @property
    def memory(self) -> int:
        """Resident bytes."""
        pages = int(Path(f"/proc/{self.server.process.pid}/statm").read_text("ascii").split()[1])
        return pages * resource.getpagesize()

    @property
    def descriptors(self) -> int:
        """Open descriptors."""
        return len(list(Path(f"/proc/{self.server.process.pid}/fd").iterdir()))


async def unread_answers(attacked: Attacked) -> None:
    """Pipelined requests, whose answers are never read."""
    client = await attacked.connects()
    await flood(client, b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n" * 1000)


async def unread_documents(attacked: Attacked) -> None:
    """The same with the largest answer there is for strangers."""
    for _ in range(CONNECTIONS):
        await flood(await attacked.connects(), b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 1000, BYTES // 40)


async def a_header_without_end(attacked: Attacked) -> None:
    """One header of many megabytes."""
    await flood(await attacked.connects(), b"x" * 65_536, begin=b"GET / HTTP/1.1\r\nHost: x\r\nA: ")


async def headers_without_end(attacked: Attacked) -> None:
    """Many small headers."""
    await flood(await attacked.connects(), b"a:b\r\n" * 10_000, begin=b"GET / HTTP/1.1\r\nHost: x\r\n")


async def a_path_without_end(attacked: Attacked) -> None:
    """A path of many megabytes."""
    await flood(await attacked.connects(), b"x" * 65_536, begin=b"GET /")


async def a_chunk_extension_without_end(attacked: Attacked) -> None:
    """Framing that is no body."""
    begin = b"POST /api/intake/reports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;"
    await flood(await attacked.connects(), b"x" * 65_536, begin=begin)


async def a_trailer_without_end(attacked: Attacked) -> None:
    """Headers behind the body."""
    begin = b"POST /api/intake/reports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
    await flood(await attacked.connects(), b"a:b\r\n" * 10_000, begin=begin)


async def a_body_nobody_waits_for(attacked: Attacked) -> None:
    """An import of many megabytes without a token."""
    begin = b"POST /api/platform/directory HTTP/1.1\r\nHost: x\r\nContent-Length: 60000000\r\n\r\n"
    await flood(await attacked.connects(), b"x" * 65_536, begin=begin)


async def half_bodies(attacked: Attacked) -> None:
    """Bodies that stop before their end."""
    for _ in range(CONNECTIONS):
        client = await attacked.connects()
        client.send(b"POST /api/intake/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 250000\r\n\r\n" + b"x" * 200_000)


async def silence(attacked: Attacked) -> None:
    """More connections than the process takes, which say nothing."""
    for number in range(MOST_DESCRIPTORS):
        last = await attacked.connects(f"127.0.0.{100 + number // 32}")
    assert (await last.rest())[:12] in (b"HTTP/1.1 503", b"")


async def flood(client: RawClient, piece: bytes, most: int = BYTES, *, begin: bytes = b"") -> None:
    """Send this again and again, as far as the server takes it, up to so many bytes; nothing is read."""
    client.send(begin)
    for _ in range(most // len(piece)):
        if not await client.sent(piece):
            return


ATTACKS: tuple[Attack, ...] = (
    unread_answers,
    unread_documents,
    a_header_without_end,
    headers_without_end,
    a_path_without_end,
    a_chunk_extension_without_end,
    a_trailer_without_end,
    a_body_nobody_waits_for,
    half_bodies,
    silence,
)


@pytest.fixture
async def attacked(tmp_path: Path) -> AsyncIterator[Attacked]:
    """A server with few descriptors."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_DESCRIPTORS, limits[1]))
    try:
        serving_now = serving(tmp_path / "data")
        server = serving_now.__enter__()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    attacked = Attacked(server)
    yield attacked
    await attacked.leave()
    serving_now.__exit__(None, None, None)


async def report(http: httpx.AsyncClient, name: str) -> int:
    """A report by a client that takes no part in the attack."""
    body = {"stage": "filed", "text": "定损太慢", "customer": {"phone": "13812345678"}}
    return (await http.post("/api/intake/reports", json=body, headers={"Idempotency-Key": name})).status_code


@pytest.mark.timeout(240)
async def test_strangers_take_neither_memory_nor_connections_nor_the_time_of_others(attacked: Attacked) -> None:
    server = attacked.server
    headers = {"Authorization": f"Bearer {server.token(REPORTER)}"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, trust_env=False, timeout=10) as http:
        assert await report(http, "before") == 201
        assert (await http.get("/openapi.json")).status_code == 200
        idle = attacked.memory
        for attack in ATTACKS:
            await attack(attacked)
            assert await report(http, attack.__name__) == 201, attack.__name__
            assert attacked.memory < MOST_MEMORY * idle, attack.__name__
            assert attacked.descriptors < MOST_DESCRIPTORS, attack.__name__
            await attacked.leave()

        async def all_have_left() -> bool:
            return "hotline_connections 1.0" in (await http.get("/metrics")).text

        await eventually(all_have_left, within=30)

        async def is_said() -> bool:
            return '"code": "too_many"' in server.output()

        await eventually(is_said, within=30)


@pytest.mark.timeout(120)
async def test_connections_that_say_nothing_end_in_time(attacked: Attacked) -> None:
    silent = [await attacked.connects() for _ in range(20)]
    half = await attacked.connects()
    half.send(b"POST /api/intake/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{")
    async with asyncio.timeout(60):
        assert [await client.rest() for client in silent] == [b""] * 20
        assert (await half.rest()).startswith(b"HTTP/1.1 408")
    with socket.create_connection((attacked.host, attacked.port), timeout=5) as alone:
        alone.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
        assert alone.recv(100).startswith(b"HTTP/1.1 200")
