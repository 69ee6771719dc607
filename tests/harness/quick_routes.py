"""Building the same routes for every test takes longer than most tests: what FastAPI derives from a type is kept.

A world builds all its routers anew, with the same annotations each time. A `TypeAdapter` depends on its annotation and
nothing else, so it is made once a process. Only tests do this; if FastAPI moves the name, they are merely slower.
"""

from typing import Any

from fastapi._compat import v2
from pydantic import TypeAdapter

_kept: dict[tuple[str, str], TypeAdapter[Any]] = {}


def keep_type_adapters() -> None:
    """From now on."""
    if getattr(v2, "TypeAdapter", None) is TypeAdapter:
        v2.TypeAdapter = _type_adapter  # type: ignore[assignment,misc]


def _type_adapter(annotation: Any, *, config: Any = None) -> TypeAdapter[Any]:
    """The adapter of an equal annotation. What `repr` shows by its address lives on in the adapter it belongs to."""
    key = (repr(annotation), repr(config))
    if key not in _kept:
        _kept[key] = TypeAdapter(annotation, config=config)
    return _kept[key]
