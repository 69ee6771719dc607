"""What a scripted case is made of: people who act over HTTP, printed lines, and checks that stop the case."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from deploy.demo.server import Server
from shared.support.http import Answer, Client
from shared.support.local_time import SHANGHAI

LOOK_EVERY_SECONDS = 0.2
REAL_GRACE_SECONDS = 20
JSON = dict[str, Any]


class ScenarioFailed(Exception):
    """A step had another result than the script says."""


class Hotline:
    """A running server with its clock and the people of the demo province."""

    def __init__(self, server: Server, client: Client) -> None:
        self.server = server
        self.client = client

    def person(self, staff_id: str, name: str) -> "Person":
        """A person with a demo sign-in. Raises `ScenarioFailed` if there is none for this id."""
        if staff_id not in self.server.tokens:
            raise ScenarioFailed(f"{name} ({staff_id}) is not among the demo sign-ins")
        return Person(self, staff_id, name, self.server.tokens[staff_id])

    async def now(self) -> datetime:
        """The hotline's time."""
        return datetime.fromisoformat((await self.client.get("/api/platform/clock")).json()["now"])


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff of the demo province, signed in."""

    hotline: Hotline
    staff_id: str
    name: str
    token: str

    async def get(self, path: str, **params: str) -> Any:  # noqa: ANN401 - JSON
        """The JSON answer to a GET. Raises `ScenarioFailed` unless it is 200."""
        answer = await self.hotline.client.get(path, params=params, headers=self._headers())
        return _done(self, "GET", path, answer, {200})

    async def post(self, path: str, body: JSON | None = None, *, expect: int = 200) -> Any:  # noqa: ANN401 - JSON
        """The JSON answer to a POST. Raises `ScenarioFailed` unless it has the expected status."""
        headers = self._headers() | {"Idempotency-Key": uuid4().hex}
        answer = await self.hotline.client.post(path, json=body or {}, headers=headers)
        return _done(self, "POST", path, answer, {expect})

    async def was_told(self, service: str, case_id: str) -> bool:
        """True if this person's messages have one about the case."""
        box = await self.get(f"/api/{service}/messages")
        return any(message["case_id"] == case_id for message in box["items"])

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def _done(person: Person, method: str, path: str, answer: Answer, expected: set[int]) -> Any:  # noqa: ANN401 - JSON
    if answer.status_code not in expected:
        said = f"{person.name} asked {method} {path} and got {answer.status_code} instead of {expected}: {answer.text}"
        raise ScenarioFailed(said)
    return answer.json() if answer.content else None


class Scenario:
    """The script of one case; `number` marks its printed lines."""

    def __init__(self, hotline: Hotline, number: int) -> None:
        self.hotline = hotline
        self._number = number

    async def say(self, line: str) -> None:
        """Print a line with the hotline's time."""
        at = (await self.hotline.now()).astimezone(SHANGHAI)
        print(f"{at:%H:%M:%S}  {'①②③'[self._number - 1]} {line}", flush=True)

    def check(self, true: bool, what: str) -> None:
        """Raise `ScenarioFailed` unless this is true; `what` says what should have been."""
        if not true:
            raise ScenarioFailed(what)

    async def until(self, look: Callable[[], Awaitable[Any]], what: str, within: timedelta) -> Any:  # noqa: ANN401
        """The first result of `look` that is not empty, polled for `within` of hotline time plus 20 real seconds."""
        patience = within.total_seconds() / self.hotline.server.speed + REAL_GRACE_SECONDS
        try:
            async with asyncio.timeout(patience):
                found = await look()
                while not found:
                    await asyncio.sleep(LOOK_EVERY_SECONDS)
                    found = await look()
                return found
        except TimeoutError:
            raise ScenarioFailed(f"{what} did not happen within {within} of the hotline's time") from None
