"""Ports on loopback for servers that come back where they were."""

import secrets
import socket

# Below the range from which the kernel takes the near end of outgoing connections: a port in it could be gone when
# its server comes back after a crash.
FIRST, LAST = 20_000, 32_000


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
    """The port of last time if it is free, else some free one."""
    if last_time is not None and is_free(last_time):
        return last_time
    while not is_free(port := FIRST + secrets.randbelow(LAST - FIRST)):
        pass
    return port
