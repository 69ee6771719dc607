"""One process owns a data folder. A second one is refused, with the owner named."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from shared.runtime.private_folder import make_private
from shared.runtime.start_failures import in_one_line
from shared.support.errors import CannotStart

RESTORING = "restore.unfinished"
"""The file in a data folder into which a back-up is being restored, or was when the command was interrupted."""
RESTORING_SCHEMA = "hotline_restoring"
"""As `RESTORING`, in a PostgreSQL database."""

HALF = "{place}: restoring a back-up into it was interrupted; run `restore` again"


class HalfRestored(CannotStart):
    """The data folder or database has only a part of a back-up."""


class FolderTaken(Exception):
    """Another process owns this data folder. `address`: where it answers, None while it does not (yet)."""

    def __init__(self, folder: Path, owner: str) -> None:
        process, _, address = owner.partition(" ")
        self.address = address if address.startswith("http://") else None
        super().__init__(
            f"The data folder {folder} is in use by process {process or 'unknown'}. "
            "Stop it first, or choose another folder with HOTLINE_DATA_DIR."
        )


def taken(folder: Path) -> FolderTaken | None:
    """The owner of this folder, None if there is none."""
    if not folder.is_dir():
        return None
    visit = Ownership(folder)
    if not visit.path.exists():
        return None
    try:
        visit.take()
    except FolderTaken as owner:
        return owner
    visit.release()
    return None


def take_folder(folder: Path, *, restoring: bool = False) -> "Ownership":
    """Take the data folder, made if it is missing and made private. Raises `FolderTaken`, `OpenToOthers`.

    Raises `HalfRestored` unless `restoring`, `CannotStart` if the folder cannot be written.
    """
    ownership = Ownership(folder)
    with in_one_line(folder):
        make_private(folder)
        ownership.take()
    try:
        if not restoring:
            refuse_half_restored(folder)
    except HalfRestored:
        ownership.release()
        raise
    return ownership


def refuse_half_restored(folder: Path) -> None:
    """Raise `HalfRestored` if restoring a back-up into this folder was interrupted."""
    if (folder / RESTORING).exists():
        raise HalfRestored(HALF.format(place=folder))


@contextmanager
def taking_folder(folder: Path, *, restoring: bool = False) -> Iterator[None]:
    """The data folder is taken within the block (`take_folder`)."""
    ownership = take_folder(folder, restoring=restoring)
    try:
        yield
    finally:
        ownership.release()


class Ownership:
    """The lock on a data folder, held as long as the process lives; the kernel releases it when the process dies."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "owner.lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock. Raises `FolderTaken` naming the process that holds it, or `OSError`."""
        file = self.path.open("a+", encoding="ascii", errors="replace")  # what stands there may be damaged
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            owner = file.read().strip()
            file.close()
            raise FolderTaken(self.path.parent, owner) from None
        self._file = file
        self._write(str(os.getpid()))

    def announce(self, address: str) -> None:
        """Write the address of this process into the lock file."""
        self._write(f"{os.getpid()} {address}")

    def _write(self, owner: str) -> None:
        assert self._file is not None
        self._file.truncate(0)
        self._file.write(owner)
        self._file.flush()

    def release(self) -> None:
        """Release the lock, if it is held."""
        if self._file is not None:
            self._file.close()
            self._file = None
