"""The key file: the one secret of an installation, from which all keys for personal data come.

It holds the wrapping keys (the current one and, after a rotation, those before it) and a root from which other keys are
derived, such as those of the blind index. The root is never rotated: all stored indexes would be lost. Keep copies of
this file apart from copies of the databases: together they reveal everything.
"""

import fcntl
import json
import logging
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.platform.privacy.sealing import (
    KEY_BYTES,
    CannotOpen,
    CaseKey,
    decrypt,
    encrypt,
    from_text,
    random_bytes,
    to_text,
)
from shared.support.errors import CannotStart

log = logging.getLogger(__name__)

_FORMAT = "hotline-key-file-1"
_FINGERPRINT_BYTES = 8
_DRAFT = r"{name}\.[0-9a-f]{{12}}\.new"


class KeyFileRefused(CannotStart):
    """The key file cannot be used; the message says why and what to do, without quoting the file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFile:
    """The keys of the file. `current` names the wrapping key for new case keys."""

    current: str
    wrapping: Mapping[str, bytes] = field(repr=False)
    root: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "KeyFile":
        """New keys; writes nothing."""
        key_id = _new_key_id()
        return cls(current=key_id, wrapping={key_id: random_bytes(KEY_BYTES)}, root=random_bytes(KEY_BYTES))

    @classmethod
    def load(cls, path: Path) -> "KeyFile":
        """Read the file; raises `KeyFileRefused` if it is missing, readable by others, or not a key file."""
        try:
            _refuse_if_open_to_others(path)
            return _parsed(path, json.loads(path.read_text("utf-8")))
        except FileNotFoundError:
            raise KeyFileRefused(
                f"{path}: there is no key file; create one, or restore the one of this installation"
            ) from None
        except OSError as error:
            raise KeyFileRefused(f"{path}: the key file cannot be read: {error.strerror}") from None
        except ValueError:  # bad JSON or UTF-8; the message would quote the file
            raise KeyFileRefused(f"{path}: this is not a key file (not JSON)") from None

    @classmethod
    def create(cls, path: Path) -> "KeyFile":
        """Write a new key file (mode 0600) in one step.

        Raises `FileExistsError` if there is one, `KeyFileRefused` if it cannot be written.
        """
        keys = cls.new()
        with keys._draft(path) as draft:
            path.hardlink_to(draft)
            draft.unlink()
        _make_name_durable(path)
        return keys

    @classmethod
    def load_or_create(cls, path: Path) -> "KeyFile":
        """The keys of the file; creates it if there is none. Two processes starting at once get the same keys."""
        if not path.exists():
            try:
                return cls.create(path)
            except FileExistsError:
                pass
        return cls.load(path)

    def rotated(self) -> "KeyFile":
        """The keys with a new current wrapping key; the old ones stay until every case key is wrapped again."""
        key_id = _new_key_id()
        return replace(self, current=key_id, wrapping={**self.wrapping, key_id: random_bytes(KEY_BYTES)})

    def save_over(self, path: Path) -> None:
        """Replace the key file by this one, in one step. Raises `KeyFileRefused` if it cannot be written."""
        with self._draft(path) as draft:
            draft.replace(path)
        _make_name_durable(path)

    def derive(self, purpose: str) -> bytes:
        """The 256-bit key for one purpose (HKDF-SHA256 of the root); it never changes."""
        info = f"hotline:{purpose}".encode()
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(self.root)

    def fingerprint(self, key_id: str | None = None) -> str:
        """A hash that names the root, or this wrapping key, and reveals nothing of it."""
        secret = self.root if key_id is None else self.wrapping[key_id]
        info = b"hotline:fingerprint"
        return HKDF(algorithm=SHA256(), length=_FINGERPRINT_BYTES, salt=None, info=info).derive(secret).hex()

    def wrap(self, key: CaseKey) -> bytes:
        """The case key, encrypted with the current wrapping key and bound to its case."""
        return encrypt(self.wrapping[self.current], key.secret, key.case_id.encode())

    def unwrap(self, case_id: str, key_id: str, wrapped: bytes) -> CaseKey:
        """The reverse of `wrap`; raises `CannotOpen` for an unknown wrapping key or another case's wrapped key."""
        if key_id not in self.wrapping:
            raise CannotOpen(f"wrapped by the key {key_id}, which the key file does not have")
        return CaseKey(case_id, decrypt(self.wrapping[key_id], wrapped, case_id.encode()))

    @contextmanager
    def _draft(self, path: Path) -> Iterator[Path]:
        """A file beside the key file with these keys, locked within the block; removed if it is left there."""
        document = {
            "format": _FORMAT,
            "current": self.current,
            "wrapping": {key_id: to_text(key) for key_id, key in self.wrapping.items()},
            "root": to_text(self.root),
        }
        draft = path.with_name(f"{path.name}.{random_bytes(6).hex()}.new")
        try:
            with _locked_new(draft) as file:
                json.dump(document, file, indent=2)
                file.flush()
                os.fsync(file.fileno())
                yield draft
        except FileExistsError:  # the key file is there: another process made it
            raise
        except OSError as error:
            raise KeyFileRefused(f"{path}: the key file cannot be written: {error.strerror}") from None
        finally:
            with suppress(OSError):
                draft.unlink()


def _locked_new(draft: Path) -> IO[str]:
    """A new file, locked. Raises `OSError`, also if `remove_left_drafts` saw it before it was locked."""
    file = os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def remove_left_drafts(path: Path) -> int:
    """Remove what a process that was killed while it wrote this key file has left beside it; returns how many.

    Each holds keys in full. The draft of a process that lives is locked, and left alone.
    """
    removed = 0
    pattern = re.compile(_DRAFT.format(name=re.escape(path.name)))
    for draft in [each for each in path.parent.iterdir() if pattern.fullmatch(each.name)]:
        with suppress(OSError), draft.open("rb") as file:  # not ours, on a read-only disk, or gone in this moment
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
            removed += 1
    if removed:
        extra = {"action": "keys.drafts_removed", "count": removed}
        log.warning("removed what a killed process had left beside the key file", extra=extra)
    return removed


def _make_name_durable(path: Path) -> None:
    """Flush the folder: a key file lost in a power cut would make all data sealed since unreadable."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _refuse_if_open_to_others(path: Path) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise KeyFileRefused(f"{path}: the key file must be an ordinary file")
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o077:
        raise KeyFileRefused(f"{path}: the key file has mode {mode:04o}, so others may use it: chmod 600 it")


def _parsed(path: Path, document: Any) -> KeyFile:  # noqa: ANN401 - any JSON
    try:
        if document["format"] != _FORMAT:
            raise KeyFileRefused(f"{path}: this is not a key file of the format {_FORMAT}")
        wrapping = {str(key_id): _key(text) for key_id, text in document["wrapping"].items()}
        keys = KeyFile(current=str(document["current"]), wrapping=wrapping, root=_key(document["root"]))
    except (KeyError, TypeError, AttributeError, CannotOpen):
        raise KeyFileRefused(f"{path}: the key file is damaged: a key is missing or does not have 256 bits") from None
    if keys.current not in keys.wrapping:
        raise KeyFileRefused(f"{path}: the key file is damaged: its current wrapping key is not in it")
    return keys


def _key(text: str) -> bytes:
    raw = from_text(text)
    if len(raw) != KEY_BYTES:
        raise CannotOpen("a key of a wrong length")
    return raw


def _new_key_id() -> str:
    return f"k-{random_bytes(4).hex()}"
