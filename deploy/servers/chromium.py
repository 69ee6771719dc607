"""Chromium, which shows the pages to their tests: the one on this machine, else Debian's, else Playwright's own."""

import shutil
import subprocess
import sys
from contextlib import suppress
from ctypes.util import find_library
from functools import cache
from pathlib import Path

from deploy.servers.failures import PartMissing
from deploy.servers.packages import install
from deploy.servers.steps import step

NAMES = ("chromium", "chromium-browser", "google-chrome")
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
DOWNLOAD_SECONDS = 180


@cache
def chromium() -> Path:
    """The path of the browser, beside it a font with Chinese characters if there can be one. Raises `PartMissing`."""
    if not _shows_chinese():
        with suppress(PartMissing):  # then they are boxes
            install("fonts-noto-cjk", reason="a font with Chinese characters is missing")
    if not _driver_starts():
        install("libatomic1", reason="libatomic is missing, without which Playwright does not start")
    found = _on_this_machine()
    if found is not None:
        return found
    try:
        install("chromium", reason="Chromium is missing, which shows the pages to their tests")
    except PartMissing:
        if not _downloaded():
            raise
    found = _on_this_machine()
    if found is None:
        raise PartMissing("Chromium was installed, but is not on the path")
    return found


def _on_this_machine() -> Path | None:
    """A browser on the path, else the one that Playwright downloaded before."""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(installed) if installed is not None else _playwrights_own()


def _playwrights_own() -> Path | None:
    with suppress(ImportError):  # of an environment without the packages for tests
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            own = Path(playwright.chromium.executable_path)
        return own if own.exists() else None
    return None


def _driver_starts() -> bool:
    """True if the library is there that Playwright's driver, a program for Linux, is linked with."""
    return sys.platform != "linux" or find_library("atomic") is not None


def _shows_chinese() -> bool:
    """True if a font with Chinese characters is installed."""
    if FONT.exists():
        return True
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def _downloaded() -> bool:
    """Let Playwright download its own; False if it could not."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    with suppress(subprocess.SubprocessError), step("downloading the Chromium of Playwright"):
        subprocess.run(command, capture_output=True, check=True, timeout=DOWNLOAD_SECONDS)
        return True
    return False
