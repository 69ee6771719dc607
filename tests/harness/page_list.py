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


FORMS = ("supervise", "severity", "complaint", "contacts", "transfer", "reopen", "remind")
"""Acts whose form the desk shows when it is asked for."""


def beside(path: str, cases: Sequence[Brought]) -> Iterator[str]:
    """A page that shows a case beside its lists, with each of these cases; the desk with the forms of the last ones."""
    if path in ("/desk", "/supervision", "/unit"):
        yield from (f"{path}?case={case.id}" for case in cases)
    if path == "/desk":
        yield from (f"{path}?case={case.id}&act={act}" for case in cases[-2:] for act in FORMS)
        yield from (f"{path}?tab={tab}" for tab in ("dispatch", "decide", "today", "find"))


def addresses(path: str, cases: Sequence[Brought]) -> Iterator[str]:
    """The page for each of these cases; one without parameters is there once."""
    filled = (path.format(id=case.id, task=case.task or f"{case.id}.t1", level=1) for case in cases)
    return iter(dict.fromkeys(filled))
