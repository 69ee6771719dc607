"""A SQLite file whose upgrade is cut off, at any statement, is upgraded by the next start; nothing of it is lost."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from shared.engine import sqlite_upgrade
from shared.engine.migrations import LINES, Line, NotMigrated, check_sqlite, migrate_sqlite, newest, revisions
from shared.engine.sqlite_upgrade import NotUpgraded, copy_of
from tests.harness.killed_upgrades import kept_at_every_statement
from tests.harness.old_data import VERSIONS, restore_sqlite

OLD_FILES = [(version, name) for version in VERSIONS for name in LINES]


def contents(path: Path) -> str:
    """Everything a file holds, as SQL; Alembic makes the indexes of a table in any order."""
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(sorted(connection.iterdump()))


def version_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        [(version,)] = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        return str(version)


def at_revision(name: str, revision: str, path: Path) -> None:
    """Make a file as this revision has it, as a version that opened no transaction for DDL did."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        command.upgrade(Line(name).config(connection), revision)
    engine.dispose()


@pytest.mark.parametrize("name", LINES)
def test_a_first_start_killed_at_any_statement_is_finished_by_the_next(name: str, tmp_path: Path) -> None:
    path = tmp_path / "first" / f"{name}.db"
    path.parent.mkdir()
    with kept_at_every_statement(path, tmp_path / "killed") as leftovers:
        migrate_sqlite(name, path)

    assert leftovers.statements > 20
    for folder in leftovers.folders:
        migrate_sqlite(name, folder / path.name)
        assert contents(folder / path.name) == contents(path)


@pytest.mark.parametrize(("version", "name"), OLD_FILES)
def test_an_upgrade_killed_at_any_statement_is_finished_by_the_next_start(
    version: str, name: str, tmp_path: Path
) -> None:
    restore_sqlite(version, tmp_path / "old")
    path = tmp_path / "old" / f"{name}.db"
    old, before = version_of(path), contents(path)
    with kept_at_every_statement(path, tmp_path / "killed") as leftovers:
        migrate_sqlite(name, path)

    assert leftovers.statements > 5
    for folder in leftovers.folders:
        killed = folder / path.name
        assert version_of(killed) in (old, newest(name))
        migrate_sqlite(name, killed)
        assert contents(killed) == contents(path)
        assert contents(copy_of(killed, old)) == before


@pytest.mark.parametrize(("name", "revision"), [(name, each) for name in LINES for each in revisions(name)[:-1]])
def test_an_upgrade_from_any_revision_is_one_transaction(name: str, revision: str, tmp_path: Path) -> None:
    path = tmp_path / "old" / f"{name}.db"
    path.parent.mkdir()
    at_revision(name, revision, path)
    before = contents(path)
    with kept_at_every_statement(path, tmp_path / "killed") as leftovers:
        migrate_sqlite(name, path)

    found = {contents(folder / path.name) for folder in leftovers.folders}
    assert found == {before, contents(path)}


@pytest.mark.parametrize("name", LINES)
def test_a_folder_that_version_0_1_0_left_half_made_starts(name: str, tmp_path: Path) -> None:
    path = tmp_path / "old" / f"{name}.db"
    path.parent.mkdir()
    with kept_at_every_statement(path, tmp_path / "killed") as leftovers:
        at_revision(name, revisions(name)[0], path)  # its DDL was not in a transaction

    assert len(leftovers.folders) > 5
    for folder in leftovers.folders:
        migrate_sqlite(name, folder / path.name)
        check_sqlite(name, folder / path.name)


def test_tables_with_rows_but_without_a_version_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "intake.db"
    migrate_sqlite("intake", path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM alembic_version")
        connection.execute("INSERT INTO search_keys VALUES ('phone:1', 'case-1')")
    before = contents(path)

    with pytest.raises(NotUpgraded, match=r"intake\.db: tables with rows .* \(search_keys\); restore"):
        migrate_sqlite("intake", path)
    assert contents(path) == before


def test_the_copy_of_an_older_file_is_for_its_owner_only_and_holds_what_only_the_log_held(tmp_path: Path) -> None:
    path, revision = tmp_path / "intake.db", revisions("intake")[-2]
    at_revision("intake", revision, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO search_keys VALUES ('phone:1', 'case-1')")
        shutil.copytree(tmp_path, tmp_path / "killed")  # as a killed process leaves it

    killed = tmp_path / "killed" / "intake.db"
    copy = migrate_sqlite("intake", killed)
    assert copy == copy_of(killed, revision)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert "case-1" in contents(copy)
    assert "case-1" in contents(killed)
    assert version_of(copy) == revision
    assert [path.name for path in killed.parent.iterdir() if ".part" in path.name] == []


def test_no_copy_is_made_of_a_new_file_or_of_one_that_is_at_the_head(tmp_path: Path) -> None:
    assert migrate_sqlite("intake", tmp_path / "intake.db") is None
    assert migrate_sqlite("intake", tmp_path / "intake.db") is None
    assert [path.name for path in tmp_path.iterdir()] == ["intake.db"]
    assert stat.S_IMODE((tmp_path / "intake.db").stat().st_mode) == 0o600


def test_a_copy_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    path, revision = tmp_path / "intake.db", revisions("intake")[0]
    at_revision("intake", revision, path)
    before = contents(path)
    copy = copy_of(path, revision)
    copy.with_name(f"{copy.name}.part").write_bytes(b"SQLite format 3\0 and no more")

    migrate_sqlite("intake", path)
    assert contents(copy) == before
    assert {each.name for each in tmp_path.iterdir()} == {path.name, copy.name}


def test_one_goes_back_by_putting_the_copy_in_its_place(tmp_path: Path) -> None:
    path, revision = tmp_path / "intake.db", revisions("intake")[0]
    at_revision("intake", revision, path)
    copy = migrate_sqlite("intake", path)
    assert copy is not None
    copy.replace(path)
    assert version_of(path) == revision
    migrate_sqlite("intake", path)
    check_sqlite("intake", path)


def test_a_file_is_not_upgraded_when_it_cannot_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, revision = tmp_path / "intake.db", revisions("intake")[0]
    at_revision("intake", revision, path)
    before = contents(path)

    def no_space(name: Path) -> None:
        raise OSError(28, "No space left on device", str(name))

    monkeypatch.setattr(sqlite_upgrade, "make_name_durable", no_space)
    with pytest.raises(OSError, match="No space left"):
        migrate_sqlite("intake", path)
    assert contents(path) == before


def test_a_file_of_a_newer_version_is_refused_in_both_profiles(tmp_path: Path) -> None:
    path = tmp_path / "intake.db"
    migrate_sqlite("intake", path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for start in (migrate_sqlite, check_sqlite):
        with pytest.raises(NotMigrated, match=r"intake is at 9999, which only a newer version .* knows"):
            start("intake", path)
