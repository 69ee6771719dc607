"""Files that only their owner may use, and names in folders that survive a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700
_OTHERS = 0o077


@contextmanager
def private_new_files() -> Iterator[None]:
    """Within the block every file and folder this process makes is for its owner only, those of SQLite too."""
    before = os.umask(_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def replace_text(path: Path, text: str) -> None:
    """Replace the file in one step, durably, readable by its owner only."""
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    make_name_durable(path)


def make_name_durable(path: Path) -> None:
    """Flush the folder of this file: without it a new name can be lost in a power cut."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
