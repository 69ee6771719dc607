"""What permissions hear of a case from its document, of this version or of one before."""

from dataclasses import replace

from services.callback.application.facts import facts_of
from services.callback.domain.model import Case
from shared.contracts.callback_values import Outcome
from tests.unit.callback.story import Story, directory


def accepted_by(story: Story) -> str | None:
    return facts_of(story.case, directory(), story.now).accepted_by


def as_of_010(case: Case) -> Case:
    """The case as version 0.1.0 kept it: without who accepted it."""
    return replace(case, accepted_by=None)


def accepted_by_of_old(story: Story) -> str | None:
    return facts_of(as_of_010(story.case), directory(), story.now).accepted_by


def test_who_accepted_an_old_case_is_read_off_its_last_move() -> None:
    story = Story().found_dissatisfied().dispatch()
    assert accepted_by_of_old(story) is None
    story.wait(minutes=1).accept("chief")
    assert accepted_by_of_old(story) == accepted_by(story) == "chief"
    assert accepted_by_of_old(story.wait(hours=1).severity(1).assign("hand")) == "chief"


def test_an_old_case_that_was_reopened_or_passed_on_names_nobody_who_only_moved_it() -> None:
    transferred = Story().found_dissatisfied().dispatch().transfer()
    reopened = Story().handled().wait(hours=1).resolve().attempt(Outcome.REACHED, "bob", score=10)
    for story in (transferred, reopened):
        assert accepted_by_of_old(story.wait(hours=1)) is None
