"""The list of erased cases beside the key file: it outlives the databases, so that a restored back-up is erased again.

A back-up from before an erasure holds the key of the case. The database it restores cannot know of the erasure; this
list does. Each line has a case id, the moment, and a keyed hash of both, so that no line is made without the key.
It holds no personal data. Several hosts have a list each: a process adds at its start what only the database knows.
"""

import hmac
import logging
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from shared.engine.db.database import Collision, Database
from shared.platform.privacy.case_keys import CaseKeys
from shared.platform.privacy.erasures import ERASED, Erasure, Why, add, erased_among, erasures
from shared.platform.privacy.keyfile import KeyFile
from shared.support.files import PRIVATE, make_name_durable

log = logging.getLogger(__name__)

EXTENT = select(func.count().label("n"), func.max(erasures.c.at).label("newest")).select_from(erasures)
PIECE = 500
BROUGHT_BACK = "a back-up from before the erasure was restored"


class ErasedList:
    """The list as a file. Blocks for a write of some bytes."""

    def __init__(self, path: Path, keys: KeyFile) -> None:
        self._path = path
        self._key = keys.derive("erasures:list")

    def read(self) -> dict[str, datetime]:
        """The cases by their ids, and when they were erased. Lines that this key file did not sign are left out."""
        try:
            lines = self._path.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return {}
        found = {}
        for line in lines:
            case_id, _, rest = line.partition(" ")
            at, _, signed = rest.partition(" ")
            if hmac.compare_digest(signed.encode(), self._sign(case_id, at).encode()):
                found[case_id] = datetime.fromisoformat(at)
        return found

    def add(self, erased: Iterable[tuple[str, datetime]]) -> None:
        """Add cases durably. If the file cannot be written that is logged as an error; the erasure stands."""
        lines = [f"{case_id} {at.isoformat()} {self._sign(case_id, at.isoformat())}\n" for case_id, at in erased]
        if not lines:
            return
        try:
            with os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE), "ab") as file:
                file.write("".join(lines).encode())
                file.flush()
                os.fsync(file.fileno())
            make_name_durable(self._path)
        except OSError as error:
            facts = {"action": "erasure.not_listed", "error": type(error).__name__}
            log.error("the list of erased cases cannot be written, which restored back-ups need", extra=facts)

    def _sign(self, case_id: str, at: str) -> str:
        return hmac.digest(self._key, f"{case_id} {at}".encode(), "sha256").hex()[:32]


async def erase_again(platform: Database, keys: CaseKeys, listed: ErasedList, now: datetime) -> int:
    """Erase what a restored back-up brought back, and add to the list what it lacks. Returns how many were erased.

    A case is erased again though it may be open in the back-up: it had ended when it was erased first.
    """
    known = listed.read()
    [row] = await platform.ask(EXTENT)
    if (row["n"], row["newest"]) == (len(known), max(known.values(), default=None)):
        return 0
    ids, again = sorted(known), 0
    for begin in range(0, len(ids), PIECE):
        piece = ids[begin : begin + PIECE]
        async with platform.reading() as connection:
            found = await erased_among(connection, piece)
        for case_id in set(piece) - found.keys():
            again += await _erase_one(platform, keys, case_id, now)
    listed.add(await _lacking(platform, known))
    if again:
        log.warning("erased again what a back-up brought back", extra={"action": "erasure.again", "count": again})
    return again


async def _erase_one(platform: Database, keys: CaseKeys, case_id: str, now: datetime) -> int:
    try:
        async with platform.transaction() as connection:
            erasure = Erasure(case_id=case_id, at=now, by=None, why=Why.AGAIN, reason=BROUGHT_BACK)
            await add(connection, erasure)
            await keys.erase(connection, (case_id,))
    except Collision:  # another process was first
        return 0
    return 1


async def _lacking(platform: Database, known: dict[str, datetime]) -> list[tuple[str, datetime]]:
    """What the database knows and the list does not."""
    lacking: list[tuple[str, datetime]] = []
    after = ""
    while rows := await platform.ask(ERASED, {"after": after, "most": PIECE}):
        lacking += [(row["case_id"], row["at"]) for row in rows if row["case_id"] not in known]
        after = rows[-1]["case_id"]
    return lacking
