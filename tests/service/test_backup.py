"""A back-up is whole or it is not there, holds all databases at one moment, and is restored only where it fits."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.contracts.services import DATABASES
from shared.engine.migrations import migrate_sqlite
from shared.platform.privacy.keyfile import KeyFile, KeyFileRefused
from shared.platform.settings import Profile, Settings
from shared.runtime.backup.manifest import NAME, BackupRefused, read_manifest
from shared.runtime.backup.restoring import restore_sqlite
from shared.runtime.backup.sqlite import back_up_sqlite, snapshots
from shared.runtime.ownership import RESTORING, FolderTaken, HalfRestored, take_folder
from shared.support.version import VERSION
from tests.harness.killed_at import killed_at

ROOT = Path(__file__).resolve().parents[2]
OUTBOX = "INSERT INTO outbox (case_id, sequence, at) VALUES (?, 1, 0)"


def silent(line: str) -> None:
    """Show no progress."""


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all databases, empty, and a key file."""
    folder = tmp_path_factory.mktemp("migrated") / "data"
    folder.mkdir(mode=0o700)
    for name in DATABASES:
        migrate_sqlite(name, folder / f"{name}.db")
    KeyFile.create(folder / "hotline.key")
    return folder


@pytest.fixture
def settings(migrated: Path, tmp_path: Path) -> Settings:
    """An installation with one row that each database could have got only in one commit with the others'."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    for path in migrated.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "hotline.key").chmod(0o600)
    return Settings(data_dir=folder)


def elsewhere(settings: Settings, tmp_path: Path, **changes: object) -> Settings:
    """The same installation on another disk: its key file is there, its databases are not."""
    folder = tmp_path / "elsewhere"
    folder.mkdir(mode=0o700)
    (folder / "hotline.key").write_bytes(settings.keys.read_bytes())
    (folder / "hotline.key").chmod(0o600)
    return settings.model_copy(update={"data_dir": folder, **changes})


def owed(folder: Path, name: str) -> list[str]:
    """The cases in the outbox of a database."""
    with sqlite3.connect(folder / f"{name}.db") as connection:
        return [case_id for (case_id,) in connection.execute("SELECT case_id FROM outbox ORDER BY position")]


def write(settings: Settings, case_id: str, *names: str) -> None:
    """Commit a row to each of these databases, one after the other."""
    for name in names:
        connection = sqlite3.connect(settings.data_dir / f"{name}.db", isolation_level=None, timeout=5)
        connection.execute(OUTBOX, (case_id,))
        connection.close()


def test_what_was_committed_is_restored_with_its_manifest(settings: Settings, tmp_path: Path) -> None:
    write(settings, "case-1", "intake", "escalation")
    back_up_sqlite(settings, tmp_path / "backup", silent)
    there = elsewhere(settings, tmp_path)
    restore_sqlite(there, tmp_path / "backup", silent)
    assert {path.name for path in there.data_dir.glob("*.db*")} == {f"{name}.db" for name in DATABASES}
    assert owed(there.data_dir, "intake") == owed(there.data_dir, "escalation") == ["case-1"]
    manifest = read_manifest(tmp_path / "backup")
    assert (manifest.version, manifest.profile) == (VERSION, "demo")
    assert manifest.databases["intake"].last_owed == 1
    assert not (there.data_dir / RESTORING).exists()


def test_a_backup_is_for_its_owner_only_and_has_no_key(settings: Settings, tmp_path: Path) -> None:
    back_up_sqlite(settings, tmp_path / "backup", silent)
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "backup").iterdir()} == {0o600}
    secrets = json.loads(settings.keys.read_text("utf-8"))
    for path in (tmp_path / "backup").iterdir():
        for secret in (secrets["root"], *secrets["wrapping"].values()):
            assert secret.encode() not in path.read_bytes()


def test_snapshots_are_of_one_moment_while_others_write(settings: Settings) -> None:
    paths = {name: settings.data_dir / f"{name}.db" for name in DATABASES}
    write(settings, "before", "intake", "escalation", "callback")
    with snapshots(paths) as taken:
        write(settings, "after", "intake", "escalation", "callback")
        for name in ("intake", "escalation", "callback"):
            rows = taken.connections[name].execute("SELECT case_id FROM outbox").fetchall()
            assert rows == [("before",)]


def test_the_copy_is_of_the_snapshot_though_the_file_changes_between_two_pages(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.runtime.backup.sqlite.PAGES", 1)
    written = iter(range(1000))

    def write_meanwhile(line: str) -> None:
        if line.endswith("%"):
            write(settings, f"meanwhile-{next(written)}", "callback", "intake")

    write(settings, "before", "intake", "callback")
    back_up_sqlite(settings, tmp_path / "backup", write_meanwhile)
    assert next(written) > 100
    assert owed(tmp_path / "backup", "intake") == owed(tmp_path / "backup", "callback") == ["before"]


def test_a_backup_is_never_written_over(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    with pytest.raises(FileExistsError):
        back_up_sqlite(settings, tmp_path / "backup", silent)
    assert list((tmp_path / "backup").iterdir()) == []


def test_a_file_locked_by_a_stranger_is_said_and_nothing_stays_locked(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.runtime.backup.sqlite.TRIES", 2)
    stranger = sqlite3.connect(settings.data_dir / "callback.db", isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(BackupRefused, match="stays locked"):
        back_up_sqlite(settings, tmp_path / "backup", silent)
    assert list(tmp_path.glob("backup*")) == []
    write(settings, "free", "intake", "escalation")
    stranger.close()


def test_a_backup_killed_at_any_step_is_not_there_or_is_whole(settings: Settings, tmp_path: Path) -> None:
    write(settings, "case-1", "intake", "escalation", "callback")
    for step in range(1, 100):
        folder = tmp_path / f"backup-{step}"
        killed = killed_at(step, lambda report, folder=folder: back_up_sqlite(settings, folder, report))  # type: ignore[misc]
        if folder.exists():
            there = settings.model_copy(update={"data_dir": tmp_path / f"restored-{step}", "key_file": settings.keys})
            restore_sqlite(there, folder, silent)
            assert owed(there.data_dir, "callback") == ["case-1"]
        if not killed:
            break
    else:
        raise AssertionError("it never ended")
    assert step > 6


def test_a_restore_killed_at_any_step_never_starts_half_and_can_be_repeated(settings: Settings, tmp_path: Path) -> None:
    write(settings, "case-1", "intake", "escalation", "callback")
    back_up_sqlite(settings, tmp_path / "backup", silent)
    for step in range(1, 100):
        there = settings.model_copy(update={"data_dir": tmp_path / f"restored-{step}", "key_file": settings.keys})
        killed = killed_at(step, lambda report, there=there: restore_sqlite(there, tmp_path / "backup", report))  # type: ignore[misc]
        if not killed:
            break
        if (there.data_dir / RESTORING).exists():
            with pytest.raises(HalfRestored):
                take_folder(there.data_dir)
            restore_sqlite(there, tmp_path / "backup", silent)
        assert [owed(there.data_dir, name) for name in ("intake", "escalation", "callback")] == [["case-1"]] * 3
    else:
        raise AssertionError("it never ended")
    assert step > 6


def test_a_folder_with_databases_is_never_restored_over(settings: Settings, tmp_path: Path) -> None:
    back_up_sqlite(settings, tmp_path / "backup", silent)
    write(settings, "later", "intake")
    with pytest.raises(BackupRefused, match="there is a database already"):
        restore_sqlite(settings, tmp_path / "backup", silent)
    assert owed(settings.data_dir, "intake") == ["later"]


def test_a_write_ahead_log_alone_is_a_database_too(settings: Settings, tmp_path: Path) -> None:
    back_up_sqlite(settings, tmp_path / "backup", silent)
    there = elsewhere(settings, tmp_path)
    (there.data_dir / "callback.db-wal").write_bytes(b"of another history")
    with pytest.raises(BackupRefused, match=r"callback\.db-wal"):
        restore_sqlite(there, tmp_path / "backup", silent)


def test_a_folder_in_use_is_refused(settings: Settings, tmp_path: Path) -> None:
    back_up_sqlite(settings, tmp_path / "backup", silent)
    there = elsewhere(settings, tmp_path)
    owner = take_folder(there.data_dir)
    with pytest.raises(FolderTaken):
        restore_sqlite(there, tmp_path / "backup", silent)
    owner.release()


def test_no_key_file_or_another_one_is_refused(settings: Settings, tmp_path: Path) -> None:
    back_up_sqlite(settings, tmp_path / "backup", silent)
    there = elsewhere(settings, tmp_path)
    there.keys.unlink()
    with pytest.raises(KeyFileRefused):
        restore_sqlite(there, tmp_path / "backup", silent)
    KeyFile.create(there.keys)
    with pytest.raises(BackupRefused, match="another key file"):
        restore_sqlite(there, tmp_path / "backup", silent)
    assert list(there.data_dir.glob("*.db")) == []


def test_a_key_file_older_than_the_backup_is_refused(settings: Settings, tmp_path: Path) -> None:
    there = elsewhere(settings, tmp_path)
    KeyFile.load(settings.keys).rotated().save_over(settings.keys)
    back_up_sqlite(settings, tmp_path / "backup", silent)
    with pytest.raises(BackupRefused, match="lacks the wrapping keys"):
        restore_sqlite(there, tmp_path / "backup", silent)


def damaged(folder: Path) -> None:
    content = bytearray((folder / "callback.db").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "callback.db").write_bytes(content)


def cut(folder: Path) -> None:
    (folder / "intake.db").write_bytes((folder / "intake.db").read_bytes()[:-4096])


def missing(folder: Path) -> None:
    (folder / "platform.db").unlink()


def without_manifest(folder: Path) -> None:
    (folder / NAME).unlink()


def rewritten(**changes: object) -> Callable[[Path], None]:
    def rewrite(folder: Path) -> None:
        document = json.loads((folder / NAME).read_text("utf-8"))
        (folder / NAME).write_text(json.dumps(document | changes), "utf-8")

    return rewrite


def of_a_newer_version(folder: Path) -> None:
    document = json.loads((folder / NAME).read_text("utf-8"))
    document["databases"]["intake"]["revision"] = "9999"
    (folder / NAME).write_text(json.dumps(document), "utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        damaged,
        cut,
        missing,
        without_manifest,
        of_a_newer_version,
        rewritten(format="hotline-backup-2"),
        rewritten(kind="postgresql"),
        rewritten(profile="production"),
        rewritten(files={}),
        rewritten(files={"../intake.db": {"bytes": 1, "sha256": ""}}),
        rewritten(databases={}),
        rewritten(key_ids=None),
        rewritten(databases=[]),
    ],
)
def test_a_backup_that_is_damaged_or_does_not_fit_is_refused(
    settings: Settings, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    back_up_sqlite(settings, tmp_path / "backup", silent)
    spoil(tmp_path / "backup")
    there = elsewhere(settings, tmp_path)
    with pytest.raises(BackupRefused):
        restore_sqlite(there, tmp_path / "backup", silent)
    assert list(there.data_dir.glob("*.db")) == []


def test_production_is_not_restored_as_a_demo(settings: Settings, tmp_path: Path) -> None:
    production = settings.model_copy(update={"profile": Profile.PRODUCTION})
    back_up_sqlite(production, tmp_path / "backup", silent)
    with pytest.raises(BackupRefused, match="profile"):
        restore_sqlite(elsewhere(settings, tmp_path), tmp_path / "backup", silent)


def test_without_all_databases_there_is_nothing_to_back_up(settings: Settings, tmp_path: Path) -> None:
    (settings.data_dir / "callback.db").unlink()
    with pytest.raises(BackupRefused, match="callback"):
        back_up_sqlite(settings, tmp_path / "backup", silent)
    assert not (settings.data_dir / "callback.db").exists()


def test_the_version_is_that_of_the_project() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text("utf-8")
