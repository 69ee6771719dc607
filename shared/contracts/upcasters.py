"""How events of older versions are read: one function for each step from a version to the next.

A new optional field needs no function: readers ignore unknown fields and default missing ones. A changed meaning gets a
new version, and a function here that turns the old body into the new one. A test reads the golden samples of all
released versions through this table.
"""

from collections.abc import Callable, Mapping
from typing import Any

Body = dict[str, Any]
"""The JSON object of an event, as parsed."""

Upcasters = Mapping[tuple[str, int], Callable[[Body], Body]]
"""(type without version, old version) -> the body at that version to the body at the next."""

UPCASTERS: Upcasters = {}


def upcast(event_type: str, version: int, body: Body, upcasters: Upcasters = UPCASTERS) -> tuple[int, Body]:
    """Apply the steps that exist for this version; returns the version reached and the body at that version."""
    while step := upcasters.get((event_type, version)):
        version, body = version + 1, step(body)
    return version, body
