"""Routes built once a process: what FastAPI derives from a type is kept from one world to the next.

Each world builds all its routers with the same annotations, which takes longer than most tests. Patched: FastAPI's
`TypeAdapter` (it depends on its annotation alone), `get_dependant` and `_populate_api_route_state` (they depend on the
code of the function, the path and the options). If FastAPI moves these names, tests are merely slower. Not tried by
stories therefore: building the routes a second time in one process, which production never does.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, get_args

from fastapi import params, routing
from fastapi._compat import v2
from fastapi.dependencies import models, utils
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

_kept: dict[tuple[str, str], TypeAdapter[Any]] = {}
_dependants: dict[tuple[Any, str], Any] = {}
_states: dict[tuple[Any, str, str], dict[str, Any]] = {}
_NOT_SET = object()
OF_AN_APP = frozenset({"dependency_overrides_provider"})
OF_A_ROUTE = OF_AN_APP | {"endpoint", "dependant"}
_get_dependant: Any = getattr(utils, "get_dependant", None)
_populate: Any = getattr(routing, "_populate_api_route_state", None)


def keep_type_adapters() -> None:
    """From now on."""
    if getattr(v2, "TypeAdapter", None) is TypeAdapter:
        v2.TypeAdapter = _type_adapter  # type: ignore[assignment,misc]
    if _get_dependant is not None:
        utils.get_dependant = _dependant
        if _populate is not None:
            routing._populate_api_route_state = _populated


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


def _populated(route: Any, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
    """Fill a route. What belongs to one world, the function and what it depends on, is its own each time."""
    if not isinstance(route, APIRoute):  # a router that was included sees its routes through objects of its own
        _populate(route, path, endpoint, **options)
        return
    of_this_app = {name: options.pop(name) for name in OF_AN_APP & options.keys()}
    key = (endpoint.__code__, path, repr(options))
    if key not in _states:
        _populate(route, path, endpoint, **options, **of_this_app)
        _states[key] = {name: value for name, value in vars(route).items() if name not in OF_A_ROUTE}
        return
    vars(route).update(_states[key], endpoint=endpoint, **of_this_app)
    route.dependant = _dependant(path=route.path_format, call=endpoint, scope="function")


def _dependant(**asked: Any) -> Any:
    """What a function needs. One made inside another function is another each time, and so is what it depends on."""
    call = asked["call"]
    key = (getattr(call, "__code__", call), repr({name: value for name, value in asked.items() if name != "call"}))
    if key not in _dependants:
        whole = _get_dependant(**asked)
        _dependants[key] = _with(whole, None, [_with(one, one.call, []) for one in whole.dependencies])
        return whole
    known = _dependants[key]
    types = getattr(call, "__annotations__", {})
    dependencies = [_dependant(**_asked(one, _depends_on(types.get(one.name), one.call))) for one in known.dependencies]
    return _with(known, call, dependencies)


def _depends_on(annotation: Any, known: Callable[..., Any]) -> Callable[..., Any]:
    """The function that makes the value of a parameter."""
    marks = (mark for mark in get_args(annotation) if isinstance(mark, params.Depends))
    return next((mark.dependency for mark in marks if mark.dependency is not None), known)


def _with(known: Any, call: Callable[..., Any] | None, dependencies: list[Any]) -> Any:
    """The same needs, of another function; FastAPI adds to the list what a whole route depends on."""
    same = object.__new__(type(known))
    for name in _slots(type(known)):
        if (value := getattr(known, name, _NOT_SET)) is not _NOT_SET:
            setattr(same, name, value)
    same.call, same.dependencies = call, dependencies
    return same


@cache
def _slots(kind: type) -> tuple[str, ...]:
    """The names of its fields. `copy.copy` takes three times as long, some hundred times a world."""
    return tuple(name for each in kind.__mro__ for name in getattr(each, "__slots__", ()))


def _asked(known: Any, call: Callable[..., Any]) -> dict[str, Any]:
    """What FastAPI asks to derive this."""
    names = ("path", "name", "own_oauth_scopes", "parent_oauth_scopes", "use_cache", "scope", "concurrency")
    return {name: getattr(known, name) for name in names} | {"call": call}
