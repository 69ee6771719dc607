"""The manifest of a back-up: what it holds, of which installation, and by which version it can be restored.

It names the key file by a fingerprint, from which no key can be derived.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path

from shared.contracts.services import DATABASES
from shared.engine.migrations import knows
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.settings import Settings
from shared.runtime.backup.files import write_durably
from shared.support.errors import CannotStart
from shared.support.version import VERSION

FORMAT = "hotline-backup-1"
NAME = "manifest.json"

Progress = Callable[[str], None]
"""Called with a line for the operator after each step."""


class BackupRefused(CannotStart):
    """The back-up cannot be made or restored; the message says why and what to do."""


class Kind(StrEnum):
    """Where the databases are."""

    SQLITE = "sqlite"  # a file a database
    POSTGRESQL = "postgresql"  # one dump with a schema a database


@dataclass(frozen=True, kw_only=True, slots=True)
class CopiedFile:
    """A file of the back-up: its size in bytes, and its SHA-256 in hexadecimal digits."""

    bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "CopiedFile":
        """Read the whole file."""
        with path.open("rb") as file:
            return cls(bytes=path.stat().st_size, sha256=file_digest(file, "sha256").hexdigest())


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """The state of one database: its revision, and (of a service) the last positions of its event log and outbox."""

    revision: str | None
    last_event: int | None = None
    last_owed: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What is known of a back-up. `version` is the hotline's, `made_at` the host's wall clock (ISO 8601, UTC)."""

    version: str
    made_at: str
    kind: Kind
    profile: str
    key_fingerprint: str
    key_ids: tuple[str, ...]
    databases: Mapping[str, State]
    files: Mapping[str, CopiedFile]

    def write(self, folder: Path) -> None:
        """Write it into the folder; flushed to disk."""
        document = {"format": FORMAT, **asdict(self)}
        write_durably(folder / NAME, json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a back-up. Raises `BackupRefused` if there is none that this version can read."""
    path = folder / NAME
    try:
        document = json.loads(path.read_text("utf-8"))
        if document.pop("format") != FORMAT:
            raise BackupRefused(f"{path}: this is not the manifest of a back-up of the format {FORMAT}")
        databases = {name: State(**state) for name, state in document.pop("databases").items()}
        files = {name: CopiedFile(**file) for name, file in document.pop("files").items()}
        kind, key_ids = Kind(document.pop("kind")), tuple(document.pop("key_ids"))
        return Manifest(kind=kind, key_ids=key_ids, databases=databases, files=files, **document)
    except FileNotFoundError:
        raise BackupRefused(f"{path}: there is no manifest; a back-up that was interrupted cannot be used") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BackupRefused(f"{path}: the manifest is damaged; use another back-up") from None


def manifest_of(
    settings: Settings,
    keys: KeyFile,
    kind: Kind,
    made_at: datetime,
    *,
    databases: Mapping[str, State],
    files: Mapping[str, CopiedFile],
) -> Manifest:
    """The manifest of a back-up of this installation."""
    return Manifest(
        version=VERSION,
        made_at=made_at.isoformat(timespec="microseconds"),
        kind=kind,
        profile=settings.profile.value,
        key_fingerprint=keys.fingerprint(),
        key_ids=tuple(sorted(keys.wrapping)),
        databases=databases,
        files=files,
    )


def check_fits(manifest: Manifest, settings: Settings, keys: KeyFile) -> None:
    """Raise `BackupRefused` unless these settings, this key file and this version can use the back-up."""
    wanted = Kind.POSTGRESQL if settings.database_url else Kind.SQLITE
    if manifest.kind is not wanted:
        raise BackupRefused(
            f"the back-up is of {manifest.kind}, and the settings (HOTLINE_DATABASE_URL) ask for {wanted}"
        )
    if manifest.profile != settings.profile.value:
        raise BackupRefused(
            f"the back-up is of the profile {manifest.profile}, and HOTLINE_PROFILE is {settings.profile.value}"
        )
    if manifest.key_fingerprint != keys.fingerprint():
        raise BackupRefused(f"{settings.keys}: another key file than that of the back-up; put that one in its place")
    if missing := sorted(set(manifest.key_ids) - set(keys.wrapping)):
        raise BackupRefused(f"{settings.keys}: older than the back-up: it lacks the wrapping keys {', '.join(missing)}")
    for name in DATABASES:
        if name not in manifest.databases:
            raise BackupRefused(f"the back-up has no database {name}")
        revision = manifest.databases[name].revision
        if revision is None or not knows(name, revision):
            raise BackupRefused(
                f"{name} is at revision {revision}, which this version does not know; use a newer version"
            )


def check_files(manifest: Manifest, folder: Path, progress: Progress) -> None:
    """Raise `BackupRefused` unless every file is there, whole and unchanged. Reads all of them."""
    for name, expected in manifest.files.items():
        path = folder / name
        if Path(name).name != name or not path.is_file():
            raise BackupRefused(f"{path}: this file of the back-up is missing")
        if CopiedFile.of(path) != expected:
            raise BackupRefused(f"{path}: not the file that was backed up (its size or hash differs)")
        progress(f"{name}: as it was backed up")
