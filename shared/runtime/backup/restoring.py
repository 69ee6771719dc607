"""Restoring a back-up of SQLite files into a data folder that has no databases.

A marker is in the folder while it is restored: no process starts on a folder that has some of the files. Restoring
again after an interruption begins from the start.
"""

import shutil
from pathlib import Path

from sqlalchemy import NullPool, create_engine

from shared.contracts.services import DATABASES, PLATFORM
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.settings import Settings
from shared.runtime.backup.aftermath import settle_restored
from shared.runtime.backup.files import flush, make_private, write_durably
from shared.runtime.backup.manifest import (
    BackupRefused,
    CopiedFile,
    Kind,
    Manifest,
    Progress,
    check_files,
    check_fits,
    read_manifest,
)
from shared.runtime.ownership import RESTORING, taking_folder
from shared.support.host_clock import read_wall

SUFFIXES = ("", "-wal", "-shm", "-journal")


def restore_sqlite(settings: Settings, folder: Path, progress: Progress) -> None:
    """Restore the back-up in `folder` into the data folder; all its tokens end. Blocks until it is on disk.

    Raises `BackupRefused` if the data folder has databases, or the back-up is damaged or does not fit; `FolderTaken`;
    `KeyFileRefused` if the key file is not in its place.
    """
    manifest = read_manifest(folder)
    check_fits(manifest, settings, KeyFile.load(settings.keys))
    if manifest.kind is not Kind.SQLITE or set(manifest.files) != {f"{name}.db" for name in DATABASES}:
        raise BackupRefused(f"{folder}: the manifest does not list the files of all databases")
    with taking_folder(settings.data_dir, restoring=True):
        _begin(settings.data_dir)
        check_files(manifest, folder, progress)
        for name, expected in manifest.files.items():
            _place(folder / name, settings.data_dir / name, expected)
            progress(f"{name}: restored")
        _settle(settings.data_dir, manifest, progress)
        flush(settings.data_dir)
        (settings.data_dir / RESTORING).unlink()
        flush(settings.data_dir)
    progress(f"{settings.data_dir}: restored to {manifest.made_at}")


def _settle(data_dir: Path, manifest: Manifest, progress: Progress) -> None:
    """End what must not come back to life, in one transaction, before the folder can be used."""
    engine = create_engine(f"sqlite:///{data_dir / PLATFORM}.db", poolclass=NullPool)
    with engine.begin() as connection:
        settle_restored(connection, manifest, read_wall(), progress)


def _begin(data_dir: Path) -> None:
    """Leave the marker; remove what an interrupted restoring left. Raises `BackupRefused` if the folder is in use."""
    files = [data_dir / f"{name}.db{suffix}" for name in DATABASES for suffix in SUFFIXES]
    there = [path for path in files if path.exists()]
    marker = data_dir / RESTORING
    if not marker.exists():
        if there:
            raise BackupRefused(f"{there[0]}: there is a database already; move it away or use another folder")
        write_durably(marker, "a back-up is being restored into this folder\n")
    for path in there:
        path.unlink()


def _place(source: Path, target: Path, expected: CopiedFile) -> None:
    """Copy a file of the back-up to its place and compare what was written."""
    make_private(target)
    shutil.copyfile(source, target)
    flush(target)
    if CopiedFile.of(target) != expected:
        raise BackupRefused(f"{target}: differs from the back-up after it was written; check the disk")
