"""A case of version 0.1.0 was armed by fewer clocks: at its next timer it is armed by all of them."""

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from services.callback.application.handlers import Handlers
from services.callback.domain.model import Case
from shared.contracts.callback_values import Outcome
from shared.contracts.policy import CallbackPolicy
from tests.unit.callback.story import Story


class Work:
    """A commit in which nothing is due."""

    def __init__(self, case: Case, now: datetime) -> None:
        self.case, self.moment = case, now
        self.rewritten: set[str] = set()

    async def get(self, case_id: str) -> Case:
        return self.case

    def now(self) -> datetime:
        return self.moment

    def rewrite_timers(self, case_id: str, kinds: Iterable[str]) -> None:
        self.rewritten.update(kinds)


@pytest.mark.parametrize(("pauses", "rewritten"), [((120, 300), {"call", "reminder"}), ((), set())])
async def test_a_timer_of_an_old_case_arms_all_that_it_owes(pauses: tuple[int, ...], rewritten: set[str]) -> None:
    story = Story(policy=CallbackPolicy(policy="p", retry_seconds=pauses)).attempt(Outcome.NO_ANSWER)
    work: Any = Work(story.case, story.now)

    await Handlers(cast(Any, SimpleNamespace())).tick(story.case.id, work)

    assert work.rewritten == rewritten
