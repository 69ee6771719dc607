"""W3C trace context: one id from a request through every event it causes, in every log line.

A `traceparent` is `00-<trace>-<span>-<flags>`. A request may have one; otherwise the middleware makes one. Events carry
it unchanged (`event_log.trace`); log lines show the trace id alone. Nothing is exported to a collector.
"""

import re
from contextvars import ContextVar

from shared.support.ids import Ids

TRACEPARENT = re.compile(r"00-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})")
NO_TRACE, NO_SPAN = "0" * 32, "0" * 16

current: ContextVar[str | None] = ContextVar("traceparent", default=None)
"""The traceparent of the present request or event, None for timers."""


def continue_trace(brought: str | None, ids: Ids) -> str:
    """The traceparent of a request: a new span of the trace it brought, or of a new trace."""
    found = TRACEPARENT.fullmatch(brought or "")
    if found and found["trace"] != NO_TRACE and found["span"] != NO_SPAN:
        return f"00-{found['trace']}-{_hex(ids)[-16:]}-{found['flags']}"
    made = _hex(ids)
    return f"00-{made}-{made[-16:]}-00"


def trace_id(traceparent: str | None) -> str | None:
    """The id of the whole trace, for a log line; None if there is none."""
    found = TRACEPARENT.fullmatch(traceparent or "")
    return found["trace"] if found else None


def _hex(ids: Ids) -> str:
    return ids.new().replace("-", "")
