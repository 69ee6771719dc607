"""Runs of pytest with a module that leaves a connection open: the run names it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
OPENS = """
import asyncio, socket
import pytest

listening = socket.create_server(("127.0.0.1", 0))
kept = []

@pytest.mark.asyncio(loop_scope="{scope}")
async def test_opens():
    kept.extend(await asyncio.open_connection(*listening.getsockname()))
"""
AFTER = """
async def test_after():
    pass
"""


def run(folder: Path, scope: str) -> tuple[int, str]:
    """The exit code and the output of a run of two modules, the first of which leaves a connection open."""
    (folder / "test_first.py").write_text(OPENS.format(scope=scope))
    (folder / "test_second.py").write_text(AFTER)
    options = ["-p", "pytest_asyncio.plugin", "-p", "tests.harness.left_open", "-o", "asyncio_mode=auto", "--rootdir"]
    line = [sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", *options, str(folder), str(folder)]
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout


def test_a_connection_left_open_on_the_loop_of_a_test_is_an_error_of_that_test(tmp_path: Path) -> None:
    code, output = run(tmp_path, "function")
    assert (code, "ERROR at teardown of test_opens" in output) == (1, True), output
    assert "opened in test_first.py::test_opens (call)" in output


def test_a_connection_left_open_on_the_loop_of_the_session_is_an_error_that_names_who_opened_it(tmp_path: Path) -> None:
    code, output = run(tmp_path, "session")
    assert (code, "ERROR at teardown of test_after" in output) == (1, True), output
    assert "opened in test_first.py::test_opens (call)" in output
