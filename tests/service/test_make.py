"""`make`'s targets that do more than call one tool."""

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.code import ROOT

LONG = "#" + " long" * 30


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make with the project's Makefile in another folder, in this environment."""
    tools = [f"PYTHON={sys.executable}", "BOOTSTRAP=true"]
    command = ["make", "--file", str(ROOT / "Makefile"), *arguments, *tools]
    alone = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }  # `make test`
    return subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, check=False)


def test_format_formats_before_and_after_it_fixes_and_fails_on_what_is_left(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    file = tmp_path / "file.py"
    file.write_text(f"import sys, os\nprint( os.name,\n sys.path )\n{LONG}\n")
    done = make(tmp_path, "format")
    assert file.read_text() == f"import os\nimport sys\n\nprint(os.name, sys.path)\n{LONG}\n"
    assert done.returncode != 0
    assert "E501" in done.stdout
    file.write_text("import os\n\n\nos.fork( )\n")
    assert make(tmp_path, "format").returncode == 0
    assert file.read_text() == "import os\n\nos.fork()\n"


def test_check_wants_a_service_that_has_tests() -> None:
    for service in ("", "nothing"):
        done = make(ROOT, "check", f"SERVICE={service}")
        assert (done.returncode, done.stdout) == (2, "usage: make check SERVICE=callback\n")


def test_check_runs_the_tests_of_the_service() -> None:
    done = make(ROOT, "--dry-run", "check", "SERVICE=callback")
    [tests] = [line for line in done.stdout.splitlines() if "-m pytest" in line]
    named = {Path(word) for word in tests.split() if word.startswith("tests/")}
    assert Path("tests/architecture") in named
    stories = {path.relative_to(ROOT) for path in (ROOT / "tests/scenario").glob("test_callback_*.py")}
    assert stories <= named
    assert not [path for path in named if "intake" in path.name]
