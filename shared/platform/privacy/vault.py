"""The vault: personal data keys at hand. A case's key is committed before the case exists; look-ups go by set.

New keys are made by the batch, with their case ids, so that a report costs no commit of its own for its key. A key
that never gets its report harms nobody.
"""

import asyncio
import hmac
from collections import deque
from collections.abc import Iterable

from shared.contracts.base import Sealed
from shared.engine.db.database import Database
from shared.platform.privacy.case_keys import CaseKeys
from shared.platform.privacy.index import BlindIndex
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.sealing import CaseKey
from shared.support.clock import Clock
from shared.support.faults import Crash, CrashPoint, never
from shared.support.ids import Ids

FIRST_KEYS, MOST_KEYS = 32, 256
"""How many are made at a time, at first; twice as many with every time, up to the most."""


class Vault:
    """Keys of cases, and the blind index. One a process."""

    def __init__(self, platform: Database, keys: KeyFile, clock: Clock, ids: Ids, *, crash: Crash = never) -> None:
        self.index = BlindIndex(keys)
        self._body = keys.derive("idempotency:body")
        self._platform = platform
        self._keys = CaseKeys(keys)
        self._clock = clock
        self._ids = ids
        self._crash = crash
        self._pool: deque[CaseKey] = deque()
        self._next_keys = FIRST_KEYS
        self._making: asyncio.Task[None] | None = None

    async def new_case(self) -> CaseKey:
        """A new case id with its key, already durable.

        All who find none wait together and go on together: a queue of them would pass one by one for ever after.
        """
        while not self._pool:
            if self._making is None or self._making.done():
                self._making = asyncio.get_running_loop().create_task(self._make())
            await asyncio.shield(self._making)
        return self._pool.popleft()

    async def key(self, case_id: str) -> CaseKey | None:
        """The key of a case; None if there is no such case, or it was erased."""
        return (await self.keys((case_id,))).get(case_id)

    async def keys(self, case_ids: Iterable[str]) -> dict[str, CaseKey]:
        """The keys of these cases, by one query."""
        async with self._platform.reading() as connection:
            return await self._keys.load(connection, case_ids)

    def fingerprint(self, body: bytes) -> str:
        """A keyed hash of a request's body: tells a repeat from another request, and nothing else to whoever has it."""
        return hmac.digest(self._body, body, "sha256").hex()

    async def seal(self, case_id: str, field: str, text: str | None) -> Sealed | None:
        """Seal a note for a case; None for no note, or for a case that has no key (the handler will not find it)."""
        if text is None:
            return None
        key = await self.key(case_id)
        return key.seal(field, text) if key else None

    async def _make(self) -> None:
        case_ids = [self._ids.new() for _ in range(self._next_keys)]
        async with self._platform.transaction() as connection:
            made = await self._keys.create(connection, case_ids, self._clock.now())
        self._crash(CrashPoint.CASE_KEY_COMMITTED)
        self._pool.extend(made.values())
        self._next_keys = min(2 * self._next_keys, MOST_KEYS)
