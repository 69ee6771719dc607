"""What things cost: memory and start-up of each process, and processor time an operation as finished cases pile up."""

from dataclasses import dataclass
from datetime import timedelta

from shared.contracts.services import SERVICES
from tests.bench.figures import Section, Table
from tests.bench.finished import SEEDS, finish_some, grow
from tests.bench.load import Loaded, Order, put_load
from tests.bench.population import seed
from tests.bench.stage import Served, Stage, ask, wait_until
from tests.bench.timers import fire
from tests.bench.watching import cpu_seconds, family, proportional_megabytes, resident_megabytes

RATE = 100
PATIENCE = 60.0
COUNTED = """
SELECT (SELECT count(*) FROM intake.reports) AS reports,
       (SELECT count(*) FROM callback.cases WHERE task_state = 'queued') AS queued,
       (SELECT count(*) FROM escalation.inbox) + (SELECT count(*) FROM callback.inbox) AS events
"""
CARRIED = "SELECT count(*) >= $1 FROM callback.cases WHERE task_state = 'queued'"
HOW = """\
**processes**: started one after the other on PostgreSQL and Kafka (all in one on SQLite), looked at when they answer
and again after the load below; *PSS* counts a page that several share by share. **an operation**: 100 filed reports a
second (open load) through all three services, with so many finished cases in all their tables; processor time by the
kernel's count, the loops' idle ticking included, divided by reports accepted and by events handled by consumers. A
crowd of timers of one instant is fired at each size as in *Timers*. Finished cases are copies, in every table and
index, of a few that real requests brought to their end; their documents are emptied."""
LIMITS = """\
The cost of an operation should not grow with what is finished: nothing reads it. What does grow is the depth of indexes
and what they take of PostgreSQL's cache (`shared_buffers` has its default, 128 MB), a few percent from size to size.
At 100 reports a second commits hold one or two reports, so the cost here is near that of a report that comes alone; in
a burst group commit makes it several times smaller (compare *Intake*). Memory is Python's, mostly code: the three
processes share little, so one process in place of three saves two thirds of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weight:
    """One process."""

    name: str
    started_in: float
    ready: float
    resident: float
    after: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Processor time an operation, in milliseconds, with so many finished cases."""

    finished: int
    loaded: Loaded
    intake: float
    consumer: float
    per_report: float
    database: float
    timer: float
    timer_database: float


def measure(stage: Stage) -> Section:
    """See the module."""
    embedded = _embedded(stage)
    url = stage.database("cost", stamped=True)
    with stage.serving([""], url) as [served]:
        seeds = seed(stage, url, served)
        finish_some(stage, url, served)
    kafka, costs, there = stage.kafka().bootstrap, [], SEEDS
    with stage.serving(SERVICES, url, one_by_one=True, kafka_bootstrap=kafka) as processes:
        weights = [_weight(name, one) for name, one in zip(SERVICES, processes, strict=True)]
        for size in stage.pick((1_000, 20_000), (10_000, 100_000, 1_000_000)):
            stage.tell(f"cost with {size} finished cases")
            grow(stage, url, there + 1, size)
            costs.append(_cost(stage, url, processes, seeds, size))
            there = size
        weights = [_later(weight, one) for weight, one in zip(weights, processes, strict=True)]
    stage.drop(url)
    return Section(
        title="Cost: memory, start-up, and an operation as cases pile up",
        how=HOW,
        tables=(_weight_table([embedded, *weights]), _cost_table(costs)),
        limits=LIMITS,
    )


def _embedded(stage: Stage) -> Weight:
    folder = stage.folder / stage.new("embedded")
    folder.mkdir()
    with stage.serving([""], None, data_dir=str(folder)) as [served]:
        before = _weight("all in one, SQLite, on a new folder", served)
        tokens = stage.tokens(data=folder)
        seconds = stage.spell(1.0, 5.0)
        put_load(Order(addresses=(served.address,), tokens=tokens, clients=8, seconds=seconds, name="weight"))
        return _later(before, served)


def _cost(stage: Stage, url: str, processes: list[Served], seeds: list[str], finished: int) -> Cost:
    """One spell of load, and one crowd of timers."""
    pids = [[one.pid] for one in processes] + [family(stage.postgres_pid())]
    [was] = ask(url, COUNTED)
    before = [cpu_seconds(each) for each in pids]
    loaded = _load(stage, processes[0])
    wait_until(url, CARRIED, was["queued"] + ask(url, COUNTED)[0]["reports"] - was["reports"], within=PATIENCE)
    intake, escalation, callback, database = (
        (cpu_seconds(each) - used) * 1000 for each, used in zip(pids, before, strict=True)
    )
    [now] = ask(url, COUNTED)
    reports, events = now["reports"] - was["reports"], now["events"] - was["events"]
    fired = fire(
        stage, url, processes[1], seeds, finished, "of one instant", timedelta(), timers=stage.pick(300, 2_000)
    )
    return Cost(
        finished=finished,
        loaded=loaded,
        intake=intake / reports,
        consumer=(escalation + callback) / events,
        per_report=(intake + escalation + callback) / reports,
        database=database / reports,
        timer=fired.service,
        timer_database=fired.database,
    )


def _load(stage: Stage, intake: Served) -> Loaded:
    return put_load(
        Order(
            addresses=(intake.address,),
            tokens=stage.tokens(),
            clients=16,
            rate=RATE,
            seconds=stage.spell(2.0, 10.0),
            stage="filed",
            name=stage.new("cost"),
        )
    )


def _weight(name: str, served: Served) -> Weight:
    ready, resident = proportional_megabytes(served.pid), resident_megabytes(served.pid)
    return Weight(name=name, started_in=served.started_in, ready=ready, resident=resident)


def _later(weight: Weight, served: Served) -> Weight:
    return Weight(
        name=weight.name,
        started_in=weight.started_in,
        ready=weight.ready,
        resident=weight.resident,
        after=proportional_megabytes(served.pid),
    )


def _weight_table(weights: list[Weight]) -> Table:
    return Table(
        title="processes",
        columns=("", "answers after s", "PSS MB when ready", "RSS MB when ready", "PSS MB after the load"),
        rows=tuple((each.name, each.started_in, each.ready, each.resident, each.after) for each in weights),
    )


def _cost_table(costs: list[Cost]) -> Table:
    return Table(
        title="CPU milliseconds an operation",
        columns=(
            *("finished cases", "intake, a report", "consumers, an event", "three services, a report"),
            *("PostgreSQL, a report", "escalation, a timer", "PostgreSQL, a timer", "accepted/s", "answer p99 ms"),
        ),
        rows=tuple(
            (
                *(each.finished, each.intake, each.consumer, each.per_report, each.database),
                *(each.timer, each.timer_database, each.loaded.per_second, each.loaded.p99),
            )
            for each in costs
        ),
    )
