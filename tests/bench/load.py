"""The load: reports over HTTP/1.1 keep-alive connections, from a process of its own that costs next to nothing.

Closed: each connection sends its next report as soon as the last one is answered. Open: reports are sent at a rate,
whether or not earlier ones are answered, and an answer's delay counts from when its report was due to be sent. The
bytes of a request are made beforehand, but for two numbers; answers are looked at for their status and length only.
`python -m tests.bench.load` reads an `Order` and writes a `Loaded`, as JSON.
"""

import json
import select
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.figures import percentile

ROOT = Path(__file__).resolve().parents[2]
CUSTOMERS, CARS = 10_000_000, 100_000
PHONE, PLATE = b"13800000000", b"A12345"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What to send. Connections are spread over `addresses` (host:port) and `tokens`; no `rate` means closed."""

    addresses: tuple[str, ...]
    tokens: tuple[str, ...]
    clients: int
    seconds: float
    warm: float = 0.5
    rate: float | None = None
    stage: str = "calming"
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What came of it after warming up. Delays are in milliseconds; `own_cpu` is the load's share of one core."""

    accepted: int
    refused: int
    unanswered: int
    seconds: float
    p50: float | None
    p99: float | None
    worst: float | None
    own_cpu: float

    @property
    def per_second(self) -> float:
        """Reports accepted a second."""
        return self.accepted / self.seconds


def put_load(order: Order) -> Loaded:
    """Run the order in a process of its own. Raises `CalledProcessError` if a connection breaks."""
    command = [sys.executable, "-m", "tests.bench.load"]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(asdict(order)), stdout=subprocess.PIPE, text=True)
    done.check_returncode()
    return Loaded(**json.loads(done.stdout))


def body(stage: str) -> bytes:
    """A report as people write them; the phone is to be replaced."""
    report = {
        "stage": stage,
        "ground": "discontent_voiced",
        "cause": "slow",
        "customer": {"role": "insured", "name": "张三丰", "phone": PHONE.decode(), "plate": f"苏{PLATE.decode()}"},
        "text": "客户车辆出险后定损三天没有结果，多次来电催促，今天到柜面要求当面答复，情绪激动",
    }
    return json.dumps(report, ensure_ascii=False).encode()


class Caller:
    """One connection. `due` is when the report under way was to be sent."""

    def __init__(self, address: str, token: str, name: str, report: bytes) -> None:
        host, _, port = address.rpartition(":")
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.due = 0.0
        self._answer = b""
        before, rest = report.split(PHONE)
        between, after = rest.split(PLATE)
        head = (
            f"POST /api/intake/reports HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(report)}\r\nIdempotency-Key: {name}-"
        )
        self._parts = (head.encode(), b"\r\n\r\n" + before + b"138", between + b"A", after)

    def send(self, number: int, due: float) -> None:
        """Send the report of this number."""
        self.due = due
        key, phone, plate, end = self._parts
        customer = number % CUSTOMERS
        self.socket.sendall(b"%s%010d%s%08d%s%05d%s" % (key, number, phone, customer, plate, customer % CARS, end))

    def answered(self) -> bytes | None:
        """The status, once the answer is here whole."""
        came = self.socket.recv(65_536)
        if not came:
            raise ConnectionError("the service closed a connection")
        self._answer += came
        end = self._answer.find(b"\r\n\r\n")
        if end < 0:
            return None
        at = self._answer.lower().find(b"content-length:", 0, end) + 15
        if len(self._answer) < end + 4 + int(self._answer[at : self._answer.find(b"\r\n", at)]):
            return None
        status, self._answer = self._answer[9:12], b""
        return status


class Load:
    """One run of an order."""

    def __init__(self, order: Order) -> None:
        report = body(order.stage)
        self._order = order
        self._callers: dict[int, Caller] = {}
        for number in range(order.clients):
            address = order.addresses[number % len(order.addresses)]
            caller = Caller(address, order.tokens[number % len(order.tokens)], order.name, report)
            self._callers[caller.socket.fileno()] = caller
        self._idle = deque(self._callers.values())
        self._sent = self._refused = 0
        self._delays: list[float] = []

    def run(self) -> Loaded:
        """Warm up, measure, stop; what is under way at the end is not counted."""
        epoll = select.epoll()
        for number in self._callers:
            epoll.register(number, select.EPOLLIN)
        self._began = time.perf_counter()
        self._counted_from = self._began + self._order.warm
        end = self._counted_from + self._order.seconds
        used = None
        while (now := time.perf_counter()) < end:
            if used is None and now >= self._counted_from:
                used = time.process_time()
            wait = self._send(now)
            for number, _ in epoll.poll(min(wait, end - now)):
                self._hear(self._callers[number])
        return self._loaded(now - self._counted_from, time.process_time() - (used or 0.0))

    def _send(self, now: float) -> float:
        """Send whatever is to be sent by now; returns in how many seconds there is more to send."""
        while self._idle:
            due = now if self._order.rate is None else self._began + self._sent / self._order.rate
            if due > now:
                return due - now
            self._idle.popleft().send(self._sent, due)
            self._sent += 1
        return 0.1

    def _hear(self, caller: Caller) -> None:
        status = caller.answered()
        if status is None:
            return
        now = time.perf_counter()
        if now >= self._counted_from:
            if status == b"201":
                self._delays.append((now - caller.due) * 1000)
            else:
                self._refused += 1
        if self._order.rate is None:
            caller.send(self._sent, now)
            self._sent += 1
        else:
            self._idle.append(caller)

    def _loaded(self, seconds: float, used: float) -> Loaded:
        delays = sorted(self._delays)
        late = 0 if self._order.rate is None else int((seconds + self._order.warm) * self._order.rate) - self._sent
        return Loaded(
            accepted=len(delays),
            refused=self._refused,
            unanswered=len(self._callers) - len(self._idle) + late if self._order.rate is not None else 0,
            seconds=seconds,
            p50=percentile(delays, 0.5),
            p99=percentile(delays, 0.99),
            worst=delays[-1] if delays else None,
            own_cpu=used / seconds,
        )


if __name__ == "__main__":
    print(json.dumps(asdict(Load(Order(**json.load(sys.stdin))).run())))
