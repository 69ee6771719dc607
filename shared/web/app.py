"""The app factory: one FastAPI app around the routers of the services that run in this process."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException

from shared.platform.context import AppContext
from shared.web import problems
from shared.web.body_limit import BodyLimit
from shared.web.docs import add_docs
from shared.web.examples import add_examples
from shared.web.failures import FailureLimit
from shared.web.fast_path import FastPath, FastRoute
from shared.web.middleware import RequestMiddleware
from shared.web.schemas import Problem
from shared.web.site.page_routes import failed_or_problem
from shared.web.site.pages import site_router

DESCRIPTION = (
    "Keeps the promise to every dissatisfied customer: five minutes to calm, ten minutes a leader, five minutes to the "
    "first callback. Times are RFC 3339 UTC; refusals are RFC 9457 problem details with a stable `code`."
)

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def _nothing(app: FastAPI) -> AsyncIterator[None]:
    yield


def create_app(
    context: AppContext,
    routers: Sequence[APIRouter],
    lifespan: Lifespan = _nothing,
    *,
    fast_routes: Sequence[FastRoute] = (),
) -> FastAPI:
    """The app. `lifespan` starts and stops what runs beside it; `fast_routes` are the routes with a fast path."""
    documented = context.settings.documented
    create = FastAPIOffline if documented else partial(FastAPI, openapi_url=None)
    app = create(
        docs_url=None,
        redoc_url=None,
        title="Dissatisfaction hotline",
        version="1",
        description=DESCRIPTION,
        lifespan=lifespan,
        redirect_slashes=False,  # a redirect would repeat the path, which may hold personal data
    )
    app.state.context = context
    problems.install(app)
    app.add_exception_handler(HTTPException, failed_or_problem)
    frameworks = app.build_middleware_stack
    app.build_middleware_stack = lambda: RequestMiddleware(  # type: ignore[method-assign]  # around all others, so that the fast path skips them
        FailureLimit(BodyLimit(FastPath(frameworks(), context, fast_routes)), context), context.ids
    )
    for router in (
        site_router(),
        *routers,
    ):  # not included: each would be derived again, and looked for twice a request
        app.router.routes.extend(router.routes)
    if documented:
        add_docs(app)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def warm_up(app: FastAPI) -> None:
    """Describe the routes, which would hold the event loop for up to seconds when the document is asked for."""
    if app.openapi_url is not None:
        app.openapi()


def _described(app: FastAPI) -> dict[str, object]:
    """The OpenAPI document, with the shape of a problem in it, and with examples."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(problem.pop("$defs", {}))
        schemas["Problem"] = problem
        add_examples(document)
        app.openapi_schema = document
    return app.openapi_schema
