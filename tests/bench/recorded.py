"""The statements that intake really runs for one report, as a script for pgbench.

Nothing is known here of those statements: the server's own log tells them, for reports that came one by one. A value
that two reports have in common stays as it is; of a short one that differs (an id, a key, a number) the last twelve
characters become the transaction's random number, so that unique keys stay unique; a long one (a document, a hash)
stays what it was. What the service does once for many reports (keys made in advance) is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.load import Order, put_load
from tests.bench.pgbench import NUMBER
from tests.bench.stage import Stage, run

LINE = re.compile(r"^(?P<who>[\w-]*) (?P<pid>\d+)\|(?P<level>\w+):  (?P<text>.*)", re.DOTALL)
EXECUTED = re.compile(r"^(?:execute [^:]+|statement): (?P<sql>.*)", re.DOTALL)
GIVEN = re.compile(r"\$(\d+) = ('(?:[^']|'')*'|NULL)")
PLACE = re.compile(r"\$(\d+)")
LONGEST_NAME = 64
NAMES = re.compile(r"[\w-]+(?:,[\w-]+)+")
OF_LOOPS = ("leases", "clock_timestamp", "set_config", "pg_catalog", "LISTEN", "pg_type")
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:")
A_VARIABLE_TO_PGBENCH = re.compile(r":(?=[^\W\d])")
RANDOM = "lpad(to_hex(:n::bigint), 12, '0')"


@dataclass(frozen=True, slots=True)
class Executed:
    """One statement as the server saw it, with its parameters as SQL literals."""

    sql: str
    values: tuple[str, ...]


def script_of_a_report(stage: Stage) -> tuple[str, int]:
    """The script, and how many statements it has between its transactions' ends."""
    url = stage.database("recorded")
    stage.hold_loops(url, "intake")
    run(url, f"ALTER DATABASE {url.rpartition('/')[2]} SET log_statement = 'all'")
    log = stage.postgres().log
    with stage.serving(["intake"], url) as [intake]:
        order = Order(
            addresses=(intake.address,),
            tokens=stage.tokens()[:1],
            clients=1,
            seconds=1.0,
            warm=0.0,
            rate=12.0,
            name="r",
        )
        began = log.stat().st_size
        put_load(order)
    with log.open("rb") as file:
        file.seek(began)
        told = file.read().decode()
    stage.drop(url)
    one, other = _two_alike(list(_transactions(told)))
    lines = [_line(*pair) for pair in zip(one, other, strict=True)]
    return "\n".join((NUMBER, *lines)), sum(not _is_end(statement) for statement in one)


def _two_alike(transactions: list[list[Executed]]) -> tuple[list[Executed], list[Executed]]:
    """The statements of two reports that took the same ones: of the shortest kind, which makes no keys in advance."""
    reports: list[list[Executed]] = [[]]
    for transaction in transactions:
        reports[-1] += transaction
        if any("INSERT INTO reports" in statement.sql for statement in transaction):
            reports.append([])
    later = reports[2:-1]  # the first ones read what is remembered afterwards
    fewest = min(map(len, later))
    alike = [report for report in later if len(report) == fewest]
    return alike[-2], alike[-1]


def _transactions(told: str) -> Iterator[list[Executed]]:
    """Whole transactions, in the order of their ends, without those of loops; a lone statement is one of its own."""
    open_: dict[str, list[Executed]] = {}
    for pid, statement in _statements(told):
        under_way = open_.setdefault(pid, [])
        under_way.append(statement)
        if _is_end(statement) or not under_way[0].sql.upper().startswith("BEGIN"):
            done = open_.pop(pid)
            if not any(word in each.sql for each in done for word in OF_LOOPS):
                yield done


def _statements(told: str) -> Iterator[tuple[str, Executed]]:
    """Each statement with its backend; the line after it has the parameters, if there are any."""
    waiting: tuple[str, str] | None = None
    for match in filter(None, map(LINE.match, _lines(told))):
        pid, level, text = match["pid"], match["level"], match["text"]
        if level == "DETAIL" and waiting is not None and "arameters: " in text:
            values = tuple(value for _, value in GIVEN.findall(text))
            yield waiting[0], Executed(waiting[1], values)
            waiting = None
            continue
        if waiting is not None:
            yield waiting[0], Executed(waiting[1], ())
            waiting = None
        found = EXECUTED.match(text) if match["who"].startswith("hotline") and level == "LOG" else None
        if found is not None:
            waiting = pid, found["sql"].strip().rstrip(";")


def _lines(told: str) -> list[str]:
    """The log's lines; what a statement goes on with is indented by a tab."""
    return told.replace("\n\t", " ").split("\n")


def _is_end(statement: Executed) -> bool:
    return statement.sql.upper().startswith(("COMMIT", "ROLLBACK"))


def _line(one: Executed, other: Executed) -> str:
    values = [_value(*pair) for pair in zip(one.values, other.values, strict=True)]
    return PLACE.sub(lambda place: values[int(place[1]) - 1], one.sql) + ";"


def _value(one: str, other: str) -> str:
    """A literal, or an expression that is another one each time; in a list of names, each that differs is another."""
    opening, inner, closing = _opened(one)
    names, others = ((text.split(",") if NAMES.fullmatch(text) else [text]) for text in (inner, _opened(other)[1]))
    varies = len(names) == len(others) and any(map(_varies, names, others))
    if not varies:
        return A_VARIABLE_TO_PGBENCH.sub(": ", one)
    written = (
        f"{name[:-12]}' || {RANDOM} || '" if _varies(name, another) else name
        for name, another in zip(names, others, strict=True)
    )
    return f"({opening}{','.join(written)}{closing})"


def _varies(one: str, other: str) -> bool:
    return one != other and 12 < len(one) <= LONGEST_NAME and not TIME.match(one)


def _opened(literal: str) -> tuple[str, str, str]:
    """What stands in the quotes and braces of a literal, and those before and after."""
    inner = literal.strip("'{}\"")
    opening, _, closing = literal.partition(inner) if inner else (literal, "", "")
    return opening, inner, closing
