"""pgqueuer: jobs with `execute_after`, claimed in batches, over a pool."""

from datetime import UTC, datetime, timedelta

import asyncpg
import uvloop
from pgqueuer import PgQueuer
from pgqueuer.models import Job

from tests.bench.peers.asked import FAR, FIRED, WRITE, Asked, asked, copies, in_seconds

COLUMNS = "priority, created, updated, heartbeat, execute_after, status, entrypoint, payload"


async def main(wanted: Asked) -> None:
    """Prepare, enqueue, work until killed."""
    pool = await asyncpg.create_pool(wanted.url, min_size=20, max_size=20)
    queuer = PgQueuer.from_asyncpg_pool(pool)
    await queuer.qm.queries.install()
    await queuer.qm.queries.enqueue("write", b"0", 0, FAR)
    await pool.execute(copies("pgqueuer", wanted.pending, COLUMNS))
    await pool.execute(FIRED)
    await pool.execute("VACUUM ANALYZE pgqueuer")

    @queuer.entrypoint("write")
    async def write(job: Job) -> None:
        assert job.payload is not None
        number, due = job.payload.decode().split()
        await pool.execute(WRITE, int(number), datetime.fromisoformat(due))

    await _enqueue(queuer, wanted)
    await queuer.run(batch_size=500, dequeue_timeout=timedelta(milliseconds=20))


async def _enqueue(queuer: PgQueuer, wanted: Asked) -> None:
    due = wanted.due(in_seconds(3 + wanted.jobs / 5_000))
    payload = [f"{number} {moment.isoformat()}".encode() for number, moment in enumerate(due)]
    now = datetime.now(UTC)
    after: list[timedelta | None] = [moment - now for moment in due]
    await queuer.qm.queries.enqueue(["write"] * wanted.jobs, list(payload), [0] * wanted.jobs, after)


if __name__ == "__main__":
    uvloop.run(main(asked()))
