"""A live list over real HTTP: rows by the rights of each, streams beside other connections, and their end at a stop."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request

from shared.rules.directory import Role
from shared.runtime import server as servers
from shared.runtime.connections import Bounds, Connections
from shared.runtime.server import ConnectionCloser, Server, protocol
from shared.web import problems
from shared.web.live import stream as streams
from shared.web.live.hub import Hub
from shared.web.live.stream import live_routes
from shared.web.site.session import optional_viewer
from tests.harness.clock import ManualClock
from tests.harness.live import Said, SomeList, SomeViewer, case, said, viewer


@dataclass
class Pages:
    """A server with one live list; people are known by a header."""

    hub: Hub
    rows: SomeList
    people: dict[str, SomeViewer]
    server: Server
    connections: Connections
    url: str
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    @asynccontextmanager
    async def listening(self, who: str, last_id: str = "") -> AsyncIterator[AsyncIterator[str]]:
        """A page of this person, which has been greeted."""
        headers = {"who": who} | ({"Last-Event-ID": last_id} if last_id else {})
        async with (
            httpx.AsyncClient(trust_env=False, timeout=15) as client,
            client.stream("GET", f"{self.url}/live/callback", headers=headers) as answer,
        ):
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["x-accel-buffering"] == "no"
            pieces = answer.aiter_text()
            assert [each.event for each in await heard(pieces, "hello")] == ["hello"]
            yield pieces

    async def asks(self, who: str) -> httpx.Response:
        """The answer to who may not listen."""
        async with httpx.AsyncClient(trust_env=False) as client:
            return await client.get(f"{self.url}/live/callback", headers={"who": who})


async def heard(pieces: AsyncIterator[str], until: str) -> list[Said]:
    """What a page hears, up to the first event of this kind."""
    async with asyncio.timeout(15):
        return [each async for each in said(pieces, until)]


@pytest.fixture
async def pages(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pages]:
    """A server that answers, with a beat of a twentieth of a second."""
    monkeypatch.setattr(streams, "BEAT", timedelta(seconds=0.05))
    people = {name: viewer(name, Role.COMPLAINT_GROUP) for name in ("li", "wang")}

    def of_request(request: Request) -> SomeViewer | None:
        return people.get(request.headers.get("who", ""))

    hub, rows = Hub("callback", ManualClock(), "boot-1"), SomeList()
    app = FastAPI()
    problems.install(app)
    app.dependency_overrides[optional_viewer] = of_request
    app.include_router(live_routes("callback", hub, [rows]))
    listening = socket.create_server(("127.0.0.1", 0))
    connections = Connections(Bounds(in_all=4, of_one_address=2))
    closer = ConnectionCloser(app)
    config = uvicorn.Config(closer, http=protocol(connections), lifespan="off", log_config=None)
    config.load()
    server = Server(config, closer, lambda: None, end_streams=hub.end_streams)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listening])
    host, port = listening.getsockname()
    yield Pages(hub, rows, people, server, connections, f"http://{host}:{port}")
    if not hub.ended:
        await server.shutdown([listening])
    await hub.stop()


async def test_each_page_gets_the_rows_of_its_person(pages: Pages) -> None:
    pages.rows.put(case("c1", "li", "wang", acted_on_by=["li"]))
    pages.rows.put(case("c2", "wang"))
    async with pages.listening("li") as of_li, pages.listening("wang") as of_wang:
        pages.hub.changed(["c2"])
        pages.hub.changed(["c1"])
        rows = [each for each in await heard(of_wang, "beat") if each.event == "row"]
        assert [each.data["html"] for each in rows if each.data["key"] == "c1"] == ["<tr>read zh-CN </tr>"]
        assert {each.data["key"] for each in rows} == {"c1", "c2"}
        seen = await heard(of_li, "row")
        assert seen[-1].data["html"] == "<tr>open zh-CN </tr>"
        assert "c2" not in [each.data.get("key") for each in seen if each.event == "row"]


async def test_who_connects_again_gets_what_they_missed(pages: Pages) -> None:
    pages.rows.put(case("c1", "li"))
    async with pages.listening("wang"):
        async with pages.listening("li") as first:
            last = (await heard(first, "beat"))[-1].id or ""
        pages.hub.changed(["c1"])
        async with pages.listening("li", last) as second:
            assert (await heard(second, "row"))[-1].data["key"] == "c1"


async def test_a_role_that_is_taken_away_ends_the_stream_at_the_next_beat(pages: Pages) -> None:
    async with pages.listening("li") as of_li, pages.listening("wang") as of_wang:
        pages.people["li"].found.append(viewer("li"))
        pages.people["wang"].found.append(None)
        assert (await heard(of_li, "bye"))[-1].data == {"why": "rights"}
        assert (await heard(of_wang, "bye"))[-1].data == {"why": "signed_out"}
        assert [each async for each in of_li] == []


async def test_without_a_session_a_browser_is_told_not_to_ask_again(pages: Pages) -> None:
    assert (await pages.asks("a stranger")).status_code == 204


async def test_streams_do_not_count_for_their_address_and_leave_half_of_all_connections_free(pages: Pages) -> None:
    async with pages.listening("li"), pages.listening("wang"):
        refused = await pages.asks("li")
        assert refused.status_code == 503, "a third stream of four connections"
        assert refused.json()["code"] == "too_many_streams"
        assert int(refused.headers["retry-after"]) >= 1
        assert (await pages.asks("a stranger")).status_code == 204
    async with pages.listening("li"):  # those that ended are counted no more
        assert len(pages.hub) <= 2


async def test_a_stop_does_not_wait_for_connections_that_were_not_used_for_long(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "LINGERS", timedelta(hours=1))
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.get(f"{pages.url}/live/callback", headers={"who": "a stranger"})
        async with pages.listening("li") as of_li:
            for _ in range(2):
                pages.connections.second_passed()
            stopping = asyncio.create_task(pages.server.shutdown([]))
            assert (await heard(of_li, "bye"))[-1].data == {"why": "stopping"}
        await stopping


async def test_a_stop_ends_the_streams_first_and_writes_no_error(
    pages: Pages, caplog: pytest.LogCaptureFixture
) -> None:
    async with pages.listening("li") as of_li:
        stopping = asyncio.create_task(pages.server.shutdown([]))
        assert (await heard(of_li, "bye"))[-1].data == {"why": "stopping"}
        assert [each async for each in of_li] == []
        await stopping
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert len(pages.hub) == 0
