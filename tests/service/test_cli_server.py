"""The server as a person starts it: what it prints, how it is stopped, who else may use its folder, and its clock."""

import json
import os
import pty
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.harness.people import LEADER, REPORTER
from tests.harness.running import ROOT, Running, command, environment, serving
from tests.harness.waiting import until

NINE_IN_SHANGHAI = 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for all tests that do it no harm."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        yield running


def now(server: Running) -> datetime:
    return datetime.fromisoformat(server.get("/api/platform/clock")["now"])


def test_a_person_in_a_hurry_finds_the_address_sign_ins_and_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    output = at_a_terminal(folder)
    [url] = re.findall(r"The hotline is ready at (\S+) ", output)
    tokens = {entry["token"] for entry in json.loads((folder / "demo-sign-ins.json").read_text("utf-8"))}
    assert str(folder / "demo-sign-ins.json") in output
    for role in ("reporter", "leader", "complaint_group", "unit_head", "auditor", "administrator"):
        [token] = re.findall(rf"^{role} +\S+ +S\d{{4}} +(\S{{43}})\r$", output, re.MULTILINE)
        assert token in tokens, role
    assert f"{url}/sign-in\r\n" in output


def test_what_is_no_terminal_is_told_where_the_sign_ins_are_and_gets_no_token(server: Running) -> None:
    path = server.folder / "demo-sign-ins.json"
    until(lambda: "tokens are printed at a terminal only" in server.output())
    assert f"demo sign-ins are in {path}" in server.output()
    assert not [entry for entry in json.loads(path.read_text("utf-8")) if entry["token"] in server.output()]
    assert server.get("/readyz")["ready"]


def test_a_demo_that_others_could_reach_does_not_start(folder: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "hotline.example"):
        refused = command(folder, host=host)
        assert refused.returncode == 2
        assert f"HOTLINE_HOST is {host}, but a demo listens on this host only" in refused.stderr
    assert not folder.exists()
    for settings in ({"demo_public": "yes"}, {"profile": "production"}):
        assert command(folder, "settings", host="0.0.0.0", **settings).returncode == 0


def at_a_terminal(folder: Path) -> str:
    """What a server prints at a terminal until it has said all of it."""
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "services"]
    process = subprocess.Popen(line, cwd=ROOT, env=environment(folder), stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    output = ""
    try:
        while re.search(r"/sign-in\r\n", output) is None:  # the last thing it prints
            output += os.read(ours, 65536).decode()
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return output


def test_secrets_are_for_the_owner_of_the_folder_only(server: Running) -> None:
    for name in ("demo-sign-ins.json", "local-admin.token", "hotline.key"):
        assert stat.S_IMODE((server.folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700


def test_commands_go_through_the_running_server(server: Running) -> None:
    issued = command(server.folder, "token", "issue", REPORTER)
    assert issued.returncode == 0, issued.stderr
    [secret] = re.findall(r"^token +(\S{43})$", issued.stdout, re.MULTILINE)
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "k"}
    body = {"stage": "calming"}
    report = httpx.post(f"{server.url}/api/intake/reports", json=body, headers=headers, trust_env=False, verify=False)
    assert report.status_code == 201
    exported = command(server.folder, "export", report.json()["id"])
    assert exported.stdout.splitlines()[0].startswith('{"service": "intake", "sequence": 1')


def test_a_second_server_on_the_same_folder_is_refused(server: Running) -> None:
    second = command(server.folder)
    assert second.returncode == 3
    assert f"in use by process {server.process.pid}" in second.stderr
    assert server.process.poll() is None


def test_an_address_that_is_taken_is_said_to_be(server: Running, folder: Path) -> None:
    port = server.url.rpartition(":")[2]
    refused = command(folder, port=port)
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"cannot listen on 127.0.0.1:{port}: ")
    assert not folder.exists()


def test_ctrl_c_stops_it_gracefully_within_seconds_and_it_ends_with_0(folder: Path) -> None:
    with serving(folder, log_format="json") as server, httpx.Client(trust_env=False, verify=False) as kept_alive:
        kept_alive.get(f"{server.url}/livez")
        assert server.stop(signal.SIGINT) == 0
        assert '"action": "hotline.stopped"' in server.output()
        assert "Traceback" not in server.output()
        assert not (folder / "local-admin.token").exists()


def test_with_speed_minutes_pass_in_seconds_from_nine_on_and_a_killed_server_goes_on_from_there(folder: Path) -> None:
    with serving(folder, clock_speed="600") as server:
        before = now(server)
        opening = before.replace(hour=NINE_IN_SHANGHAI, minute=0, second=0, microsecond=0)
        assert opening <= before < opening + timedelta(hours=10)
        headers = {"Authorization": f"Bearer {server.token(REPORTER)}", "Idempotency-Key": "k"}
        body = {"stage": "calming"}
        report = httpx.post(
            f"{server.url}/api/intake/reports", json=body, headers=headers, trust_env=False, verify=False
        ).json()
        server.process.kill()
        server.process.wait()
    with serving(folder, clock_speed="600") as server:
        assert now(server) > before
        told = _eventually_told(server, f"/api/escalation/cases/{report['id']}")
        accepted = datetime.fromisoformat(report["accepted_at"])
        assert told["staff_id"] == LEADER
        assert datetime.fromisoformat(told["due_at"]) == accepted + timedelta(minutes=5)
        assert datetime.fromisoformat(told["told_at"]) >= accepted + timedelta(minutes=5)
        assert server.stop(signal.SIGTERM) == 0


def _eventually_told(server: Running, case: str) -> dict[str, str]:
    """The first level's telling. At this speed it is due within a second."""
    for _ in range(500):
        headers = {"Authorization": f"Bearer {server.token(REPORTER)}"}
        answer = httpx.get(f"{server.url}{case}", headers=headers, trust_env=False, verify=False)
        if answer.status_code == 200 and answer.json()["told"]:
            return dict(answer.json()["told"][0])
    raise AssertionError(answer.text)
