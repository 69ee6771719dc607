"""A slow broker: it accepts connections, answers the versions it speaks, and holds back the next answer."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

CHUNK = 65_536


class SlowBroker:
    """A proxy of a real broker. `asked` is set when an answer is held back; setting `released` lets it pass."""

    def __init__(self, bootstrap: str) -> None:
        self.asked = asyncio.Event()
        self.released = asyncio.Event()
        self.connections = 0
        self._host, _, port = bootstrap.partition(":")
        self._port = int(port)

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One connection, until the client closes it."""
        self.connections += 1
        answers, questions = await asyncio.open_connection(self._host, self._port)
        answering = asyncio.create_task(self._answer(answers, writer))
        while asked := await reader.read(CHUNK):
            questions.write(asked)
        answering.cancel()
        for ended in (questions, writer):
            ended.close()
            await ended.wait_closed()
        self.connections -= 1

    async def _answer(self, answers: StreamReader, writer: StreamWriter) -> None:
        writer.write(await answers.read(CHUNK))
        answer = await answers.read(CHUNK)
        self.asked.set()
        await self.released.wait()
        while answer:
            writer.write(answer)
            answer = await answers.read(CHUNK)


@asynccontextmanager
async def slow_broker(bootstrap: str) -> AsyncIterator[tuple[SlowBroker, str]]:
    """The broker, and its address."""
    broker = SlowBroker(bootstrap)
    server = await asyncio.start_server(broker.serve, "127.0.0.1")
    try:
        yield broker, f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
