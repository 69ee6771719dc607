"""Where the browser of the tests comes from. Nothing is installed here: the package manager is a fake."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.servers import chromium
from deploy.servers.failures import PartMissing


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A machine without a browser and without Chinese characters; what was installed on it, in order."""
    done: list[str] = []
    monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/usr/bin/{name}" if name in done else None)
    monkeypatch.setattr(chromium, "FONT", Path("/nowhere"))
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: None)
    monkeypatch.setattr(chromium, "_downloaded", lambda: False)
    monkeypatch.setattr(chromium, "_driver_starts", lambda: True)
    monkeypatch.setattr(chromium, "install", lambda name, reason: done.append(name))
    chromium.chromium.cache_clear()
    yield done
    chromium.chromium.cache_clear()


def refuses(name: str, reason: str) -> None:
    raise PartMissing(f"{reason}; type: sudo apt-get install -y {name}")


def test_debians_browser_and_font_are_installed_where_they_are_missing(installed: list[str]) -> None:
    assert chromium.chromium() == Path("/usr/bin/chromium")
    assert installed == ["fonts-noto-cjk", "chromium"]


def test_a_browser_that_is_there_is_taken_though_no_font_can_be_installed(
    installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed.append("google-chrome")
    monkeypatch.setattr(chromium, "install", refuses)
    assert chromium.chromium() == Path("/usr/bin/google-chrome")


def test_elsewhere_the_browser_that_playwright_has_downloaded_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "install", refuses)
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: Path("/home/chrome"))
    assert chromium.chromium() == Path("/home/chrome")


def test_where_none_can_be_had_the_line_to_type_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "install", refuses)
    with pytest.raises(PartMissing, match=r"Chromium is missing.*type: sudo apt-get install -y chromium"):
        chromium.chromium()


def test_what_playwright_is_linked_with_is_installed_before_it_is_asked(
    installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "_driver_starts", lambda: False)
    monkeypatch.setattr(
        chromium, "_playwrights_own", lambda: Path("/home/chrome") if "libatomic1" in installed else None
    )
    assert chromium.chromium() == Path("/home/chrome")
    assert installed == ["fonts-noto-cjk", "libatomic1"]
