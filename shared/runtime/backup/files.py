"""Files and folders of back-ups: for the owner only, flushed to disk, with a name that is there when all is."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".unfinished"
"""The end of a name while what it names is being written."""


def write_durably(path: Path, text: str) -> None:
    """Write a file with mode 0600; it is on disk when this returns. Raises `FileExistsError`."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    flush(path.parent)


def make_private(path: Path) -> None:
    """Create an empty file with mode 0600. Raises `FileExistsError`."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def flush(path: Path) -> None:
    """Flush a file's content, or the names of a folder, to disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder (mode 0700) to write into, which gets its name at the end of the block.

    After an exception it is removed; after a kill it stays under a name that ends in `.unfinished`. Raises
    `FileExistsError`.
    """
    if path.exists():
        raise FileExistsError(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    draft.mkdir(mode=0o700)
    try:
        yield draft
        flush(draft)
        if path.exists():  # renaming would replace an empty folder
            raise FileExistsError(path)
        draft.rename(path)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    flush(path.parent)


def unfinished(path: Path) -> list[Path]:
    """What interrupted back-ups to this name have left."""
    return sorted(path.parent.glob(f"{path.name}.*{UNFINISHED}"))
