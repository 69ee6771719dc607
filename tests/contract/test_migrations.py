"""Migrations lead to the tables the code uses, no more and no less."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from shared.engine.migrations import LINES, Line, migrate_sqlite


@pytest.mark.parametrize("name", LINES)
def test_the_migrations_of_a_line_lead_to_its_tables(name: str, tmp_path: Path) -> None:
    migrate_sqlite(name, tmp_path / "line.db")

    assert differences(name, tmp_path / "line.db") == []


def test_a_table_that_no_migration_makes_is_found(tmp_path: Path) -> None:
    migrate_sqlite("platform", tmp_path / "line.db")

    assert differences("intake", tmp_path / "line.db") != []


def differences(name: str, path: Path) -> list[object]:
    """What the tables in the code have that the database has not, or the other way round."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, Line(name).metadata())  # type: ignore[arg-type]
    engine.dispose()
    return list(found)
