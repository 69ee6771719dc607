"""A back-up of a PostgreSQL database: one snapshot while others write, restored into an empty database only."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from deploy.servers.postgres import Postgres
from shared.contracts.services import DATABASES
from shared.engine.migrations import check_postgres, migrate_postgres
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.settings import Settings
from shared.runtime.backup.manifest import BackupRefused, Kind, read_manifest
from shared.runtime.backup.postgres import DUMP, back_up_postgres, restore_postgres
from shared.runtime.finding import find
from shared.runtime.ownership import HalfRestored
from tests.harness.killed_at import killed_at

pytestmark = pytest.mark.timeout(120)
_numbers = itertools.count(1)


def silent(line: str) -> None:
    """Show no progress."""


@pytest.fixture
def settings(postgres_server: Postgres, tmp_path: Path) -> Iterator[Settings]:
    """An installation with all schemas, and a key file."""
    name = f"backed_up_{next(_numbers)}"
    url = asyncio.run(postgres_server.create_database(name))
    for database in DATABASES:
        asyncio.run(migrate_postgres(database, url))
    KeyFile.create(tmp_path / "hotline.key")
    yield Settings(data_dir=tmp_path, database_url=url)
    asyncio.run(postgres_server.drop_database(name))


@pytest.fixture
def empty(postgres_server: Postgres, settings: Settings) -> Iterator[Settings]:
    """The same installation, with an empty database."""
    name = f"restored_{next(_numbers)}"
    url = asyncio.run(postgres_server.create_database(name))
    yield settings.model_copy(update={"database_url": url})
    asyncio.run(postgres_server.drop_database(name))


def write(settings: Settings, case_id: str) -> None:
    """Commit one row to two services at a time."""

    async def insert() -> None:
        connection = await asyncpg.connect(settings.database_url)
        async with connection.transaction():
            for name in ("intake", "callback"):
                await connection.execute("SELECT set_config('search_path', $1, true)", name)
                await connection.execute("INSERT INTO outbox (case_id, sequence, at) VALUES ($1, 1, now())", case_id)
        await connection.close()

    asyncio.run(insert())


def owed(settings: Settings, name: str) -> list[str]:
    async def read() -> list[str]:
        connection = await asyncpg.connect(settings.database_url, server_settings={"search_path": name})
        rows = await connection.fetch("SELECT case_id FROM outbox ORDER BY position")
        await connection.close()
        return [row["case_id"] for row in rows]

    return asyncio.run(read())


def test_what_was_committed_is_restored_and_new_rows_follow_it(
    settings: Settings, empty: Settings, tmp_path: Path
) -> None:
    write(settings, "before")
    said: list[str] = []
    back_up_postgres(settings, tmp_path / "backup", said.append)
    assert "dumping callback.outbox" in said
    write(settings, "after")
    manifest = read_manifest(tmp_path / "backup")
    assert (manifest.kind, manifest.databases["intake"].last_owed) == (Kind.POSTGRESQL, 1)
    assert (tmp_path / "backup" / DUMP).stat().st_mode & 0o777 == 0o600

    restore_postgres(empty, tmp_path / "backup", silent)
    assert owed(empty, "intake") == owed(empty, "callback") == ["before"]
    for name in DATABASES:
        assert empty.database_url is not None
        asyncio.run(check_postgres(name, empty.database_url))
    write(empty, "new")  # the numbers of rows continue
    assert owed(empty, "intake") == ["before", "new"]


def count(settings: Settings, rows: str) -> int:
    async def read() -> int:
        connection = await asyncpg.connect(settings.database_url)
        found: int = await connection.fetchval(f"SELECT count(*) FROM {rows}")
        await connection.close()
        return found

    return asyncio.run(read())


def valid_tokens(settings: Settings) -> int:
    return count(settings, "platform.tokens WHERE revoked_at IS NULL")


def restorings_on_record(settings: Settings) -> int:
    return count(settings, "platform.audit WHERE action = 'backup.restore'")


def marks(settings: Settings) -> int:
    """Of a restoring that has not ended."""
    return count(settings, "pg_namespace WHERE nspname = 'hotline_restoring'")


def issue_a_token(settings: Settings) -> None:
    async def insert() -> None:
        connection = await asyncpg.connect(settings.database_url)
        statement = (
            "INSERT INTO platform.tokens (hash, token_id, staff_id, label, issued_at) VALUES ($1, $1, $1, $1, now())"
        )
        await connection.execute(statement, "known")
        await connection.close()

    asyncio.run(insert())


def test_tokens_of_the_back_up_end_and_the_restoring_is_on_record(
    settings: Settings, empty: Settings, tmp_path: Path
) -> None:
    issue_a_token(settings)
    back_up_postgres(settings, tmp_path / "backup", silent)
    restore_postgres(empty, tmp_path / "backup", silent)
    assert (valid_tokens(settings), valid_tokens(empty)) == (1, 0)
    assert (restorings_on_record(settings), restorings_on_record(empty)) == (0, 1)


def test_a_restore_killed_at_any_step_never_starts_half_and_can_be_repeated(
    settings: Settings, empty: Settings, tmp_path: Path
) -> None:
    issue_a_token(settings)
    write(settings, "before")
    back_up_postgres(settings, tmp_path / "backup", silent)
    for step in range(2, 20):  # at the first the dump is only read
        assert killed_at(step, lambda report: restore_postgres(empty, tmp_path / "backup", report))
        if marks(empty) == 0:  # killed at the last step, when all was done
            break
        with pytest.raises(HalfRestored):
            asyncio.run(find(empty))
        with pytest.raises(HalfRestored):
            back_up_postgres(empty, tmp_path / "second", silent)
    assert step > 4
    assert owed(empty, "intake") == ["before"]
    assert (valid_tokens(empty), restorings_on_record(empty)) == (0, 1)


def test_a_database_with_one_of_the_schemas_is_never_restored_over(settings: Settings, tmp_path: Path) -> None:
    back_up_postgres(settings, tmp_path / "backup", silent)
    write(settings, "later")
    with pytest.raises(BackupRefused, match="already"):
        restore_postgres(settings, tmp_path / "backup", silent)
    assert owed(settings, "intake") == ["later"]


def test_another_key_file_or_a_damaged_dump_is_refused(settings: Settings, empty: Settings, tmp_path: Path) -> None:
    back_up_postgres(settings, tmp_path / "backup", silent)
    dump = tmp_path / "backup" / DUMP
    dump.write_bytes(dump.read_bytes()[:-1])
    with pytest.raises(BackupRefused, match="size or hash"):
        restore_postgres(empty, tmp_path / "backup", silent)
    settings.keys.unlink()
    KeyFile.create(settings.keys)
    with pytest.raises(BackupRefused, match="another key file"):
        restore_postgres(empty, tmp_path / "backup", silent)


def test_an_empty_database_has_nothing_to_back_up_and_leaves_nothing(
    settings: Settings, empty: Settings, tmp_path: Path
) -> None:
    with pytest.raises(BackupRefused, match="no such database"):
        back_up_postgres(empty, tmp_path / "backup", silent)
    assert list(tmp_path.glob("backup*")) == []
