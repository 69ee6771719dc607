"""A step of time that does not advance its due time is an error that names the case, not an endless loop."""

from types import SimpleNamespace
from typing import Any

import pytest

from services.callback.application.handlers import MOST_STEPS, Handlers
from tests.unit.callback.story import NOON, Story, directory


class StandsStill:
    """A unit of work in which events change nothing."""

    def __init__(self, case: Any) -> None:
        self.case = case
        self.recorded = 0

    def now(self) -> Any:
        return NOON.replace(year=2027)

    async def get(self, case_id: str) -> Any:
        return self.case

    def record(self, case_id: str, events: list[Any]) -> Any:
        self.recorded += 1
        return self.case

    def loaded(self, case_id: str) -> Any:
        return self.case

    def notify(self, message: Any) -> None:
        pass


async def test_a_case_that_stays_due_is_an_error_with_its_id() -> None:
    async def follow(now: Any) -> None: ...

    outside: Any = SimpleNamespace(directory=SimpleNamespace(current=directory(), follow=follow))
    work: Any = StandsStill(Story().case)
    with pytest.raises(RuntimeError, match=f"case case-1: still due after {MOST_STEPS} steps"):
        await Handlers(outside).fire("case-1", work)
    assert work.recorded >= MOST_STEPS
