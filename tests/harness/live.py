"""A live list of three cases for tests of the hub, viewers of it, and a reader of streams."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from shared.platform.identity.actor import Actor
from shared.rules.directory import Directory, Person, Role
from shared.web.live.lists import Row
from tests.harness.clock import A_MONDAY_MORNING


@dataclass(frozen=True, slots=True)
class Case:
    """A row: who may see it, and whether they may act."""

    key: str
    subject_id: str
    seen_by: frozenset[str]
    acted_on_by: frozenset[str] = frozenset()
    words: str = ""


@dataclass(frozen=True, slots=True)
class SomeSession:
    """A browser."""

    session_id: str


@dataclass(frozen=True, kw_only=True)
class SomeViewer:
    """A person who looks at a page; `now_valid` is what a look at their session finds."""

    actor: Actor
    session: SomeSession
    language: str = "zh-CN"
    found: list[Any] = field(default_factory=list, compare=False)

    async def still_valid(self) -> Self | None:
        """The last viewer of `found`, this one if there is none."""
        return self.found[-1] if self.found else self


def viewer(staff_id: str, *roles: Role, session: str | None = None, language: str = "zh-CN") -> SomeViewer:
    """A person with these roles, in a browser of their own unless one is named."""
    person = Person(staff_id=staff_id, name=staff_id, unit_id="u1", roles=frozenset(roles))
    actor = Actor(person, Directory(), A_MONDAY_MORNING)
    return SomeViewer(actor=actor, session=SomeSession(session or f"of {staff_id}"), language=language)


class SomeList:
    """A list whose rows a test sets; it counts how often it was read and rendered."""

    name = "queue"

    def __init__(self, *cases: Case) -> None:
        self.cases = {case.key: case for case in cases}
        self.loads: list[Sequence[str]] = []
        self.renders = 0
        self.fails: Exception | None = None

    def put(self, case: Case) -> None:
        """The case is as this from now on."""
        self.cases[case.key] = case

    async def load(self, subject_ids: Sequence[str]) -> Sequence[Case]:
        self.loads.append(list(subject_ids))
        if self.fails is not None:
            raise self.fails
        return [case for case in self.cases.values() if case.subject_id in subject_ids]

    def place(self, viewer: SomeViewer, item: Case) -> str | None:
        if viewer.actor.staff_id not in item.seen_by:
            return None
        return "open" if viewer.actor.staff_id in item.acted_on_by else "read"

    def render(self, item: Case, rendering: str, language: str) -> Row:
        self.renders += 1
        return Row(key=item.key, order=item.key, html=f"<tr>{rendering} {language} {item.words}</tr>")


class CountingList(SomeList):
    """The same, and it says how many rows each viewer has."""

    async def count(self, viewers: Sequence[SomeViewer]) -> Sequence[int]:
        return [sum(self.place(each, case) is not None for case in self.cases.values()) for each in viewers]


def case(key: str, *seen_by: str, acted_on_by: Sequence[str] = (), words: str = "") -> Case:
    """A row that these people see; its subject is the part of the key before the dot."""
    return Case(key, key.partition(".")[0], frozenset(seen_by), frozenset(acted_on_by), words)


def changed(case: Case, **values: Any) -> Case:
    """The same row, otherwise."""
    return replace(case, **values)


@dataclass(frozen=True, slots=True)
class Said:
    """One event of a stream."""

    event: str
    data: dict[str, Any]
    id: str | None = None


def parsed(text: str) -> list[Said]:
    """The events in a piece of a stream."""
    found, last = [], None
    for block in text.replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
        last = fields.get("id", last)
        if "data" in fields:
            found.append(Said(fields.get("event", "message"), json.loads(fields["data"]), fields.get("id")))
    return found


async def said(stream: AsyncIterator[str], until: str) -> AsyncIterator[Said]:
    """The events of a stream as they come, up to and with the first of this kind."""
    rest = ""
    async for piece in stream:
        rest += piece.replace("\r\n", "\n")
        whole, _, rest = rest.rpartition("\n\n")
        for each in parsed(whole):
            yield each
            if each.event == until:
                return
