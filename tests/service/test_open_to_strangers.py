"""What a stranger, who has no token, gets from a hotline in production: this list, and no route besides."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.all_in_one import open_all
from services.intake.settings import IntakeSettings
from shared.contracts.services import SERVICES
from shared.platform.settings import Profile, Settings
from shared.runtime.opening import Overrides
from tests.harness.running import command

TOKEN = "a token for the figures"
OPEN = {
    "GET /live/escalation": 204,  # a browser does not connect again
    "GET /live/callback": 204,
    **{f"GET /parts/{service}/unread": 204 for service in SERVICES},  # no session, no messages
    "GET /me/session": 204,
    "GET /livez": 200,
    "GET /readyz": 200,
    "GET /sign-in": 200,
    "POST /sign-in": 422,  # a form, which JSON is not
    "POST /sign-in/ended": 422,
    "POST /language": 422,
    "GET /static/site/{name}": 404,  # style sheets and scripts
    "GET /static/admin/{name}": 404,
    "GET /static/escalation/{name}": 404,
    "GET /static/callback/{name}": 404,
    "GET /static/intake/{name}": 404,
    "GET /api/platform/clock": 200,
    "GET /wecom/{app}/callback": 404,  # WeCom signs what it sends, and no app is set up here
    "POST /wecom/{app}/callback": 404,
}
"""Each with what it answers when it is asked for something that is not there. A route is added here on purpose only."""


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a hotline in production, as it is after `migrate`; strangers change nothing in it."""
    folder = tmp_path_factory.mktemp("production") / "data"
    done = command(folder, "migrate", profile="production")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
async def production(migrated: Path) -> AsyncIterator[FastAPI]:
    """A hotline in production."""
    settings = Settings(profile=Profile.PRODUCTION, data_dir=migrated, metrics_token=TOKEN, failures_a_minute=0)
    process = await open_all(settings, Overrides(service_settings=(IntakeSettings(profile=Profile.PRODUCTION),)))
    yield process.app(run=False)
    await process.close()


def stranger(app: FastAPI, **headers: str) -> httpx.AsyncClient:
    """A client without a token."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://hotline", headers=headers)


def routes(inside: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """(method, path) of every route, also of those that are in no document."""
    for each in inside:
        assert each.methods, f"{each.path} is no plain route: say here what strangers get from it"
        yield from ((method, each.path) for method in each.methods)


async def test_a_stranger_is_answered_by_the_routes_of_the_list_and_refused_by_all_others(production: FastAPI) -> None:
    answered: dict[str, int] = {}
    async with stranger(production) as http:
        for method, path in routes(production.routes):
            address = re.sub(r"\{[^}]+\}", "x", path)
            answer = await http.request(method, address, headers={"Idempotency-Key": "k"}, json={})
            led = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
            if answer.status_code != 401 and not led:
                answered[f"{method} {path}"] = answer.status_code
    assert answered == OPEN


@pytest.mark.parametrize(
    "path", ["/docs", "/openapi.json", "/redoc", "/docs/oauth2-redirect", "/static-offline-docs/x"]
)
async def test_the_documents_of_the_routes_are_not_there_in_production(production: FastAPI, path: str) -> None:
    async with stranger(production) as http:
        assert (await http.get(path)).status_code == 404


async def test_figures_are_for_the_bearer_of_their_token(production: FastAPI) -> None:
    for sent, status in (({}, 401), ({"Authorization": "Bearer x"}, 401), ({"Authorization": TOKEN}, 401)):
        async with stranger(production, **sent) as http:
            assert (await http.get("/metrics")).status_code == status
    async with stranger(production, Authorization=f"Bearer {TOKEN}") as http:
        assert "hotline_timers_overdue" in (await http.get("/metrics")).text
