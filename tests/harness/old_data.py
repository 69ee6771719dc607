"""Data of earlier versions, as small dumps in `tests/old_data/VERSION`: put back as that version left it.

Each was made by the version itself and holds cases in most states, an event that waits for the bus, one parked, a dead
letter, an undelivered message and a claimed task. `facts.json` names them.
"""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import asyncpg

from deploy.servers.postgres import Postgres

OLD_DATA = Path(__file__).parents[1] / "old_data"
VERSIONS = tuple(sorted(folder.name for folder in OLD_DATA.iterdir() if folder.is_dir()))


def facts_of(version: str) -> dict[str, Any]:
    """What this version's data holds: ids by what became of them, its time, its tokens."""
    facts: dict[str, Any] = json.loads((OLD_DATA / version / "facts.json").read_text("utf-8"))
    return facts


def restore_files(version: str, folder: Path) -> None:
    """Make the data folder of this version, without its databases."""
    folder.mkdir(mode=0o700)
    for name in ("hotline.key", "demo-sign-ins.json"):
        shutil.copy(OLD_DATA / version / name, folder / name)
        (folder / name).chmod(0o600)


def restore_sqlite(version: str, folder: Path) -> None:
    """Make the data folder of this version."""
    restore_files(version, folder)
    for dump in (OLD_DATA / version / "sqlite").glob("*.sql"):
        connection = sqlite3.connect(folder / f"{dump.stem}.db")
        connection.executescript(dump.read_text("utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()


async def restore_postgres(version: str, server: Postgres, name: str) -> str:
    """Make a database as this version left it; returns its address."""
    url = await server.create_database(name)
    connection = await asyncpg.connect(url)
    try:
        await connection.execute((OLD_DATA / version / "postgresql" / "database.sql").read_text("utf-8"))
    finally:
        await connection.close()
    return url
