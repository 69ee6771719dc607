"""The line for each failure that an operator can mend: what happened, to which file or database, what to do.

No line repeats the address of the database, as it holds a password.
"""

import errno
import sqlite3
from pathlib import Path
from socket import gaierror
from urllib.parse import urlsplit

import asyncpg
from sqlalchemy.exc import DBAPIError

from shared.engine.db.database import DatabaseAway

_DAMAGED = "the database is damaged: restore it from a back-up"
_CLOSED = "the database cannot be opened: make the file and its folder writable for this user"
_IN_USE = "another program has the database open for writing: end that program first"
_SQLITE = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: "this is not a database, or a damaged one: restore it from a back-up",
    sqlite3.SQLITE_FULL: "the disk is full: free some space and start again",
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_IOERR: "the disk fails or is full: look at the system's log, and free some space",
}
_OWNER = "this user may not use it: change its owner or mode, or choose another place"
_FILES = {
    errno.ENOSPC: "the disk is full: free some space and start again",
    errno.EDQUOT: "the quota of this user is used up: free some space and start again",
    errno.EROFS: "it is read-only: make it writable, or choose another folder with HOTLINE_DATA_DIR",
    errno.EACCES: _OWNER,
    errno.EPERM: _OWNER,
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "a part of this path is a file, not a folder: choose another place",
    errno.EISDIR: "this is a folder, not a file: choose another place",
    errno.EEXIST: "this is a file, not a folder: choose another place",
    errno.ELOOP: "its symbolic links go round in a circle: mend them, or choose another place",
    errno.ENAMETOOLONG: "this name is too long: choose another place",
    errno.EMFILE: "this process may open too few files: raise `ulimit -n`",
    errno.ENFILE: "this machine has too many files open: end other programs",
    errno.EIO: "the disk fails: look at the system's log",
}
_SILENT = "does not answer: start it, or correct HOTLINE_DATABASE_URL"
_UNKNOWN = "does not know what HOTLINE_DATABASE_URL asks of it: correct it"
_REFUSED = "refuses the user or the password of HOTLINE_DATABASE_URL"
_POSTGRES: tuple[tuple[type[Exception], str], ...] = (
    (asyncpg.InvalidPasswordError, _REFUSED),
    (asyncpg.InvalidAuthorizationSpecificationError, _REFUSED),
    (asyncpg.InvalidCatalogNameError, "has no such database: create it, or name another in HOTLINE_DATABASE_URL"),
    (asyncpg.InsufficientPrivilegeError, "does not let this user do it: grant the user the hotline's schemas"),
    (asyncpg.ReadOnlySQLTransactionError, "is read-only (a standby?): name the primary in HOTLINE_DATABASE_URL"),
    (asyncpg.LockNotAvailableError, "has a table that another session keeps locked: end that session, then try again"),
    (asyncpg.DiskFullError, "has no disk space left: free some space and start again"),
    (asyncpg.TooManyConnectionsError, "has no connection left: raise max_connections, or stop other programs"),
    (asyncpg.CannotConnectNowError, "is starting, recovering or stopping: start the hotline when it is up"),
    (asyncpg.AdminShutdownError, "was stopped: start the hotline when it is up"),
    (asyncpg.DataCorruptedError, _DAMAGED),
    (asyncpg.IndexCorruptedError, _DAMAGED),
    (asyncpg.PostgresConnectionError, _SILENT),
    (asyncpg.ClientConfigurationError, "cannot be reached by this HOTLINE_DATABASE_URL: correct it"),
    (asyncpg.CantChangeRuntimeParamError, _UNKNOWN),
    (asyncpg.UndefinedObjectError, _UNKNOWN),
)


def explanation(error: BaseException, where: Path, database_url: str | None = None) -> str | None:
    """The line for this failure, None if it is none that an operator can mend."""
    cause = _below(error)
    if isinstance(cause, sqlite3.Error):
        return _about_sqlite(cause, where)
    if isinstance(cause, OSError) and (line := _about_file(cause, where)):
        return line
    if database_url is not None:
        return _about_postgres(cause, database_url)
    return f"{where}: {cause.cause} ({cause})" if isinstance(cause, DatabaseAway) else None


def _below(error: BaseException) -> BaseException:
    """The failure below SQLAlchemy's and our own wrappers."""
    below = error.orig if isinstance(error, DBAPIError) else error.__cause__
    wraps = isinstance(error, DatabaseAway) or type(error).__module__.startswith(
        "sqlalchemy"
    )  # or its form of asyncpg's
    return _below(below) if wraps and below is not None else error


def _about_sqlite(error: sqlite3.Error, where: Path) -> str | None:
    todo = _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return f"{where}: {todo} ({error})" if todo else None


def _about_file(error: OSError, where: Path) -> str | None:
    todo = None if isinstance(error, gaierror) else _FILES.get(error.errno or 0)  # that one has numbers of its own
    return f"{error.filename or where}: {todo} ({error.strerror})" if todo else None


def _about_postgres(error: BaseException, url: str) -> str | None:
    at = urlsplit(url)
    server = f"PostgreSQL at {at.hostname or 'this host'}:{at.port or 5432}"
    for kind, todo in _POSTGRES:
        if isinstance(error, kind):
            return f"{server} {todo} ({error})"
    if isinstance(error, DatabaseAway):
        return f"{server}: {error.cause} ({error})"
    if isinstance(error, OSError):  # timeouts too
        return f"{server} {_SILENT} ({error or type(error).__name__})"
    return None
