"""Many cases in no time: a few real ones, made by the real handlers, multiplied inside the database.

The copies differ from their seeds by id, number and times, in their columns and in their documents; everything else
is as the handlers wrote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.bench.load import Order, put_load
from tests.bench.stage import Served, Stage, ask, run, wait_until

SETTLED = """
SELECT NOT EXISTS (
    SELECT 1 FROM intake.outbox UNION ALL SELECT 1 FROM escalation.outbox UNION ALL SELECT 1 FROM callback.outbox
)
"""
COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_schema = $1 AND table_name = $2 AND column_default IS NULL AND is_identity = 'NO'
"""
CALMING = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Copies:
    """Which copies to make: numbers `first` to `last` of the series `tag`, due from `begin` on, `apart` each."""

    tag: int
    first: int = 1
    last: int
    begin: datetime
    apart: timedelta = timedelta()

    @property
    def id(self) -> str:
        """SQL: the id of copy `n`."""
        return f"('0190{self.tag:04x}-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))"

    @property
    def number(self) -> str:
        """SQL: the number people use."""
        return f"('R{self.tag:06d}-' || lpad(upper(to_hex(n)), 8, '0'))"

    @property
    def due(self) -> str:
        """SQL: when its step is due."""
        apart = self.apart / timedelta(microseconds=1)
        return f"('{self.begin.isoformat()}'::timestamptz + (n - {self.first}) * interval '{apart} microseconds')"

    @property
    def accepted(self) -> str:
        """SQL: when it was accepted, for the step to be due then."""
        return f"({self.due} - interval '{CALMING.total_seconds()} seconds')"


def seed(stage: Stage, url: str, served: Served, reports: int = 20) -> list[str]:
    """Calming reports through the real services, from people of every county; their ids, once all is settled."""
    order = Order(
        addresses=(served.address,),
        tokens=stage.tokens(),
        clients=reports,
        rate=reports / 0.5,
        seconds=0.5,
        warm=0.5,
        name=stage.new("seed"),
    )
    put_load(order)
    wait_until(url, SETTLED, within=30)
    run(url, "UPDATE escalation.timers SET fire_at = now() + interval '30 days'")  # firing would change the seeds
    return [row["id"] for row in ask(url, "SELECT id FROM escalation.cases WHERE state = 'calming' ORDER BY id")]


def open_cases(url: str, seeds: list[str], copies: Copies) -> None:
    """Cases on site, each with its event and its timer."""
    changed = {"id": copies.id, "number": copies.number, "accepted_at": copies.accepted, "next_due_at": copies.due}
    facts = ", ".join(f"'{name}', {value}" for name, value in (changed | {"detected_at": copies.accepted}).items())
    document = f"t.document::jsonb || jsonb_build_object({facts})"
    multiply(url, "escalation.cases", "id", seeds, copies, changed | {"document": document})
    log_events(url, "escalation", seeds, copies)
    changed = {"case_id": copies.id, "due_at": copies.due, "fire_at": copies.due}
    multiply(url, "escalation.timers", "case_id", seeds, copies, changed)


def log_events(url: str, schema: str, seeds: list[str], copies: Copies) -> None:
    """The events that are in the log for each seed."""
    renamed = {name: f"replace(t.{name}, t.case_id, {copies.id})" for name in ("event_id", "data")}
    multiply(url, f"{schema}.event_log", "case_id", seeds, copies, {"case_id": copies.id} | renamed)


def multiply(url: str, table: str, key: str, seeds: list[str], copies: Copies, changed: Mapping[str, str]) -> None:
    """Write copies of the rows that belong to the seeds; `changed`: columns that differ, as SQL over `t` and `n`."""
    schema, _, name = table.partition(".")
    columns = [row["column_name"] for row in ask(url, COLUMNS, schema, name)]
    values = ", ".join(changed.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    source = f"SELECT *, dense_rank() OVER (ORDER BY {key}) - 1 AS turn FROM {table} WHERE {key} = ANY($1)"
    series = f"generate_series({copies.first}::bigint, {copies.last}::bigint) AS n"
    run(
        url,
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {series} JOIN ({source}) t ON t.turn = n % {len(seeds)}",
        seeds,
    )
