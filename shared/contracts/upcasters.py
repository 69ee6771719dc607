"""How events of older versions are read: one small function for each step from a version to the next.

A new optional field needs none (readers ignore what they do not know and default what they miss). A changed meaning
gets a new version, and here a function that turns the old body into the new one. Golden samples of all versions ever
shipped are read through this table by a test.
"""

from collections.abc import Callable, Mapping
from typing import Any

Body = dict[str, Any]
"""The JSON object of an event, as parsed."""

Upcasters = Mapping[tuple[str, int], Callable[[Body], Body]]
"""(type without version, old version) -> the body at that version to the body at the next."""

UPCASTERS: Upcasters = {}


def upcast(event_type: str, version: int, body: Body, upcasters: Upcasters = UPCASTERS) -> tuple[int, Body]:
    """Carry a body up as far as there are steps; returns the version reached and the body there."""
    while step := upcasters.get((event_type, version)):
        version, body = version + 1, step(body)
    return version, body
