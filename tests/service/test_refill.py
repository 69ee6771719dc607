"""A new column is filled from the stored documents, on both databases; who forgets it is told (`make migration`)."""

import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Column, Connection, MetaData, NullPool, Table, Text, create_engine
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.ext.asyncio import create_async_engine

from deploy.servers.postgres import Postgres
from shared.engine import codec, migrations
from shared.engine.aggregates import AggregateTable, aggregate_columns
from shared.engine.db.types import UtcTime
from shared.engine.migrations import Line, revise, revisions
from shared.engine.refill import BATCH
from tests.harness.migrated import Rows, upgrade_with_rows, wrong_columns

T = TypeVar("T")
LINE = "leaves"
METADATA = MetaData()
AUTUMN = datetime(2026, 11, 23, 1, 0, 0, 123_457, tzinfo=UTC)

leaves = Table(LINE, METADATA, *aggregate_columns(), Column("colour", Text), Column("fell_at", UtcTime))


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """An aggregate whose columns came with the second revision."""

    id: str
    colour: str
    fell_at: datetime | None = None


def _columns(leaf: Leaf) -> Mapping[str, Any]:
    return {"colour": leaf.colour, "fell_at": leaf.fell_at}


TREE = AggregateTable(leaves, Leaf, _columns)

FIRST = """
import sqlalchemy as sa
from alembic import op

from shared.engine.db.types import Json
from shared.engine.tables import ENGINE_METADATA

revision = "0001"
down_revision = None


def upgrade():
    ENGINE_METADATA.create_all(op.get_bind())
    op.create_table(
        "leaves",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("document", Json(), nullable=False),
    )
"""
MOMENT = "document['fell_at'] and datetime.fromisoformat(document['fell_at'])"


def stored(count: int) -> list[dict[str, Any]]:
    """So many leaves as rows; every other one has fallen."""
    found = []
    for number in range(count):
        fell_at = AUTUMN + timedelta(seconds=number) if number % 2 else None
        leaf = Leaf(id=f"leaf {number:05}", colour=f"red {number}", fell_at=fell_at)
        found.append({"id": leaf.id, "version": 1, "sequence": 1, "document": codec.dump(leaf, Leaf), **_columns(leaf)})
    return found


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A line of two revisions: the second as `make migration` writes it."""
    folder = tmp_path / "revisions"
    folder.mkdir()
    (folder / "0001_plant.py").write_text(FIRST)
    monkeypatch.setitem(migrations.LINES, LINE, (__name__, folder))
    migrations.revisions.cache_clear()
    revise(LINE, "note colour and fall")
    migrations.revisions.cache_clear()
    return Line(LINE)


Run = Callable[[Callable[[Connection], T]], Awaitable[T]]


@pytest.fixture(params=["sqlite", "postgresql"])
async def run(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Run[Any]]:
    """Runs something on a connection to a new database, in one transaction."""
    if request.param == "sqlite":
        yield lambda work: _on(f"sqlite+pysqlite:///{tmp_path / 'leaves.db'}", work)
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    url = await server.create_database(LINE)
    yield lambda work: _on(url.replace("postgresql://", "postgresql+asyncpg://", 1), work)
    await server.drop_database(LINE)


async def _on(url: str, work: Callable[[Connection], T]) -> T:
    if url.startswith("sqlite"):
        engine = create_engine(url, poolclass=NullPool)
        with engine.begin() as connection:
            return work(connection)
    async with create_async_engine(url, poolclass=NullPool).begin() as connection:
        return await connection.run_sync(work)


def second(line: Line) -> Path:
    """The file of the second revision."""
    [path] = line.folder.glob("0002_*.py")
    return path


def edit(line: Line, *changes: tuple[str, str]) -> None:
    """Edit the second revision, as a developer does."""
    found = second(line).read_text()
    for was, now in changes:
        assert was in found
        found = found.replace(was, now)
    second(line).write_text(found)


def upgraded(line: Line, rows: Rows) -> Callable[[Connection], list[str]]:
    """What is wrong after these rows have come from the first revision to the second."""

    def work(connection: Connection) -> list[str]:
        upgrade_with_rows(connection, line, "0001", leaves, rows)
        return wrong_columns(connection, TREE)

    return work


FILLED = (
    ('"colour": ...', '"colour": document["colour"]'),
    ('"fell_at": ...', f'"fell_at": {MOMENT}'),
    ("import sqlalchemy as sa", "from datetime import datetime\n\nimport sqlalchemy as sa"),
)


async def test_columns_are_filled_from_the_documents_in_batches(line: Line, run: Run[list[str]]) -> None:
    edit(line, *FILLED)

    assert await run(upgraded(line, stored(2 * BATCH + 1))) == []


async def test_a_revision_without_its_refill_leaves_columns_that_are_found(line: Line, run: Run[list[str]]) -> None:
    text = second(line).read_text()
    second(line).write_text(text[: text.index("    refill(")])

    assert await run(upgraded(line, stored(2))) == [
        "leaf 00000.colour",
        "leaf 00001.colour",
        "leaf 00001.fell_at",
    ]


async def test_a_refill_that_nobody_has_written_yet_fails_with_the_first_row(line: Line, run: Run[list[str]]) -> None:
    with pytest.raises((DBAPIError, StatementError)):
        await run(upgraded(line, stored(1)))


async def test_an_empty_table_needs_no_refill(line: Line, run: Run[list[str]]) -> None:
    assert await run(upgraded(line, [])) == []


def test_a_revision_is_written_as_the_formatter_wants_it_and_says_what_it_does(line: Line) -> None:
    written = second(line)

    assert (written.name, revisions(line.name)) == ("0002_note_colour_and_fall.py", ("0001", "0002"))
    assert written.read_text().startswith('"""Note colour and fall."""\n')
    for command in (["format", "--check"], ["check"]):
        checked = subprocess.run([sys.executable, "-m", "ruff", *command, str(written)], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout
