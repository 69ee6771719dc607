"""The on-site ladder of Art. 8 written a second time, for comparison with every history (I3, I4).

It reads only escalation's event log. When a step was due, which person may have acted before it and what may follow is
computed here independently; whom a step notifies is not (`shared.rules.ladders.targets` has its own tests).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.contracts.base import Event
from shared.contracts.escalation import (
    CaseAcknowledged,
    CaseAmended,
    CaseComplaintMarked,
    CaseErased,
    CaseFiled,
    CaseOpened,
    CaseSettled,
    FiledBecause,
    LevelAlsoTold,
    LevelTold,
)
from shared.contracts.words import Stage

PUNCTUAL = timedelta(seconds=30)


class Climb:
    """One case on its way up. A history that breaks a rule raises an `AssertionError` that names the rule."""

    def __init__(self, opened: CaseOpened) -> None:
        self.steps = opened.ladder.steps
        self.taken = 0
        self.told: list[str] = []
        self.levels: dict[int, tuple[str, ...]] = {}
        self.ended: str | None = None
        self.accepted_at = opened.accepted_at
        self.due: datetime = max(opened.detected_at + self._after(0), opened.accepted_at)
        self.must_file_first = opened.stage is Stage.FILED
        assert opened.calming_due_at == self.due, "the reporter's five minutes do not end when they should"

    def apply(self, event: Event) -> None:
        """Check the next event of the history."""
        if isinstance(event, CaseErased):
            return  # it comes after any end
        assert self.ended != "filed" or isinstance(event, CaseAmended), f"{event.type} after the case was filed"
        if isinstance(event, CaseAmended | CaseComplaintMarked):
            return  # details and complaints are no step; they may come at any time
        complained = isinstance(event, CaseFiled) and event.because is FiledBecause.COMPLAINT
        assert self.ended is None or complained, f"{event.type} after the case was {self.ended}"
        if self.ended is not None:
            self.due = event.at  # a settled case has no clock
        if isinstance(event, LevelAlsoTold):
            self._also_told(event)
            return
        if self.must_file_first:
            assert isinstance(event, CaseFiled), "a report filed at once did something else first"
            assert event.because is FiledBecause.AT_ONCE
        elif isinstance(event, CaseFiled) and event.because is FiledBecause.COMPLETED:
            assert event.at < self.due, "completed when time had already decided (I3)"
        elif event.by is None:
            assert event.at >= self.due, f"{event.type} came {self.due - event.at} early (I4)"
        else:
            early = event.at < self.due or self.ended is not None
            assert early, f"{event.type} by a person, when time had already decided (I3)"
        match event:
            case LevelTold():
                self._told(event)
            case CaseAcknowledged():
                assert event.by in self.levels[event.level], "acknowledged by a person who was not told"
            case CaseSettled():
                assert event.by is not None, "time settles nothing"
                self.ended = "settled"
            case CaseFiled():
                self._filed(event)
                self.ended = "filed"
            case _:
                raise AssertionError(f"{event.type} is no event of the ladder")

    def _told(self, event: LevelTold) -> None:
        everyone = (event.staff_id, *event.others)
        assert (event.level, event.step) == (len(self.levels) + 1, self.taken + 1), "a level was skipped or told twice"
        assert not set(everyone) & set(self.told), "a person was told twice (I3)"
        assert not self.steps[self.taken].files, "a level was told when the flow had to start"
        by_timer = event.by is None
        self._stamped(event)
        self.taken += 1
        punctual = by_timer and event.at - self.due <= PUNCTUAL
        self.due = (self.due if punctual else event.at) + self._after(self.taken)
        assert event.next_due_at == self.due, "the next step is not due when Art. 8 says"
        self.levels[event.level] = everyone
        self.told += everyone

    def _also_told(self, event: LevelAlsoTold) -> None:
        assert event.level == len(self.levels), "a stand-in for another level than the present one"
        everyone = (event.staff_id, *event.others)
        assert not set(everyone) & set(self.levels[event.level]), "a stand-in who is told already"
        self.levels[event.level] += everyone

    def _filed(self, event: CaseFiled) -> None:
        at_once = event.because is FiledBecause.AT_ONCE
        assert at_once == self.must_file_first, "filed for the wrong reason"
        if event.because is FiledBecause.COMPLETED:
            assert self.accepted_at <= event.filed_at <= event.at, "filed at another time than it was completed"
            return
        assert event.filed_at == (self.accepted_at if at_once else event.at), "filed at another time than it was"
        everyone = [staff_id for level in self.levels.values() for staff_id in level]
        assert event.told == tuple(dict.fromkeys(everyone)), "those told are not those who were"
        if event.because is FiledBecause.SILENCE:
            assert self.steps[self.taken].files, "filed by silence before the last step"
        if event.because is FiledBecause.ASKED:
            assert event.by is not None, "filed as asked for, and no person asked"
        if not at_once:
            self._stamped(event)

    def _stamped(self, event: LevelTold | CaseFiled) -> None:
        """A step taken by time states its due time and its lateness."""
        due = self.due if event.by is None else event.at
        assert event.due_at == due, "stamped with another due time"
        assert event.late_by_seconds == (event.at - due).total_seconds(), "its lateness is not what it was"

    def _after(self, step: int) -> timedelta:
        return timedelta(seconds=self.steps[step].after_seconds)


def climbed(history: Sequence[Event]) -> Climb:
    """Check the whole history of an on-site case."""
    opened, *rest = history
    assert isinstance(opened, CaseOpened), "a case begins by being opened"
    climb = Climb(opened)
    for event in rest:
        climb.apply(event)
    return climb
