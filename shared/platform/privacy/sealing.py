"""Sealing personal data: AES-256-GCM under one data key a case, each value bound to its case and field.

A sealed value moved to another case or another field does not open, nor does one with any byte changed. Where the
data keys are kept is `case_keys`; what wraps them is `keyfile`. The one place where
this package takes randomness is `random_bytes`.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.contracts.base import Sealed

KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
_VERSION = "v1."


class CannotOpen(Exception):
    """A sealed value (or wrapped key) is not what this key sealed for this place. Says no more, on purpose."""


@dataclass(frozen=True, slots=True)
class CaseKey:
    """The data key of one case. Never shown, never stored but wrapped."""

    case_id: str
    secret: bytes = field(repr=False)

    def seal(self, field: str, text: str) -> Sealed:
        """Seal `text` as the value of `field` (`customer.phone`, `text`, …): never the same string twice."""
        return Sealed(_VERSION + to_text(encrypt(self.secret, text.encode(), self._place(field))))

    def open(self, field: str, sealed: Sealed) -> str:
        """What was sealed as this field of this case; raises `CannotOpen` for anything else."""
        if not sealed.startswith(_VERSION):
            raise CannotOpen("a sealed value of an unknown version")
        return decrypt(self.secret, from_text(sealed.removeprefix(_VERSION)), self._place(field)).decode()

    def _place(self, field: str) -> bytes:
        return f"{self.case_id}\x00{field}".encode()


def encrypt(key: bytes, plain: bytes, place: bytes) -> bytes:
    """Nonce and ciphertext of `plain` under a 256-bit key, bound to `place` (additional data)."""
    nonce = random_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place)


def decrypt(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """The reverse of `encrypt`; raises `CannotOpen` when key, place or any byte differs."""
    if len(sealed) < _NONCE_BYTES + _TAG_BYTES:
        raise CannotOpen("too short to be sealed")
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place)
    except InvalidTag:
        raise CannotOpen("sealed with another key, for another place, or changed since") from None


def to_text(raw: bytes) -> str:
    """URL-safe base64 without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """The reverse of `to_text`; one string only for each value, all others raise `CannotOpen`."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (NotBase64, ValueError):
        raise CannotOpen("not base64") from None
    if to_text(raw) != text:
        raise CannotOpen("not the usual form of base64")
    return raw


def random_bytes(count: int) -> bytes:
    """Bytes nobody can guess, from the operating system."""
    return os.urandom(count)
