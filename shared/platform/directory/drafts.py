"""Directories that were checked and not yet imported: the files as they were checked, for an hour, and the history.

Any process may import what another one has checked, so they are rows. The files are compressed and cut into parts, so
that no statement holds the event loop for long.
"""

import asyncio
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Integer, Table, Text, bindparam, delete, insert, select

from shared.engine.db.database import Connection, Database
from shared.engine.db.statements import Row
from shared.engine.db.types import Json, UtcTime
from shared.engine.loops import give_way
from shared.platform.directory.tables import PLATFORM

KEPT_FOR = timedelta(hours=1)
"""For so long after its check, in real time, a directory can be imported as it was checked."""

PART, PIECE = 48 * 1024, 1 << 18
"""So many compressed bytes a row; so many plain ones are compressed in one step."""

MOST_VERSIONS = 50
"""So many imports are listed."""

directory_drafts = Table(
    "directory_drafts",
    PLATFORM,
    Column("draft_id", Text, primary_key=True),
    Column("by", Text),
    Column("at", UtcTime, nullable=False),  # by the host's wall clock
    Column("based_on", Integer, nullable=False),  # the version that was in force at the check
    Column("found", Json, nullable=False),
)
directory_draft_parts = Table(
    "directory_draft_parts",
    PLATFORM,
    Column("draft_id", Text, primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
)
directory_versions = Table(
    "directory_versions",
    PLATFORM,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("by", Text),  # a staff id, or `local`
    Column("found", Json, nullable=False),
)
"""What each import had and changed, as far as it is known."""

_INSERT, _INSERT_PART = insert(directory_drafts), insert(directory_draft_parts)
_DRAFT = select(directory_drafts).where(directory_drafts.c.draft_id == bindparam("of"))
_PART_OF = select(directory_draft_parts.c.content).where(
    directory_draft_parts.c.draft_id == bindparam("of"), directory_draft_parts.c.part == bindparam("which")
)
_OLD = select(directory_drafts.c.draft_id).where(directory_drafts.c.at <= bindparam("before"))
_DROP = delete(directory_drafts).where(directory_drafts.c.draft_id == bindparam("of"))
_DROP_PARTS = delete(directory_draft_parts).where(directory_draft_parts.c.draft_id == bindparam("of"))
_VERSION = insert(directory_versions)
_VERSIONS = select(directory_versions).order_by(directory_versions.c.version.desc()).limit(MOST_VERSIONS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Diff:
    """What an import changes in the stored directory: people, units, heads of units, entries of the other files."""

    people_added: int = 0
    people_changed: int = 0
    people_removed: int = 0
    units_added: int = 0
    units_changed: int = 0
    units_removed: int = 0
    heads: int = 0
    others: int = 0

    @property
    def is_empty(self) -> bool:
        """True if the stored directory is the same already."""
        return not any(asdict(self).values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A directory that was checked: by whom and when, and on which version its changes are based."""

    draft_id: str
    by: str | None
    at: datetime
    based_on: int
    units: int
    people: int
    diff: Diff


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A directory that was imported. `diff` is None for one that version 0.2.0 or earlier imported."""

    version: int
    at: datetime
    by: str | None
    units: int
    people: int
    diff: Diff | None


class DraftStore:
    """The drafts in the `platform` database. `now` is the host's real time everywhere."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, draft: Draft, files: Mapping[str, bytes]) -> None:
        """Store a draft; older ones than an hour are dropped."""
        parts = await asyncio.to_thread(_packed, files)
        await self.forget(draft.at)
        row = {
            "draft_id": draft.draft_id,
            "by": draft.by,
            "at": draft.at,
            "based_on": draft.based_on,
            "found": _as_json(draft),
        }
        async with self._database.transaction() as connection:
            await connection.execute(_INSERT, row)
            for number, content in enumerate(parts):
                await connection.execute(_INSERT_PART, {"draft_id": draft.draft_id, "part": number, "content": content})
                await give_way()

    async def find(self, draft_id: str, now: datetime) -> Draft | None:
        """A draft; None if there is none, or it is too old."""
        for row in await self._database.ask(_DRAFT, {"of": draft_id}):
            if now - row["at"] < KEPT_FOR:
                return Draft(**_read(row))
        return None

    async def files(self, draft_id: str) -> dict[str, bytes]:
        """The files of a draft."""
        parts = list[str]()
        while rows := await self._database.ask(_PART_OF, {"of": draft_id, "which": len(parts)}):
            parts.append(rows[0]["content"])
            await give_way()
        return await asyncio.to_thread(_unpacked, parts)

    async def drop(self, draft_id: str) -> None:
        """Delete a draft."""
        await self._database.change((_DROP, [{"of": draft_id}]), (_DROP_PARTS, [{"of": draft_id}]))

    async def forget(self, now: datetime) -> None:
        """Delete the drafts that are too old to be imported."""
        for row in await self._database.ask(_OLD, {"before": now - KEPT_FOR}):
            await self.drop(row["draft_id"])

    async def versions(self) -> tuple[Version, ...]:
        """The last imports, the newest first."""
        rows = await self._database.ask(_VERSIONS)
        return tuple(Version(**_read(row)) for row in rows)


async def record_version(connection: Connection, version: Version) -> None:
    """Note what an import changed, in its transaction."""
    row = {"version": version.version, "at": version.at, "by": version.by, "found": _as_json(version)}
    await connection.execute(_VERSION, row)


def _as_json(of: Draft | Version) -> str:
    diff = asdict(of.diff) if of.diff is not None else None
    return json.dumps({"units": of.units, "people": of.people, "diff": diff})


def _read(row: Row) -> dict[str, Any]:
    found = json.loads(row["found"])
    diff = Diff(**found["diff"]) if found["diff"] is not None else None
    return {**{name: value for name, value in row.items() if name != "found"}, **found, "diff": diff}


def _packed(files: Mapping[str, bytes]) -> list[str]:
    """The files as parts: their names and lengths in a line, then all they hold. No step holds the interpreter long."""
    lengths = json.dumps({name: len(content) for name, content in files.items()}).encode() + b"\n"
    packing, packed = zlib.compressobj(), bytearray()
    for content in (lengths, *files.values()):
        for begin in range(0, len(content), PIECE):
            packed += packing.compress(content[begin : begin + PIECE])
    packed += packing.flush()
    return [b64encode(packed[begin : begin + PART]).decode() for begin in range(0, len(packed), PART)]


def _unpacked(parts: list[str]) -> dict[str, bytes]:
    unpacking, content = zlib.decompressobj(), bytearray()
    for part in parts:
        content += unpacking.decompress(b64decode(part))
    content += unpacking.flush()
    begin = content.index(b"\n") + 1
    files: dict[str, bytes] = {}
    for name, length in json.loads(content[:begin]).items():
        files[name] = bytes(content[begin : begin + length])
        begin += length
    return files
