"""The version of the pages: it changes with their templates, scripts, styles and words."""

from functools import cache
from hashlib import sha256
from pathlib import Path

SITE = Path(__file__).parent
PARTS = frozenset({".html", ".js", ".css", ".svg", ".po"})


@cache
def site_version() -> str:
    """The version of the shared files of this process, read once."""
    found = sha256()
    for path in sorted(SITE.rglob("*")):
        if path.suffix in PARTS:
            found.update(path.relative_to(SITE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:12]
