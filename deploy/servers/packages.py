"""Debian packages a server needs, installed when that is up to us."""

import os
import shutil
import subprocess

from deploy.servers.failures import PartMissing
from deploy.servers.steps import step


def install(*packages: str, reason: str) -> None:
    """Install them as root on Debian. Raises `PartMissing` with the line to type where that cannot be."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise PartMissing(f"{reason}; on Debian or Ubuntu type: sudo apt-get install -y {' '.join(packages)}")
    with step(f"{reason}: installing {' '.join(packages)}"):
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        ):
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                said = (done.stdout + done.stderr)[-2000:]
                raise PartMissing(f"{reason}, and {' '.join(command)} failed:\n{said}")
