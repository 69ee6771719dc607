"""Clock times and lateness as messages write them."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.platform.wording import clock_time, lateness

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "written"),
    [
        ({"minutes": 10}, "09:10"),
        ({"seconds": 90}, "09:01:30"),
        ({"minutes": 4, "seconds": 59}, "09:04:59"),
        ({"minutes": 5, "seconds": 59}, "09:05"),
        ({"hours": 14, "minutes": 59}, "23:59"),
        ({"hours": 15}, "11月24日00:00"),
        ({"days": 39}, "1月1日09:00"),
    ],
)
def test_a_time_is_a_clock_time_of_shanghai(after: dict[str, float], written: str) -> None:
    assert clock_time(NINE + timedelta(**after), written_at=NINE) == written


@pytest.mark.parametrize(
    ("seconds", "remark"), [(0, ""), (59.9, ""), (60, "（本通知晚发1分钟。）"), (5_400, "（本通知晚发90分钟。）")]
)
def test_a_message_that_comes_late_says_by_how_many_minutes(seconds: float, remark: str) -> None:
    assert lateness(seconds) == remark
