"""`python -m tests.contract.samples`: writes the golden sample of every event that has none yet.

A golden sample is what an event looked like on the day it shipped, every field filled. It is written once and kept for
ever: later versions of the code must go on reading it. Until an event is released its sample may be written anew with
`--rewrite`; `--release` notes the digest of every sample in `released.json`, and from then on none of them may change.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import count
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from shared.contracts.base import Event
from shared.contracts.registry import EVENTS, full_type
from shared.engine.codec import encode

GOLDEN = Path(__file__).parent / "golden"
RELEASED = "released.json"
_START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def sample(cls: type[Event]) -> Event:
    """An event of this class with every field filled, every time the same; no two of its values are alike."""
    event: Event = _filled(cls, cls.__name__, count(1))
    return event


def text_of(event: Event) -> str:
    """The body as a golden file keeps it: indented, so that a change can be read in review."""
    return json.dumps(json.loads(encode(event)), ensure_ascii=False, indent=2) + "\n"


def golden_files(folder: Path = GOLDEN) -> tuple[Path, ...]:
    """Every golden sample there is, of versions past and present."""
    return tuple(path for path in sorted(folder.glob("*.json")) if path.name != RELEASED)


def released(folder: Path = GOLDEN) -> dict[str, str]:
    """File name -> SHA-256 of the samples that may never change again."""
    path = folder / RELEASED
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(
    folder: Path = GOLDEN, *, rewrite: bool = False, events: Iterable[type[Event]] = EVENTS.values()
) -> list[str]:
    """Writes the samples that are missing; with `rewrite` also those that differ and are not released."""
    folder.mkdir(parents=True, exist_ok=True)
    fixed, written = released(folder), []
    for cls in sorted(events, key=full_type):
        path, text = folder / f"{full_type(cls)}.json", text_of(sample(cls))
        if path.exists() and (not rewrite or path.name in fixed or path.read_text(encoding="utf-8") == text):
            continue
        path.write_text(text, encoding="utf-8")
        written.append(path.name)
    return written


def release(folder: Path = GOLDEN) -> None:
    """Notes every sample as released; one that is already keeps the digest it has."""
    noted = {path.name: digest(path) for path in golden_files(folder)} | released(folder)
    (folder / RELEASED).write_text(json.dumps(noted, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _filled(kind: Any, name: str, numbers: Iterator[int]) -> Any:
    """A value of this type, named after the field it fills."""
    if isinstance(kind, NewType):
        return _filled(kind.__supertype__, name, numbers)
    if get_origin(kind) in (Union, UnionType):
        return _filled(next(arg for arg in get_args(kind) if arg is not NoneType), name, numbers)
    if get_origin(kind) in (tuple, list, frozenset, dict):
        return _filled_collection(kind, name, numbers)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{each.name: _filled(hints[each.name], each.name, numbers) for each in fields(kind) if each.init})
    return _filled_scalar(kind, name, next(numbers))


def _filled_collection(kind: Any, name: str, numbers: Iterator[int]) -> Any:
    """Two items where the length is free, so that order counts."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is dict:
        return {f"{name}-{next(numbers)}": _filled(args[1], name, numbers)}
    free = origin is not tuple or args[-1] is Ellipsis
    return origin(_filled(arg, name, numbers) for arg in ((args[0], args[0]) if free else args))


def _filled_scalar(kind: Any, name: str, number: int) -> Any:
    if issubclass(kind, Enum):
        members = list(kind)
        return members[number % len(members)]
    if kind is bool:
        return True
    if kind is datetime:
        return _START + timedelta(minutes=number, microseconds=number)
    if kind is date:
        return (_START + timedelta(days=number)).date()
    if kind in (int, float):
        return kind(number) + (0.5 if kind is float else 0)
    if kind is str:
        return f"{name}-{number}"
    raise TypeError(f"{name}: no sample for {kind!r}; an event holds plain values only")


if __name__ == "__main__":
    for file_name in write(rewrite="--rewrite" in sys.argv):
        sys.stdout.write(f"{file_name}\n")
    if "--release" in sys.argv:
        release()
