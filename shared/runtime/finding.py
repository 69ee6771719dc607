"""Reads what an installation is paired with before anything is written: also from databases of an older version.

Nothing is migrated and no file is made. A database or table that is not there yet holds nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, NullPool, bindparam, create_engine, inspect, select, text
from sqlalchemy.exc import DatabaseError

from shared.contracts.services import DATABASES, PLATFORM, SERVICES
from shared.engine.migrations import head_of, open_postgres, refuse_newer
from shared.engine.tables import answers, event_log
from shared.platform.directory.tables import directory_version
from shared.platform.identity.tables import tokens
from shared.platform.pairing.judgement import Found, WrappedKey, judge, judge_logs, judge_profile
from shared.platform.pairing.log_extents import KNOWN
from shared.platform.pairing.rows import READ, existing_keys, pairing_of
from shared.platform.privacy.case_keys import case_keys
from shared.platform.settings import Profile, Settings
from shared.platform.tables import installation, log_extents
from shared.runtime.ownership import HALF, RESTORING_SCHEMA, HalfRestored, refuse_half_restored
from shared.runtime.start_failures import in_one_line
from shared.support.errors import CannotStart

T = TypeVar("T")

SEALED = (event_log, answers)
"""Tables of a service of which any row needs the key file: it holds sealed values, or hashes by its root."""
_KEYS_IN_USE = select(case_keys.c.key_id).distinct()
_EXAMPLE = select(case_keys).where(case_keys.c.key_id == bindparam("id_of_key")).limit(1)
_DEMO_TOKEN = select(tokens.c.token_id).where(tokens.c.label == "demo").limit(1)
_DIRECTORY = select(directory_version.c.version)
_HALF_RESTORED = text("SELECT 1 FROM pg_namespace WHERE nspname = :name")
_ANY_EVENT = select(event_log.c.position).limit(1)
_NOTHING = (
    "{place}: there is no hotline here: correct HOTLINE_DATA_DIR or HOTLINE_DATABASE_URL, or make one: start it, in "
    "production after `python -m services migrate`"
)


class NothingHere(CannotStart):
    """The data folder or the database holds no hotline, and the command makes none."""


async def find(settings: Settings, services: Sequence[str] = SERVICES) -> Found:
    """What the databases of these settings hold: the platform's, and those of these services.

    Raises `CannotStart` for a file that cannot be read, `HalfRestored` if a back-up was restored in part only,
    `NotMigrated` if one is of a newer version, `DatabaseAway`.
    """
    if settings.database_url is not None:
        return await _find_in_postgres(settings.database_url, services)
    return _find_in_files(settings.data_dir, services)


async def refuse_nothing(settings: Settings) -> None:
    """Raise `NothingHere` if these settings lead to no hotline, not even to empty tables of one; `HalfRestored`."""
    await refuse_if_half_restored(settings)
    if settings.database_url is None:
        if not any((settings.data_dir / f"{name}.db").exists() for name in DATABASES):
            raise NothingHere(_NOTHING.format(place=settings.data_dir))
        return
    async with open_postgres(PLATFORM, settings.database_url) as connection:
        if await connection.run_sync(head_of) is None:
            raise NothingHere(_NOTHING.format(place="the database"))


async def refuse_if_half_restored(settings: Settings) -> None:
    """Raise `HalfRestored` if restoring a back-up was interrupted: some of it is there."""
    if settings.database_url is None:
        refuse_half_restored(settings.data_dir)
        return
    async with open_postgres(PLATFORM, settings.database_url) as connection:
        await connection.run_sync(_refuse_half_restored)


async def refuse_unpaired(settings: Settings) -> None:
    """Raise `NotPaired` if the data belong to another profile, or to other keys than those that are here.

    For a step that opens no sealed value: it may run on a host that has no key file.
    """
    found = await find(settings)
    keys = existing_keys(settings)
    if keys is None:
        judge_profile(found, settings.profile)
        judge_logs(found)
    else:
        judge(found, keys, settings.profile, settings.keys)


def _find_in_files(folder: Path, services: Sequence[str]) -> Found:
    """What the SQLite files of a data folder hold."""
    for name in (PLATFORM, *services):
        _in_file(folder / f"{name}.db", _refuse_newer_of(name), None)
    found = _in_file(folder / f"{PLATFORM}.db", _platform, Found())
    nothing_known: dict[str, int] = {}
    known = _in_file(folder / f"{PLATFORM}.db", _known_logs, nothing_known)
    emptied = [name for name in services if known.get(name) and not _in_file(folder / f"{name}.db", _has_events, False)]
    found = replace(found, emptied={name: known[name] for name in emptied})
    if found.pairing is not None:
        return found
    sealed = tuple(name for name in SERVICES if _in_file(folder / f"{name}.db", _is_sealed, False))
    return replace(found, sealed=sealed)


async def _find_in_postgres(url: str, services: Sequence[str]) -> Found:
    """What the schemas of a PostgreSQL database hold."""
    async with open_postgres(PLATFORM, url) as connection:
        await connection.run_sync(_refuse_half_restored)
        await connection.run_sync(_refuse_newer_of(PLATFORM))
        found, known = await connection.run_sync(_platform), await connection.run_sync(_known_logs)
    emptied = {}
    for name in services:
        async with open_postgres(name, url) as connection:
            await connection.run_sync(_refuse_newer_of(name))
            if known.get(name) and not await connection.run_sync(_has_events):
                emptied[name] = known[name]
    found = replace(found, emptied=emptied)
    if found.pairing is not None:
        return found
    sealed = []
    for name in SERVICES:
        async with open_postgres(name, url) as connection:
            if await connection.run_sync(_is_sealed):
                sealed.append(name)
    return replace(found, sealed=tuple(sealed))


def _in_file(path: Path, read: Callable[[Connection], T], nothing: T) -> T:
    """What `read` finds in this file, `nothing` if there is none."""
    if not path.exists():
        return nothing
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with in_one_line(path), engine.connect() as connection:
        return read(connection)


def _refuse_newer_of(name: str) -> Callable[[Connection], None]:
    return lambda connection: refuse_newer(name, head_of(connection))


def _refuse_half_restored(connection: Connection) -> None:
    if connection.execute(_HALF_RESTORED, {"name": RESTORING_SCHEMA}).first() is not None:
        raise HalfRestored(HALF.format(place="the database"))


def _platform(connection: Connection) -> Found:
    tables = set(inspect(connection).get_table_names())
    rows = connection.execute(READ).mappings().all() if installation.name in tables else []
    if rows:
        return Found(pairing=pairing_of(dict(rows[0])))
    if not {each.name for each in (case_keys, tokens, directory_version)} <= tables:  # a first start that was cut off
        return Found()
    ids = connection.execute(_KEYS_IN_USE).scalars().all()
    examples = [connection.execute(_EXAMPLE, {"id_of_key": key_id}).one() for key_id in ids]
    wrapped = tuple(WrappedKey(case_id=each.case_id, key_id=each.key_id, wrapped=each.wrapped) for each in examples)
    return Found(wrapped=wrapped, looks_like=_profile(connection))


def _profile(connection: Connection) -> Profile | None:
    """By which profile an installation older than its row was made: the demo has tokens of that label, from the start.

    None if it has no directory: then no person has worked with it yet.
    """
    if connection.execute(_DEMO_TOKEN).first() is not None:
        return Profile.DEMO
    return Profile.PRODUCTION if connection.execute(_DIRECTORY).first() is not None else None


def _known_logs(connection: Connection) -> dict[str, int]:
    """How far each service's log had come; nothing is known by a version before this table."""
    if not inspect(connection).has_table(log_extents.name):
        return {}
    return {row["service"]: row["position"] for row in connection.execute(KNOWN).mappings()}


def _has_events(connection: Connection) -> bool:
    """True for a log that cannot be read too: it is not empty, and readiness tells what is wrong with it."""
    try:
        return inspect(connection).has_table(event_log.name) and bool(connection.execute(_ANY_EVENT).first())
    except DatabaseError:
        return True


def _is_sealed(connection: Connection) -> bool:
    tables = set(inspect(connection).get_table_names())
    return any(each.name in tables and connection.execute(select(each).limit(1)).first() for each in SEALED)
