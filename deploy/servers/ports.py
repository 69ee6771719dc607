"""Ports on loopback for servers that come back where they were."""

import secrets
import socket
import sys

# Below the range from which the kernel takes the near end of outgoing connections: a port in it could be gone when
# its server comes back after a crash.
FIRST, LAST = 20_000, 32_000


# Each is held by a name in memory (Linux), so that no other process is given it before a server listens.
_held: set[int] = set()


def is_free(port: int) -> bool:
    """True if a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(last_time: int | None = None) -> int:
    """The port of last time if it is free, else some free one that no other process was given."""
    if last_time is not None and is_free(last_time) and (last_time in _held or _hold(last_time)):
        return last_time
    while not ((port := FIRST + secrets.randbelow(LAST - FIRST)) not in _held and is_free(port) and _hold(port)):
        pass
    return port


def _hold(port: int) -> bool:
    """True if no other process was given the port."""
    name = socket.socket(socket.AF_UNIX)
    try:
        if sys.platform.startswith("linux"):
            name.bind(f"\0hotline-port-{port}")  # a name in memory: it goes with the process
    except OSError:
        name.close()
        return False
    name.detach()  # stays open until this process ends
    _held.add(port)
    return True
