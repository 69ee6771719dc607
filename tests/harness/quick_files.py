"""SQLite without waiting for the disk at each commit, which would take as long as the rest of a story.

Patched: `PRAGMA synchronous = OFF` on the writing connection. A killed process loses nothing by it; a power cut would.
Not tried by stories therefore: that a commit is on the disk when it returns. `tests/service/test_sqlite_trouble.py`
checks that production opens its files with `synchronous = FULL`.
"""

from collections.abc import Iterable

from shared.engine.db.database import Database
from shared.engine.db.sqlite import SqliteDatabase


def wait_for_no_disk(databases: Iterable[Database]) -> None:
    """From now on the operating system decides when these files are written."""
    for database in databases:
        if isinstance(database, SqliteDatabase):
            database._writer.execute("PRAGMA synchronous = OFF")
