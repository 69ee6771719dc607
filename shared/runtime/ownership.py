"""One process owns a data folder. A second one is refused, with the owner named."""

import fcntl
import os
from pathlib import Path
from typing import IO


class FolderTaken(Exception):
    """Another process owns this data folder. `address`: where it answers, None while it does not (yet)."""

    def __init__(self, folder: Path, owner: str) -> None:
        process, _, address = owner.partition(" ")
        self.address = address or None
        super().__init__(
            f"The data folder {folder} is in use by process {process or 'unknown'}. "
            "Stop it first, or choose another folder with HOTLINE_DATA_DIR."
        )


def taken(folder: Path) -> FolderTaken | None:
    """The owner of this folder, None if there is none."""
    if not folder.is_dir():
        return None
    visit = Ownership(folder)
    try:
        visit.take()
    except FolderTaken as owner:
        return owner
    visit.release()
    return None


def take_folder(folder: Path) -> "Ownership":
    """Take the data folder, made if it is missing. Raises `FolderTaken`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ownership = Ownership(folder)
    ownership.take()
    return ownership


class Ownership:
    """The lock on a data folder, held as long as the process lives; the kernel releases it when the process dies."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "owner.lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock. Raises `FolderTaken` naming the process that holds it."""
        file = self._path.open("a+", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            owner = file.read().strip()
            file.close()
            raise FolderTaken(self._path.parent, owner) from None
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
