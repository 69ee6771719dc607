"""How people reach the hotline while it is struck: every request has a key, and is asked again, of another process,
under the same key and with the same body, until it is answered for good (2xx or 4xx).
"""

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import httpx

Body = Mapping[str, Any]
PATIENCE = httpx.Timeout(4.0, connect=1.0)
PAUSE = 0.25  # seconds between two tries
TWICE_AT_ONCE = 0.04
TOO_LATE = "idempotency_key_reused"
TOO_MANY, NOBODY_BEHIND = (429, "too_many_requests"), "unavailable"  # what the proxy itself says


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What somebody asks."""

    by: str
    service: str
    path: str
    body: Body
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a request was answered for good."""

    request: Request
    status: int
    text: str

    @property
    def done(self) -> bool:
        """True for a 2xx."""
        return self.status < 300

    @property
    def data(self) -> Any:
        """Its JSON."""
        return json.loads(self.text) if self.text else None

    @property
    def code(self) -> str | None:
        """Why it was refused."""
        return None if self.done else str(self.data.get("code"))


class Asking:
    """Everybody's way in. `done` are all requests that were granted; `wrong` is what should never be answered.

    `doubtful` were refused, while of an earlier copy of the same request nothing was heard: a process that was held may
    read that one much later, when there is no more reason to refuse it. What is refused through the `proxy` is always
    in doubt: it may have given up a process that was held, and asked the next one.
    """

    def __init__(
        self,
        addresses: Mapping[str, Sequence[str]],
        tokens: Mapping[str, str],
        chance: Random,
        *,
        proxy: str | None = None,
    ) -> None:
        self.done: list[Answer] = []
        self.doubtful: list[Answer] = []
        self.wrong: list[str] = []
        self.count: Counter[str] = Counter()
        self.waiting: set[str] = set()
        self.tokens = tokens
        self._addresses = addresses
        self._chance = chance
        self._proxy = proxy
        self._numbers = itertools.count(1)
        self._unheard: set[str] = set()
        self._http = httpx.AsyncClient(trust_env=False, timeout=PATIENCE)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def post(self, by: str, service: str, path: str, body: Body) -> Answer:
        """Ask for something until it is answered for good."""
        request = Request(by=by, service=service, path=path, body=body, key=f"{by}-{next(self._numbers)}")
        self.count["requests"] += 1
        self.waiting.add(request.key)
        try:
            answer = await self._until_answered(request)
        finally:
            self.waiting.discard(request.key)
        if answer.done:
            self.done.append(answer)
        elif request.key in self._unheard:
            self.count["refused, a copy of it unheard"] += 1
            self.doubtful.append(answer)
        return answer

    async def get(self, by: str, service: str, path: str) -> Any:
        """Read something; None if it is not to be had now."""
        address = self._chance.choice(self._addresses[service])
        try:
            answer = await self._http.get(address + path, headers=self._headers(by))
        except httpx.HTTPError:
            return None
        return answer.json() if answer.status_code == 200 else None

    async def ask_again(self, answer: Answer) -> None:
        """The same request once more: it is answered as before, word for word."""
        repeated = await self._until_answered(answer.request)
        if (repeated.status < 300, repeated.text) != (True, answer.text):
            self._contradicted(answer, repeated)

    async def _until_answered(self, request: Request) -> Answer:
        first = self._chance.randrange(100)
        for turn in itertools.count(first):
            if turn > first:
                self.count["asked again"] += 1
                await asyncio.sleep(PAUSE)
            if self._chance.random() < TWICE_AT_ONCE:
                answer = await self._twice(request)
            else:
                answer = await self._once(request, turn)
            if answer is not None:
                return answer
        raise AssertionError

    async def _twice(self, request: Request) -> Answer | None:
        """A double click, which two processes get at the same moment."""
        self.count["at two processes at once"] += 1
        answers = await asyncio.gather(self._once(request, 0), self._once(request, 1))
        granted = [answer for answer in answers if answer is not None and answer.done]
        if len({answer.text for answer in granted}) > 1:
            self._contradicted(*granted)
        return next(iter(granted), None) or next((answer for answer in answers if answer is not None), None)

    async def _once(self, request: Request, turn: int) -> Answer | None:
        """None if it is to be asked again."""
        addresses = self._addresses[request.service]
        headers = self._headers(request.by) | {"Idempotency-Key": request.key}
        address = addresses[turn % len(addresses)]
        try:
            answer = await self._http.post(address + request.path, json=request.body, headers=headers)
        except httpx.HTTPError as error:
            self.count[type(error).__name__] += 1
            if not isinstance(error, httpx.ConnectError):
                self._unheard.add(request.key)
            return None
        if (answer.status_code, _code(answer)) == TOO_MANY:
            self.count["too many at once for the proxy"] += 1
            return None
        if answer.status_code >= 500:
            self.count[str(answer.status_code)] += 1
            if answer.status_code != 503 and _code(answer) != NOBODY_BEHIND:
                self.wrong.append(f"{request.path}, key {request.key}: {answer.status_code} {answer.text[:300]}")
            self._unheard.add(request.key)
            return None
        if address == self._proxy and answer.status_code >= 400:
            self._unheard.add(request.key)
        return Answer(request=request, status=answer.status_code, text=answer.text)

    def _headers(self, by: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[by]}"}

    def _contradicted(self, one: Answer, other: Answer) -> None:
        asked = f"{one.request.path}, key {one.request.key}"
        self.wrong.append(f"{asked} was answered {one.status} {one.text[:200]}, then {other.status} {other.text[:200]}")


def _code(answer: httpx.Response) -> str | None:
    """Why it was refused; None if it was not, or does not say so."""
    try:
        return str(answer.json()["code"]) if answer.status_code >= 400 else None
    except (ValueError, KeyError, TypeError):
        return None
