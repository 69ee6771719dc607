"""Every page of a running world, read off its routes: a new page is in all tests of every page without being named.

A page whose address has another parameter than those of `addresses` fails them, until it is said here what to fill in.
"""

from collections.abc import Iterator, Sequence

from fastapi.routing import APIRoute

from shared.web.site.page_routes import PageRoute
from tests.harness.case_stages import Brought
from tests.harness.world import World

PARTS = ("/static/", "/live/", "/parts/", "/wecom/")
"""Addresses below which there is no whole page."""


def page_paths(world: World) -> list[str]:
    """The addresses of the pages, with their parameters in braces; rows and parts of pages are none."""
    routes = (route for route in world.app.router.routes if isinstance(route, PageRoute))
    return sorted({route.path for route in routes if "GET" in route.methods and _is_page(route)})


def _is_page(route: APIRoute) -> bool:
    return not route.path.startswith(PARTS) and "/rows/" not in route.path


def beside(path: str, cases: Sequence[Brought]) -> Iterator[str]:
    """A page that shows a case beside its lists, with each of these cases."""
    return (f"{path}?case={case.id}" for case in cases if path in ("/desk", "/supervision", "/unit"))


def addresses(path: str, cases: Sequence[Brought]) -> Iterator[str]:
    """The page for each of these cases; one without parameters is there once."""
    filled = (path.format(id=case.id, task=case.task or f"{case.id}.t1", level=1) for case in cases)
    return iter(dict.fromkeys(filled))
