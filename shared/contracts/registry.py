"""Every event the hotline publishes, by type and version. The modules are listed here, their classes are found.

The full CloudEvents type of an event is `hotline.<service>.<noun>.<past verb>.v<version>`. Older versions are read
through `upcasters`; `shared.engine.codec` turns events into bytes.
"""

import inspect
from collections.abc import Iterable, Mapping
from types import ModuleType

from shared.contracts import callback, callback_calls, escalation, intake
from shared.contracts.base import Event

Events = Mapping[tuple[str, int], type[Event]]
"""Event classes by (type without version, version)."""


class UnreadableEvent(Exception):
    """These bytes are no event known here. A retry cannot help: the record belongs in the dead-letter topic."""


class UnknownEvent(UnreadableEvent):
    """The type or its version is not known here: published by a newer version, or by a foreign producer."""


def find_events(modules: Iterable[ModuleType]) -> dict[tuple[str, int], type[Event]]:
    """The event classes defined in `modules`, without those they import. ValueError if two have the same type."""
    found: dict[tuple[str, int], type[Event]] = {}
    for module in modules:
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if not issubclass(cls, Event) or cls.__module__ != module.__name__ or not cls.type:
                continue
            key = (cls.type, cls.version)
            if key in found:
                raise ValueError(f"{cls.__name__} and {found[key].__name__} both have the type {full_type(cls)}")
            found[key] = cls
    return found


def full_type(event: Event | type[Event]) -> str:
    """The CloudEvents type of an event or its class, for example `hotline.intake.report.accepted.v1`."""
    return f"{event.type}.v{event.version}"


def split_type(full: str) -> tuple[str, int]:
    """The (type, version) of a full CloudEvents type. UnknownEvent if it does not end in a version."""
    name, dot, version = full.rpartition(".v")
    if not (dot and name and version.isascii() and version.isdigit()):
        raise UnknownEvent(f"{full!r} does not end in a version")
    return name, int(version)


def service_of(event_type: str) -> str:
    """The service that publishes events of this type (`intake` for `hotline.intake.report.accepted`)."""
    parts = event_type.split(".")
    if len(parts) < 3 or parts[0] != "hotline":
        raise UnknownEvent(f"{event_type!r} is not an event of this hotline")
    return parts[1]


def event_class(event_type: str, version: int, events: Events | None = None) -> type[Event]:
    """The class of this type and version. UnknownEvent if there is none."""
    known = EVENTS if events is None else events
    try:
        return known[event_type, version]
    except KeyError:
        raise UnknownEvent(f"no event {event_type!r} of version {version} is known here") from None


EVENTS: Events = find_events((intake, escalation, callback, callback_calls))
