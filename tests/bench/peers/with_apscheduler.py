"""APScheduler 3: date triggers in its SQLAlchemy job store, run by a pool of threads."""

import threading
import time
from datetime import datetime
from functools import cache

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine, create_engine, text

from tests.bench.peers.asked import FAR, FIRED, Asked, asked, copies, in_seconds

WRITE = text("INSERT INTO fired (job, due) VALUES (:job, :due)")
MEASURED = 200  # jobs to learn from how long adding one takes
COLUMNS = "id, next_run_time, job_state"
VALUES = "id || n::text, next_run_time, job_state"
HANDLER = "tests.bench.peers.with_apscheduler:write"  # as the store names it


@cache
def database() -> Engine:
    """Jobs and rows share a pool."""
    url = asked().url.replace("postgresql", "postgresql+psycopg", 1)
    return create_engine(url, pool_size=20)


def write(number: int, due: datetime) -> None:
    """The handler."""
    with database().begin() as connection:
        connection.execute(WRITE, {"job": number, "due": due})


def main(wanted: Asked) -> None:
    """Prepare, add, work until killed."""
    scheduler = BackgroundScheduler(
        timezone="UTC",
        jobstores={"default": SQLAlchemyJobStore(engine=database())},
        executors={"default": ThreadPoolExecutor(20)},
        job_defaults={"misfire_grace_time": None},
    )
    scheduler.start(paused=True)
    began = time.monotonic()
    for _ in range(MEASURED):
        _add(scheduler, 0, in_seconds(FAR.total_seconds()))
    each = (time.monotonic() - began) / MEASURED
    with database().begin() as connection:
        connection.execute(text(FIRED))
        statement = copies("apscheduler_jobs", max(2, wanted.pending // MEASURED), COLUMNS, VALUES)
        connection.execute(text(statement))
    for number, due in enumerate(wanted.due(in_seconds(3 + each * wanted.jobs * 1.5))):
        _add(scheduler, number, due)
    scheduler.resume()
    threading.Event().wait()


def _add(scheduler: BackgroundScheduler, number: int, due: datetime) -> None:
    scheduler.add_job(HANDLER, "date", run_date=due, args=(number, due))


if __name__ == "__main__":
    main(asked())
