"""The vault: creates and loads the data keys of cases.

The key of a case is committed before the case exists. Keys are made in batches, with their case ids, so that a report
needs no commit of its own for its key; a key that is never used does no harm (docs/decisions/0007).
"""

import asyncio
import hmac
from collections import deque
from collections.abc import Iterable

from shared.contracts.base import Sealed
from shared.engine.db.database import Connection, Database
from shared.platform.privacy.case_keys import CaseKeys
from shared.platform.privacy.erasures import erased_among
from shared.platform.privacy.index import BlindIndex
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.sealing import CaseKey, decrypt, encrypt, from_text, to_text
from shared.rules.erased import must_not_be_erased
from shared.support.clock import Clock
from shared.support.faults import Crash, CrashPoint, never
from shared.support.ids import Ids

ON_RECORD = "r1."
"""What a text begins with that was sealed for the record, under the key file."""

FIRST_KEYS, MOST_KEYS = 32, 256
"""The size of the first batch and of the largest; each batch has twice the size of the one before."""


class Vault:
    """Keys of cases, and the blind index. One for each process."""

    def __init__(self, platform: Database, keys: KeyFile, clock: Clock, ids: Ids, *, crash: Crash = never) -> None:
        self.index = BlindIndex(keys)
        self._body = keys.derive("idempotency:body")
        self._userid = keys.derive("alias:userid")
        self._record = keys.derive("record:reason")
        self._platform = platform
        self._keys = CaseKeys(keys)
        self._clock = clock
        self._ids = ids
        self._crash = crash
        self._pool: deque[CaseKey] = deque()
        self._next_keys = FIRST_KEYS
        self._refill: asyncio.Task[None] | None = None

    async def new_case(self) -> CaseKey:
        """A new case id with its key, already committed.

        Callers that find the pool empty share one refill, so that they do not serialise.
        """
        while not self._pool:
            if self._refill is None or self._refill.done():
                self._refill = asyncio.get_running_loop().create_task(self._make_keys())
            await asyncio.shield(self._refill)
        return self._pool.popleft()

    async def key(self, case_id: str) -> CaseKey | None:
        """The key of a case; None if there is no such case or its key was erased."""
        return (await self.keys((case_id,))).get(case_id)

    async def keys(self, case_ids: Iterable[str]) -> dict[str, CaseKey]:
        """The keys of these cases, by one query."""
        async with self._platform.reading() as connection:
            return await self._keys.load(connection, case_ids)

    async def destroy(self, connection: Connection, case_id: str) -> None:
        """Delete the key of a case in a transaction of the platform's database: nothing sealed for it opens again."""
        await self._keys.erase(connection, (case_id,))

    async def lock(self, connection: Connection, case_id: str) -> bool:
        """Lock the key of a case in a transaction of the platform's database; False if there is none (any more)."""
        return await self._keys.lock(connection, case_id)

    async def key_to_write(self, case_id: str) -> CaseKey | None:
        """The key of a case that is to change, None if there is no such case. Raises `Conflict` if it was erased."""
        key = await self.key(case_id)
        if key is None:
            async with self._platform.reading() as connection:
                found = await erased_among(connection, (case_id,))
            must_not_be_erased(found[case_id].at if found else None)
        return key

    def fingerprint(self, body: bytes) -> str:
        """A keyed hash of a request's body: recognises a repeat, and reveals nothing without the key file."""
        return hmac.digest(self._body, body, "sha256").hex()

    def alias(self, userid: str) -> str:
        """A keyed hash of a user id of another system: names the same person each time, and says no more."""
        return hmac.digest(self._userid, userid.encode(), "sha256").hex()[:16]

    def seal_for_record(self, case_id: str, text: str) -> str:
        """Seal a text that has to outlive the key of its case: why it was erased."""
        return ON_RECORD + to_text(encrypt(self._record, text.encode(), case_id.encode()))

    def open_from_record(self, case_id: str, sealed: str) -> str:
        """The reverse of `seal_for_record`. Raises `CannotOpen`."""
        raw = from_text(sealed.removeprefix(ON_RECORD))
        return decrypt(self._record, raw, case_id.encode()).decode()

    async def seal(self, case_id: str, field: str, text: str | None) -> Sealed | None:
        """Seal a note for a case; None without a note, or if the case has no key (its handler will not find it).

        Raises `Conflict` if it was erased.
        """
        if text is None:
            return None
        key = await self.key_to_write(case_id)
        return key.seal(field, text) if key else None

    async def _make_keys(self) -> None:
        case_ids = [self._ids.new() for _ in range(self._next_keys)]
        async with self._platform.transaction() as connection:
            made = await self._keys.create(connection, case_ids, self._clock.now())
        self._crash(CrashPoint.CASE_KEY_COMMITTED)
        self._pool.extend(made.values())
        self._next_keys = min(2 * self._next_keys, MOST_KEYS)
