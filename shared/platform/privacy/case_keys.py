"""The data keys of the cases: one wrapped key a case, in a table of the platform.

A key is committed before, or with, the report it is for; a key without a report does no harm. Deleting the row is
erasure, effective everywhere at once: therefore opened keys are not cached. (Unwrapping a key takes 2 µs, and its row
has to be read in any case.)
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, LargeBinary, String, Table, bindparam, delete, insert, select, update

from shared.engine.db.database import Connection
from shared.engine.db.statements import Row, any_of
from shared.engine.db.types import UtcTime
from shared.platform.directory.tables import PLATFORM
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.sealing import KEY_BYTES, CaseKey, random_bytes

case_keys = Table(
    "case_keys",
    PLATFORM,
    Column("case_id", String(36), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("key_id", String(16), nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

_ADD = insert(case_keys)
_OF_CASES = select(case_keys).where(any_of(case_keys.c.case_id, "case_ids"))
_LOCK = select(case_keys.c.case_id).where(case_keys.c.case_id == bindparam("of")).with_for_update()
_ERASE = delete(case_keys).where(any_of(case_keys.c.case_id, "case_ids")).returning(case_keys.c.case_id)
_OLD = select(case_keys).where(case_keys.c.key_id != bindparam("current")).limit(bindparam("most"))
_REWRAP = (
    update(case_keys)
    .where(case_keys.c.case_id == bindparam("of_case"), case_keys.c.key_id == bindparam("old_key_id"))
    .values(wrapped=bindparam("new_wrapped"), key_id=bindparam("new_key_id"))
)


class CaseKeys:
    """The store of case keys. Uses the caller's connection to the platform database and does not commit."""

    def __init__(self, keys: KeyFile) -> None:
        self._keys = keys

    async def create(self, connection: Connection, case_ids: Iterable[str], now: datetime) -> dict[str, CaseKey]:
        """New keys for new cases, by case id; raises `Collision` if one of them already has a key."""
        made = {case_id: CaseKey(case_id, random_bytes(KEY_BYTES)) for case_id in case_ids}
        if made:
            await connection.execute_many(_ADD, [self._row(key, now) for key in made.values()])
        return made

    async def load(self, connection: Connection, case_ids: Iterable[str]) -> dict[str, CaseKey]:
        """The keys of these cases, in one query; a case without one is unknown or was erased."""
        wanted = list(dict.fromkeys(case_ids))
        rows = await connection.execute(_OF_CASES, {"case_ids": wanted}) if wanted else []
        return {row["case_id"]: self._keys.unwrap(row["case_id"], row["key_id"], row["wrapped"]) for row in rows}

    async def lock(self, connection: Connection, case_id: str) -> bool:
        """Lock the key of a case until the end of the transaction; False if there is none (any more)."""
        return bool(await connection.execute(_LOCK, {"of": case_id}))

    async def erase(self, connection: Connection, case_ids: Iterable[str]) -> int:
        """Erase the personal data of these cases by deleting their keys; returns how many. Cannot be undone."""
        return len(await connection.execute(_ERASE, {"case_ids": list(case_ids)}))

    async def rewrap(self, connection: Connection, limit: int = 500) -> int:
        """Wrap up to `limit` keys with the current wrapping key instead of older ones; returns how many (0: done)."""
        rows = await connection.execute(_OLD, {"current": self._keys.current, "most": limit})
        if rows:
            await connection.execute_many(_REWRAP, [self._rewrapped(row) for row in rows])
        return len(rows)

    def _row(self, key: CaseKey, now: datetime) -> Row:
        wrapped = self._keys.wrap(key)
        return {"case_id": key.case_id, "wrapped": wrapped, "key_id": self._keys.current, "created_at": now}

    def _rewrapped(self, row: Row) -> Row:
        key = self._keys.unwrap(row["case_id"], row["key_id"], row["wrapped"])
        fresh = {"new_wrapped": self._keys.wrap(key), "new_key_id": self._keys.current}
        return {"of_case": key.case_id, "old_key_id": row["key_id"], **fresh}
