"""The Java that runs a broker: `JAVA_HOME`, else the one on the path, else installed when that is up to us."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from deploy.servers.failures import PartMissing
from deploy.servers.packages import install

OLDEST = 17  # what Kafka 4 asks for


@cache
def java() -> Path:
    """A Java that is recent enough. Raises `PartMissing` when there is none."""
    found = _on_this_machine()
    if found is None:
        install("default-jre-headless", reason="Java is missing, which runs Apache Kafka")
        found = _on_this_machine()
    if found is None or (version := _version_of(found)) < OLDEST:
        there = f"{found} is Java {version}" if found else "there is none"
        raise PartMissing(f"Apache Kafka needs Java {OLDEST} or later; {there}. JAVA_HOME says which one to take")
    return found


def _on_this_machine() -> Path | None:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    return Path(found).resolve() if found else None


def _version_of(binary: Path) -> int:
    """Its major version; "1.8" and "17.0.15" are how they are written."""
    said = subprocess.run([binary, "-version"], capture_output=True, text=True, check=False).stderr
    match = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(match[1]) if match else 0
