"""The session of the README, pasted into a shell against a real server, from report to closure."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.servers.packages import curl
from tests.harness.running import ROOT, environment, serving
from tests.harness.servers import skipped_without_parts
from tests.harness.stacks import only_embedded

pytestmark = only_embedded("the README's session is with a server as `make run` starts it")

SESSION = re.compile(r"<!-- session:.*?-->\n```bash\n(.*?)```", re.DOTALL)
STATES = ["to_dispatch", "dispatched", "handling", "resolved", "closed"]


def session_of(readme: str) -> str:
    """The one session of a README."""
    [session] = SESSION.findall((ROOT / readme).read_text("utf-8"))
    return str(session)


def test_the_session_of_the_readme_goes_from_report_to_closure_when_pasted(tmp_path: Path) -> None:
    with skipped_without_parts():
        curl()
    with serving(tmp_path / "data") as server:
        settings = environment(server.folder, url=server.url)
        settings["PATH"] = f"{Path(sys.executable).parent}:{settings['PATH']}"  # python3, wherever it is
        shell = subprocess.run(
            ["bash", "-eu"],
            input=session_of("README.md"),
            env=settings,
            capture_output=True,
            text=True,
            timeout=90,
        )
    assert shell.returncode == 0, shell.stderr + shell.stdout
    reported, phone, *states, told, number = shell.stdout.splitlines()
    assert reported.startswith("reported: ")
    assert phone == '{"phone":"13812345678"}'
    assert states == STATES
    assert told == "【已结案】客户评价非常满意，您无需再处理。"
    assert number.startswith("报告编号R")


def test_both_readmes_show_the_same_session() -> None:
    english, chinese = (re.sub(r"(?m)^#.*\n", "", session_of(readme)) for readme in ("README.md", "README.zh-CN.md"))
    assert english == chinese


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_what_a_readme_points_to_is_there(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    targets = re.findall(r"\]\((?!http)([^)#]+)", text) + re.findall(
        r"`((?:services|shared|deploy|docs)/[\w/.-]+)`", text
    )
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
