"""A client that speaks bytes: a bare connection to a server, for requests that no library would send."""

import asyncio
from contextlib import suppress


class RawClient:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, host: str, port: int, *, source: str | None = None) -> "RawClient":
        """Connect, from this address of the machine if one is named."""
        local = (source, 0) if source else None
        return cls(*await asyncio.open_connection(host, port, local_addr=local))

    @property
    def local(self) -> tuple[str, int]:
        """Its own address, by which the server knows it."""
        host, port = self._writer.get_extra_info("sockname")[:2]
        return host, port

    def send(self, data: bytes) -> None:
        """Send without waiting."""
        self._writer.write(data)

    async def sent(self, data: bytes, *, within: float = 0.5) -> bool:
        """Send, and wait until the server takes it; False if it ends the connection, or takes nothing for so long."""
        self._writer.write(data)
        try:
            async with asyncio.timeout(within):
                await self._writer.drain()
        except (ConnectionError, TimeoutError):
            return False
        return not self._writer.transport.is_closing()

    async def answer(self) -> tuple[int, dict[str, str], bytes]:
        """The next answer: status, headers by their names in lower case, body."""
        first, *lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return int(first.split()[1]), headers, await self._reader.readexactly(int(headers["content-length"]))

    async def rest(self) -> bytes:
        """All that still comes until the server ends the connection; a reset is an end, too."""
        try:
            return await self._reader.read()
        except ConnectionError:
            return b""

    async def close(self) -> None:
        """End it by a reset."""
        self._writer.transport.abort()
        with suppress(OSError):
            await self._writer.wait_closed()
