"""The demo profile: imports the demo directory into an empty platform and issues sign-ins that stay valid."""

import fcntl
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from shared.engine.db.database import Database
from shared.platform.directory import store
from shared.platform.directory.reading import read_folder
from shared.platform.identity.demo import demo_people
from shared.platform.identity.tokens import DEMO_LABEL, NewToken, TokenStore
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory, Person
from shared.support.clock import Clock
from shared.support.files import replace_text
from shared.support.ids import Ids
from shared.support.local_time import SHANGHAI

log = logging.getLogger(__name__)

SIGN_INS = "demo-sign-ins.json"
WECOM_KEYS = "demo-wecom.json"
OPENING = time(9)


@contextmanager
def set_up_lock(folder: Path) -> Iterator[None]:
    """A file lock: one process at a time sets up the demo. Blocks until the lock is free."""
    with (folder / "demo.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


async def make_wecom_keys(platform: Database, folder: Path, ids: Ids) -> None:
    """Write `demo-wecom.json` (mode 0600), keys of this demo's WeCom apps by setting, before anything is imported.

    A demo that was there before and has no such file keeps the keys of that time.
    """
    if (folder / WECOM_KEYS).exists() or await store.read_version(platform.ask):
        return
    keys = {}
    for app in ("claims", "service"):
        keys[f"wecom_{app}_token"] = _random(ids, 32)
        keys[f"wecom_{app}_aeskey"] = _random(ids, 43)
    replace_text(folder / WECOM_KEYS, json.dumps(keys, indent=1))


def _random(ids: Ids, length: int) -> str:
    return sha256(ids.secret().encode()).hexdigest()[:length]


async def import_if_empty(platform: Database, folder: Path, now: datetime) -> None:
    """Import the directory of `folder` unless a directory was imported before."""
    async with platform.reading() as connection:
        if await store.read_version(connection.execute):
            return
    directory = read_folder(folder)
    async with platform.transaction() as connection:
        await store.replace(connection, directory, now)


async def issue_sign_ins(tokens: TokenStore, directory: Directory, folder: Path, clock: Clock, ids: Ids) -> Path:
    """Write `demo-sign-ins.json` (mode 0600) with at least one person of each role; existing tokens stay the same."""
    path, people = folder / SIGN_INS, demo_people(directory)
    known, now = _written(path), clock.now()
    for staff_id, secret in list(known.items()):
        if await tokens.lookup(secret, now) != staff_id and await tokens.was_issued(secret):
            del known[staff_id]  # it ended, and stays so: they get a new one
    secrets = {person.staff_id: known.get(person.staff_id) or ids.secret() for person in people}
    entries = [_entry(person, secrets[person.staff_id]) for person in people]
    replace_text(path, json.dumps(entries, ensure_ascii=False, indent=1))  # first: tokens not in it are lost
    missing = [staff_id for staff_id, secret in secrets.items() if await tokens.lookup(secret, now) != staff_id]
    await tokens.issue(
        *(
            NewToken(token_id=ids.new(), secret=secrets[staff_id], staff_id=staff_id, label=DEMO_LABEL, issued_at=now)
            for staff_id in missing
        )
    )
    return path


def opening_time(today: datetime, calendar: WorkingCalendar) -> datetime:
    """09:00 of today or of the last working day before: the start of a demo that runs faster than real time."""
    day = today.astimezone(SHANGHAI).date()
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, OPENING, SHANGHAI).astimezone(UTC)


def _entry(person: Person, secret: str) -> dict[str, object]:
    return {
        "staff_id": person.staff_id,
        "name": person.name,
        "unit_id": person.unit_id,
        "roles": sorted(role.value for role in person.roles),
        "token": secret,
    }


def _written(path: Path) -> dict[str, str]:
    """The tokens of the file by person; none if there is no file, or one that a power cut left empty or damaged."""
    try:
        return {str(entry["staff_id"]): str(entry["token"]) for entry in json.loads(path.read_bytes())}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError):
        log.warning("%s is damaged: new sign-ins are issued", path, extra={"action": "demo.sign_ins_damaged"})
        return {}
