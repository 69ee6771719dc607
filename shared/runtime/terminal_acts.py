"""What was done at a terminal of the host, beside the server: an audit line, and a security event where it is one.

SQLite files belong to one process, so there the command leaves a file in the data folder, and the hotline that runs, or
the next one that starts, writes the line; after a kill at the wrong moment it is there twice. On PostgreSQL the command
writes it itself, also in a database of an older version: only tables that it has are written.
"""

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, inspect

from shared.contracts.services import PLATFORM
from shared.engine.db.database import Database
from shared.engine.loops import Loop
from shared.engine.migrations import open_postgres
from shared.platform.security_events import SecurityKind, announce, first_row, security_events
from shared.platform.settings import Settings
from shared.platform.tables import audit
from shared.support.clock import Clock
from shared.support.files import replace_text
from shared.support.host_clock import read_wall
from shared.support.host_user import host_user

log = logging.getLogger(__name__)

FOLDER = "acts"
EVERY = timedelta(seconds=2)
_INSERT = insert(audit)
_INSERT_EVENT = insert(security_events)


def record_act(settings: Settings, action: str, facts: Mapping[str, Any], kind: SecurityKind | None = None) -> None:
    """Put an act of this process on record, with the account of the operating system. Raises `OSError`.

    Blocks until it is on disk. The subject of the security event is `facts["made_at"]`.
    """
    now, known = read_wall(), {"user": host_user(), **facts}
    if settings.database_url is not None:
        asyncio.run(_record_in_postgres(settings.database_url, now, action, known, kind))
        return
    folder = settings.data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    act = {"at": now.isoformat(timespec="microseconds"), "action": action, "facts": known, "kind": kind}
    replace_text(folder / f"{now:%Y%m%dT%H%M%S%f}.json", json.dumps(act, ensure_ascii=False))


def record_in(
    connection: Connection, now: datetime, action: str, facts: Mapping[str, Any], kind: SecurityKind | None
) -> None:
    """Insert the audit line and the security event, in the caller's transaction."""
    connection.execute(_INSERT, _line(now, action, facts))
    if kind is not None and inspect(connection).has_table(security_events.name):
        connection.execute(_INSERT_EVENT, first_row(kind, str(facts["made_at"]), now, facts))


async def record_left(platform: Database, data_dir: Path) -> int:
    """Write the acts that commands have left in the data folder; returns how many."""
    left = sorted((data_dir / FOLDER).glob("*.json"))
    for path in left:
        try:
            act = json.loads(path.read_text("utf-8"))
            now, facts = datetime.fromisoformat(act["at"]), act["facts"]
            changes = [(_INSERT, [_line(now, act["action"], facts)])]
            if act["kind"] is not None:
                changes.append((_INSERT_EVENT, [first_row(SecurityKind(act["kind"]), facts["made_at"], now, facts)]))
        except (ValueError, KeyError, TypeError):
            log.error("an act at a terminal cannot be read", extra={"action": "acts.unreadable", "about": path.name})
            path.rename(path.with_suffix(".unreadable"))
            continue
        await platform.change(*changes)
        path.unlink()
        if act["kind"] is not None:
            announce(SecurityKind(act["kind"]), facts["made_at"])
    return len(left)


def recording_acts(platform: Database, data_dir: Path, clock: Clock) -> Loop:
    """The loop that looks for acts that commands have left."""
    every = clock.scaled(EVERY)
    last = clock.now() - every

    async def run_once(now: datetime) -> int:
        nonlocal last
        if now - last >= every:
            last = now
            await record_left(platform, data_dir)
        return 0

    async def next_at() -> datetime:
        return last + every

    return Loop("platform.acts", run_once, next_at=next_at)


async def _record_in_postgres(
    url: str, now: datetime, action: str, facts: Mapping[str, Any], kind: SecurityKind | None
) -> None:
    async with open_postgres(PLATFORM, url) as connection, connection.begin():
        await connection.run_sync(record_in, now, action, facts, kind)


def _line(now: datetime, action: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    line = {"at": now, "actor": "local", "action": action, "case_id": None, "outcome": "done", "code": None}
    return {**line, "facts": json.dumps(facts, ensure_ascii=False)}
