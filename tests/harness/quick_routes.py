"""Routes built once a process: what FastAPI derives from a type is kept from one world to the next.

Each world builds all its routers with the same annotations, which takes longer than most tests. Patched: FastAPI's
`TypeAdapter` (it depends on its annotation alone) and `get_dependant` (it depends on the function and the path). If
FastAPI moves these names, tests are merely slower. Not tried by stories therefore: building the routes a second time
in one process, which production never does.
"""

from typing import Any

from fastapi._compat import v2
from fastapi.dependencies import models, utils
from pydantic import TypeAdapter

_kept: dict[tuple[str, str], TypeAdapter[Any]] = {}
_dependants: dict[str, Any] = {}
_get_dependant: Any = getattr(utils, "get_dependant", None)


def keep_type_adapters() -> None:
    """From now on."""
    if getattr(v2, "TypeAdapter", None) is TypeAdapter:
        v2.TypeAdapter = _type_adapter  # type: ignore[assignment,misc]
    if _get_dependant is not None:
        utils.get_dependant = _dependant


def forget_routes() -> None:
    """FastAPI remembers the last few thousand functions it was shown, and with each the whole world it belonged to."""
    for kind in ("gen", "async_gen", "coroutine"):
        known = getattr(models, f"_is_{kind}_callable_cached", None)
        if known is not None:
            known.cache_clear()


def _type_adapter(annotation: Any, *, config: Any = None) -> TypeAdapter[Any]:
    """The adapter of an equal annotation. What `repr` shows by its address lives on in the adapter it belongs to."""
    key = (repr(annotation), repr(config))
    if key not in _kept:
        _kept[key] = TypeAdapter(annotation, config=config)
    return _kept[key]


def _dependant(**asked: Any) -> Any:
    """What a dependency of a route needs; one that was made inside another function is another each time."""
    call = asked["call"]
    if "<locals>" in getattr(call, "__qualname__", ""):
        return _get_dependant(**asked)
    key = repr(asked)
    if key not in _dependants:
        _dependants[key] = _get_dependant(**asked)
    return _dependants[key]
