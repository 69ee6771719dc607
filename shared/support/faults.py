"""Crash points: the places where a process may die between two steps that belong together.

The code calls `crash(point)` at each; in a running system the hook does nothing. Tests pass a hook that raises, and a
test for each member shows that everything is still done exactly once after a restart.
"""

from collections.abc import Callable
from enum import StrEnum


class CrashPoint(StrEnum):
    """Where a process may die."""

    CASE_KEY_COMMITTED = "case_key_committed"  # the data key is stored, its report not yet
    BEFORE_COMMIT = "before_commit"  # everything is written, nothing committed
    AFTER_COMMIT = "after_commit"  # committed, the caller has no answer yet
    RELAY_READ = "relay_read"  # the relay has read events, the bus does not have them yet
    RELAY_PUBLISHED = "relay_published"  # the bus has them, the outbox still lists them
    CONSUMER_BEFORE_COMMIT = "consumer_before_commit"  # an event is handled, nothing committed
    CONSUMER_AFTER_COMMIT = "consumer_after_commit"  # an event is handled and committed, the bus does not know
    TIMER_BEFORE_COMMIT = "timer_before_commit"  # a step fired, nothing committed
    TIMER_AFTER_COMMIT = "timer_after_commit"  # a step fired and is committed, its message is not sent yet
    WECOM_STORED = "wecom_stored"  # a WeCom push is stored, not processed yet
    MESSAGE_SENT = "message_sent"  # a message was sent, its row does not say so


Crash = Callable[[CrashPoint], None]


def never(point: CrashPoint) -> None:
    """The hook of a running system: does nothing."""
