"""On the import path of a process, this puts the wall clock it reads a day ahead; its other clocks are the host's."""

import time

_NANOSECONDS_A_DAY = 24 * 60 * 60 * 1_000_000_000
_host_time_ns = time.time_ns


def _time_ns() -> int:
    return _host_time_ns() + _NANOSECONDS_A_DAY


def _time() -> float:
    return _time_ns() / 1_000_000_000


time.time_ns = _time_ns
time.time = _time
