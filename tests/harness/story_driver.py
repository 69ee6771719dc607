"""A world driven step by step by the story machine: plain functions on a loop of its own, with crashes and failures.

Every request has an idempotency key and is repeated after a crash, as by a client without an answer. What a request
has done is read from the event logs: a refusal did nothing, an answer did each thing once.
"""

import asyncio
import shutil
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

import httpx
from hypothesis import note
from sqlalchemy import bindparam, select

from shared.engine.tables import event_log
from tests.harness import people
from tests.harness.chat import Chat
from tests.harness.crash_injection import CrashInjector, SimulatedCrash
from tests.harness.invariants import check_invariants
from tests.harness.recorded_state import SystemRecord, read_system
from tests.harness.stacks import current
from tests.harness.world import World

T = TypeVar("T")

CAST = {
    "reporter": people.REPORTER,
    "fellow": people.FELLOW_REPORTER,
    "leader": people.LEADER,
    "leaders_leader": people.LEADERS_LEADER,
    "province_head": people.PROVINCE_HEAD,
    "top": people.HEAD_OFFICE_HEAD,
    "two_hats": people.TWO_HATS,
    "of_yixing": people.YIXING_REPORTER,
    "of_liyang": people.LIYANG_REPORTER,
    "agent": people.AGENT,
    "caller": people.CALLER,
    "other_caller": "S0021",
    "supervisor": people.SUPERVISOR,
    "centre_head": people.CENTRE_HEAD,
    "claims_head": people.CLAIMS_HEAD,
    "claims_handler": people.CLAIMS_HANDLER,
    "sales_head": people.SALES_HEAD,
    "service": people.CUSTOMER_SERVICE,
    "service_of_province": people.CUSTOMER_SERVICE_OF_PROVINCE,
    "auditor": people.AUDITOR,
}
"""All people of a story, by the part they play."""

_PARTS = {staff_id: part for part, staff_id in CAST.items()}

