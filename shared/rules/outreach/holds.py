"""The clocks of a task in a person's hands: a hold without dialling, and an attempt that runs too long."""

from datetime import datetime, timedelta

from shared.rules.outreach.call import Call


def idle_until(call: Call, most: timedelta) -> datetime | None:
    """When a hold without dialling has lasted for `most`; None if it is free, dialled, or was told."""
    lease = call.task.lease
    return None if lease is None or call.started_at is not None or call.held_told else lease.since + most


def running_until(call: Call, most: timedelta) -> datetime | None:
    """When the attempt under way has held the clocks of its call for `most`; None if none does."""
    return call.started_at + most if call.waits and call.started_at is not None else None
