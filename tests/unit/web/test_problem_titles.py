"""A problem's title is HTTP's own phrase for its status; what is special about it is in `code` and `detail`."""

import pytest

from shared.web.problems import title_of


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (401, "Unauthorized"),
        (408, "Request Timeout"),
        (409, "Conflict"),
        (413, "Content Too Large"),
        (422, "Unprocessable Content"),
        (500, "Internal Server Error"),
        (503, "Service Unavailable"),
    ],
)
def test_a_title_is_http_s_own_phrase(status: int, title: str) -> None:
    assert title_of(status) == title
