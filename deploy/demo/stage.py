"""The stage of the demo: people who act over HTTP, a narrator, and what it means that a story came out as written."""

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


class OtherwiseThanWritten(Exception):
    """The story took another turn."""


class Stage:
    """A running server, the hotline's time, and the people of the demo province."""

    def __init__(self, server: Server, client: Client) -> None:
        self.server = server
        self.client = client

    def person(self, staff_id: str, name: str) -> "Person":
        """Somebody who can act."""
        if staff_id not in self.server.tokens:
            raise OtherwiseThanWritten(f"{name} ({staff_id}) is not among the demo sign-ins")
        return Person(self, staff_id, name, self.server.tokens[staff_id])

    async def now(self) -> datetime:
        """What time it is in the hotline."""
        return datetime.fromisoformat((await self.client.get("/api/platform/clock")).json()["now"])


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo province."""

    stage: Stage
    staff_id: str
    name: str
    token: str

    async def get(self, path: str, **params: str) -> Any:  # noqa: ANN401 - JSON
        """Read; it must be allowed."""
        answer = await self.stage.client.get(path, params=params, headers=self._headers())
        return _done(self, "GET", path, answer, {200})

    async def post(self, path: str, body: JSON | None = None, *, expect: int = 200) -> Any:  # noqa: ANN401 - JSON
        """Do something, and get the answer that was expected."""
        headers = self._headers() | {"Idempotency-Key": uuid4().hex}
        answer = await self.stage.client.post(path, json=body or {}, headers=headers)
        return _done(self, "POST", path, answer, {expect})

    async def was_told(self, service: str, case_id: str) -> bool:
        """True if a message about the case is in this person's box."""
        box = await self.get(f"/api/{service}/messages")
        return any(message["case_id"] == case_id for message in box["items"])

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def _done(person: Person, method: str, path: str, answer: Answer, expected: set[int]) -> Any:  # noqa: ANN401 - JSON
    if answer.status_code not in expected:
        said = f"{person.name} asked {method} {path} and got {answer.status_code} instead of {expected}: {answer.text}"
        raise OtherwiseThanWritten(said)
    return answer.json() if answer.content else None


class Story:
    """One case's story, told as it happens."""

    def __init__(self, stage: Stage, number: int) -> None:
        self.stage = stage
        self._number = number

    async def tell(self, line: str) -> None:
        """One line, with the hotline's time."""
        at = (await self.stage.now()).astimezone(SHANGHAI)
        print(f"{at:%H:%M:%S}  {'①②③'[self._number - 1]} {line}", flush=True)

    def must(self, true: bool, what: str) -> None:
        """It is as written, or the story ends here."""
        if not true:
            raise OtherwiseThanWritten(what)

    async def until(self, look: Callable[[], Awaitable[Any]], what: str, within: timedelta) -> Any:  # noqa: ANN401
        """What `look` finds, as soon as it finds something; within so much of the hotline's time (and some grace)."""
        patience = within.total_seconds() / self.stage.server.speed + REAL_GRACE_SECONDS
        try:
            async with asyncio.timeout(patience):
                found = await look()
                while not found:
                    await asyncio.sleep(LOOK_EVERY_SECONDS)
                    found = await look()
                return found
        except TimeoutError:
            raise OtherwiseThanWritten(f"{what} did not happen within {within} of the hotline's time") from None
