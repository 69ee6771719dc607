"""Where ids and chance come from: a protocol, injected everywhere."""

import re
import secrets
import time
import uuid
from typing import Protocol

_OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_ours(text: str) -> bool:
    """True if it has the form of an id made here. What has not may be anything, and is not worth writing down."""
    return _OURS.fullmatch(text) is not None


class Ids(Protocol):
    """The id source."""

    def new(self) -> str:
        """A new id: a UUID in its usual form, unguessable, roughly ascending for the sake of indexes."""

    def secret(self) -> str:
        """A new secret for a bearer token, URL-safe."""


class RandomIds:
    """UUIDs of version 7 from the operating system's randomness."""

    def new(self) -> str:
        """See `Ids.new`."""
        value = (time.time_ns() // 1_000_000 & (1 << 48) - 1) << 80 | secrets.randbits(80)
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        return str(uuid.UUID(int=value))

    def secret(self) -> str:
        """See `Ids.secret`."""
        return secrets.token_urlsafe(32)
