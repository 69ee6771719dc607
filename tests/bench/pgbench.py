"""The database's own limit: PostgreSQL's pgbench, running a script of statements on a connection for each client."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from deploy.servers.failures import PartMissing
from deploy.servers.postgres import binaries
from tests.bench.figures import percentile

PLAIN_TABLES = """
CREATE SCHEMA plain;
CREATE TABLE plain.report (id uuid PRIMARY KEY, document text NOT NULL);
CREATE TABLE plain.outbox (position bigserial PRIMARY KEY, report_id uuid NOT NULL, at timestamptz NOT NULL);
"""
_ID = "('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid"
FIRST = f"INSERT INTO plain.report (id, document) VALUES ({_ID}, repeat('x', {{size}}));"
SECOND = f"INSERT INTO plain.outbox (report_id, at) VALUES ({_ID}, now());"
NUMBER = r"\set n random(1, 200000000000000)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """What pgbench reached, in transactions a second and milliseconds."""

    clients: int
    per_second: float
    p50: float | None
    p99: float | None


def two_inserts(size: int) -> str:
    """A script: the report, its outbox row, the commit; a document of this many bytes."""
    return "\n".join((NUMBER, "BEGIN;", FIRST.format(size=size), SECOND, "COMMIT;"))


def run_script(url: str, script: str, *, clients: int, seconds: float, **session: str) -> Limit:
    """Run it for so long, prepared statements, a thread a core at most; `session` are settings of its connections."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "script.sql"
        file.write_text(script)
        threads = min(clients, os.cpu_count() or 1)
        rounded = max(1, round(seconds))
        command = [
            *(str(_pgbench()), "--no-vacuum", "--protocol=prepared", f"--client={clients}", f"--jobs={threads}"),
            *(f"--time={rounded}", f"--file={file}", "--log", f"--log-prefix={folder}/log"),
        ]
        done = subprocess.run(command, env=_environment(url, session), capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"pgbench failed:\n{done.stdout}{done.stderr}")
        return _limit(clients, rounded, Path(folder).glob("log.*"))


def _limit(clients: int, seconds: int, logs: Iterable[Path]) -> Limit:
    """From its log: the third word of a line is how long the transaction took, in microseconds."""
    delays = sorted(int(line.split()[2]) / 1000 for log in logs for line in log.read_text().splitlines())
    return Limit(
        clients=clients,
        per_second=len(delays) / seconds,
        p50=percentile(delays, 0.5),
        p99=percentile(delays, 0.99),
    )


def _pgbench() -> Path:
    beside = binaries() / "pgbench"
    found = beside if beside.exists() else shutil.which("pgbench")
    if found is None:
        raise PartMissing("pgbench is missing beside PostgreSQL; on Debian: apt-get install postgresql-contrib")
    return Path(found)


def _environment(url: str, session: Mapping[str, str]) -> dict[str, str]:
    at = urlsplit(url)
    given = {
        "PGHOST": at.hostname or "",
        "PGPORT": str(at.port),
        "PGUSER": at.username or "",
        "PGPASSWORD": at.password or "",
        "PGDATABASE": at.path.removeprefix("/"),
        "PGOPTIONS": " ".join(f"-c {name}={value}" for name, value in session.items()),
    }
    return {**os.environ, **given}