_SINCE = select(event_log).where(event_log.c.position > bindparam("last")).order_by(event_log.c.position)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a person (a staff id), ready to be repeated."""

    by: str
    path: str
    body: dict[str, Any]
    key: str


_loops: list[asyncio.AbstractEventLoop] = []


@contextmanager
def on_a_loop() -> Iterator[None]:
    """All stories inside run on one event loop; one may use the connections that the one before left open."""
    _loops.append(asyncio.new_event_loop())
    try:
        yield
    finally:
        loop = _loops.pop()
        loop.run_until_complete(current().release())
        loop.close()


class StoryDriver:
    """One story. `running`: the loops run after every step; if False, only those that a step names."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="hotline-story-"))
        self.loop = _loops[-1]
        self.crashes = CrashInjector()
        self.world = World(self.folder / "data", crash=self.crashes)
        self.running = True
        self._asked = 0
        self._known: dict[str, int] = {}
        self.do(self.world.open())

    # Running

    def do(self, doing: Coroutine[Any, Any, T]) -> T:
        """Run it to its end."""
        return self.loop.run_until_complete(doing)

    def settle(self) -> None:
        """Let everything happen that follows from a step, if the loops run."""
        if self.running:
            self.run(self.world.settle)

    def run(self, doing: Any, *args: Any) -> None:
        """Do it, again after each crash."""
        for _ in range(3):
            try:
                self.do(doing(*args))
                return
            except SimulatedCrash as crash:
                self.restart(crash)
        raise AssertionError("the process crashed three times in a row")

    def restart(self, crash: SimulatedCrash | None = None) -> None:
        """Another process starts on the files of the last one."""
        note(f"    … the process crashed{f' at {crash}' if crash else ''} and starts again")
        self.crashes.restart()
        self.do(self.world.restart())

    # Asking

    def asks(self, by: str, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> httpx.Response:
        """Send a request, again after a crash, and let the loops run. The answer is never a server error."""
        asked = self.asked(by, path, body, key=key)
        answer = self._answer([asked])[0]
        self.settle()
        return answer

    def ask_at_once(self, *asked: Asked) -> list[httpx.Response]:
        """Send several requests at the same moment: they may share a commit; the loops run at that moment too."""
        answers = self._answer(list(asked))
        self.settle()
        return answers

    def asked(self, by: str, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> Asked:
        """A request that is not sent yet."""
        self._asked += 1
        return Asked(by, path, body or {}, key or f"key-{self._asked}")

    def _answer(self, asked: list[Asked]) -> list[httpx.Response]:
        self._new_events()
        answers = self._until_answered(asked)
        new = self._new_events()
        for one, answer in zip(asked, answers, strict=True):
            said = answer.json().get("code", "") if answer.status_code >= 400 else ""
            note(f"    {_PARTS.get(one.by, one.by)} {one.path.rpartition('/')[2]} → {answer.status_code} {said}")
        if len(asked) == 1:
            self._did_once(asked[0], answers[0], new)
        return answers

    def _until_answered(self, asked: list[Asked]) -> list[httpx.Response]:
        """Send, and send again under the same keys while the process crashes or a commit fails."""
        for _ in range(8):
            failures_left = self.crashes.failures_left
            try:
                answers = self.do(self._send(asked))
            except SimulatedCrash as crash:
                self.restart(crash)
                continue
            failed = [answer for answer in answers if answer.status_code >= 500]
            assert failures_left or not failed, failed[0].text
            if not failed:
                return answers
        raise AssertionError("no answer: the process crashed or failed eight times in a row")

    async def _send(self, asked: list[Asked]) -> list[httpx.Response]:
        people = [await self.world.sign_in(one.by) for one in asked]
        sent = [by.post(one.path, one.body, key=one.key) for one, by in zip(asked, people, strict=True)]
        loops = [self.world.run_loop(name) for name in self.world.loops] if len(asked) > 1 and self.running else []
        answers = await asyncio.gather(*sent, *loops, return_exceptions=True)
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return [answer for answer in answers if isinstance(answer, httpx.Response)]

    def _did_once(self, asked: Asked, answer: httpx.Response, new: list[tuple[str, str, str | None]]) -> None:
        """A refusal leaves no event by the person; an answer leaves each event once, however often it was requested."""
        done = Counter((case_id, kind) for case_id, kind, by in new if by == asked.by)
        if answer.status_code >= 400:
            assert not done, f"{asked.by} was refused {asked.path}, and still did {dict(done)}"
        assert all(count == 1 for count in done.values()), f"{asked.by} did {dict(done)} by one {asked.path} (I8)"
        if answer.status_code == 409 and answer.json()["code"] != "idempotency_key_reused":
            self._time_was_kept(asked)

    def _time_was_kept(self, asked: Asked) -> None:
        """A step that was due when a person came too late was taken before they were refused."""
        _, _, service, _, named, *_ = asked.path.split("/")
        timers = getattr(self.recorded(), service).due(named.partition(".")[0])
        assert all(row["due_at"] > self.world.now for row in timers), f"{asked.path} was judged before time was (I3)"

    def _new_events(self) -> list[tuple[str, str, str | None]]:
        """(case, type, by) of every event since the last call."""
        return self.do(self._read_new_events())

    async def _read_new_events(self) -> list[tuple[str, str, str | None]]:
        found = []
        for name in self.world.services:
            for row in await self.world.rows(name, _SINCE, {"last": self._known.get(name, 0)}):
                self._known[name] = row["position"]
                found.append((row["case_id"], row["type"], row["by"]))
        return found

    def says(self, userid: str, content: str, times: int) -> None:
        """A member writes in the WeCom app, and WeCom delivers the message so many times: one report, one reply."""
        chat, before = Chat(self.world, "claims"), self.do(Chat(self.world, "claims").cases())
        inside = f"<Content>{content}</Content><MsgId>7{len(before)}{self.world.ids.new()}</MsgId>"
        message = chat.wecom.message(userid, "text", self.world.now, inside)
        for _ in range(times):
            self.run(lambda: chat.sends(chat.wecom.push(message, self.world.now)))
            self.settle()
        assert len(self.do(chat.cases())) <= len(before) + 1, "one message became two reports (I1)"

    # Looking

    def recorded(self) -> SystemRecord:
        """What all services have on record now."""
        return self.do(self._read())

    async def _read(self) -> SystemRecord:
        undelivered = await self.world.undelivered()
        return await read_system(self.world.services, self.world.now, self.world.seen, undelivered)

    def check(self) -> None:
        """Check what holds at every instant; no error may have been logged but those of injected failures."""
        self.do(check_invariants(self.world, at_rest=False))
        failed = any(what.startswith("failed") for what in self.crashes.counts)
        assert failed or not self.world.errors.lines, self.world.errors.lines

    def reads(self, by: str, path: str) -> httpx.Response:
        """A person reads something; reading changes nothing and is never a server error."""

        async def read() -> httpx.Response:
            return await (await self.world.sign_in(by)).get(path)

        self._new_events()
        answer = self.do(read())
        assert answer.status_code < 500, answer.text
        assert self._new_events() == [], "reading changed something"
        return answer

    # The end

    def finish(self) -> None:
        """I15: faults stop. Within a minute everything has settled, and another process finds nothing to do."""
        self.crashes.clear()
        self.world.held.clear()
        self.do(self.world.settle())
        self.do(self.world.advance(timedelta(seconds=60)))
        self.do(check_invariants(self.world))
        self.do(self.world.restart())
        assert self.do(self.world.round()) == 0, "a new process found something left to do (I15)"

    def close(self) -> None:
        """Close the world and remove its folder."""
        self.do(self.world.end())
        shutil.rmtree(self.folder, ignore_errors=True)
