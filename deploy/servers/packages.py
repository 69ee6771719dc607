"""Debian packages a server needs, installed when that is up to us."""

import os
import shutil
import subprocess
from functools import cache

from deploy.servers.failures import PartMissing
from deploy.servers.steps import step

PATIENCE_SECONDS = 600


def install(*packages: str, reason: str) -> None:
    """Install them as root on Debian. Raises `PartMissing` with the line to type where that cannot be."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise PartMissing(f"{reason}; on Debian or Ubuntu type: sudo apt-get install -y {' '.join(packages)}")
    with step(f"{reason}: installing {' '.join(packages)}"):
        try:
            _read_lists()
            _apt_get("install", "-y", "-qq", "--no-install-recommends", *packages)
        except PartMissing as missing:
            raise PartMissing(f"{reason}, and {missing}") from None


def curl() -> str:
    """Where curl is, which the README's session calls; installed if that is up to us. Raises `PartMissing`."""
    if shutil.which("curl") is None:
        install("curl", reason="curl is missing")
    return shutil.which("curl") or "/usr/bin/curl"


@cache
def _read_lists() -> None:
    """Once a process is enough."""
    _apt_get("update", "-qq")


def _apt_get(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *arguments]
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise PartMissing(f"{' '.join(command)} has not ended within {PATIENCE_SECONDS} s") from None
    if done.returncode != 0:
        raise PartMissing(f"apt-get {' '.join(arguments)} failed:\n{(done.stdout + done.stderr)[-2000:]}")
