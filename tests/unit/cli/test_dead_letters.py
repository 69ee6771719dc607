"""`dead-letters` beside a server of version 0.1.0, which still runs while the files are those of today."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from services.cli import dead_letters
from services.cli.main import main
from shared.platform.settings import Settings

LETTER = {
    "service": "escalation",
    "position": 12,
    "consumer": "escalation",
    "case_id": "case-1",
    "event_id": "intake.case-1.1",
    "type": "hotline.intake.report.accepted.v1",
    "attempts": 8,
    "error": "builtins.ValueError",
    "at": "2026-11-23T01:00:00Z",
}
OF_VERSION_0_1_0 = {"items": [LETTER], "next": None}


@pytest.fixture
def replayed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the server is asked to replay."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json=OF_VERSION_0_1_0)
        asked.append(request.url.path)
        return httpx.Response(204)

    @asynccontextmanager
    async def old_server(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://old") as client:
            yield client

    monkeypatch.setattr(dead_letters, "admin_client", old_server)
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path))
    return asked


@pytest.mark.usefixtures("replayed")
def test_an_answer_that_does_not_say_which_services_are_away_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dead-letters", "list"]) == 0
    assert "escalation:12" in capsys.readouterr().out


def test_all_letters_of_such_an_answer_are_replayed(replayed: list[str]) -> None:
    assert main(["dead-letters", "replay", "--all"]) == 0
    assert replayed == ["/api/platform/dead-letters/escalation/12/replay"]
