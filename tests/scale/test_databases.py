"""What `shared.engine.db.database` promises, tried on both adapters: SQLite on a file, PostgreSQL on a real server."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    create_engine,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from shared.engine.db.database import Collision, Database
from shared.engine.db.postgres import PostgresDatabase
from shared.engine.db.sqlite import SqliteDatabase
from shared.engine.db.statements import any_of
from shared.engine.db.types import Json, UtcTime
from shared.engine.tables import position

METADATA = MetaData()
things = Table(
    "things",
    METADATA,
    position(),
    Column("name", Text, nullable=False, unique=True),
    Column("short", String(10)),
    Column("many", Integer),
    Column("more", BigInteger),
    Column("share", Float),
    Column("sure", Boolean),
    Column("at", UtcTime),
    Column("document", Json),
    Column("bytes", LargeBinary),
    Index("things_by_time", "at"),
)
INSERT = insert(things)
BY_NAME = select(things).where(things.c.name == bindparam("called"))
ANY = select(things.c.name).where(any_of(things.c.name, "names")).order_by(things.c.position)
AT = datetime(2026, 3, 2, 9, 0, 0, 123_457, tzinfo=UTC)


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[SqliteDatabase]:
    path = folder / "things.db"
    METADATA.create_all(engine := create_engine(f"sqlite:///{path}"))
    engine.dispose()
    database = SqliteDatabase(path, "things")
    yield database
    await database.close()


@asynccontextmanager
async def postgres(url: str) -> AsyncIterator[PostgresDatabase]:
    engine = create_async_engine(url.replace("postgresql", "postgresql+asyncpg", 1), poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
    database = await PostgresDatabase.connect(url, "public")
    yield database
    await database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """A folder for SQLite, an address for PostgreSQL."""
    return tmp_path if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(place: Path | str) -> AsyncIterator[Database]:
    """An empty table of things, on each kind of database."""
    async with sqlite(place) if isinstance(place, Path) else postgres(place) as opened:
        yield opened


async def names(database: Database) -> list[str]:
    """All names, in order of position."""
    async with database.reading() as connection:
        return [row["name"] for row in await connection.execute(select(things).order_by(things.c.position))]


WHOLE = {
    "name": "王小明 🀄",
    "short": "abc",
    "many": -7,
    "more": 2**53 + 1,
    "share": 0.1,
    "sure": True,
    "at": AT,
    "document": '{"a": 1}',
    "bytes": b"\x00\xff",
}


async def test_every_type_comes_back_as_it_went_in(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(INSERT, WHOLE)
    async with database.reading() as connection:
        [row] = await connection.execute(BY_NAME, {"called": WHOLE["name"]})
    assert row == WHOLE | {"position": 1}
    assert {key: type(value) for key, value in row.items()} == {k: type(v) for k, v in WHOLE.items()} | {
        "position": int
    }


async def test_nothing_comes_back_as_nothing(database: Database) -> None:
    empty = dict.fromkeys(WHOLE) | {"name": "empty"}
    async with database.transaction() as connection:
        await connection.execute_many(INSERT, [empty])
        assert await connection.execute(BY_NAME, {"called": "empty"}) == [empty | {"position": 1}]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 3, 2, 9, 0, 0, 1, tzinfo=UTC),
        datetime(2999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 3, 2, 17, 0, 0, 500_001, tzinfo=timezone(timedelta(hours=8))),
    ],
)
async def test_an_instant_is_exact_to_the_microsecond_and_comes_back_in_utc(
    database: Database, moment: datetime
) -> None:
    async with database.transaction() as connection:
        await connection.execute(INSERT, {"name": "x", "at": moment})
        [row] = await connection.execute(BY_NAME, {"called": "x"})
        found = await connection.execute(
            select(things.c.name).where(things.c.at == bindparam("then")), {"then": moment}
        )
    assert row["at"] == moment
    assert row["at"].utcoffset() == timedelta()
    assert found == [{"name": "x"}]


async def test_a_document_is_text_on_both_sides(database: Database) -> None:
    document = {"名": "王", "list": [1, 2.5, None, True], "quote": "'\"\\ \u2028", "deep": {"a": {"b": []}}}
    async with database.transaction() as connection:
        await connection.execute(INSERT, {"name": "x", "document": json.dumps(document)})
        [row] = await connection.execute(BY_NAME, {"called": "x"})
    assert isinstance(row["document"], str)
    assert json.loads(row["document"]) == document


async def test_a_list_of_values_is_one_parameter(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute_many(INSERT, [{"name": name} for name in "abcd"])
        assert await connection.execute(ANY, {"names": ["d", "b", "z"]}) == [{"name": "b"}, {"name": "d"}]
        assert await connection.execute(ANY, {"names": []}) == []
        assert await connection.execute(ANY, {"names": ("a",)}) == [{"name": "a"}]
        numbered = select(things.c.name).where(any_of(things.c.position, "positions")).order_by(things.c.position)
        assert await connection.execute(numbered, {"positions": [2, 1]}) == [{"name": "a"}, {"name": "b"}]


async def test_rows_of_many_are_counted_as_changed(database: Database) -> None:
    change = update(things).where(things.c.name == bindparam("of")).values(many=bindparam("new_many"))
    remove = delete(things).where(things.c.name == bindparam("of"))
    async with database.transaction() as connection:
        assert await connection.execute_many(INSERT, [{"name": name, "many": 0} for name in "abc"]) == 3
        assert await connection.execute_many(change, [{"of": "a", "new_many": 1}, {"of": "z", "new_many": 1}]) == 1
        assert await connection.execute_many(change, [{"of": "z", "new_many": 1}]) == 0
        assert await connection.execute_many(remove, [{"of": "a"}, {"of": "c"}, {"of": "z"}]) == 2
    assert await names(database) == ["b"]


async def test_positions_ascend_in_the_order_of_the_rows(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute_many(INSERT, [{"name": f"{n:03}"} for n in reversed(range(200))])
    assert await names(database) == [f"{n:03}" for n in reversed(range(200))]


async def test_a_statement_may_return_what_it_changed(database: Database) -> None:
    change = (
        update(things)
        .where(things.c.many < bindparam("under"))
        .values(many=things.c.many + 1, at=bindparam("new_at"))
        .returning(things.c.name, things.c.at)
    )
    async with database.transaction() as connection:
        await connection.execute_many(INSERT, [{"name": "a", "many": 1}, {"name": "b", "many": 5}])
        assert await connection.execute(change, {"under": 3, "new_at": AT}) == [{"name": "a", "at": AT}]
        made = await connection.execute(INSERT.returning(things.c.position), {"name": "c"})
        assert made == [{"position": 3}]


async def test_a_parameter_may_be_used_twice_and_limits_are_parameters(database: Database) -> None:
    statement = (
        select(things.c.name, func.count().over().label("all"))
        .where((things.c.many == bindparam("x")) | (things.c.more == bindparam("x")))
        .order_by(things.c.position)
        .limit(bindparam("most"))
        .offset(bindparam("skip"))
    )
    async with database.transaction() as connection:
        rows = [
            {"name": "a", "many": 1, "more": 0},
            {"name": "b", "many": 0, "more": 1},
            {"name": "c", "many": 1, "more": 1},
        ]
        await connection.execute_many(INSERT, rows)
        assert await connection.execute(statement, {"x": 1, "most": 1, "skip": 1}) == [{"name": "b", "all": 3}]


async def test_one_insert_takes_rows_of_different_columns(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(INSERT, {"name": "a"})
        await connection.execute(INSERT, {"many": 2, "name": "b"})
        assert (await connection.execute(BY_NAME, {"called": "b"}))[0]["many"] == 2


async def write(database: Database, *batches: list[str], then: Exception | None = None) -> None:
    """Write names, each batch by one statement; at last let something go wrong."""
    async with database.transaction() as connection:
        for batch in batches:
            await connection.execute_many(INSERT, [{"name": name} for name in batch])
        if then is not None:
            raise then


async def test_a_taken_key_is_a_collision_and_takes_back_everything(database: Database) -> None:
    await write(database, ["a"])
    with pytest.raises(Collision):
        await write(database, ["b"], ["c", "a"])
    with pytest.raises(Collision):
        await write(database, ["d", "d"])
    assert await names(database) == ["a"]


@pytest.mark.parametrize("ours", [LookupError("ours"), TimeoutError("ours"), OSError("ours")])
async def test_whatever_is_raised_inside_takes_back_everything(database: Database, ours: Exception) -> None:
    with pytest.raises(type(ours), match="ours"):
        await write(database, ["a"], then=ours)
    assert await names(database) == []


async def test_a_reader_may_not_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)read-?only"):
        async with database.reading() as connection:
            await connection.execute(INSERT, {"name": "a"})
    assert await names(database) == []


async def test_a_reader_sees_one_moment_and_no_writer_waits_for_it(database: Database) -> None:
    async with database.reading() as reader:
        assert await reader.execute(select(things)) == []
        async with database.transaction() as writer:
            await writer.execute(INSERT, {"name": "a"})
        assert await reader.execute(select(things)) == []
    assert await names(database) == ["a"]


async def test_what_is_not_committed_yet_nobody_else_sees(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(INSERT, {"name": "a"})
        assert await names(database) == []
    assert await names(database) == ["a"]


async def test_a_value_the_database_cannot_hold_is_our_mistake_and_stops_nobody(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)too large|out of.*range|overflow"):
        async with database.transaction() as connection:
            await connection.execute(INSERT, {"name": "a", "more": 2**70})
    async with database.transaction() as connection:
        await connection.execute(INSERT, {"name": "a"})
    assert await names(database) == ["a"]
