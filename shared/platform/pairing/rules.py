"""Fingerprints of the rules a process runs by: policies, calendar and speed. Several processes should have the same."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from shared.platform.settings import Settings

_DIGITS = 16


def rules_of(settings: Settings) -> Mapping[str, str]:
    """By name. A missing file counts as empty: the fault is named where it is read."""
    return {
        "policies": _hash(sorted(settings.policy_dir.glob("*.toml"))),
        "calendar": _hash([settings.calendar_file]),
        "speed": f"{settings.clock_speed:g}",
    }


def _hash(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:_DIGITS]
