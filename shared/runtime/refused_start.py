"""A refused start leaves a security event: in the log, and, where its table is there, in the platform's database.

It is all that a refused start writes; nothing is migrated for it.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from shared.contracts.services import PLATFORM
from shared.engine.db.database import Database, DatabaseAway
from shared.platform.pairing.judgement import NotPaired
from shared.platform.privacy.keyfile import KeyFileRefused
from shared.platform.security_events import SecurityKind, record_now
from shared.runtime.storage import Storage

SUBJECT = "a start that was refused"


@asynccontextmanager
async def mismatch_recorded(storage: Storage, wall: Callable[[], datetime]) -> AsyncIterator[None]:
    """Record it if keys, profile or accounts are found not to go with the data, and pass the refusal on."""
    try:
        yield
    except (NotPaired, KeyFileRefused) as refusal:
        await _record(storage, wall(), str(refusal))
        raise


async def _record(storage: Storage, now: datetime, reason: str) -> None:
    platform: Database | None = None
    with suppress(DatabaseAway, SQLAlchemyError):
        platform = await storage.attach(PLATFORM)
    try:
        with suppress(DatabaseAway):
            await record_now(platform, now, SecurityKind.KEY_MISMATCH, SUBJECT, reason=reason)
    finally:
        if platform is not None:
            await platform.close()
