"""`python -m tests.contract.samples`: writes the golden sample of every event that has none yet.

A golden sample is an event as it was when it shipped, with every field filled. It is kept for ever: later versions of
the code must read it. `--release` notes the digest of every sample in `released.json`; from then on none may change.
Until then `--rewrite` brings a sample up to date: it adds new fields and drops old ones. All other values stay, so that
a new field changes its own lines only. (Samples from before values were made of field names keep their values.)
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints
from zlib import crc32

from shared.contracts.base import Event
from shared.contracts.registry import EVENTS, full_type
from shared.engine.codec import UnreadableEvent, decode, encode

GOLDEN = Path(__file__).parent / "golden"
RELEASED = "released.json"
_START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
_NUMBERS = 10_000
"""Numbers are below this; they follow from the place of a field."""


def sample(cls: type[Event]) -> Event:
    """An event of this class with every field filled; each value follows from the place of its field alone."""
    event: Event = _filled(cls, "")
    return event


def text_of(event: Event) -> str:
    """The body as a golden file keeps it: indented, so that a change can be read in review."""
    return _text(json.loads(encode(event)))


def updated(text: str, event: Event) -> str:
    """The golden file `text` with the fields of `event`: values that are there stay, unless they cannot be read now."""
    body = json.loads(encode(event))
    merged = _merged(json.loads(text), body)
    try:
        known = {(event.type, event.version): type(event)}
        decode(event.type, event.version, json.dumps(merged).encode(), events=known, upcasters={})
    except UnreadableEvent:
        return _text(body)
    return _text(merged)


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
    """Writes the samples that are missing; with `rewrite` also updates those that are not released."""
    folder.mkdir(parents=True, exist_ok=True)
    fixed, written = released(folder), []
    for cls in sorted(events, key=full_type):
        path, event = folder / f"{full_type(cls)}.json", sample(cls)
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old is not None and (not rewrite or path.name in fixed):
            continue
        text = text_of(event) if old is None else updated(old, event)
        if text != old:
            path.write_text(text, encoding="utf-8")
            written.append(path.name)
    return written


def release(folder: Path = GOLDEN) -> None:
    """Notes every sample as released; one that is already keeps the digest it has."""
    noted = {path.name: digest(path) for path in golden_files(folder)} | released(folder)
    (folder / RELEASED).write_text(json.dumps(noted, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _text(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _merged(old: Any, new: Any) -> Any:
    """The fields of `new`, with the values of `old` where the same field held a value of the same kind."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {name: _merged(old[name], value) if name in old else value for name, value in new.items()}
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [_merged(*pair) for pair in zip(old, new, strict=True)]
    return old if type(old) is type(new) and not isinstance(new, dict | list) else new


def _filled(kind: Any, place: str) -> Any:
    """A value of this type for the field at this place, such as `details.customer.phone`."""
    if isinstance(kind, NewType):
        return _filled(kind.__supertype__, place)
    if get_origin(kind) in (Union, UnionType):
        return _filled(next(arg for arg in get_args(kind) if arg is not NoneType), place)
    if get_origin(kind) in (tuple, list, frozenset, dict):
        return _filled_collection(kind, place)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        below = f"{place}." if place else ""
        return kind(**{each.name: _filled(hints[each.name], below + each.name) for each in fields(kind) if each.init})
    return _filled_scalar(kind, place, crc32(place.encode()) % _NUMBERS)


def _filled_collection(kind: Any, place: str) -> Any:
    """Two items where the length is free, so that order counts."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is dict:
        return {f"{place}.key": _filled(args[1], f"{place}.value")}
    free = origin is not tuple or args[-1] is Ellipsis
    items = (args[0], args[0]) if free else args
    return origin(_filled(arg, f"{place}.{number}") for number, arg in enumerate(items, start=1))


def _filled_scalar(kind: Any, place: str, number: int) -> Any:
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
        return place
    raise TypeError(f"{place}: no sample for {kind!r}; an event holds plain values only")


if __name__ == "__main__":
    for file_name in write(rewrite="--rewrite" in sys.argv):
        sys.stdout.write(f"{file_name}\n")
    if "--release" in sys.argv:
        release()
