"""What the processes of the services said while they were struck, counted: for a person who looks for what is odd."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

MOST_SHOWN = 30


def of(logs: Iterable[Path]) -> str:
    """How often each action was logged as a warning or worse, and how many lines were none of ours."""
    lines = (line for log in logs for line in log.read_text("utf-8", "replace").splitlines())
    found = Counter(kind for line in lines if (kind := _kind(line)))
    return ", ".join(f"{count} {kind}" for kind, count in found.most_common(MOST_SHOWN)) or "none"


def _kind(line: str) -> str | None:
    try:
        said = json.loads(line)
        level, action = str(said["level"]).lower(), said.get("action") or said.get("logger")
    except (ValueError, KeyError, TypeError):
        return "a line of another form" if line.strip() else None
    return f"{level} {action}" if level in ("warning", "error", "critical") else None
