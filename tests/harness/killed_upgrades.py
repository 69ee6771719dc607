"""What a process killed during the upgrade of a SQLite file leaves: the file and its journals, at each statement.

A kill takes nothing from what was written: a copy of the files at that moment is what the next start finds. Moments at
which the files are the same count once, so an upgrade in one transaction leaves few.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event

JOURNALS = ("", "-journal", "-wal")  # -shm is an index of -wal, made again by who opens the file


class Leftovers:
    """The different states of one file, each in a folder of its own."""

    def __init__(self, path: Path, into: Path) -> None:
        self.statements = 0
        self.folders: list[Path] = []
        self._path = path
        self._into = into
        self._seen: set[tuple[bytes | None, ...]] = set()

    def keep(self, *_: object) -> None:
        """Keep the files as they are now, unless they were so before."""
        self.statements += 1
        files = [self._path.with_name(self._path.name + suffix) for suffix in JOURNALS]
        state = tuple(file.read_bytes() if file.exists() else None for file in files)
        if state in self._seen:
            return
        self._seen.add(state)
        folder = self._into / f"{len(self.folders)}"
        shutil.copytree(self._path.parent, folder)
        self.folders.append(folder)


@contextmanager
def kept_at_every_statement(path: Path, into: Path) -> Iterator[Leftovers]:
    """Keep what a kill before each statement, and before and after each commit, would leave of this file."""
    leftovers = Leftovers(path, into)
    moments: tuple[tuple[str, Callable[..., None]], ...] = (
        ("before_cursor_execute", leftovers.keep),
        ("after_cursor_execute", leftovers.keep),
        ("commit", leftovers.keep),
    )
    for name, keep in moments:
        event.listen(Engine, name, keep)
    try:
        yield leftovers
        leftovers.keep()
    finally:
        for name, keep in moments:
            event.remove(Engine, name, keep)
