"""Reports a second through HTTP, beside what PostgreSQL itself can commit.

The whole production path: sign-in token, idempotency key, sealed customer data, audit line, event and outbox row, one
durable commit before the answer.
"""

from dataclasses import dataclass

from shared.engine.db.postgres import PLANNING
from tests.bench.figures import Section, Table, ratio
from tests.bench.load import Loaded, Order, body, put_load
from tests.bench.pgbench import PLAIN_TABLES, Limit, run_script, two_inserts
from tests.bench.recorded import script_of_a_report
from tests.bench.stage import Served, Stage, run

ALONE, RELAYED, ALL = "alone", "with its relay to Kafka", "with relay, consumer and timers"
HOW = """\
`python -m services.intake` on PostgreSQL with its durable defaults (fsync on), reports of stage *calming* from clients
that send the next as soon as one is answered, over connections that stay open. **alone**: another process holds the
lease on the loops, so that only requests are answered. **with its relay to Kafka**: it carries its own events to a
real broker. **with relay, consumer and timers**: `python -m services.escalation` beside it opens each case and arms
its timer. pgbench runs prepared statements on the same server before."""
LIMITS = """\
Processor time of one thread of Python; not the disk, and with group commit hardly the database. A report is about a
thousand small calls: sampled, a third is HTTP and what lies around it, a quarter
checking the body, four sealings and keyed hashes, a tenth the log line and the figures, a quarter its part of the
commit. With 32 clients ten to thirty reports share a commit; with one nothing is shared, and a report waits for its
own. A second process helps as far as there is a core for it beside load, PostgreSQL and broker, as the table shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """What intake reached in one setting."""

    setting: str
    processes: int
    clients: int
    loaded: Loaded


def measure(stage: Stage) -> Section:
    """See the module."""
    plain, real, statements = _limits(stage)
    reached = [*_alone(stage), *stage.pick(lambda stage: [], _with_relay)(stage), *_with_all(stage)]
    return Section(
        title="Intake: reports a second",
        how=HOW,
        tables=(_limit_table(plain, real, statements), _reached_table(reached, plain, real)),
        limits=LIMITS,
    )


def _limits(stage: Stage) -> tuple[list[Limit], list[Limit], int]:
    """pgbench with two inserts, and with intake's own statements."""
    stage.tell("pgbench")
    script, statements = script_of_a_report(stage)
    url = stage.database("limit")
    run(url, PLAIN_TABLES)
    own, seconds = two_inserts(len(body("calming")) * 3), stage.spell(1, 5)
    plain = [run_script(url, own, clients=n, seconds=seconds, search_path="plain") for n in _clients(stage)]
    session = PLANNING | {"search_path": "intake,platform"}  # as the service's own connections
    real = [run_script(url, script, clients=n, seconds=seconds, **session) for n in _clients(stage)]
    stage.drop(url)
    return plain, real, statements


def _clients(stage: Stage) -> tuple[int, ...]:
    return (1, 8, 32)


def _alone(stage: Stage) -> list[Reached]:
    reached = []
    for processes in stage.pick((1,), (1, 2)):
        url = stage.database("alone")
        stage.hold_loops(url, "intake")
        with stage.serving(["intake"] * processes, url) as served:
            for clients in _clients(stage) if processes == 1 else stage.pick((32,), (8, 32)):
                reached.append(_reach(stage, ALONE, served, clients))
        stage.drop(url)
    return reached


def _with_relay(stage: Stage) -> list[Reached]:
    url = stage.database("relayed")
    with stage.serving(["intake"], url, kafka_bootstrap=stage.kafka().bootstrap) as served:
        reached = [_reach(stage, RELAYED, served, clients) for clients in stage.pick((32,), (1, 8, 32))]
    stage.drop(url)
    return reached


def _with_all(stage: Stage) -> list[Reached]:
    reached = []
    for processes in stage.pick((1,), (1, 2)):
        url, kafka = stage.database("all"), stage.kafka().bootstrap
        with stage.serving(["escalation", *["intake"] * processes], url, kafka_bootstrap=kafka) as [_, *served]:
            for clients in stage.pick((32,), (1, 8, 32)):
                reached.append(_reach(stage, ALL, served, clients))
        stage.drop(url)
    return reached


def _reach(stage: Stage, setting: str, served: list[Served], clients: int) -> Reached:
    stage.tell(f"intake {setting}, {len(served)} processes, {clients} clients")
    order = Order(
        addresses=tuple(one.address for one in served),
        tokens=stage.tokens(),
        clients=clients,
        seconds=stage.spell(2.0, 6.0),
        name=stage.new("load"),
    )
    return Reached(setting=setting, processes=len(served), clients=clients, loaded=put_load(order))


def _limit_table(plain: list[Limit], real: list[Limit], statements: int) -> Table:
    rows = [("two inserts and a commit", limit) for limit in plain]
    rows += [(f"what intake runs for a report (statements: {statements})", limit) for limit in real]
    return Table(
        title="pgbench, one transaction a report",
        columns=("what", "clients", "reports/s", "p50 ms", "p99 ms"),
        rows=tuple((what, limit.clients, limit.per_second, limit.p50, limit.p99) for what, limit in rows),
        note="The statements are those the server's own log shows for one report that came alone.",
    )


def _reached_table(reached: list[Reached], plain: list[Limit], real: list[Limit]) -> Table:
    return Table(
        title="intake through HTTP",
        columns=(
            *("", "processes", "clients", "reports/s", "÷ two inserts", "÷ its statements", "p50 ms", "p99 ms"),
            *("refused", "load's own CPU"),
        ),
        rows=tuple(_row(one, plain, real) for one in reached),
        note="The ratios are to pgbench with as many clients. The load's own CPU is a share of one core.",
    )


def _row(one: Reached, plain: list[Limit], real: list[Limit]) -> tuple[str | int | float | None, ...]:
    loaded = one.loaded
    beside = [ratio(loaded.per_second, _at(limits, one.clients)) for limits in (plain, real)]
    own = f"{loaded.own_cpu:.0%}"
    return (
        one.setting,
        one.processes,
        one.clients,
        loaded.per_second,
        *beside,
        loaded.p50,
        loaded.p99,
        loaded.refused,
        own,
    )


def _at(limits: list[Limit], clients: int) -> float | None:
    return next((limit.per_second for limit in limits if limit.clients == clients), None)
