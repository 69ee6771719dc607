"""What each peer is asked for on its command line, the table its handler writes, and its jobs' due times."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

FIRED = "CREATE TABLE fired (job bigint PRIMARY KEY, due timestamptz NOT NULL)"
WRITE = "INSERT INTO fired (job, due) VALUES ($1, $2)"
FAR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """So many jobs due within `spread`, and so many pending that are due tomorrow."""

    url: str
    jobs: int
    pending: int
    spread: timedelta

    def due(self, begin: datetime) -> list[datetime]:
        """When each job is due."""
        return [begin + self.spread * number / self.jobs for number in range(self.jobs)]


def asked() -> Asked:
    """What the command line says."""
    url, jobs, pending, spread = sys.argv[1:]
    return Asked(url, int(jobs), int(pending), timedelta(seconds=float(spread)))


def in_seconds(seconds: float) -> datetime:
    """A moment shortly ahead."""
    return datetime.now(UTC) + timedelta(seconds=seconds)


def copies(table: str, count: int, columns: str, values: str | None = None) -> str:
    """SQL: so many copies of the one row in a table."""
    return f"INSERT INTO {table} ({columns}) SELECT {values or columns} FROM {table}, generate_series(2, {count}) AS n"
