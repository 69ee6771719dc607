"""W3C trace context: a context that came is continued, a missing one is made."""

import pytest

from shared.support import trace
from tests.harness.clock import CountedIds

BROUGHT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_a_trace_that_is_brought_goes_on_under_a_span_of_ours() -> None:
    version, trace_id, span, flags = trace.continue_trace(BROUGHT, CountedIds()).split("-")
    assert (version, trace_id, flags) == ("00", "4bf92f3577b34da6a3ce929d0e0e4736", "01")
    assert span != "00f067aa0ba902b7"


@pytest.mark.parametrize(
    "brought",
    [
        None,
        "",
        "nonsense",
        BROUGHT.upper(),
        BROUGHT + "-more",
        "00-" + "0" * 32 + "-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-" + "0" * 16 + "-01",
    ],
)
def test_without_a_sound_one_a_trace_is_made(brought: str | None) -> None:
    made = trace.continue_trace(brought, CountedIds())
    assert trace.TRACEPARENT.fullmatch(made)
    assert trace.trace_id(made) != trace.trace_id(BROUGHT)


def test_what_is_no_trace_has_no_id() -> None:
    assert trace.trace_id("nonsense") is None
    assert trace.trace_id(None) is None
