"""A back-up of the SQLite files: four snapshots of one moment, copied while the server writes on.

Both a running and a stopped hotline are backed up from outside, with connections of their own: for an instant every
file is locked for writing, a read snapshot is begun in each, and the locks are released. The write-ahead logs keep what
the snapshots need while these are copied.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import sleep

from shared.contracts.services import DATABASES, PLATFORM
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.settings import Settings
from shared.runtime.backup.files import flush, make_private, new_folder
from shared.runtime.backup.manifest import BackupRefused, CopiedFile, Kind, Progress, State, manifest_of
from shared.runtime.ownership import refuse_half_restored
from shared.support.host_clock import read_monotonic, read_wall

BUSY_SECONDS = 0.1
"""How long one file is waited for while others are locked; then all are released."""
PAUSE_SECONDS = 0.05
TRIES = 200
PAGES = 4096
"""Pages copied between two lines of progress (16 MB)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshots:
    """A connection a database, each in a read transaction that began while no file could be written."""

    connections: Mapping[str, sqlite3.Connection]
    held: timedelta


def back_up_sqlite(settings: Settings, folder: Path, progress: Progress) -> timedelta:
    """Write a back-up of the data folder to `folder`, which must not exist. Returns how long writers were held.

    Blocks until it is on disk. Raises `BackupRefused`, `FileExistsError`, `HalfRestored`, `KeyFileRefused`.
    """
    keys = KeyFile.load(settings.keys)
    refuse_half_restored(settings.data_dir)
    paths = {name: settings.data_dir / f"{name}.db" for name in DATABASES}
    for path in paths.values():
        if not path.is_file():
            raise BackupRefused(f"{path}: there is no such database to back up")
    with new_folder(folder) as draft, snapshots(paths) as taken:
        made_at = read_wall()
        progress(f"writers were held for {taken.held.total_seconds() * 1000:.1f} ms")
        states, files = {}, {}
        for name, connection in taken.connections.items():
            states[name] = state_of(connection, name)
            path = draft / f"{name}.db"
            _copy(connection, path, progress)
            files[path.name] = CopiedFile.of(path)
        manifest_of(settings, keys, Kind.SQLITE, made_at, databases=states, files=files).write(draft)
        progress("manifest written")
    progress(f"{folder}: complete")
    return taken.held


@contextmanager
def snapshots(paths: Mapping[str, Path]) -> Iterator[Snapshots]:
    """Snapshots of all files at one moment. Raises `BackupRefused` if a file stays locked by another process."""
    with ExitStack() as opened:
        readers = {name: _open(path, opened) for name, path in paths.items()}
        with ExitStack() as briefly:
            writers = [_open(path, briefly) for path in paths.values()]
            _lock(writers)
            began = read_monotonic()
            try:
                for reader in readers.values():
                    reader.execute("BEGIN")
                    reader.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()  # the snapshot begins here
            finally:
                for writer in writers:
                    writer.execute("ROLLBACK")
            held = read_monotonic() - began
        yield Snapshots(connections=readers, held=held)


def state_of(connection: sqlite3.Connection, name: str) -> State:
    """What the manifest says of a database. Raises `BackupRefused` if it is none of ours."""
    try:
        revisions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        revision = revisions[0][0] if revisions else None
        if name == PLATFORM:
            return State(revision=revision)
        [last_event] = connection.execute("SELECT max(position) FROM event_log").fetchone()
        [last_owed] = connection.execute("SELECT max(position) FROM outbox").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"{name}: not a database of the hotline, or damaged: {error}") from error
    return State(revision=revision, last_event=last_event, last_owed=last_owed)


def _lock(writers: list[sqlite3.Connection]) -> None:
    """Lock every file for writing. While one is waited for the others are not held for longer than `BUSY_SECONDS`."""
    for _ in range(TRIES):
        try:
            for writer in writers:
                writer.execute("PRAGMA journal_mode = WAL")  # as the hotline has it; else a reader blocks writers
                writer.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            for writer in writers:
                if writer.in_transaction:
                    writer.execute("ROLLBACK")
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise BackupRefused(f"a database cannot be locked: {error}") from error
            sleep(PAUSE_SECONDS)
    raise BackupRefused("a database stays locked by another process; find it, or try again when there is less to do")


def _open(path: Path, opened: ExitStack) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path.absolute().as_uri() + "?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    opened.callback(connection.close)
    return connection


def _copy(source: sqlite3.Connection, path: Path, progress: Progress) -> None:
    """Copy the snapshot into a new file, page by page; it is on disk when this returns."""
    make_private(path)
    target = sqlite3.connect(path, isolation_level=None)
    target.execute("PRAGMA journal_mode = OFF")
    target.execute("PRAGMA synchronous = OFF")  # flushed as a whole at the end

    def copied(status: int, remaining: int, total: int) -> None:
        progress(f"{path.name}: {(total - remaining) * 100 // max(total, 1)} %")

    try:
        source.backup(target, pages=PAGES, progress=copied)
    finally:
        target.close()
    flush(path)
