"""The bounds on connections: how many in all and of one address, how long each may take, how many descriptors are left.

Seconds are counted by `Connections.second_passed`, which the server calls once a second while its event loop runs: a
process that was suspended or blocked does not hold that against its clients, and a request reads no clock.
"""

import logging
import resource
from collections import Counter
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Protocol

from shared.support import metrics

log = logging.getLogger(__name__)

HEAD_BYTES = 32 * 1024
HEADERS = 100
WAITING_REQUESTS = 8  # pipelined on one connection, besides the one that is answered
HEAD_WITHIN = 10  # seconds, from the first byte or from connecting
BODY_WITHIN = 10  # seconds, and one more for each `LOWEST_RATE` bytes
UNREAD_FOR = 10  # seconds an answer may wait for its reader, and one more for each `LOWEST_RATE` bytes
LOWEST_RATE = 4096  # bytes a second
UNUSED_FOR = 2  # seconds, of which one at least has passed: a proxy has closed such a connection long ago
CLOSED_WITHIN = 5  # seconds, then what was not read is dropped

SILENT = "silent"  # what a connection is ended for that said nothing; browsers open such ones in advance
STREAM_NOT_READ = "stream_not_read"  # a browser that sleeps does not read; it connects again when it wakes
LOGGED_EVERY = 10  # seconds
RESERVED = 100  # descriptors for files, databases and brokers that are opened later
FEWEST = 8  # connections that are taken however few descriptors there are
SCARCE = 50  # descriptors left; fewer are logged
_DESCRIPTORS = Path("/proc/self/fd")


class Connection(Protocol):
    """A connection that is counted."""

    def second_passed(self, second: int) -> None:
        """End it if it takes too long."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """How many connections a process takes."""

    in_all: int = 1000
    of_one_address: int = 500

    def within_descriptors(self, limit: int | None, used: int) -> "Bounds":
        """These bounds, lowered so that `RESERVED` of `limit` descriptors stay free; `used` are open now."""
        if limit is None:
            return self
        possible = max(FEWEST, limit - used - min(RESERVED, limit // 4))
        if possible >= self.in_all:
            return self
        facts = {"action": "server.connections_lowered", "count": possible}
        log.warning("fewer connections than set, for want of descriptors: raise ulimit -n", extra=facts)
        return Bounds(in_all=possible, of_one_address=min(self.of_one_address, possible // 2))


class Connections:
    """The open connections of one process."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.second = 0
        self._open: dict[Connection, str] = {}
        self._by_address: Counter[str] = Counter()
        self._streams: set[Connection] = set()
        self._ended: dict[str, tuple[int, str]] = {}
        self._scarce = False

    def __len__(self) -> int:
        return len(self._open)

    def enter(self, connection: Connection, host: str) -> bool:
        """Count a new connection; False if it is one too many, which is logged."""
        address = network(host)
        self._open[connection] = address
        self._by_address[address] += 1
        if len(self._open) > self.bounds.in_all:
            self.ended("too_many", host)
        elif self._by_address[address] > self.bounds.of_one_address:
            self.ended("too_many_of_one_address", host)
        else:
            return True
        return False

    def leave(self, connection: Connection) -> None:
        """Count it no more."""
        address = self._open.pop(connection, None)
        if address is None:
            return
        if connection in self._streams:
            self._streams.discard(connection)
        else:
            self._forget_address(address)

    def becomes_stream(self, connection: Connection) -> bool:
        """Count it as the stream of a signed-in page, no longer for its address; False if it is one too many.

        A branch behind one address has a stream for each of its people. Streams leave half of all connections free.
        """
        address = self._open.get(connection)
        if address is None or connection in self._streams:
            return address is not None
        if len(self._streams) >= self.bounds.in_all // 2:
            self.ended("too_many_streams", address)
            return False
        self._streams.add(connection)
        self._forget_address(address)
        return True

    def _forget_address(self, address: str) -> None:
        self._by_address[address] -= 1
        if not self._by_address[address]:
            del self._by_address[address]

    def ended(self, code: str, host: str) -> None:
        """Note that this process ended a connection; logged once in `LOGGED_EVERY` seconds with the last address."""
        metrics.connections_ended.labels(code).inc()
        count, _ = self._ended.get(code, (0, ""))
        self._ended[code] = (count + 1, host)

    def second_passed(self) -> None:
        """End what takes too long; now and then log what was ended, and whether descriptors are scarce."""
        self.second += 1
        for connection in tuple(self._open):
            connection.second_passed(self.second)
        metrics.connections.set(len(self._open))
        if self.second % LOGGED_EVERY == 1:
            self._log()
            self._look_at_descriptors()

    def _log(self) -> None:
        for code, (count, host) in self._ended.items():
            facts = {"action": "server.connections_ended", "code": code, "count": count, "address": host}
            log.log(
                logging.INFO if code in (SILENT, STREAM_NOT_READ) else logging.WARNING,
                "connections ended by this process",
                extra=facts,
            )
        self._ended.clear()

    def _look_at_descriptors(self) -> None:
        limit = most_descriptors()
        if limit is None:
            return
        left = limit - open_descriptors()
        metrics.descriptors_left.set(left)
        if left < SCARCE and not self._scarce:
            log.error("descriptors are scarce: raise ulimit -n", extra={"action": "server.descriptors", "count": left})
        self._scarce = left < SCARCE


def network(host: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 of an IPv6 address, which one client owns."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> 64 << 64))


def most_descriptors() -> int | None:
    """How many descriptors this process may have open, None if that is not limited."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


def open_descriptors() -> int:
    """How many it has open; 0 where the system does not say."""
    try:
        return sum(1 for _ in _DESCRIPTORS.iterdir())
    except OSError:
        return 0
