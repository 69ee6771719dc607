"""The PostgreSQL adapter when things go wrong around it, and migrations on a real server.

What it has in common with SQLite is in `test_databases`.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import pytest
from sqlalchemy import Integer, bindparam, insert, select, text, update

from deploy.servers.postgres import Postgres
from shared.engine.db import postgres
from shared.engine.db.database import Cause, Collision, DatabaseAway
from shared.engine.db.postgres import PostgresDatabase
from shared.engine.migrations import LINES, NotMigrated, check_postgres, migrate_postgres, newest
from shared.engine.tables import timers
from shared.platform.tables import clock
from tests.harness.clock import A_MONDAY_MORNING
from tests.harness.waiting import eventually

TIMER = insert(timers)
STEPS = select(timers.c.step).order_by(timers.c.case_id)
CHANGE = update(timers).where(timers.c.case_id == bindparam("of")).values(step=bindparam("new_step"))
BACKENDS = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'hotline-intake'"
POOL_IS_CLEAN_WITHIN = 5.0  # seconds


def timer(case_id: str) -> dict[str, object]:
    return {
        "case_id": case_id,
        "kind": "level",
        "due_at": A_MONDAY_MORNING,
        "step": "1",
        "fire_at": A_MONDAY_MORNING,
        "attempts": 0,
    }


@pytest.fixture
async def intake(postgres_url: str) -> AsyncIterator[PostgresDatabase]:
    """Intake's database, with a pool of four."""
    database = await PostgresDatabase.connect(postgres_url, "intake", size=4)
    yield database
    await database.close()


async def arm(database: PostgresDatabase, *case_ids: str) -> None:
    """Write a timer for each case."""
    async with database.transaction() as connection:
        await connection.execute_many(TIMER, [timer(case_id) for case_id in case_ids])


async def armed(database: PostgresDatabase) -> int:
    """How many timers there are."""
    async with database.reading() as connection:
        return len(await connection.execute(STEPS))


async def terminate(url: str) -> int:
    """End all of intake's backends, as an operator would; returns how many there were."""
    connection = await asyncpg.connect(url)
    ended = await connection.fetch(f"SELECT pg_terminate_backend(pid) {BACKENDS}")
    await connection.close()
    return len(ended)


async def again(database: PostgresDatabase) -> int:
    """Ask until the database answers, for as long as the pool may take to be clean."""
    async with asyncio.timeout(POOL_IS_CLEAN_WITHIN):
        while True:
            with suppress(DatabaseAway):
                return await armed(database)
            await asyncio.sleep(0.02)


async def test_a_terminated_backend_takes_its_transaction_with_it_and_nothing_else(
    intake: PostgresDatabase, postgres_url: str
) -> None:
    await arm(intake, "before")
    with pytest.raises(DatabaseAway):
        await arm_over_termination(intake, postgres_url)
    assert await again(intake) == 1


async def arm_over_termination(intake: PostgresDatabase, url: str) -> None:
    """A transaction whose backend is ended while it is open."""
    async with intake.transaction() as connection:
        await connection.execute(TIMER, timer("lost"))
        await terminate(url)
        await connection.execute(TIMER, timer("too late"))


async def test_a_backend_terminated_before_the_commit_is_not_taken_for_a_commit(
    intake: PostgresDatabase, postgres_url: str
) -> None:
    transaction = intake.transaction()
    connection = await transaction.__aenter__()
    await connection.execute(TIMER, timer("lost"))
    await terminate(postgres_url)
    with pytest.raises(DatabaseAway):
        await transaction.__aexit__(None, None, None)
    assert await again(intake) == 0


async def test_the_whole_pool_may_be_terminated(intake: PostgresDatabase, postgres_url: str) -> None:
    await asyncio.gather(*[arm(intake, f"case-{number}") for number in range(20)])
    assert await terminate(postgres_url) > 1
    assert await again(intake) == 20
    await asyncio.gather(*[arm(intake, f"later-{number}") for number in range(20)])
    assert await armed(intake) == 40


async def test_a_server_that_is_down_is_away_and_comes_back(
    intake: PostgresDatabase, postgres_server: Postgres
) -> None:
    await arm(intake, "before")
    postgres_server.kill()
    for _ in range(3):
        with pytest.raises(DatabaseAway):
            await armed(intake)
    postgres_server.start()
    assert await again(intake) == 1


