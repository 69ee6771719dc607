"""Callback for stories: a filed case, a claimed task, a case brought to a state."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx

from tests.harness.people import CALLER, CLAIMS, CLAIMS_HEAD, REPORTER
from tests.harness.world import Person, World

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MILLISECOND = timedelta(milliseconds=1)

PHONE = "13812345678"

MARK = {"source": "12378", "number": "TS-2026-0042", "at": "2026-11-23T01:00:00Z"}
"""A formal complaint, as `complaint` takes it."""


@dataclass(frozen=True, kw_only=True)
class HeldTask:
    """A claimed task: by whom, and under which fence."""

    person: Person
    task: str
    fence: int
    lease_until: str

    async def asks(self, what: str, *, key: str | None = None, **body: Any) -> httpx.Response:
        """Do something with the task, allowed or not."""
        answer = await self.person.post(
            f"/api/callback/tasks/{self.task}/{what}", {"fence": self.fence, **body}, key=key
        )
        await self.person.world.settle()
        return answer

    async def does(self, what: str, **body: Any) -> dict[str, Any]:
        """Do something with the task; it must be allowed."""
        answer = await self.asks(what, **body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def starts(self) -> None:
        """Dial."""
        await self.does("start")

    async def ends(self, outcome: str, **said: Any) -> dict[str, Any]:
        """Report how the attempt ended; returns the case."""
        return await self.does("attempts", outcome=outcome, **said)


async def filed(world: World, *, by: str = REPORTER, **details: Any) -> str:
    """A report that starts the flow at once; returns its id."""
    details = {"text": "定损太慢", "customer": {"name": "张三", "phone": PHONE}} | details
    return await (await world.sign_in(by)).reports(stage="filed", **details)


async def claims(person: Person, case: str | None = None, *, number: int = 1) -> HeldTask:
    """Take the task of this case (its first, unless `number` says otherwise); without a case the next one."""
    answer = await asks_for(person, case, number=number)
    assert answer.status_code == 200, answer.text
    taken = answer.json()
    return HeldTask(person=person, task=taken["task"]["task"], fence=taken["fence"], lease_until=taken["lease_until"])


async def asks_for(person: Person, case: str | None = None, *, number: int = 1) -> httpx.Response:
    """Ask for a task, given or not."""
    answer = await person.post("/api/callback/tasks/claim", {} if case is None else {"task": f"{case}.t{number}"})
    await person.world.settle()
    return answer


async def calls(
    world: World, case: str, outcome: str, *, by: str = CALLER, number: int = 1, **said: Any
) -> dict[str, Any]:
    """Take the case's task and report at once how the call ended; returns the case."""
    hand = await claims(await world.sign_in(by), case, number=number)
    return await hand.ends(outcome, **said)


async def refused(person: Person, case: str, what: str, **body: Any) -> tuple[int, str]:
    """Ask for something that is not allowed: (status, code)."""
    answer = await person.post(f"/api/callback/cases/{case}/{what}", body)
    assert answer.status_code >= 400, answer.text
    await person.world.settle()
    return answer.status_code, str(answer.json()["code"])


async def does(world: World, who: str, case: str, what: str, **body: Any) -> dict[str, Any]:
    """An act on a case; it must be allowed."""
    return await (await world.sign_in(who)).does("callback", case, what, **body)


async def amends(world: World, who: str, case: str, **body: Any) -> None:
    """Details added to a report; it must be allowed."""
    answer = await (await world.sign_in(who)).post(f"/api/intake/reports/{case}/details", body)
    assert answer.status_code == 200, answer.text
    await world.settle()


async def reads(world: World, who: str, case: str) -> int:
    """The status of the answer to who reads a case."""
    return (await (await world.sign_in(who)).get(f"/api/callback/cases/{case}")).status_code


async def to_dispatch(world: World, **details: Any) -> str:
    """A case whose customer is dissatisfied."""
    case = await filed(world, **details)
    await calls(world, case, "reached", satisfied=False)
    return case


async def dispatched(world: World, *, unit: str = CLAIMS, **details: Any) -> str:
    """A case dispatched to a unit, not signed for."""
    case = await to_dispatch(world, **details)
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id=unit)
    return case


async def handling(world: World, **details: Any) -> str:
    """A case that the claims centre signed for."""
    case = await dispatched(world, **details)
    await world.by(CLAIMS_HEAD).does("callback", case, "accept")
    return case


async def resolved(world: World, **details: Any) -> str:
    """A case that the claims centre says is done."""
    case = await handling(world, **details)
    await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="已重新定损")
    return case


async def closed(world: World, **details: Any) -> str:
    """A case whose customer is content in the end."""
    case = await resolved(world, **details)
    await calls(world, case, "reached", number=2, score=85)
    return case


async def of_kind(world: World, case: str, kind: str) -> list[dict[str, Any]]:
    """The events of one kind that callback has of a case."""
    return [event["data"] for event in await world.events("callback", case) if event["kind"] == kind]


async def told(world: World, case: str, kind: str) -> list[str]:
    """The recipients of callback's messages of one kind, in order."""
    return [recipient for recipient, what in await world.told("callback", case) if what == kind]
