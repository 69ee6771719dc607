"""Timers: how late they are when many fall due together, with many more pending, beside what queues make of it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.bench.figures import Section, Table, percentile
from tests.bench.peers import PEERS, Peer
from tests.bench.population import Copies, open_cases, seed
from tests.bench.stage import Served, Stage, ask, wait_until
from tests.bench.watching import spending

SECOND = timedelta(seconds=1)
BEAT = timedelta(seconds=1.2)  # what another process wrote, the ticker sees within a beat of the metronome
PATIENCE = 120.0  # seconds for all to have fired
TOLD = """
SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - (data::json ->> 'due_at')::timestamptz)::float AS late
FROM escalation.event_log WHERE type = 'hotline.escalation.level.told.v1' AND case_id BETWEEN $1 AND $2 ORDER BY 1
"""
FIRED = "SELECT clock_timestamp() > $1 AND NOT EXISTS (SELECT 1 FROM escalation.timers WHERE fire_at <= $1)"
KEPT = """
SELECT (SELECT count(*) FROM escalation.timers WHERE step = '2' AND case_id BETWEEN $1 AND $2) AS next_timers,
       (SELECT count(DISTINCT case_id) FROM escalation.messages WHERE case_id BETWEEN $1 AND $2) AS messages
"""
HOW = """\
Real cases on site, their calming time over: firing one is the **full handler**, which loads the case, finds whom to
tell, and saves state, event, next timer and message in one commit. `python -m services.escalation` runs as it would,
its relay on a real Kafka. Lateness is from due to *committed*, as PostgreSQL stamps it (`track_commit_timestamp`). The
cases are a few real ones, multiplied in the database while the service runs; so are those pending behind them. The
peers run on the same PostgreSQL, one process each like ours; their handler is one small insert, its commit is what
counts."""
LIMITS = """\
Python's part of the handler, in the one process that has the lease. Sampled, a third of it decides and records, a third
puts rows together and writes them, the rest carries on what was told: the message loop and the relay work for the
same events at the same time. So those of one instant are told one batch after the other, and the last waits for all
before it. Spread over a second they come as fast as that second brings them; the p99 shows how near this machine is to
its limit then. What is pending costs nothing: due timers are read from an index in the order of their times. The peers
are limited by what they do for each job: in pgqueuer each handler has its own commit, procrastinate fetches jobs one
by one, APScheduler submits and deletes them one by one in a single thread."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fired:
    """How one crowd of timers fared; seconds. `service` and `database` are processor time a timer, in milliseconds."""

    pending: int
    crowd: str
    timers: int
    late: tuple[float, ...]
    service: float
    database: float


def measure(stage: Stage) -> Section:
    """See the module."""
    fired = _ours(stage)
    peers = [(peer, crowd, late) for peer in PEERS for crowd, late in _theirs(stage, peer)]
    return Section(
        title="Timers: lateness",
        how=HOW,
        tables=(_own_table(fired), _peer_table(stage, peers)),
        limits=LIMITS,
    )


def crowd_size(stage: Stage) -> int:
    """How many fall due together."""
    return stage.pick(500, 10_000)


# The hotline


def _ours(stage: Stage) -> list[Fired]:
    fired: list[Fired] = []
    url = stage.database("timers", stamped=True)
    with stage.serving([""], url) as [served]:
        seeds = seed(stage, url, served)
    there = 0
    for pending in stage.pick((10_000,), (10_000, 100_000, 1_000_000)):
        stage.tell(f"timers: {pending} pending")
        later = _now(url) + timedelta(days=1)
        apart = timedelta(milliseconds=1)
        open_cases(url, seeds, Copies(tag=1, first=there + 1, last=pending, begin=later, apart=apart))
        there = pending
        stage.settle(url)
        with stage.serving(["escalation"], url, kafka_bootstrap=stage.kafka().bootstrap) as [served]:
            for crowd, spread in (("over one second", SECOND), ("of one instant", timedelta())):
                fired.append(fire(stage, url, served, seeds, pending, crowd, spread, timers=crowd_size(stage)))
    stage.drop(url)
    return fired


