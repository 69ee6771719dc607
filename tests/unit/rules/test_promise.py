"""Until when 95518 promises to call: five minutes after filing; for an old matter after quiet hours if so agreed."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.contracts.policy import CallbackPolicy
from shared.rules.outreach.promise import promised_until

NIGHT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
"""02:00 in Shanghai."""
MORNING = datetime(2026, 11, 24, 0, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CALM = CallbackPolicy(policy="calm", quiet_first_seconds=1_800)


@pytest.mark.parametrize(
    ("policy", "age", "until"),
    [
        (CALM, 30 * MINUTE, NIGHT + 5 * MINUTE),
        (CALM, 31 * MINUTE, MORNING),
        (CallbackPolicy(policy="default"), 600 * MINUTE, NIGHT + 5 * MINUTE),
        (CallbackPolicy(policy="short", due_seconds=120), 31 * MINUTE, NIGHT + 2 * MINUTE),
    ],
)
def test_the_promise_counts_from_filing_or_from_the_end_of_the_quiet_hours(
    policy: CallbackPolicy, age: timedelta, until: datetime
) -> None:
    assert promised_until(policy, filed_at=NIGHT, detected_at=NIGHT - age) == until
