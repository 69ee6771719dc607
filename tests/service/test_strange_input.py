"""Input nobody means to send: every route answers it with a documented problem, and what is taken can be lived with."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.harness.case_stages import GULOU, Stage, bring
from tests.harness.people import AUDITOR
from tests.harness.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON = "application/json"
BODIES: dict[str, tuple[str | None, bytes]] = {
    "nothing": (JSON, b""),
    "half of an object": (JSON, b'{"note": '),
    "a list": (JSON, b"[]"),
    "null": (JSON, b"null"),
    "a number": (JSON, b"7"),
    "not a number": (JSON, b'{"fence": NaN, "severity": Infinity, "score": -Infinity}'),
    "a number beyond all bounds": (JSON, b'{"fence": 1e999, "severity": 1e999, "score": 1e999}'),
    "a number of 5,000 digits": (JSON, b'{"fence": ' + b"9" * 5_000 + b"}"),
    "a list 100,000 deep": (JSON, b"[" * 100_000),
    "an object 20,000 deep": (JSON, b'{"note":' * 20_000 + b"1" + b"}" * 20_000),
    "NUL": (JSON, b'{"note": "\\u0000", "reason": "\\u0000", "text": "\\u0000", "staff_id": "\\u0000"}'),
    "half of a pair": (JSON, b'{"note": "\\ud800", "reason": "\\udfff", "text": "\\ud800", "staff_id": "\\ud800"}'),
    "bytes that are no text": (JSON, b'{"note": "\xff\xfe"}'),
    "UTF-16": (JSON, '{"note": "好"}'.encode("utf-16")),
    "a byte order mark": (JSON, b'\xef\xbb\xbf{"note": "x"}'),
    "a field twice": (JSON, b'{"note": "a", "note": 7, "reason": "a", "reason": {}}'),
    "everything of the wrong kind": (JSON, b'{"note": {}, "reason": [], "text": 1, "fence": "x", "at": {}, "also": 1}'),
    "plain text": ("text/plain", b'{"note": "x"}'),
    "a form": ("application/x-www-form-urlencoded", b"note=x&reason=x"),
    "a form without a boundary": ("multipart/form-data", b"--x\r\n"),
    "another alphabet": ("application/json; charset=gbk", '{"note": "好"}'.encode("gbk")),
    "a kind of no kind": ("///", b"{}"),
    "no kind": (None, b'{"note": "x"}'),
    "more than a body may hold": (JSON, b'{"note": "' + b"x" * 300_000 + b'"}'),
}
ANY: dict[str, Any] = {
    **{"id": "x", "task": "x.t1", "order": "x.o1", "item": "x", "part": "leave"},
    **{"token": "x", "session": "x", "service": "callback", "position": 1},
}
"""A value for everything that stands in a path."""
PATHS = (
    "%",
    "%zz",
    "%00",
    "%ff%fe",
    "%2e%2e%2f",
    "%F0%9F%98%80",
    "a" * 65,
    "a" * 20_000,
    "%0d%0aSet-Cookie:x",
    "R%20x",
)
HEADERS: dict[str, list[tuple[bytes, bytes]]] = {
    "a long key": [(b"Idempotency-Key", b"k" * 201)],
    "a key of other letters": [(b"Idempotency-Key", "好".encode())],
    "an empty key": [(b"Idempotency-Key", b"")],
    "two keys": [(b"Idempotency-Key", b"a"), (b"Idempotency-Key", b"b")],
    "a broken trace": [(b"traceparent", b"00-xyz"), (b"traceparent", b"\xff")],
    "a header of 100 KB": [(b"X-Anything", b"x" * 100_000)],
    "a length that is none": [(b"Content-Length", b"-1")],
    "a length that lies": [(b"Content-Length", b"9" * 30)],
}
MOMENTS = (
    *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.999999-14:00"),
    *("1986-05-04T00:00:00+08:00", "2026-12-31T23:59:60Z", "2027-02-29T00:00:00Z", "2028-02-29T00:00:00Z"),
    *("2038-01-19T03:14:08Z", "2026-11-23T01:00:00", "2026-11-23", "10000-01-01T00:00:00Z", "0000-01-01T00:00:00Z", ""),
    *("now", "2026-11-23T24:00:00Z", "2026-11-23T01:00:00+99:99", 0, -1, 1e30, 10**400, 253402300799, True, None),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with World.running(tmp_path_factory.mktemp("strange") / "data") as running:
        yield running


async def _operations(world: World, method: str) -> list[tuple[str, dict[str, Any]]]:
    """(path, its documentation) of every route that a token opens."""
    paths = (await world.http.get("/openapi.json")).json()["paths"]
    found = [(path, methods[method]) for path, methods in paths.items() if method in methods]
    return [(path, operation) for path, operation in found if not path.startswith("/wecom")]


def _judge(answer: httpx.Response, operation: dict[str, Any], what: str) -> None:
    """A documented status; a problem unless it was taken; never our fault."""
    assert str(answer.status_code) in operation["responses"], f"{what}: {answer.status_code} {answer.text[:300]}"
    if answer.status_code >= 400:
        assert answer.status_code < 500, what
        assert answer.headers["Content-Type"] == "application/problem+json", what
        assert answer.json()["code"], what
        assert len(answer.content) < 5_000, f"{what}: the answer repeats what came"


@pytest.mark.parametrize("what", BODIES)
async def test_every_command_bears_a_body_that_holds(world: World, what: str) -> None:
    kind, content = BODIES[what]
    case = await bring(world, Stage.HANDLING)
    for path, operation in await _operations(world, "post"):
        filled = path.format_map(ANY | vars(case))
        for staff_id in (GULOU.caller, "S0007"):
            answer = await _send(world, "POST", filled, staff_id, kind=kind, content=content)
            _judge(answer, operation, f"{path} with {what}")


@pytest.mark.parametrize("place", PATHS)
async def test_every_route_bears_an_id_like(world: World, place: str) -> None:
    for method in ("get", "post"):
        for path, operation in await _operations(world, method):
            if "{" in path:
                filled = path.format_map(dict.fromkeys(ANY, place))
                answer = await _send(world, method, filled, GULOU.caller, kind=JSON, content=b"{}")
                _judge(answer, operation | {"responses": {**operation["responses"], "404": {}}}, f"{path} with {place}")


@pytest.mark.parametrize("what", HEADERS)
async def test_every_command_bears(world: World, what: str) -> None:
    for path, operation in await _operations(world, "post"):
        filled = path.format_map(ANY)
        answer = await _send(world, "POST", filled, GULOU.caller, kind=JSON, content=b"{}", headers=HEADERS[what])
        _judge(answer, operation, f"{path} with {what}")


@pytest.mark.parametrize(
    "shown", [b"", b"Bearer", b"Bearer ", b"Basic eDp5", b"Bearer \xe5\xa5\xbd", b"Bearer x y", b"x" * 9_000]
)
async def test_nobody_is_let_in_by_an_odd_header(world: World, shown: bytes) -> None:
    for path, _ in await _operations(world, "get"):
        if path.startswith("/api") and path != "/api/platform/clock":
            filled = path.format_map(ANY)
            answer = await world.http.get(filled, headers=[(b"Authorization", shown)])
            assert answer.status_code == 401, path


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "limit=1e9", "cursor=-1", "cursor=x", "cursor=%00"]
)
async def test_lists_refuse_a_page_that_is_none(world: World, query: str) -> None:
    for path, operation in await _operations(world, "get"):
        if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ())):
            answer = await _send(world, "GET", f"{path}?{query}", GULOU.caller)
            assert answer.status_code == 422, path


async def test_the_last_page_of_all_is_empty(world: World) -> None:
    for path, operation in await _operations(world, "get"):
        if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ())):
            last = f"{path}?limit=200&cursor=999999999999999999"
            answers = [await _send(world, "GET", last, staff_id) for staff_id in (GULOU.caller, AUDITOR, "S0007")]
            allowed = {answer.status_code for answer in answers} - {403}
            assert allowed in ({200}, {422}), path  # 422: a cursor that is a place, not a number


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: str(moment)[:40])
async def test_a_moment_is_taken_or_refused_wherever_one_is_asked_for(world: World, moment: object) -> None:
    documented = dict(await _operations(world, "post"))
    held, handling = await bring(world, Stage.CLAIMED), await bring(world, Stage.HANDLING)
    case = f"/api/callback/cases/{handling.id}"
    asked = {
        "/api/intake/reports": ("/api/intake/reports", GULOU.reporter, {"detected_at": moment, "text": "不满"}),
        "/api/callback/cases/{id}/supervise": (
            f"{case}/supervise",
            GULOU.supervisor,
            {"text": "x", "deadline": moment},
        ),
        "/api/callback/cases/{id}/complaint": (f"{case}/complaint", GULOU.caller, {"source": "12378", "at": moment}),
        "/api/callback/tasks/{task}/attempts": (
            f"/api/callback/tasks/{held.task}/attempts",
            GULOU.caller,
            {"fence": held.fence, "outcome": "call_later", "call_later_at": moment},
        ),
    }
    for path, (filled, staff_id, body) in asked.items():
        person = await world.sign_in(staff_id)
        answer = await person.post(filled, body, key=world.ids.new())
        _judge(answer, documented[path], f"{path} at {str(moment)[:40]}")
        await world.settle()
        for service in ("intake", "escalation", "callback"):
            assert (await person.get(f"/api/{service}/messages")).status_code == 200


async def test_what_was_taken_can_be_lived_with(world: World) -> None:
    await world.jump(timedelta(days=20))
    await world.check()
    auditor = await world.sign_in("S0081")
    for item in (await auditor.get("/api/escalation/cases", limit=200)).json()["items"]:
        for service, what in (("intake", "reports"), ("escalation", "cases"), ("callback", "cases")):
            answer = await auditor.get(f"/api/{service}/{what}/{item['id']}")
            assert answer.status_code in (200, 404), answer.text


async def test_a_body_that_never_ends_is_refused_before_it_is_held(world: World) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(10_000):
            await asyncio.sleep(0)
            yield b"x" * 4_096

    headers = {"Authorization": f"Bearer {world.tokens[GULOU.reporter]}", "Content-Type": JSON}
    answer = await world.http.post("/api/intake/reports", content=endless(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def _send(
    world: World,
    method: str,
    path: str,
    staff_id: str,
    *,
    kind: str | None = None,
    content: bytes = b"",
    headers: list[tuple[bytes, bytes]] = [],  # noqa: B006
) -> httpx.Response:
    token = (await world.sign_in(staff_id)).world.tokens[staff_id]
    sent = [(b"Authorization", f"Bearer {token}".encode()), *headers]
    if kind is not None:
        sent.append((b"Content-Type", kind.encode()))
    request = httpx.Request(method.upper(), "http://hotline", headers=sent, content=content)
    path, _, query = path.partition("?")
    request.extensions = {}
    request.url = request.url.copy_with(raw_path=f"{path}{'?' + query if query else ''}".encode())
    return await world.http.send(request)
