"""The blind index: finds the reports on a customer without storing the value searched for.

It is a keyed hash of the normal form: with the database but without the key file, numbers cannot be tried against it.
Each field has its own key, so that equal values in different fields have different indexes.
"""

import hashlib
import hmac
import re
import unicodedata

from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.phones import usable_numbers
from shared.rules.characters import PLATE
from shared.rules.traditional import SIMPLIFIED_OF

_INDEX_BYTES = 16
_SHORTEST = 5
_COUNTING = "01234567890123456789"
_PLATE = re.compile(PLATE)


class BlindIndex:
    """Indexes of the searchable fields: 32 hexadecimal digits (128 bits), None without a value to search.

    Any spelling of a number has the same index. What only fills the place of a missing number (`无`, `000000`) has
    none: all reports without one would be about the same customer.
    """

    def __init__(self, keys: KeyFile) -> None:
        self._keys = {
            kind: keys.derive(f"blind-index:{kind}") for kind in ("phone", "policy", "claim", "accident", "plate")
        }

    def phones(self, text: str | None) -> tuple[str, ...]:
        """The index of each usable phone number in the text."""
        return tuple(self._index("phone", number) for number in usable_numbers(text or ""))

    def policy(self, text: str | None) -> str | None:
        """The index of a policy number."""
        return self._number("policy", text)

    def claim(self, text: str | None) -> str | None:
        """The index of a claim number."""
        return self._number("claim", text)

    def accident(self, text: str | None) -> str | None:
        """The index of an accident number."""
        return self._number("accident", text)

    def plate(self, text: str | None) -> str | None:
        """The index of a plate."""
        return self._number("plate", text)

    def _number(self, kind: str, text: str | None) -> str | None:
        normal = normal_number(text) if text else ""
        plate = kind == "plate" and _PLATE.fullmatch(normal)  # 苏A88888 is an ordinary one
        return self._index(kind, normal) if plate or identifies(normal) else None

    def _index(self, kind: str, normal: str) -> str:
        return hmac.digest(self._keys[kind], normal.encode(), hashlib.sha256)[:_INDEX_BYTES].hex()


def normal_number(text: str) -> str:
    """The normal form of a policy, claim or accident number or a plate: half-width capitals, simplified characters."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(SIMPLIFIED_OF)
    return "".join(c for c in plain if c.isalnum())


def identifies(normal: str) -> bool:
    """True if a number in its normal form can be one customer's: long enough, with digits, and no row of equal ones."""
    digits = {character for character in normal if character.isdigit()}
    return len(normal) >= _SHORTEST and len(digits) >= 2 and normal not in _COUNTING
