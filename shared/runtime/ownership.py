"""One process owns a data folder. A second one is refused, with the owner named."""

import fcntl
import os
from pathlib import Path
from typing import IO


class FolderTaken(Exception):
    """Another process has this data folder open. `address`: where it answers, None while it does not (yet)."""

    def __init__(self, folder: Path, owner: str) -> None:
        process, _, address = owner.partition(" ")
        self.address = address or None
        super().__init__(
            f"The data folder {folder} is in use by process {process or 'unknown'}. "
            "Stop it first, or choose another folder with HOTLINE_DATA_DIR."
        )


def taken(folder: Path) -> FolderTaken | None:
    """Who has this folder now, None if nobody."""
    if not folder.is_dir():
        return None
    visit = Ownership(folder)
    try:
        visit.take()
    except FolderTaken as owner:
        return owner
    visit.release()
    return None


class Ownership:
    """The lock on a data folder, held as long as the process lives; the kernel lets go of it whatever happens."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "owner.lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock. Raises `FolderTaken` naming the process that has it."""
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
        """Write down where this process answers, for whoever finds the folder taken."""
        self._write(f"{os.getpid()} {address}")

    def _write(self, owner: str) -> None:
        assert self._file is not None
        self._file.truncate(0)
        self._file.write(owner)
        self._file.flush()

    def release(self) -> None:
        """Let go of it."""
        if self._file is not None:
            self._file.close()
            self._file = None
