"""Encodes and decodes events on the bus and the documents of stored aggregates.

The JSON is compact and deterministic: the same value gives the same bytes. Unknown fields are ignored on reading,
missing optional ones get their default. Envelopes (`events.record`) and transport are not here.
"""

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from shared.contracts.base import Event
from shared.contracts.registry import EVENTS, Events, UnknownEvent, UnreadableEvent, event_class
from shared.contracts.upcasters import UPCASTERS, Upcasters, upcast

__all__ = ["UnknownEvent", "UnreadableEvent", "decode", "dump", "encode", "load"]

T = TypeVar("T")


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(cls: Any) -> TypeAdapter[Any]:  # noqa: ANN401
    """The type adapter of a class, built once: building costs milliseconds, using microseconds."""
    adapter = _ADAPTERS.get(cls)
    if adapter is None:
        adapter = _ADAPTERS[cls] = TypeAdapter(cls)
    return adapter


def encode(event: Event) -> bytes:
    """The body of an event as JSON, UTF-8."""
    return _adapter(type(event)).serializer.to_json(event)


def decode(
    event_type: str, version: int, data: bytes, *, events: Events = EVENTS, upcasters: Upcasters = UPCASTERS
) -> Event:
    """Decode an event and upcast it to the version the code knows.

    `event_type` is without the version (see `registry.split_type`). Raises UnknownEvent for an unknown type or
    version, UnreadableEvent for a body that does not fit; neither message repeats a value of the body.
    """
    if (event_type, version) in upcasters:
        version, data = _upcast(event_type, version, data, upcasters)
    cls = event_class(event_type, version, events)
    try:
        event: Event = _adapter(cls).validator.validate_json(data)
    except ValidationError as error:
        raise UnreadableEvent(f"{event_type}.v{version}: {_places(error)}") from None
    return event


def dump(value: object, cls: Any) -> str:  # noqa: ANN401
    """Encode a value as the JSON text that a row stores; `cls` is its dataclass (or any type of plain values)."""
    return _adapter(cls).serializer.to_json(value).decode()


def load(text: str | bytes, cls: type[T]) -> T:
    """Decode what `dump` wrote.

    Raises pydantic's ValidationError for a document that does not fit: stored data is broken, which is no refusal.
    """
    value: T = _adapter(cls).validator.validate_json(text)
    return value


def _upcast(event_type: str, version: int, data: bytes, upcasters: Upcasters) -> tuple[int, bytes]:
    """The body at the newest version that upcasters lead to. Raises UnreadableEvent if one of them fails on it."""
    try:
        reached, body = upcast(event_type, version, json.loads(data), upcasters)
        return reached, json.dumps(body).encode()
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise UnreadableEvent(f"{event_type}.v{version}: {type(error).__name__} in an upcaster") from None


def _places(error: ValidationError) -> str:
    """The fields that do not fit and the rule each breaks, without their values."""
    details = error.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'body'}: {each['type']}" for each in details)
