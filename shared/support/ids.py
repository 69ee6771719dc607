"""Ids and secrets: a protocol, injected everywhere, and its implementation from the operating system's randomness."""

import os
import re
import secrets
import time
from typing import Protocol

_OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_ours(text: str) -> bool:
    """True if the text has the form of an id made here; other text from outside is kept out of logs and rows."""
    return _OURS.fullmatch(text) is not None


MOST_ID = 64
ID_PATTERN = r"^[0-9A-Za-z_.\-]+$"
"""An id of a unit, a person, a case: what routes take, and what an import may hold."""


def is_id(text: str) -> bool:
    """True if a route takes this id."""
    return len(text) <= MOST_ID and re.match(ID_PATTERN, text) is not None and "\n" not in text


class Ids(Protocol):
    """The id source."""

    def new(self) -> str:
        """A new id: a UUID that cannot be guessed and roughly ascends, which keeps indexes compact."""

    def secret(self) -> str:
        """A new secret for a bearer token, URL-safe."""


class RandomIds:
    """UUIDs of version 7, and 256-bit secrets."""

    def new(self) -> str:
        chance = int.from_bytes(os.urandom(10))
        value = (time.time_ns() // 1_000_000 & (1 << 48) - 1) << 80 | chance
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        digits = f"{value:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def secret(self) -> str:
        return secrets.token_urlsafe(32)