async def test_a_server_that_does_not_answer_is_away(
    postgres_server: Postgres, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "ANSWER_WITHIN", 0.2)
    monkeypatch.setattr(postgres, "CONNECT_WITHIN", 0.2)
    database = await PostgresDatabase.connect(postgres_url, "intake")
    postgres_server.pause()
    with pytest.raises(DatabaseAway):
        await armed(database)
    with pytest.raises(DatabaseAway):
        await armed(database)
    with pytest.raises(DatabaseAway):
        await PostgresDatabase.connect(postgres_url, "intake")
    postgres_server.resume()
    assert await again(database) == 0
    await database.close()


async def test_what_a_paused_process_has_locked_comes_free(
    intake: PostgresDatabase, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "SILENT_FOR", 0.2)
    paused = await PostgresDatabase.connect(postgres_url, "intake")
    await arm(intake, "a")
    transaction = paused.transaction()
    connection = await transaction.__aenter__()
    await connection.execute(CHANGE, {"of": "a", "new_step": "paused"})
    async with intake.transaction() as another:
        await another.execute(CHANGE, {"of": "a", "new_step": "another"})
    with pytest.raises(DatabaseAway):
        await transaction.__aexit__(None, None, None)
    await paused.close()


async def test_of_two_that_wait_for_each_other_one_lost_a_race(intake: PostgresDatabase) -> None:
    await arm(intake, "a", "b")
    both_hold_one = asyncio.Barrier(2)

    async def change(first: str, second: str) -> None:
        async with intake.transaction() as connection:
            await connection.execute(CHANGE, {"of": first, "new_step": first})
            await both_hold_one.wait()
            await connection.execute(CHANGE, {"of": second, "new_step": first})

    outcomes = await asyncio.gather(change("a", "b"), change("b", "a"), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {type(None), Collision}


async def test_a_pool_in_full_use_is_away_rather_than_slow(
    intake: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "CONNECT_WITHIN", 0.1)
    held = [intake.reading() for _ in range(4)]
    for each in held:
        await each.__aenter__()
    with pytest.raises(DatabaseAway):
        await armed(intake)
    for each in held:
        await each.__aexit__(None, None, None)
    assert await armed(intake) == 0


async def test_a_cancelled_transaction_leaves_nothing_behind(intake: PostgresDatabase) -> None:
    inside = asyncio.Event()

    async def wait_inside() -> None:
        async with intake.transaction() as connection:
            await connection.execute(TIMER, timer("cancelled"))
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(wait_inside())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await armed(intake) == 0
    await arm(intake, "next")


async def test_what_is_wrong_with_a_statement_is_our_own_mistake(intake: PostgresDatabase) -> None:
    with pytest.raises(asyncpg.UndefinedTableError):
        async with intake.reading() as connection:
            await connection.execute(select(clock))  # lies in the schema of the platform
    assert await armed(intake) == 0


# Migrations


@pytest.fixture
async def empty_url(postgres_server: Postgres) -> AsyncIterator[str]:
    """A database without any schema of ours."""
    yield await postgres_server.create_database("to_migrate")
    await postgres_server.drop_database("to_migrate")


async def ask(url: str, statement: str) -> list[str]:
    """The first column of each row."""
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(statement)
    await connection.close()
    return [row[0] for row in rows]


async def test_each_service_has_a_schema_and_all_it_needs_in_it(postgres_url: str) -> None:
    tables = await ask(postgres_url, "SELECT schemaname || '.' || tablename FROM pg_tables")
    assert {"platform.staff", "platform.case_keys", "intake.reports", "escalation.cases", "callback.cases"} <= {*tables}
    assert {f"{service}.event_log" for service in ("intake", "escalation", "callback")} <= {*tables}
    assert {f"{name}.alembic_version" for name in LINES} <= {*tables}
    assert not [table for table in tables if table.startswith("public.")]
    for name in LINES:
        await check_postgres(name, postgres_url)


async def test_nothing_happens_to_what_is_at_the_head_already(postgres_url: str) -> None:
    async def described() -> list[str]:
        columns = "SELECT table_schema || table_name || column_name || data_type FROM information_schema.columns"
        return await ask(postgres_url, f"{columns} WHERE table_schema = 'intake' ORDER BY 1")

    before = await described()
    await migrate_postgres("intake", postgres_url)
    assert await described() == before


async def test_an_empty_database_is_not_at_the_head(empty_url: str) -> None:
    with pytest.raises(NotMigrated, match=f"intake is at nothing, not at {newest('intake')}"):
        await check_postgres("intake", empty_url)


async def test_one_migrates_at_a_time_and_the_next_finds_it_done(empty_url: str) -> None:
    other = await asyncpg.connect(empty_url)
    await other.execute("SELECT pg_advisory_lock(hashtext('hotline.migrate.intake'))")
    ours = asyncio.create_task(migrate_postgres("intake", empty_url))
    await eventually(lambda: ask(empty_url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))
    assert await ask(empty_url, "SELECT nspname::text FROM pg_namespace WHERE nspname = 'intake'") == []
    await other.close()
    await ours
    await migrate_postgres("intake", empty_url)
    await check_postgres("intake", empty_url)


async def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.engine.migrations._NO_LONG_WAIT", text("CREATE TABLE pg_catalog.not_allowed (x int)"))
    with pytest.raises(DatabaseAway):
        await migrate_postgres("intake", empty_url)
    assert await ask(empty_url, "SELECT nspname::text FROM pg_namespace WHERE nspname = 'intake'") == []


async def away(database: PostgresDatabase) -> Cause:
    """Why a write to the timers that is tried now fails."""
    with pytest.raises(DatabaseAway) as error:
        await database.try_write(["timers"])
    return error.value.cause


async def test_a_table_that_a_stranger_locks_is_away_soon_and_serves_again_when_the_lock_ends(
    intake: PostgresDatabase, postgres_url: str
) -> None:
    stranger = await asyncpg.connect(postgres_url)
    try:
        async with stranger.transaction():
            await stranger.execute("LOCK TABLE intake.timers IN ACCESS EXCLUSIVE MODE")
            assert await away(intake) is Cause.LOCKED
            for act in (arm(intake, "a"), armed(intake), intake.ask(STEPS)):
                with pytest.raises(DatabaseAway, match="lock timeout"):
                    await act
        await intake.try_write(["timers"])
        await arm(intake, "a")
        assert await armed(intake) == 1
    finally:
        await stranger.close()


async def test_a_database_made_read_only_is_away_until_it_takes_writes_again(
    intake: PostgresDatabase, postgres_url: str
) -> None:
    operator = await asyncpg.connect(postgres_url, server_settings={"default_transaction_read_only": "off"})
    try:
        await operator.execute(
            "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on',"
            " current_database()); END$$"
        )
        await operator.execute(f"SELECT pg_terminate_backend(pid) {BACKENDS}")

        async def cause() -> Cause | None:
            try:
                await intake.try_write(["timers"])
            except DatabaseAway as error:
                return error.cause
            return None

        async def is_read_only() -> bool:
            return await cause() is Cause.READ_ONLY

        async def serves() -> bool:
            return await cause() is None

        await eventually(is_read_only)
        with pytest.raises(DatabaseAway) as error:
            await arm(intake, "a")
        assert error.value.cause is Cause.READ_ONLY
        await operator.execute(
            "DO $$BEGIN EXECUTE format('ALTER DATABASE %I RESET default_transaction_read_only',"
            " current_database()); END$$"
        )
        await eventually(serves)  # each connection of before fails once
        await arm(intake, "a")
    finally:
        await operator.close()


@pytest.mark.parametrize(
    ("sqlstate", "cause"),
    [
        ("53100", Cause.FULL),
        ("53300", Cause.SILENT),
        ("55P03", Cause.LOCKED),
        ("55006", Cause.LOCKED),
        ("57014", Cause.SILENT),
        ("57P01", Cause.SILENT),
        ("25006", Cause.READ_ONLY),
        ("42501", Cause.REFUSED),
        ("58030", Cause.FULL),
        ("XX001", Cause.DAMAGED),
    ],
)
async def test_what_the_server_cannot_do_now_is_the_database_away(
    intake: PostgresDatabase, sqlstate: str, cause: Cause
) -> None:
    raising = text(f"DO $$BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{sqlstate}'; END$$")
    with pytest.raises(DatabaseAway) as error:
        async with intake.transaction() as connection:
            await connection.execute(raising)
    assert error.value.cause is cause
    await arm(intake, "a")  # it serves again at once


async def test_a_connection_that_met_a_lock_is_kept(intake: PostgresDatabase) -> None:
    async with intake.transaction() as connection:
        [before] = await connection.execute(text("SELECT pg_backend_pid() AS pid").columns(pid=Integer))
    with suppress(DatabaseAway):
        async with intake.transaction() as connection:
            await connection.execute(text("DO $$BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '55P03'; END$$"))
    async with intake.transaction() as connection:
        [after] = await connection.execute(text("SELECT pg_backend_pid() AS pid").columns(pid=Integer))
    assert after == before
