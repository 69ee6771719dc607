"""Sealing of personal data: AES-256-GCM with one data key a case, each value bound to its case and field.

A sealed value that was moved to another case or field, or changed in any byte, does not open. Data keys are stored in
`case_keys` and wrapped by `keyfile`. All randomness of this package comes from `random_bytes`.
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

ONCE_CLEAR = frozenset({"call_id", "recording_id", "reporter.userid"})
"""Fields that version 0.1.0 stored in the clear."""


class CannotOpen(Exception):
    """A sealed value (or wrapped key) was not sealed by this key for this place. Gives no details, on purpose."""


@dataclass(frozen=True, slots=True)
class CaseKey:
    """The data key of one case. Stored only in wrapped form, never shown."""

    case_id: str
    secret: bytes = field(repr=False)

    def seal(self, field: str, text: str) -> Sealed:
        """Seal `text` as the value of `field` (`customer.phone`, `text`, …). The result differs at every call."""
        return Sealed(_VERSION + to_text(encrypt(self.secret, text.encode(), self._place(field))))

    def open(self, field: str, sealed: Sealed) -> str:
        """The text sealed as this field of this case; raises `CannotOpen` for any other value.

        A value of a field that was once stored in the clear, and was stored then, is returned as it is.
        """
        if not sealed.startswith(_VERSION):
            if field in ONCE_CLEAR:
                return sealed
            raise CannotOpen("a sealed value of an unknown version")
        return decrypt(self.secret, from_text(sealed.removeprefix(_VERSION)), self._place(field)).decode()

    def _place(self, field: str) -> bytes:
        return f"{self.case_id}\x00{field}".encode()


def encrypt(key: bytes, plain: bytes, place: bytes) -> bytes:
    """Nonce and ciphertext of `plain` under a 256-bit key, bound to `place` (additional data)."""
    nonce = random_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place)


def decrypt(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """The reverse of `encrypt`; raises `CannotOpen` if key, place or any byte differs."""
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
    """The reverse of `to_text`; raises `CannotOpen` for any other spelling of the same bytes."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (NotBase64, ValueError):
        raise CannotOpen("not base64") from None
    if to_text(raw) != text:
        raise CannotOpen("not the usual form of base64")
    return raw


def random_bytes(count: int) -> bytes:
    """Random bytes from the operating system, fit for keys."""
    return os.urandom(count)
