"""From a report accepted to its task on the desk of 95518, through three services, PostgreSQL and Kafka."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from threading import Event, Thread

from shared.contracts.services import SERVICES
from tests.bench.figures import Section, Table, percentile
from tests.bench.load import PHONE, Loaded, Order, body, put_load
from tests.bench.stage import Served, Stage, ask, wait_until

PATIENCE = 120.0
ASKS_EVERY = 0.01  # seconds
REPORTS_EVERY = 0.1
WARM = 1.0  # in which clients connect, groups form, statements are prepared: counted by neither figure
TASKS = "FROM callback.event_log WHERE type = 'hotline.callback.task.scheduled.v1'"
ALL_THERE = f"SELECT (SELECT count(*) {TASKS}) >= (SELECT count(*) FROM intake.reports)"
VISIBLE = f"""
SELECT extract(epoch FROM pg_xact_commit_timestamp(task.xmin) - pg_xact_commit_timestamp(report.xmin))::float AS took
FROM intake.reports AS report JOIN (SELECT case_id, xmin {TASKS}) AS task ON task.case_id = report.id
WHERE report.accepted_at > $1 ORDER BY 1
"""
HOW = """\
`python -m services.intake`, `.escalation` and `.callback`, one process each, on PostgreSQL and Kafka. Reports of stage
*filed* come at a rate, whether or not earlier ones are answered (open load). A report goes: intake commits and answers,
its relay, Kafka, escalation opens and files the case, its relay, Kafka, callback schedules the task. **by commits**:
from the report's commit to its task's commit, as PostgreSQL stamps both, for every report. **seen by a client**: one
more person reports ten times a second and then asks `GET /api/callback/cases/{id}` every 10 ms until the task is there;
counted from the answer to the report. Neither counts the first second."""
LIMITS = """\
Two hops through Kafka and three commits have to follow one another; at a low rate each is waited for alone, so their
sum is the figure, and what a client sees has half its own asking interval on top. At a high rate it becomes a matter of
processor time: three services, database, broker and load share the cores, and when a report costs all of them together
more than there is, a queue forms in front of the slowest. Then *accepted/s* stays below the rate asked, or the
percentiles grow for as long as the load lasts; both are shown rather than hidden."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """One rate. Times in milliseconds, ascending."""

    rate: int
    loaded: Loaded
    committed: tuple[float, ...]
    seen: tuple[float, ...]


def measure(stage: Stage) -> Section:
    """See the module."""
    url = stage.database("follow", stamped=True)
    with stage.serving(SERVICES, url, kafka_bootstrap=stage.kafka().bootstrap) as [intake, _, callback]:
        followed = [_follow(stage, url, intake, callback, rate) for rate in stage.pick((200,), (50, 200, 1_000))]
    stage.drop(url)
    return Section(title="End to end: from accepted to the desk", how=HOW, tables=(_table(followed),), limits=LIMITS)


def _follow(stage: Stage, url: str, intake: Served, callback: Served, rate: int) -> Followed:
    stage.tell(f"end to end, {rate} reports a second")
    [began] = ask(url, "SELECT clock_timestamp() + $1 * interval '1 second' AS at", WARM)
    order = Order(
        addresses=(intake.address,),
        tokens=stage.tokens(),
        clients=64,
        rate=rate,
        seconds=stage.spell(3.0, 10.0),
        warm=WARM,
        stage="filed",
        name=stage.new("follow"),
    )
    with _client(stage, intake, callback) as seen:
        loaded = put_load(order)
    wait_until(url, ALL_THERE, within=PATIENCE)
    committed = tuple(row["took"] * 1000 for row in ask(url, VISIBLE, began["at"]))
    return Followed(rate=rate, loaded=loaded, committed=committed, seen=tuple(sorted(seen)))


@contextmanager
def _client(stage: Stage, intake: Served, callback: Served) -> Iterator[list[float]]:
    """The one more person, in a thread of his own; the list fills meanwhile."""
    reporter, caller = stage.tokens()[0], stage.tokens("complaint_group")[0]
    took: list[float] = []
    enough = Event()

    def watch() -> None:
        desk, reports = HTTPConnection(callback.address), HTTPConnection(intake.address)
        warm = time.perf_counter() + WARM
        customers = count(13_900_000_000)  # of one customer each look at the desk would read all cases before it
        while not enough.wait(REPORTS_EVERY):
            case_id = _report(reports, reporter, stage.new("seen"), b"%d" % next(customers))
            began = time.perf_counter()
            while not _is_on_the_desk(desk, caller, case_id):
                time.sleep(ASKS_EVERY)
            if began > warm:
                took.append((time.perf_counter() - began) * 1000)

    thread = Thread(target=watch)
    thread.start()
    try:
        yield took
    finally:
        enough.set()
        thread.join()


def _report(connection: HTTPConnection, token: str, key: str, phone: bytes) -> str:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": "application/json"}
    connection.request("POST", "/api/intake/reports", body("filed").replace(PHONE, phone), headers)
    return str(json.load(connection.getresponse())["id"])


def _is_on_the_desk(connection: HTTPConnection, token: str, case_id: str) -> bool:
    connection.request("GET", f"/api/callback/cases/{case_id}", headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    found = json.load(answer)
    return answer.status == 200 and found["task"] is not None


def _table(followed: list[Followed]) -> Table:
    return Table(
        title="at a rate",
        columns=(
            *("reports/s asked", "accepted/s", "refused", "answer p50 ms", "answer p99 ms"),
            *("by commits p50 ms", "p99 ms", "last ms", "seen by a client p50 ms", "p99 ms", "reports seen"),
        ),
        rows=tuple(
            (
                *(each.rate, each.loaded.per_second, each.loaded.refused, each.loaded.p50, each.loaded.p99),
                *(percentile(each.committed, 0.5), percentile(each.committed, 0.99), each.committed[-1]),
                *(percentile(each.seen, 0.5), percentile(each.seen, 0.99), len(each.seen)),
            )
            for each in followed
        ),
    )
