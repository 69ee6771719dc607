"""A world told step by step by a story machine: plain functions on a loop of its own, deaths and troubles on the way.

Whoever asks carries an idempotency key and asks again after a death, as a person would who got no answer. What one
asking has done is looked up in the event logs: a refusal did nothing, an answer did each thing once.
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
from tests.harness.crash_injection import Death, Fate
from tests.harness.invariants import check_invariants
from tests.harness.recorded_state import Ledger, read_ledger
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
"""Everybody a story may name, by the part he plays."""

_PARTS = {staff_id: part for part, staff_id in CAST.items()}

_SINCE = select(event_log).where(event_log.c.position > bindparam("last")).order_by(event_log.c.position)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something somebody (a staff id) asked for, ready to be asked again."""

    by: str
    path: str
    body: dict[str, Any]
    key: str


_loops: list[asyncio.AbstractEventLoop] = []


@contextmanager
def on_a_loop() -> Iterator[None]:
    """All that is told until its end is told on one event loop, and may go on with what the story before left open."""
    _loops.append(asyncio.new_event_loop())
    try:
        yield
    finally:
        loop = _loops.pop()
        loop.run_until_complete(current().let_go())
        loop.close()


class Telling:
    """See the module. `running`: the loops run after every step; else only what a step names."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="hotline-story-"))
        self.loop = _loops[-1]
        self.fate = Fate()
        self.world = World(self.folder / "data", crash=self.fate)
        self.running = True
        self._asked = 0
        self._known: dict[str, int] = {}
        self.do(self.world.open())

    # Running

    def do(self, doing: Coroutine[Any, Any, T]) -> T:
        """Run it to its end."""
        return self.loop.run_until_complete(doing)

    def goes_on(self) -> None:
        """What follows by itself from a step, if the loops run."""
        if self.running:
            self.lives_through(self.world.settle)

    def lives_through(self, doing: Any, *args: Any) -> None:
        """Do it, over as many deaths as it takes."""
        for _ in range(3):
            try:
                self.do(doing(*args))
                return
            except Death as death:
                self.is_born_again(death)
        raise AssertionError("a process that cannot stop dying")

    def is_born_again(self, death: Death | None = None) -> None:
        """The process starts on what the last one left behind."""
        note(f"    … the process died{f' at {death}' if death else ''} and starts again")
        self.fate.is_born_again()
        self.do(self.world.restart())

    # Asking

    def asks(self, by: str, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> httpx.Response:
        """Somebody asks for something, again after a death; the loops then run. Never an error of ours."""
        asked = self.asked(by, path, body, key=key)
        answer = self._answer([asked])[0]
        self.goes_on()
        return answer

    def ask_at_once(self, *asked: Asked) -> list[httpx.Response]:
        """Several ask at the same moment, and may share a commit; whatever loops run, run at that moment too."""
        answers = self._answer(list(asked))
        self.goes_on()
        return answers

    def asked(self, by: str, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> Asked:
        """Not asked yet, but ready."""
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
        """Ask, and ask again under the same keys while the process dies or what is to fail fails."""
        for _ in range(8):
            troubled = self.fate.troubled
            try:
                answers = self.do(self._send(asked))
            except Death as death:
                self.is_born_again(death)
                continue
            failed = [answer for answer in answers if answer.status_code >= 500]
            assert troubled or not failed, failed[0].text
            if not failed:
                return answers
        raise AssertionError("a process that cannot stop dying or failing")

    async def _send(self, asked: list[Asked]) -> list[httpx.Response]:
        hands = [await self.world.sign_in(one.by) for one in asked]
        sent = [hand.post(one.path, one.body, key=one.key) for one, hand in zip(asked, hands, strict=True)]
        loops = [self.world.run_loop(name) for name in self.world.loops] if len(asked) > 1 and self.running else []
        answers = await asyncio.gather(*sent, *loops, return_exceptions=True)
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return [answer for answer in answers if isinstance(answer, httpx.Response)]

    def _did_once(self, asked: Asked, answer: httpx.Response, new: list[tuple[str, str, str | None]]) -> None:
        """A refusal leaves no event of the person's; an answer leaves each event once, however often it was asked."""
        his = Counter((case_id, kind) for case_id, kind, by in new if by == asked.by)
        if answer.status_code >= 400:
            assert not his, f"{asked.by} was refused {asked.path}, and still did {dict(his)}"
        assert all(count == 1 for count in his.values()), f"{asked.by} did {dict(his)} by one {asked.path} (I8)"
        if answer.status_code == 409 and answer.json()["code"] != "idempotency_key_reused":
            self._time_was_kept(asked)

    def _time_was_kept(self, asked: Asked) -> None:
        """What was due when somebody came too late has happened by then, and stays, whatever he was told."""
        _, _, service, _, named, *_ = asked.path.split("/")
        timers = getattr(self.books(), service).due(named.partition(".")[0])
        assert all(row["due_at"] > self.world.now for row in timers), f"{asked.path} was judged before time was (I3)"

    def _new_events(self) -> list[tuple[str, str, str | None]]:
        """(case, type, by) of everything that happened since this was asked last."""
        return self.do(self._read_new_events())

    async def _read_new_events(self) -> list[tuple[str, str, str | None]]:
        found = []
        for name in self.world.services:
            for row in await self.world.rows(name, _SINCE, {"last": self._known.get(name, 0)}):
                self._known[name] = row["position"]
                found.append((row["case_id"], row["type"], row["by"]))
        return found

    def says(self, userid: str, content: str, times: int) -> None:
        """A member writes in the WeCom app, and WeCom brings the message so many times: one report, one reply."""
        chat, before = Chat(self.world, "claims"), self.do(Chat(self.world, "claims").cases())
        inside = f"<Content>{content}</Content><MsgId>7{len(before)}{self.world.ids.new()}</MsgId>"
        message = chat.wecom.message(userid, "text", self.world.now, inside)
        for _ in range(times):
            self.lives_through(lambda: chat.sends(chat.wecom.push(message, self.world.now)))
            self.goes_on()
        assert len(self.do(chat.cases())) <= len(before) + 1, "one message became two reports (I1)"

    # Looking

    def books(self) -> Ledger:
        """The books as they are."""
        return self.do(self._read())

    async def _read(self) -> Ledger:
        unheard = await self.world.unheard()
        return await read_ledger(self.world.services, self.world.now, self.world.seen, unheard)

    def looks(self) -> None:
        """Judge the books by what holds at every instant; and nothing may have been logged as an error but troubles."""
        self.do(check_invariants(self.world, at_rest=False))
        troubled = any(fate.startswith("failed") for fate in self.fate.met)
        assert troubled or not self.world.errors.lines, self.world.errors.lines

    def reads(self, by: str, path: str) -> httpx.Response:
        """Somebody reads something; reading changes nothing and never fails."""

        async def read() -> httpx.Response:
            return await (await self.world.sign_in(by)).get(path)

        self._new_events()
        answer = self.do(read())
        assert answer.status_code < 500, answer.text
        assert self._new_events() == [], "reading changed something"
        return answer

    # The end

    def ends(self) -> None:
        """I15: faults stop. Within a minute everything has come to rest, and another process finds nothing to do."""
        self.fate.relents()
        self.world.held.clear()
        self.do(self.world.settle())
        self.do(self.world.advance(timedelta(seconds=60)))
        self.do(check_invariants(self.world))
        self.do(self.world.restart())
        assert self.do(self.world.round()) == 0, "a new process found something left to do (I15)"

    def closes(self) -> None:
        """Let go of everything."""
        self.do(self.world.end())
        shutil.rmtree(self.folder, ignore_errors=True)
