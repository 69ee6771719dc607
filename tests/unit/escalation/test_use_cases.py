"""Use cases: plain input is sealed before a handler sees it, and a list shows what a person may see."""

from dataclasses import replace
from typing import Any

import pytest

from services.escalation.application.use_cases import UseCases
from services.escalation.domain.model import Case
from shared.contracts.base import Sealed
from shared.engine.executor import Job, Outcome
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actor import actor_of
from shared.platform.permitted import Place
from shared.support.errors import Forbidden, NotYet
from tests.harness.refusals import refused
from tests.unit.escalation.onsite import MINUTE, NINE, OnSite, directory

RITA = actor_of("rita", directory(), NINE)
REQUEST = CommandRequest(actor=RITA, key=None, fingerprint="f", trace=None)


class Seals:
    """A vault that shows what it sealed."""

    async def seal(self, case_id: str, field: str, text: str | None) -> Sealed | None:
        return Sealed(f"{case_id}/{field}/{text}") if text is not None else None

    async def key(self, case_id: str) -> None:
        return None


class Noted:
    """Handlers that note the command they are given."""

    def __init__(self) -> None:
        self.commands: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        async def note(command: object, work: object) -> str:
            self.commands.append(command)
            return name

        return note


class Queue:
    """A command queue that runs each job at once and notes it."""

    def __init__(self) -> None:
        self.jobs: list[Job[Any]] = []

    async def submit(self, job: Job[Any]) -> Outcome:
        self.jobs.append(job)
        return Outcome(value=await job.run(None))


class Stored:
    """Cases that are read, never written."""

    def __init__(self, *cases: Case) -> None:
        self.cases = {case.id: case for case in cases}

    async def find(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    async def listed(self, *, live: bool, limit: int, after: Place | None) -> list[Case]:
        return [case for case in self.cases.values() if after is None or case.id > after.id][:limit]


def use_cases(*cases: Case, handlers: Noted | None = None, queue: Queue | None = None) -> UseCases:
    """The use cases over these cases."""
    given: dict[str, Any] = {"vault": Seals(), "command_queue": queue or Queue(), "handlers": handlers or Noted()}
    return UseCases(**given, reader=Stored(*cases))


def cases_of(*reporters: str) -> list[Case]:
    """One case for each reporter, in this order."""
    case = OnSite().case
    return [
        replace(case, id=f"case-{n}", reporter=replace(case.reporter, staff_id=reporter))
        for n, reporter in enumerate(reporters)
    ]


@pytest.mark.parametrize("act", ["acknowledge", "settle", "file"])
async def test_a_note_is_sealed_for_its_case_before_it_reaches_the_handler(act: str) -> None:
    handlers, queue = Noted(), Queue()
    outcome = await getattr(use_cases(handlers=handlers, queue=queue), act)(REQUEST, "case-1", "已致电客户")
    [command] = handlers.commands
    assert (command.case_id, command.actor, command.note) == ("case-1", RITA, "case-1/note/已致电客户")
    assert (outcome.value, queue.jobs[0].action, queue.jobs[0].actor) == (act, act, "rita")


@pytest.mark.parametrize("act", ["acknowledge", "settle", "file"])
@pytest.mark.parametrize("empty", ["", None])
async def test_an_empty_text_is_no_note(act: str, empty: str | None) -> None:
    handlers = Noted()
    await getattr(use_cases(handlers=handlers), act)(REQUEST, "case-1", empty)
    assert handlers.commands[0].note is None


async def test_escalating_names_the_level_it_leaves_and_its_note_is_sealed() -> None:
    handlers, queue = Noted(), Queue()
    await use_cases(handlers=handlers, queue=queue).escalate(REQUEST, "case-1", 1, "客户要求领导到场")
    [command] = handlers.commands
    assert (command.case_id, command.level, command.note) == ("case-1", 1, "case-1/note/客户要求领导到场")
    assert queue.jobs[0].action == "escalate"


@pytest.mark.parametrize("act", ["settle", "file"])
async def test_the_id_of_a_call_is_sealed_like_a_note(act: str) -> None:
    handlers = Noted()
    await getattr(use_cases(handlers=handlers), act)(REQUEST, "case-1", "已解释", call_id="CALL-1")
    assert handlers.commands[0].call_id == "case-1/call_id/CALL-1"


async def test_a_case_that_is_not_here_is_asked_for_again_later() -> None:
    with refused(NotYet, "not_open_yet"):
        await use_cases().case(RITA, "case-1")


async def test_a_case_is_shown_to_its_reporter_and_refused_to_a_stranger() -> None:
    case = OnSite().wait(minutes=5).case
    assert (await use_cases(case).case(RITA, "case-1")).next_due_at == case.moved_at + 10 * MINUTE
    with refused(Forbidden, "forbidden"):
        await use_cases(case).case(actor_of("agent", directory(), NINE), "case-1")


async def test_a_page_of_cases_is_full_although_others_lie_between() -> None:
    cases = cases_of("rita", "agent", "agent", "rita", "agent", "rita")
    first, following = await use_cases(*cases).cases(RITA, live=True, limit=2)
    assert [case.id for case in first] == ["case-0", "case-3"]
    rest, end = await use_cases(*cases).cases(RITA, live=True, limit=2, after=following)
    assert ([case.id for case in rest], end) == (["case-5"], None)
