"""The host's clocks as they are. `shared.platform.clock` makes hotline time from them; this is the only reader."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_wall() -> datetime:
    """The host's wall clock, in UTC."""
    return _EPOCH + timedelta(microseconds=time.time_ns() // 1000)


def read_boot() -> timedelta:
    """The time since the host booted, suspension included."""
    return timedelta(microseconds=time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000)


def read_monotonic() -> timedelta:
    """The host's monotonic clock; its zero is arbitrary."""
    return timedelta(microseconds=time.monotonic_ns() // 1000)


def read_boot_id() -> str:
    """The id of the present boot; empty where the host has none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
