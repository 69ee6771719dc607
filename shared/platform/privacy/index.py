"""The blind index: finds the reports on a customer without storing the value searched for.

It is a keyed hash of the normal form: with the database but without the key file, numbers cannot be tried against it.
Each field has its own key, so that equal values in different fields have different indexes.
"""

import hashlib
import hmac
import unicodedata

from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.phones import usable_numbers

_INDEX_BYTES = 16


class BlindIndex:
    """Indexes of the searchable fields: 32 hexadecimal digits (128 bits), None without a value to search."""

    def __init__(self, keys: KeyFile) -> None:
        self._phone = keys.derive("blind-index:phone")
        self._policy = keys.derive("blind-index:policy")

    def phone(self, text: str | None) -> str | None:
        """The index of the first usable number of a text, in any spelling; None if there is none."""
        return _index(self._phone, next(iter(usable_numbers(text)), None) if text else None)

    def policy(self, text: str | None) -> str | None:
        """The index of a policy number in any spelling."""
        return _index(self._policy, normal_number(text) if text else None)


def normal_number(text: str) -> str:
    """The normal form of a policy, claim or accident number or a plate: half-width letters and digits, capitals."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())


def _index(key: bytes, normal: str | None) -> str | None:
    if not normal:
        return None
    return hmac.digest(key, normal.encode(), hashlib.sha256)[:_INDEX_BYTES].hex()
