"""How long an ended case is kept: by the day, by the kind of its last end, longer with a formal complaint."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shared.contracts.callback import CaseArchived, CaseClosed, CaseComplaintMarked, CaseReopened
from shared.contracts.escalation import CaseSettled
from shared.rules.retention import (
    ENDS,
    KEPT_FOR_EVER,
    Ending,
    Kind,
    RetentionPolicy,
    ending_of,
    months_before,
    telling_types,
)
from shared.support.local_time import SHANGHAI

NOW = datetime(2026, 12, 24, 1, tzinfo=UTC)


def test_without_periods_every_case_is_kept_for_ever() -> None:
    assert [KEPT_FOR_EVER.ended_before(kind, NOW) for kind in Kind] == [None] * 4
    assert not KEPT_FOR_EVER.erases


@pytest.mark.parametrize(
    ("day", "months", "first_kept"),
    [
        (date(2026, 12, 24), 1, date(2026, 11, 24)),
        (date(2027, 1, 1), 24, date(2025, 1, 1)),
        (date(2027, 3, 28), 1, date(2027, 2, 28)),
        (date(2027, 3, 31), 1, date(2027, 3, 1)),
        (date(2028, 2, 29), 12, date(2027, 3, 1)),
        (date(2027, 1, 31), 2, date(2026, 12, 1)),
    ],
)
def test_the_first_day_that_is_kept_is_the_same_day_of_an_earlier_month(
    day: date, months: int, first_kept: date
) -> None:
    assert months_before(day, months) == first_kept


@pytest.mark.parametrize("months", [1, 2, 11, 12, 24])
def test_no_day_is_passed_over_and_none_goes_back(months: int) -> None:
    days = [months_before(date(2023, 1, 1) + timedelta(days=count), months) for count in range(1500)]
    assert days == sorted(days)
    ended = date(2024, 1, 31)
    due = next(day for day in range(1500) if days[day] > ended)
    last_kept = date(2023, 1, 1) + timedelta(days=due - 1)
    assert (last_kept.year * 12 + last_kept.month) - (ended.year * 12 + ended.month) == months


def test_a_day_is_a_local_one_and_kept_to_its_end() -> None:
    policy = RetentionPolicy(archived_months=1)
    before = policy.ended_before(Kind.ARCHIVED, datetime(2026, 12, 23, 16, tzinfo=UTC))
    assert before == datetime(2026, 11, 24, tzinfo=SHANGHAI)
    assert policy.ended_before(Kind.ARCHIVED, datetime(2026, 12, 23, 15, 59, tzinfo=UTC)) == before - timedelta(days=1)
    assert policy.ended_before(Kind.CLOSED, NOW) is None


def test_the_last_end_of_a_case_counts() -> None:
    settled, closed = NOW - timedelta(days=9), NOW - timedelta(days=2)
    told = [(CaseClosed.type, closed), (CaseSettled.type, settled), (CaseReopened.type, NOW)]
    assert ending_of(told) == Ending(kind=Kind.CLOSED, since=closed)
    assert ending_of([(CaseReopened.type, NOW)]) is None


@pytest.mark.parametrize("days", [-3, 3])
def test_with_a_formal_complaint_the_period_runs_from_the_end_or_the_later_complaint(days: int) -> None:
    marked = NOW + timedelta(days=days)
    told = [(CaseArchived.type, NOW), (CaseComplaintMarked.type, marked)]
    assert ending_of(told) == Ending(kind=Kind.COMPLAINT, since=max(NOW, marked))


def test_the_events_that_tell_an_end_are_read_in_every_version() -> None:
    assert {f"{event.type}.v1" for event in ENDS.values()} < set(telling_types())
