"""One process owns a data folder. A second one is refused, with the owner named."""

import fcntl
import os
from pathlib import Path
from typing import IO


class FolderTaken(Exception):
    """Another process has this data folder open."""


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
            owner = file.read().strip() or "unknown"
            file.close()
            raise FolderTaken(
                f"The data folder {self._path.parent} is in use by process {owner}. "
                "Stop it first, or choose another folder with HOTLINE_DATA_DIR."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go of it."""
        if self._file is not None:
            self._file.close()
            self._file = None
