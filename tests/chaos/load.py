"""A bounded load of people: stories of reports, each told by somebody, and callers who work the queue off."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random
from typing import Any

from tests.chaos.asking import Answer, Asking, Body
from tests.harness import people

STORIES_A_SECOND = 2.5
MOST_AT_ONCE = 120
NOT_YET = 1.0  # seconds until somebody looks again whether his case is open
NOT_YET_TIMES = 60
FIVE_MINUTES, TEN_MINUTES = 5.0, 10.0  # on the hotline's clock, in seconds of ours
CALLERS = ("S0019", "S0020", "S0021")
REPORTERS = ("S0118", "S0127", "S0136", "S0177", "S0186", "S0236", "S0245", "S0295", "S0304", "S0354", "S0368", "S0413")


class _Refused(Exception):
    """Nothing is left to tell."""


class Load:
    """The people. `run` until `wind_down`; then nothing new begins, and what is under way comes to its end."""

    def __init__(self, asking: Asking, chance: Random) -> None:
        self._asking = asking
        self._chance = chance
        self._ending = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self.reports = 0

    def start(self) -> None:
        """Let them begin."""
        self._spawn(self._reporting())
        for caller in CALLERS:
            self._spawn(self._calling(caller))

    async def wind_down(self, within: float) -> None:
        """Come back when everybody has been answered. Raises `TimeoutError` if somebody is not."""
        self._ending.set()
        async with asyncio.timeout(within):
            while self._tasks:
                await asyncio.wait(self._tasks)
                self.look()

    async def stop(self) -> None:
        """Send everybody home."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def look(self) -> None:
        """Raises what went wrong with somebody here, who is no part of what is tested."""
        for task in [task for task in self._tasks if task.done()]:
            self._tasks.discard(task)
            task.result()

    # Reporters and leaders

    async def _reporting(self) -> None:
        stories = [story for story, share in self._stories().items() for _ in range(share)]
        while not self._ending.is_set():
            self.look()
            if len(self._tasks) < MOST_AT_ONCE:
                self._spawn(self._chance.choice(stories)(self._chance.choice(REPORTERS)))
            await self._wait(self._chance.expovariate(STORIES_A_SECOND))

    def _stories(self) -> dict[Callable[[str], Awaitable[None]], int]:
        """Each story, and how often it is told."""
        return {
            self._calms_the_customer: 2,
            self._calms_at_the_last_moment: 2,
            self._says_no_more: 3,
            self._is_joined_by_a_leader: 3,
            self._asks_the_next_one_up: 2,
            self._files_by_hand: 2,
            self._changes_his_mind: 1,
            self._files_at_once: 4,
            self._rings_the_hotline: 1,
        }

    async def _calms_the_customer(self, reporter: str) -> None:
        case = await self._reports(reporter, "calming")
        await self._wait(self._some(0, 4))
        await self._does(reporter, case, "settle", note="客户已接受解释")

    async def _calms_at_the_last_moment(self, reporter: str) -> None:
        case = await self._reports(reporter, "calming")
        await self._wait(self._some(FIVE_MINUTES - 0.15, FIVE_MINUTES + 0.05))
        await self._does(reporter, case, "settle", note="客户已接受解释")

    async def _says_no_more(self, reporter: str) -> None:
        await self._reports(reporter, "calming")

    async def _is_joined_by_a_leader(self, reporter: str) -> None:
        case = await self._reports(reporter, "calming")
        await self._wait(self._some(FIVE_MINUTES, FIVE_MINUTES + TEN_MINUTES))
        leader = await self._last_told(reporter, case)
        if leader is not None:
            await self._does(leader, case, "acknowledge")
            await self._wait(self._some(0, TEN_MINUTES))
            await self._does(leader, case, self._chance.choice(["settle", "escalate"]), level=1, note="已到场处理")

    async def _asks_the_next_one_up(self, reporter: str) -> None:
        case = await self._reports(reporter, "calming")
        await self._wait(self._some(0, FIVE_MINUTES))
        await self._does(reporter, case, "escalate", level=0)
        await self._wait(self._some(TEN_MINUTES - 0.2, TEN_MINUTES + 0.1))
        await self._does(reporter, case, "escalate", level=1)

    async def _files_by_hand(self, reporter: str) -> None:
        case = await self._reports(reporter, "calming")
        await self._wait(self._some(0, 2 * TEN_MINUTES))
        await self._does(reporter, case, "file")

    async def _changes_his_mind(self, reporter: str) -> None:
        case = await self._reports(reporter, "calming")
        both = ("settle", "file", "escalate")
        await asyncio.gather(*(self._does(reporter, case, what, level=0, note="两人同时") for what in both))

    async def _files_at_once(self, reporter: str) -> None:
        case = await self._reports(reporter, "filed")
        if self._chance.random() < 0.5:
            await self._wait(self._some(0, FIVE_MINUTES))
            await self._post(reporter, "intake", f"/reports/{case}/details", {"text": "客户再次来电催促"})

    async def _rings_the_hotline(self, reporter: str) -> None:
        await self._reports(people.AGENT, "filed", reporter_id=reporter, call_id="C-1")

    async def _reports(self, by: str, stage: str, **more: Any) -> str:
        phone = f"138{self._chance.randrange(10**8):08}"
        body = {"stage": stage, "text": "定损太慢", "customer": {"name": "张三", "phone": phone}}
        answer = await self._post(by, "intake", "/reports", body | more)
        if not answer.done:
            self._asking.wrong.append(f"a report was refused: {answer.text}")
            raise _Refused
        self.reports += 1
        return str(answer.data["id"])

    async def _does(self, by: str, case: str, what: str, **body: Any) -> None:
        """Ask it of an on-site case, which may take its time to open."""
        for _ in range(NOT_YET_TIMES):
            answer = await self._post(by, "escalation", f"/cases/{case}/{what}", body)
            if answer.code != "not_open_yet" or self._ending.is_set():
                return
            await self._wait(NOT_YET)

    async def _last_told(self, reporter: str, case: str) -> str | None:
        seen = await self._asking.get(reporter, "escalation", f"/api/escalation/cases/{case}")
        told = [level["staff_id"] for level in (seen or {}).get("told", ())]
        return told[-1] if told and told[-1] in self._asking.tokens else None

    # Callers

    async def _calling(self, caller: str) -> None:
        while not self._ending.is_set():
            answer = await self._post(caller, "callback", "/tasks/claim", {})
            if answer.status == 200:
                await self._calls(caller, answer)
            await self._wait(self._some(0.1, 0.5))

    async def _calls(self, caller: str, claimed: Answer) -> None:
        task, fence = claimed.data["task"]["task"], {"fence": claimed.data["fence"]}
        path = f"/tasks/{task}"
        ending = self._chance.choices(list(ENDINGS), [share for share, _ in ENDINGS.values()])[0]
        if ending == "goes away":
            return
        if ending == "gives it back":
            await self._post(caller, "callback", f"{path}/release", fence)
            return
        if self._chance.random() < 0.7:
            await self._post(caller, "callback", f"{path}/start", fence)
        answer = await self._post(caller, "callback", f"{path}/attempts", fence | ENDINGS[ending][1])
        if answer.done and answer.data["state"] == "to_dispatch":
            self._spawn(self._handles(caller, answer.data["id"]))

    async def _handles(self, caller: str, case: str) -> None:
        to = {"responsible_unit_id": people.CLAIMS}
        for by, what, body in (
            (caller, "dispatch", to),
            (people.CLAIMS_HEAD, "accept", {}),
            (people.CLAIMS_HEAD, "resolve", {"note": "已重新定损"}),
        ):
            await self._wait(self._some(0, 3))
            await self._post(by, "callback", f"/cases/{case}/{what}", body)

    # All of them

    async def _post(self, by: str, service: str, path: str, body: Body) -> Answer:
        return await self._asking.post(by, service, f"/api/{service}{path}", body)

    def _spawn(self, story: Awaitable[None]) -> None:
        async def told() -> None:
            with suppress(_Refused):
                await story

        self._tasks.add(asyncio.get_running_loop().create_task(told()))

    def _some(self, least: float, most: float) -> float:
        return self._chance.uniform(least, most)

    async def _wait(self, seconds: float) -> None:
        """For this long, or until all of it ends."""
        try:
            async with asyncio.timeout(seconds):
                await self._ending.wait()
        except TimeoutError:
            return


ENDINGS: dict[str, tuple[int, dict[str, Any]]] = {
    "is content": (10, {"outcome": "reached", "satisfied": True}),
    "is not": (4, {"outcome": "reached", "satisfied": False}),
    "does not answer": (3, {"outcome": "no_answer"}),
    "will not talk": (1, {"outcome": "refused"}),
    "gives it back": (1, {}),
    "goes away": (1, {}),
}
"""How a call goes: how often, and what the caller then reports."""