def fire(
    stage: Stage,
    url: str,
    served: Served,
    seeds: list[str],
    pending: int,
    crowd: str,
    spread: timedelta,
    *,
    timers: int,
) -> Fired:
    """Let a crowd fall due, and wait until all are told."""
    stage.tell(f"timers: {crowd}, {pending} pending")
    copies = _crowd(stage, url, seeds, timers, spread)
    with spending([served.pid], stage.postgres_pid()) as spent:
        wait_until(url, FIRED, copies.begin + spread, within=PATIENCE)
    first, last = (row["id"] for row in ask(url, f"SELECT {copies.id} AS id FROM (VALUES (1), ({timers})) AS of (n)"))
    late = tuple(row["late"] for row in ask(url, TOLD, first, last))
    [kept] = ask(url, KEPT, first, last)
    assert len(late) == kept["next_timers"] == kept["messages"] == timers, "a handler did not do all it has to"
    each = [seconds / timers * 1000 for seconds in (spent.services, spent.database)]
    return Fired(pending=pending, crowd=crowd, timers=timers, late=late, service=each[0], database=each[1])


def _crowd(stage: Stage, url: str, seeds: list[str], timers: int, spread: timedelta) -> Copies:
    """Cases that fall due shortly, written early enough for the ticker to know; if not, others later."""
    lead = 2.0 + timers / 2_500
    while True:
        tag = int(stage.new("crowd").rpartition("_")[2]) + 1
        begin = _now(url) + timedelta(seconds=lead)
        copies = Copies(tag=tag, last=timers, begin=begin, apart=spread / timers)
        open_cases(url, seeds, copies)
        if _now(url) + BEAT < begin:
            return copies
        wait_until(url, FIRED, begin + spread, within=PATIENCE)
        lead *= 2


def _now(url: str) -> datetime:
    """What the database's clock says."""
    moment: datetime = ask(url, "SELECT clock_timestamp() AS at")[0]["at"]
    return moment


# The others


def _theirs(stage: Stage, peer: Peer) -> list[tuple[str, tuple[float, ...]]]:
    """The same crowds, for one peer."""
    crowds = [("over one second", SECOND), ("of one instant", timedelta())]
    found = []
    for crowd, spread in stage.pick(crowds[:1], crowds):
        stage.tell(f"timers: {peer.name}, {crowd}")
        url = asyncio.run(stage.postgres(stamped=True).create_database(stage.new("peer")))
        jobs, pending = crowd_size(stage), stage.pick(10_000, 100_000)
        found.append((crowd, peer.run(stage.folder / stage.new("process"), url, jobs, pending, spread)))
        stage.drop(url)
    return found


# Tables


def _own_table(fired: list[Fired]) -> Table:
    return Table(
        title="the hotline, full handler",
        columns=(
            *("due", "timers", "pending", "p50 ms", "p99 ms", "last ms"),
            *("service's CPU ms a timer", "PostgreSQL's CPU ms a timer"),
        ),
        rows=tuple(
            (each.crowd, each.timers, each.pending, *_shown(each.late), each.service, each.database) for each in fired
        ),
        note="Of every crowd it was checked that each case has its event, its message and its next timer.",
    )


def _peer_table(stage: Stage, peers: list[tuple[Peer, str, tuple[float, ...]]]) -> Table:
    return Table(
        title="the same crowds, a small insert each, by others",
        columns=("", "due", "jobs", "p50 ms", "p99 ms", "last ms", "fired", "settings"),
        rows=tuple(
            (peer.name, crowd, crowd_size(stage), *_shown(late), len(late), peer.settings)
            for peer, crowd, late in peers
        ),
        note=f"With {stage.pick('10 000', '100 000')} pending. *fired*: how many had within {PATIENCE:.0f} s.",
    )


def _shown(late: tuple[float, ...]) -> tuple[float | None, ...]:
    ascending = [seconds * 1000 for seconds in late]
    return percentile(ascending, 0.5), percentile(ascending, 0.99), ascending[-1] if ascending else None
