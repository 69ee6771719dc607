"""`retention` says which cases are due and why one is kept; it asks again while there are more to erase."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.cli import retention
from services.cli.main import main
from shared.platform.settings import Settings

PERIODS = {"settled": 1, "archived": 24, "closed": None, "complaint": None}


def case(number: int, kept_as: str | None = None) -> dict[str, Any]:
    return {"case_id": f"case-{number}", "kind": "archived", "since": "2026-11-23T01:00:00Z", "kept_as": kept_as}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the server is asked; it erases one case at a time, and keeps a held one."""
    methods: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        methods.append(request.method)
        items = [case(len(methods)), case(9, "case_on_hold")]
        return httpx.Response(200, json={"periods": PERIODS, "items": items, "more": len(methods) < 3})

    @asynccontextmanager
    async def server(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://hotline") as client:
            yield client

    monkeypatch.setattr(retention, "admin_client", server)
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path))
    return methods


def test_a_dry_run_lists_what_is_due_and_why_a_case_is_kept(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["retention", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert asked == ["GET"]
    assert "periods  settled: 1 month, archived: 24 months, closed: for ever, complaint: for ever" in said
    assert "1 to be erased" in said
    assert "1 kept: on legal hold" in said
    assert "There are more" in said


def test_a_run_goes_on_until_nothing_more_is_due(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["retention"]) == 0
    said = capsys.readouterr().out
    assert asked == ["POST", "POST", "POST"]
    assert "3 erased" in said
    assert "1 kept: on legal hold" in said
    assert "There are more" not in said
