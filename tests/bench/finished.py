"""Cases that are over, as many as wanted, in every table they leave rows in: what must cost nothing any more.

A few are brought to their end by real requests: reported, filed, called, content. Then every row that names one of them
is copied, in whatever table of the four schemas it lies; ids, numbers and keys are other ones. Documents are emptied
in the copies: nothing reads them, and a million would take longer to write than the rest of the run.
"""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any

from tests.bench.load import body
from tests.bench.stage import Served, Stage, ask, run, wait_until

CALLED = "SELECT count(*) = $1 FROM callback.cases WHERE task_state = 'queued'"
AT_REST = """
SELECT NOT EXISTS (SELECT 1 FROM callback.outbox)
    AND NOT EXISTS (SELECT 1 FROM callback.messages WHERE delivered_at IS NULL)
"""
TABLES = """
SELECT schemaname || '.' || tablename AS name FROM pg_tables
WHERE schemaname IN ('platform', 'intake', 'escalation', 'callback')
"""
COLUMNS = """
SELECT column_name AS name, data_type AS type FROM information_schema.columns
WHERE table_schema || '.' || table_name = $1 AND column_default IS NULL AND is_identity = 'NO'
"""
EMPTY = ("document", "data")
TEXTS = ("text", "character varying")
ID = "('0191' || lpad(to_hex(n >> 32), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))"
NUMBER = "('R000000-' || lpad(to_hex(n), 8, '0'))"
SEEDS = 4


def finish_some(stage: Stage, url: str, served: Served) -> None:
    """A few reports, brought to their end by the people who do that."""
    for number in range(SEEDS):
        _ask(served, stage.tokens()[number], "/api/intake/reports", json.loads(body("filed")), f"finished-{number}")
    wait_until(url, CALLED, SEEDS, within=30)
    caller = stage.tokens("complaint_group")[0]
    for _ in range(SEEDS):
        claim = _ask(served, caller, "/api/callback/tasks/claim", {})
        task, fence = claim["task"]["task"], claim["fence"]
        _ask(served, caller, f"/api/callback/tasks/{task}/start", {"fence": fence})
        ended = {"fence": fence, "outcome": "reached", "score": 90}
        _ask(served, caller, f"/api/callback/tasks/{task}/attempts", ended)
    wait_until(url, AT_REST, within=30)


def grow(stage: Stage, url: str, first: int, last: int) -> None:
    """Copies number `first` to `last` of the finished cases, table by table, as many at once as there are cores."""
    seeds = ask(url, "SELECT id, number FROM callback.cases WHERE state = 'archived' ORDER BY id DESC LIMIT $1", SEEDS)
    listed = ", ".join(f"('{row['id']}', '{row['number']}', {turn})" for turn, row in enumerate(seeds))
    copies = [
        _copy(url, table["name"], f"(VALUES {listed}) AS seed (seed_id, seed_number, turn)", first, last)
        for table in ask(url, TABLES)
    ]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(lambda statement: run(url, statement), copies))
    stage.settle(url)


def _copy(url: str, table: str, seeds: str, first: int, last: int) -> str:
    """SQL: copies of the rows in one table that name a seed."""
    columns = [(row["name"], row["type"]) for row in ask(url, COLUMNS, table)]
    rows = f"SELECT t.*, seed.* FROM {table} AS t JOIN {seeds} ON strpos(t::text, seed_id) > 0"
    texts = [name for name, type_ in columns if type_ in TEXTS and name not in EMPTY]
    named = ", ".join(
        f'bool_or(strpos("{name}", seed_id) + strpos("{name}", seed_number) > 0) AS "{name}"' for name in texts
    )
    naming = dict(ask(url, f"SELECT {named or '1'} FROM ({rows}) AS r")[0]) if texts else {}
    values = ", ".join(_value(name, type_, renamed=bool(naming.get(name))) for name, type_ in columns)
    names = ", ".join(f'"{name}"' for name, _ in columns)
    series = (
        f"SELECT n, {ID} AS new_id, {NUMBER} AS new_number FROM generate_series({first}::bigint, {last}) AS n OFFSET 0"
    )
    joined = f"({series}) AS copy JOIN ({rows}) AS t ON t.turn = n % {SEEDS}"
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {joined}"


def _value(name: str, type_: str, *, renamed: bool) -> str:
    """SQL for one column of a copy; a key that names nobody is a hash, and unique."""
    if name in EMPTY:
        return f"'{{}}'::{type_}"
    if renamed:
        return f'replace(replace(t."{name}", seed_id, new_id), seed_number, new_number)'
    return "left(t.key, -12) || right(new_id, 12)" if name == "key" else f't."{name}"'


def _ask(served: Served, token: str, path: str, what: dict[str, Any], key: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    connection = HTTPConnection(served.address)
    connection.request("POST", path, json.dumps(what).encode(), headers)
    answer = connection.getresponse()
    found = json.load(answer)
    assert answer.status < 300, found
    return found
