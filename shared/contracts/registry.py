"""Every event this hotline publishes, by type and version. The modules are listed, the classes in them are found.

An event travels under its full CloudEvents type, `hotline.<service>.<noun>.<past verb>.v<version>`; what older versions
looked like is `upcasters`, how an event becomes bytes is `shared.engine.codec`.
"""

import inspect
from collections.abc import Iterable, Mapping
from types import ModuleType

from shared.contracts import callback, escalation, intake
from shared.contracts.base import Event

Events = Mapping[tuple[str, int], type[Event]]
"""Event classes by (type without version, version)."""


class UnreadableEvent(Exception):
    """These bytes are not an event we can read: trying again will not help, they belong among the dead letters."""


class UnknownEvent(UnreadableEvent):
    """No event of this type, or none of this version, is known here: published by a newer version, or not by us."""


def find_events(modules: Iterable[ModuleType]) -> dict[tuple[str, int], type[Event]]:
    """The event classes defined in `modules` themselves, not those they import. ValueError when two share a type."""
    found: dict[tuple[str, int], type[Event]] = {}
    for module in modules:
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if not issubclass(cls, Event) or cls.__module__ != module.__name__ or not cls.type:
                continue
            key = (cls.type, cls.version)
            if key in found:
                raise ValueError(f"{cls.__name__} and {found[key].__name__} both call themselves {full_type(cls)}")
            found[key] = cls
    return found


def full_type(event: Event | type[Event]) -> str:
    """The CloudEvents type of an event or its class, for example `hotline.intake.report.accepted.v1`."""
    return f"{event.type}.v{event.version}"


def split_type(full: str) -> tuple[str, int]:
    """The (type, version) of a full CloudEvents type. UnknownEvent when it does not end in a version."""
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
    """The class that reads this type and version. UnknownEvent when there is none."""
    known = EVENTS if events is None else events
    try:
        return known[event_type, version]
    except KeyError:
        raise UnknownEvent(f"no event {event_type!r} of version {version} is known here") from None


EVENTS: Events = find_events((intake, escalation, callback))
