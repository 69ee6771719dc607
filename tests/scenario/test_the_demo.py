"""`make demo`: the story of three cases comes out as written, on a server of its own."""

import subprocess
import sys
from pathlib import Path

from tests.harness.running import ROOT, environment
from tests.harness.stacks import only_embedded

pytestmark = only_embedded("`make demo` starts a server of its own as `make run` does")

SPEED = "40"  # slow enough that five minutes are seconds even on a busy machine


def play(folder: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    """The demo, played to its end."""
    line = [sys.executable, "-m", "deploy.demo.story"]
    return subprocess.run(
        line, cwd=ROOT, env=environment(folder, **settings), capture_output=True, text=True, timeout=110
    )


def test_the_story_of_three_cases_comes_out_as_written(tmp_path: Path) -> None:
    played = play(tmp_path, clock_speed=SPEED)
    assert played.returncode == 0, played.stdout + played.stderr
    story = played.stdout
    assert story.rstrip().endswith("The story came out as written.")
    for moment in ("settles it at level 2", "not dissatisfied: archived", "very satisfied. Closed"):
        assert moment in story


def test_without_the_server_it_was_told_to_use_nothing_is_played(tmp_path: Path) -> None:
    played = play(tmp_path, url="http://127.0.0.1:1")
    assert (played.returncode, played.stderr) == (2, "No server answers at http://127.0.0.1:1.\n")
