"""The contract of a database: statements, lists, collisions, counts, times; the same on every kind."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Integer, bindparam, delete, func, insert, select, update

from shared.engine.db.database import Collision, Database
from shared.engine.db.statements import any_of
from shared.engine.tables import event_log, inbox, timers
from tests.harness.clock import A_MONDAY_MORNING as NOW

PUT = insert(inbox)
GET = select(inbox.c.event_id).where(any_of(inbox.c.event_id, "ids")).order_by(inbox.c.event_id)
GET_ONE = select(inbox.c.event_id).where(inbox.c.event_id == bindparam("of"))
_INNER = select(inbox.c.event_id).where(inbox.c.event_id == bindparam("of")).limit(5).subquery("inner")
_HOW_MANY = select(func.count()).select_from(inbox).where(inbox.c.event_id == bindparam("of")).scalar_subquery()
COUNTED = select(_INNER).where(bindparam("most", type_=Integer) == _HOW_MANY)
ALL = select(inbox).order_by(inbox.c.consumer, inbox.c.event_id)
PUT_TIMER = insert(timers)
MOVE = update(timers).where(timers.c.case_id == bindparam("of")).values(attempts=timers.c.attempts + 1)


def row(event_id: str, at: datetime = NOW) -> dict[str, object]:
    return {"consumer": "c", "event_id": event_id, "at": at}


def timer(case_id: str) -> dict[str, object]:
    return {"case_id": case_id, "kind": "k", "due_at": NOW, "step": "1", "fire_at": NOW, "attempts": 0}


async def put(database: Database, *event_ids: str) -> None:
    async with database.transaction() as connection:
        await connection.execute_many(PUT, [row(event_id) for event_id in event_ids])


async def ids(database: Database) -> list[str]:
    async with database.reading() as connection:
        return [found["event_id"] for found in await connection.execute(ALL)]


async def test_what_was_committed_is_read_as_rows_by_column_name(database: Database) -> None:
    await put(database, "a")

    async with database.reading() as connection:
        assert await connection.execute(ALL) == [row("a")]


async def test_what_failed_half_way_was_never_there(database: Database) -> None:
    async def half() -> None:
        async with database.transaction() as connection:
            await connection.execute(PUT, row("a"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await half()
    assert await ids(database) == []
    await put(database, "b")
    assert await ids(database) == ["b"]


async def test_a_transaction_sees_its_own_writes_and_nobody_else_does_yet(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(PUT, row("a"))
        assert len(await connection.execute(ALL)) == 1
        assert await ids(database) == []
    assert await ids(database) == ["a"]


async def test_a_reading_sees_one_moment_however_long_it_lasts(database: Database) -> None:
    await put(database, "a")
    async with database.reading() as connection:
        assert len(await connection.execute(ALL)) == 1
        await put(database, "b")
        assert len(await connection.execute(ALL)) == 1
    assert await ids(database) == ["a", "b"]


async def test_a_reading_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)read.?only"):
        async with database.reading() as connection:
            await connection.execute(PUT, row("a"))
    assert await ids(database) == []


async def test_a_list_of_any_length_is_one_parameter(database: Database) -> None:
    await put(database, "a", "b", "c")
    async with database.reading() as connection:
        for wanted, found in (([], []), (["b"], ["b"]), (["c", "a", "a", "x"], ["a", "c"])):
            assert [r["event_id"] for r in await connection.execute(GET, {"ids": wanted})] == found
        many = [f"{number}" for number in range(50_000)]
        assert await connection.execute(GET, {"ids": [*many, "a"]}) == [{"event_id": "a"}]


async def test_a_list_of_numbers_and_of_odd_texts_is_matched_exactly(database: Database) -> None:
    odd = ['"', "'", "\\", "], [", "张三\U0001f600", "null", "1"]
    await put(database, *odd)
    async with database.reading() as connection:
        for text in odd:
            assert await connection.execute(GET, {"ids": [text]}) == [{"event_id": text}]
        assert len(await connection.execute(GET, {"ids": odd})) == len(odd)


async def test_a_select_run_for_each_row_tells_them_apart(database: Database) -> None:
    await put(database, "a", "b")

    async with database.reading() as connection:
        found = await connection.execute_each(GET_ONE, [{"of": event_id} for event_id in ("b", "none", "a", "b")])

    assert found == [[{"event_id": "b"}], [], [{"event_id": "a"}], [{"event_id": "b"}]]


async def test_a_parameter_deep_inside_a_select_is_that_of_the_row(database: Database) -> None:
    await put(database, "a", "b")

    async with database.reading() as connection:
        found = await connection.execute_each(COUNTED, [{"of": "b", "most": 1}, {"of": "none", "most": 1}])

    assert found == [[{"event_id": "b"}], []]


async def test_a_list_serves_a_delete_too(database: Database) -> None:
    await put(database, "a", "b", "c")
    async with database.transaction() as connection:
        await connection.execute(delete(inbox).where(any_of(inbox.c.event_id, "ids")), {"ids": ["a", "c"]})
    assert await ids(database) == ["b"]


async def test_a_key_that_is_taken_is_a_collision_and_takes_the_whole_transaction_with_it(database: Database) -> None:
    await put(database, "a")
    with pytest.raises(Collision):
        await put(database, "b", "a")
    assert await ids(database) == ["a"]


async def test_a_collision_in_a_single_statement_is_one_too(database: Database) -> None:
    await put(database, "a")
    with pytest.raises(Collision):
        async with database.transaction() as connection:
            await connection.execute(PUT, row("a"))


async def test_execute_many_counts_the_rows_it_changed(database: Database) -> None:
    async with database.transaction() as connection:
        assert await connection.execute_many(PUT_TIMER, [timer("a"), timer("b"), timer("c")]) == 3
        assert await connection.execute_many(MOVE, [{"of": "a"}, {"of": "x"}, {"of": "c"}]) == 2
        assert await connection.execute_many(MOVE, [{"of": "x"}]) == 0
        found = await connection.execute(select(timers.c.case_id, timers.c.attempts).order_by(timers.c.case_id))
    assert [(r["case_id"], r["attempts"]) for r in found] == [("a", 1), ("b", 0), ("c", 1)]


async def test_several_changes_at_once_are_counted_each(database: Database) -> None:
    await put(database, "a", "b")
    gone = delete(inbox).where(inbox.c.event_id == bindparam("of"))

    counts = await database.change(
        (PUT_TIMER, [timer("a"), timer("b"), timer("c")]), (gone, [{"of": "a"}, {"of": "x"}]), (PUT, [row("c")])
    )

    assert counts == [3, 1, 1]
    assert await ids(database) == ["b", "c"]


@pytest.mark.parametrize("way", ["by itself", "single", "transaction"])
async def test_of_several_changes_all_are_made_or_none(database: Database, way: str) -> None:
    await put(database, "a")
    changes = (PUT_TIMER, [timer("a")]), (PUT, [row("b"), row("a")])

    async def all_of_them() -> None:
        if way == "by itself":
            await database.change(*changes)
            return
        async with database.single() if way == "single" else database.transaction() as connection:
            await connection.change(*changes)

    with pytest.raises(Collision):
        await all_of_them()
    assert await ids(database) == ["a"]
    assert await database.ask(select(timers)) == []


async def test_rows_of_one_change_get_their_positions_in_order(database: Database) -> None:
    at = {"type": "t", "at": NOW, "by": None, "trace": None, "data": "{}"}
    rows = [{"case_id": f"{n * 7 % 500:03}", "sequence": 1, "event_id": f"{n}"} | at for n in range(500)]
    await database.change((insert(event_log), rows))

    found = await database.ask(select(event_log.c.event_id).order_by(event_log.c.position))

    assert [each["event_id"] for each in found] == [f"{n}" for n in range(500)]


async def test_returning_gives_rows_of_what_was_changed(database: Database) -> None:
    await put(database, "a")
    gone = delete(inbox).where(inbox.c.event_id == bindparam("of")).returning(inbox.c.event_id, inbox.c.at)
    async with database.transaction() as connection:
        assert await connection.execute(gone, {"of": "a"}) == [{"event_id": "a", "at": NOW}]
        assert await connection.execute(gone, {"of": "a"}) == []


async def test_a_parameter_left_out_is_a_mistake_and_never_null(database: Database) -> None:
    with pytest.raises(KeyError):
        async with database.transaction() as connection:
            await connection.execute(MOVE, {})


async def test_an_instant_comes_back_to_the_microsecond_and_in_utc(database: Database) -> None:
    moments = [
        datetime(2026, 11, 23, 1, 0, 0, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
        datetime(2899, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ]
    async with database.transaction() as connection:
        await connection.execute_many(PUT, [row(f"{n}", at) for n, at in enumerate(moments)])
    async with database.reading() as connection:
        found = [r["at"] for r in await connection.execute(ALL)]
    assert found == moments
    assert all(at.utcoffset() == timedelta() for at in found)


async def test_instants_are_compared_as_instants(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute_many(PUT, [row("early", NOW), row("late", NOW + timedelta(microseconds=1))])
        before = select(inbox.c.event_id).where(inbox.c.at <= bindparam("now"))
        assert await connection.execute(before, {"now": NOW}) == [{"event_id": "early"}]


async def test_a_column_left_empty_comes_back_as_none(database: Database) -> None:
    values = {"case_id": "a", "sequence": 1, "event_id": "e", "type": "t", "at": NOW, "data": "{}"}
    async with database.transaction() as connection:
        await connection.execute(insert(event_log), values | {"by": None, "trace": None})
        [found] = await connection.execute(select(event_log.c.by, event_log.c.trace, event_log.c.position))
    assert (found["by"], found["trace"], found["position"] > 0) == (None, None, True)


async def test_writers_wait_for_each_other_and_none_is_lost(database: Database) -> None:
    await asyncio.gather(*(put(database, f"{number:02}") for number in range(20)))

    assert await ids(database) == [f"{number:02}" for number in range(20)]


async def test_a_writer_that_is_cancelled_lets_the_next_one_in(database: Database) -> None:
    inside = asyncio.Event()

    async def never_ends() -> None:
        async with database.transaction() as connection:
            await connection.execute(PUT, row("a"))
            inside.set()
            await asyncio.Event().wait()

    writer = asyncio.create_task(never_ends())
    await inside.wait()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer
    await put(database, "b")
    assert await ids(database) == ["b"]


async def test_many_readers_at_once_share_few_connections_and_all_are_served(database: Database) -> None:
    await put(database, "a")

    async def read() -> int:
        async with database.reading() as connection:
            await asyncio.sleep(0)
            return len(await connection.execute(ALL))

    for _ in range(3):  # those kept from the round before must not be missing now
        assert await asyncio.gather(*(read() for _ in range(60))) == [1] * 60
    assert await database.ask(ALL) == [row("a")]
