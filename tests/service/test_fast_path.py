"""The fast path answers a report as the framework would; requests it does not take are answered by the framework."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from shared.web.fast_path import FastPath
from tests.harness.people import AGENT, CLAIMS_EXECUTIVE, REPORTER
from tests.harness.world import World

PATH = "/api/intake/reports"
FAST, SLOW = "application/json", "application/json; charset=utf-8"
"""Two spellings of one type: the fast path knows only the one that clients send, the framework both."""

REPORT = {"stage": "calming", "text": "定损太慢", "customer": {"name": "张三", "phone": "13812345678"}}
EVERYTHING = {
    "stage": "filed",
    "ground": "discontent_voiced",
    "cause": "slow",
    "customer": {"role": "insured", "name": "张三", "phone": "13812345678", "policy_no": "P1", "plate": "苏A12345"},
    "risk_flags": ["regulator"],
    "text": "定损三天没有结果，客户反复催促",
}


class Taken:
    """Counts the requests that the fast path took."""

    def __init__(self) -> None:
        self.times = 0


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    counted = Taken()
    answer = FastPath._answer

    async def counting(self: FastPath, *arguments: Any) -> Any:
        counted.times += 1
        return await answer(self, *arguments)

    monkeypatch.setattr(FastPath, "_answer", counting)
    return counted


async def ask(world: World, body: str, kind: str, key: str, *, by: str = REPORTER) -> httpx.Response:
    headers = {"Authorization": f"Bearer {world.tokens.get(by, by)}", "Idempotency-Key": key, "Content-Type": kind}
    return await world.http.post(PATH, content=body.encode(), headers=headers)


def shape(answer: httpx.Response) -> tuple[Any, ...]:
    """What two answers to the same request have in common."""
    body: Mapping[str, Any] = answer.json()
    told = {name: body.get(name) for name in ("stage", "channel", "missing", "code", "detail", "errors")}
    return answer.status_code, told, sorted(body), sorted(answer.headers)


@pytest.mark.parametrize("report", [REPORT, EVERYTHING, {}, REPORT | {"reporter_id": REPORTER, "call_id": "c-1"}])
@pytest.mark.parametrize("by", [REPORTER, AGENT, CLAIMS_EXECUTIVE, "a-token-nobody-knows"])
async def test_the_fast_path_answers_as_the_framework_does(
    world: World, taken: Taken, report: dict[str, Any], by: str
) -> None:
    text = httpx.Request("POST", "http://x", json=report).content.decode()
    slow = await ask(world, text, SLOW, "one", by=by)
    assert taken.times == 0

    fast = await ask(world, text, FAST, "two", by=by)

    assert taken.times == 1
    assert shape(fast) == shape(slow)


async def test_a_report_sent_again_another_way_is_the_same_report(world: World, taken: Taken) -> None:
    text = '{"stage": "calming"}'
    first = await ask(world, text, FAST, "same")

    again = await ask(world, text, SLOW, "same")
    other = await ask(world, '{"stage": "calming", "text": "定损太慢"}', FAST, "same")

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json()["id"] == first.json()["id"]
    assert taken.times == 2


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '{"stage": "soon"}', '{"customer": {"phone": 7}}', '{"text": "\\u0000"}']
)
async def test_what_does_not_fit_is_explained_by_the_framework(world: World, taken: Taken, body: str) -> None:
    answer = await ask(world, body, FAST, "odd")

    assert answer.status_code == 422
    assert answer.json()["errors"]
    assert taken.times == 0


@pytest.mark.parametrize("key", ["", "k" * 201, "with a space"])
async def test_a_report_without_a_proper_key_is_refused_by_the_framework(world: World, taken: Taken, key: str) -> None:
    answer = await ask(world, "{}", FAST, key)

    assert answer.status_code == 422
    assert taken.times == 0
