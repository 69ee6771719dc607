"""procrastinate: jobs with `schedule_at`, fetched one by one, many running at once."""

from datetime import datetime

import asyncpg
import uvloop
from procrastinate import App, PsycopgConnector

from tests.bench.peers.asked import FAR, FIRED, WRITE, Asked, asked, copies, in_seconds

COLUMNS = "queue_name, task_name, priority, args, status, scheduled_at, attempts"


async def main(wanted: Asked) -> None:
    """Prepare, defer, work until killed."""
    app = App(connector=PsycopgConnector(conninfo=wanted.url, max_size=20))
    pool = await asyncpg.create_pool(wanted.url, min_size=10, max_size=10)

    @app.task(name="write")
    async def write(number: int, due: str) -> None:
        await pool.execute(WRITE, number, datetime.fromisoformat(due))

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await write.configure(schedule_at=in_seconds(FAR.total_seconds())).defer_async(number=0, due="")
        await _copy(pool, wanted)
        await pool.execute(FIRED)
        moments = wanted.due(in_seconds(3 + wanted.jobs / 3_000))
        jobs = [
            write.configure(schedule_at=due).make_new_job(number=number, due=due.isoformat())
            for number, due in enumerate(moments)
        ]
        await app.job_manager.batch_defer_jobs_async(jobs)
        await app.run_worker_async(concurrency=50, fetch_job_polling_interval=0.02, delete_jobs="successful")


async def _copy(pool: "asyncpg.Pool[asyncpg.Record]", wanted: Asked) -> None:
    """Its triggers would write an event and a notification for each of those that only wait."""
    await pool.execute("ALTER TABLE procrastinate_jobs DISABLE TRIGGER USER")
    await pool.execute(copies("procrastinate_jobs", wanted.pending, COLUMNS))
    await pool.execute("ALTER TABLE procrastinate_jobs ENABLE TRIGGER USER")
    await pool.execute("VACUUM ANALYZE procrastinate_jobs")


if __name__ == "__main__":
    uvloop.run(main(asked()))
