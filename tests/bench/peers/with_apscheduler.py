"""APScheduler 3: date triggers in its SQLAlchemy job store, run by a pool of threads."""

import threading
import time
from datetime import datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine, create_engine, text

from tests.bench.peers.asked import FAR, FIRED, Asked, asked, copies, in_seconds

WRITE = text("INSERT INTO fired (job, due) VALUES (:job, :due)")
MEASURED = 200  # jobs to learn from how long adding one takes
_engines: list[Engine] = []


def write(number: int, due: datetime) -> None:
    """The handler; named by its module in the store."""
    with _engines[0].begin() as connection:
        connection.execute(WRITE, {"job": number, "due": due})


def main(wanted: Asked) -> None:
    """Prepare, add, work until killed."""
    engine = create_engine(wanted.url.replace("postgresql", "postgresql+psycopg", 1), pool_size=20)
    _engines.append(engine)
    scheduler = BackgroundScheduler(
        timezone="UTC",
        jobstores={"default": SQLAlchemyJobStore(engine=engine)},
        executors={"default": ThreadPoolExecutor(20)},
        job_defaults={"misfire_grace_time": None},
    )
    scheduler.start(paused=True)
    began = time.monotonic()
    for _ in range(MEASURED):
        _add(scheduler, 0, in_seconds(FAR.total_seconds()))
    each = (time.monotonic() - began) / MEASURED
    with engine.begin() as connection:
        connection.execute(text(FIRED))
        statement = copies("apscheduler_jobs", max(2, wanted.pending // MEASURED), COLUMNS, VALUES)
        connection.execute(text(statement))
    for number, due in enumerate(wanted.due(in_seconds(3 + each * wanted.jobs * 1.5))):
        _add(scheduler, number, due)
    scheduler.resume()
    threading.Event().wait()


COLUMNS = "id, next_run_time, job_state"
VALUES = "id || n::text, next_run_time, job_state"


def _add(scheduler: BackgroundScheduler, number: int, due: datetime) -> None:
    scheduler.add_job(f"{__spec__.name}:write" if __spec__ else write, "date", run_date=due, args=(number, due))


if __name__ == "__main__":
    main(asked())
