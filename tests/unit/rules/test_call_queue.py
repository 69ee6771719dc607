"""The order in which calls are made, against a second reading of the rule."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.callback_values import Outcome
from shared.rules.outreach.call import Attempt, Call
from shared.rules.outreach.owed import OwedPolicy
from shared.rules.outreach.queue import Place, place
from shared.rules.task import Task

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
"""12:00 in Shanghai; no retry of these tests comes near the quiet hours."""

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OWED = OwedPolicy(
    retry_warning_seconds=300,
    appointment_warning_seconds=120,
    overdue_seconds=900,
    warning_share=0.8,
    quiet_from="21:00",
    quiet_until="08:00",
)
KINDS = ("promise", "appointment", "retry", "follow_up", "no_number")
Row = tuple[str, int, bool, str]
"""What kind of call, how many minutes ago it was filed, tried or resolved, with a risk or not, its id."""


def expected(rows: list[Row]) -> list[str]:
    """The rule in other words: promises first, then retries, follow-ups, tasks without a number; late ones join."""
    placed = []
    for kind, minutes, risk, name in rows:
        since = NOON - minutes * MINUTE
        if kind == "promise":
            band, due = 0, since + 5 * MINUTE
        elif kind == "appointment":
            band, due = 0, since
        elif kind == "retry":
            band, due = (0 if minutes >= 5 else 1), since + 15 * MINUTE
        elif kind == "follow_up":
            band, due = (0 if minutes >= 0.8 * 24 * 60 else 2), since + DAY
        else:
            band, due = 3, since + 5 * MINUTE
        placed.append((band, 0 if risk else 1, due, name))
    return [name for *_, name in sorted(placed)]


def a_place(kind: str, minutes: int, risk: bool, name: str) -> Place:
    since = NOON - minutes * MINUTE
    follow_up = kind == "follow_up"
    task = Task(id=name, due_at=since + (DAY if follow_up else 5 * MINUTE), not_before=since, risk=risk)
    call = Call(task=task, round_from=since)
    if kind in ("retry", "appointment"):
        outcome = Outcome.NO_ANSWER if kind == "retry" else Outcome.CALL_LATER
        attempt = Attempt(number=1, round=1, by="ann", started_at=since, ended_at=since, outcome=outcome)
        call = call.ended(attempt, since)
    return place(call, OWED, promised=not follow_up, dialable=kind != "no_number")


ROWS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 2_000), st.booleans(), st.uuids().map(str)),
    max_size=20,
    unique_by=lambda row: row[3],
)


@given(ROWS)
def test_the_queue_is_in_the_order_of_the_rule(rows: list[Row]) -> None:
    # a retry of hours ago may have waited through the night: how quiet hours count is tested with `owed_marks`
    near = [row for row in rows if row[0] != "retry" or row[1] <= 180]
    ordered = sorted((a_place(*row) for row in near), key=lambda each: each.key(NOON))
    assert [each.task for each in ordered] == expected(near)


def test_a_fresh_promise_comes_before_ten_retries_and_a_follow_up_that_are_due() -> None:
    rows: list[Row] = [("retry", 4, False, f"retry-{n}") for n in range(10)]
    rows += [("follow_up", 60, False, "follow-up"), ("promise", 0, False, "fresh")]
    ordered = sorted((a_place(*row) for row in rows), key=lambda each: each.key(NOON))
    assert (ordered[0].task, ordered[-1].task) == ("fresh", "follow-up")


def test_a_risk_comes_first_in_its_band_and_never_before_an_earlier_band() -> None:
    rows: list[Row] = [("promise", 4, False, "early"), ("promise", 0, True, "risky"), ("retry", 1, True, "risky-retry")]
    ordered = sorted((a_place(*row) for row in rows), key=lambda each: each.key(NOON))
    assert [each.task for each in ordered] == ["risky", "early", "risky-retry"]
