"""tests/README.md names every harness file once, and nothing that is not there."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2]
README = (TESTS / "README.md").read_text("utf-8")


def test_every_harness_file_has_a_line() -> None:
    listed = re.findall(r"^- `(\w+\.py)`: ", README, re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in (TESTS / "harness").glob("*.py") if path.stem != "__init__")


def test_every_path_is_there() -> None:
    named = re.findall(r"tests/[\w./]+", README)
    assert named
    assert [path for path in named if not (TESTS.parent / path.rstrip(".")).exists()] == []
