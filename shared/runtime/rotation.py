"""Rotation of the wrapping key: a new one, by which every key of a case is wrapped again. No server may run meanwhile.

Each step can be cut off and the command run again: the key file is written first, then the pairing, then the keys of
cases in small commits; the wrapping keys before stay in the file, so that older back-ups can be read.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import text

from shared.contracts.services import PLATFORM
from shared.engine.db.database import Database
from shared.engine.migrations import open_postgres
from shared.platform.pairing.judgement import NotPaired, judge
from shared.platform.pairing.rows import existing_keys, lock, record_locally, write
from shared.platform.privacy.case_keys import CaseKeys
from shared.platform.privacy.keyfile import KeyFile, remove_left_drafts
from shared.platform.settings import Settings
from shared.runtime.finding import find
from shared.runtime.storage import open_storage
from shared.support.errors import CannotStart

_CONNECTED = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'hotline-%'"
    " AND application_name NOT LIKE 'hotline-migrate-%'"
)


class StillRunning(CannotStart):
    """A server is connected, which would not know the new key."""


async def rotate(settings: Settings, now: datetime, *, batch: int = 500) -> tuple[str, int]:
    """The id of the new wrapping key, and how many keys of cases were wrapped again by this run.

    Raises `FolderTaken`, `NotPaired`, `StillRunning`.
    """
    storage = open_storage(settings, single_process=True)
    try:
        found, keys = await find(settings), existing_keys(settings)
        judge(found, keys, settings.profile, settings.keys)
        if found.pairing is None or keys is None:
            raise NotPaired("the data are not paired with a key file yet: start the hotline once")
        await _refuse_while_running(settings)
        remove_left_drafts(settings.keys)
        platform = await storage.database(PLATFORM)
        try:
            if found.pairing.wrapping.keys() == {keys.current}:  # otherwise an earlier rotation is to be finished
                keys = keys.rotated()
                keys.save_over(settings.keys)
            return keys.current, await _rewrap(platform, keys, now, batch)
        finally:
            await platform.close()
    finally:
        await storage.close()


async def _rewrap(platform: Database, keys: KeyFile, now: datetime, batch: int) -> int:
    new = {keys.current: keys.fingerprint(keys.current)}
    async with platform.transaction() as connection:
        paired = await lock(connection)
        assert paired is not None
        await write(connection, replace(paired, wrapping={**paired.wrapping, **new}))
    done, store = 0, CaseKeys(keys)
    while True:
        async with platform.transaction() as connection:
            count = await store.rewrap(connection, batch)
        done += count
        if count == 0:
            break
    async with platform.transaction() as connection:
        paired = await lock(connection)
        assert paired is not None
        await write(connection, replace(paired, wrapping=new))
        facts = {"from": ", ".join(sorted(paired.wrapping.keys() - new.keys())), "to": keys.current}
        await record_locally(connection, now, "keys.rotate", facts)
    return done


async def _refuse_while_running(settings: Settings) -> None:
    """On SQLite the data folder is taken already."""
    if settings.database_url is None:
        return
    async with open_postgres(PLATFORM, settings.database_url) as connection:
        if (await connection.execute(_CONNECTED)).scalar_one():
            raise StillRunning("the hotline runs on this database: stop every process, then rotate the keys")
