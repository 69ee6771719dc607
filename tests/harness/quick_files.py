"""Waiting for the disk at each commit takes as long as all the rest of a story: in tests nobody waits.

A killed process loses nothing by it, and no test here cuts the power; what is on the disk when it is cut is another
story, told with the settings of production.
"""

from collections.abc import Iterable

from shared.engine.db.database import Database
from shared.engine.db.sqlite import SqliteDatabase


def wait_for_no_disk(databases: Iterable[Database]) -> None:
    """From now on these files are written when the system sees fit."""
    for database in databases:
        if isinstance(database, SqliteDatabase):
            database._writer.execute("PRAGMA synchronous = OFF")
