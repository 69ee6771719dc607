"""Migrations lead to the tables the code uses, no more and no less, and fill their columns from the documents."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, select

from shared.engine.migrations import LINES, Line, migrate_sqlite, revisions
from tests.harness.migrated import Rows, keys_of, upgrade_with_rows, wrong_columns, wrong_keys
from tests.harness.recorded_state import SPECS
from tests.harness.stories import happy_closure
from tests.harness.world import World


@pytest.mark.parametrize("name", LINES)
def test_the_migrations_of_a_line_lead_to_its_tables(name: str, tmp_path: Path) -> None:
    migrate_sqlite(name, tmp_path / "line.db")

    assert differences(name, tmp_path / "line.db") == []


def test_a_table_that_no_migration_makes_is_found(tmp_path: Path) -> None:
    migrate_sqlite("platform", tmp_path / "line.db")

    assert differences("intake", tmp_path / "line.db") != []


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Rows]:
    """What a story leaves in each service's table of aggregates."""
    return asyncio.run(_rows(tmp_path_factory.mktemp("rows")))


async def _rows(folder: Path) -> Mapping[str, Rows]:
    async with World.running(folder) as world:
        await happy_closure(world)
        return {name: await world.rows(name, select(spec.table.table)) for name, spec in SPECS.items()}


@pytest.mark.parametrize(("name", "revision"), [(name, each) for name in SPECS for each in revisions(name)[:-1]])
def test_rows_of_an_older_revision_have_every_column_of_the_newest(
    name: str, revision: str, tmp_path: Path, rows: Mapping[str, Rows]
) -> None:
    table = SPECS[name].table
    engine = create_engine(f"sqlite:///{tmp_path}/old.db")
    with engine.begin() as connection:
        keys = keys_of(table, rows[name])
        upgrade_with_rows(connection, Line(name), revision, table.table, rows[name], keys=keys)
        assert rows[name]
        assert wrong_columns(connection, table) == [], (
            "a new column is filled by its migration: see shared.engine.refill"
        )
        assert wrong_keys(connection, table) == []
    engine.dispose()


def differences(name: str, path: Path) -> list[object]:
    """What the tables in the code have that the database has not, or the other way round."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, Line(name).metadata())  # type: ignore[arg-type]
    engine.dispose()
    return list(found)
