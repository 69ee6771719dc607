"""The host's clocks, unchanged. `shared.platform.clock` makes hotline time from them; nothing else reads them."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_wall() -> datetime:
    """What the host's wall clock says."""
    return _EPOCH + timedelta(microseconds=time.time_ns() // 1000)


def read_boot() -> timedelta:
    """How long the host has been up, suspension included."""
    return timedelta(microseconds=time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000)


def read_monotonic() -> timedelta:
    """The host's monotonic clock; its zero means nothing."""
    return timedelta(microseconds=time.monotonic_ns() // 1000)


def read_boot_id() -> str:
    """Which boot of the host this is; empty where the host does not tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
