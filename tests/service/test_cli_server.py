"""The server as a person starts it: what it prints, how it is stopped, who else may use its folder, and its clock."""

import os
import re
import signal
import stat
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.harness.people import LEADER, REPORTER
from tests.harness.running import Running, command, serving

NINE_IN_SHANGHAI = 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def now(server: Running) -> datetime:
    return datetime.fromisoformat(server.get("/api/platform/clock")["now"])


def test_a_person_in_a_hurry_finds_the_address_sign_ins_and_a_link(folder: Path) -> None:
    with serving(folder) as server:
        output = server.output()
        assert f"The hotline is ready at {server.url}" in output
        assert str(folder / "demo-sign-ins.json") in output
        for role in ("reporter", "leader", "complaint_group", "unit_head", "auditor", "administrator"):
            assert re.search(rf"^{role} +\S+ +S\d{{4}} +\S{{43}}$", output, re.MULTILINE), role
        [link_token] = re.findall(rf"{server.url}/#token=(\S+)", output)
        assert link_token == server.token(LEADER)
        for name in ("demo-sign-ins.json", "local-admin.token", "hotline.key"):
            assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
        assert server.get("/readyz")["ready"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_gracefully_within_seconds_and_ends_with_0(folder: Path, how: signal.Signals) -> None:
    with serving(folder, log_format="json") as server, httpx.Client(trust_env=False) as kept_alive:
        kept_alive.get(f"{server.url}/livez")
        assert server.stop(how) == 0
        assert '"action": "hotline.stopped"' in server.output()
        assert "Traceback" not in server.output()
        assert not (folder / "local-admin.token").exists()


def test_commands_go_through_the_running_server_and_a_second_one_is_refused(folder: Path) -> None:
    with serving(folder, clock_speed="60") as server:
        issued = command(folder, "token", "issue", REPORTER)
        assert issued.returncode == 0, issued.stderr
        [secret] = re.findall(r"^token +(\S{43})$", issued.stdout, re.MULTILINE)
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "k"}
        assert httpx.get(f"{server.url}/api/platform/me", headers=headers, trust_env=False).status_code == 200
        body = {"stage": "calming"}
        report = httpx.post(f"{server.url}/api/intake/reports", json=body, headers=headers, trust_env=False).json()
        exported = command(folder, "export", report["id"])
        assert exported.stdout.splitlines()[0].startswith('{"service": "intake", "sequence": 1')

        second = command(folder)
        assert second.returncode == 3
        assert f"in use by process {server.process.pid}" in second.stderr
        assert command(folder, "migrate").returncode == 3
        assert server.process.poll() is None


def test_a_folder_whose_owner_does_not_answer_is_said_to_be_taken(folder: Path) -> None:
    with serving(folder) as server:
        server.process.send_signal(signal.SIGSTOP)
        (folder / "local-admin.token").unlink()
        refused = command(folder, "token", "list")
        assert refused.returncode == 3
        assert f"in use by process {server.process.pid}" in refused.stderr


def test_an_address_that_is_taken_is_said_to_be(folder: Path, tmp_path: Path) -> None:
    with serving(folder) as server:
        port = server.url.rpartition(":")[2]
        refused = command(tmp_path / "other", port=port)
        assert refused.returncode == 2
        assert refused.stderr.startswith(f"cannot listen on 127.0.0.1:{port}: ")
        assert not (tmp_path / "other").exists()


def test_with_speed_the_day_begins_at_nine_and_a_restart_never_goes_back(folder: Path) -> None:
    with serving(folder, clock_speed="60") as server:
        first = now(server)
        opening = first.replace(hour=NINE_IN_SHANGHAI, minute=0, second=0, microsecond=0)
        assert opening <= first < opening + timedelta(hours=1)
        server.stop()
    with serving(folder, clock_speed="60") as server:
        second = now(server)
        assert first < second < first + timedelta(hours=2)
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    with serving(folder) as server:
        assert now(server) > second  # at its real pace again, and still not back
        assert server.get("/api/platform/clock")["speed"] == 1.0


def test_with_speed_policy_minutes_pass_in_seconds_and_a_kill_loses_nothing(folder: Path) -> None:
    with serving(folder, clock_speed="600") as server:
        headers = {"Authorization": f"Bearer {server.token(REPORTER)}", "Idempotency-Key": "k"}
        body = {"stage": "calming"}
        report = httpx.post(f"{server.url}/api/intake/reports", json=body, headers=headers, trust_env=False).json()
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    with serving(folder, clock_speed="600") as server:
        case = f"/api/escalation/cases/{report['id']}"
        told = _eventually_told(server, case)
        accepted = datetime.fromisoformat(report["accepted_at"])
        assert told["staff_id"] == LEADER
        assert datetime.fromisoformat(told["due_at"]) == accepted + timedelta(minutes=5)
        assert datetime.fromisoformat(told["told_at"]) >= accepted + timedelta(minutes=5)


def _eventually_told(server: Running, case: str) -> dict[str, str]:
    """The first level's telling. At this speed it is due within a second."""
    for _ in range(500):
        headers = {"Authorization": f"Bearer {server.token(REPORTER)}"}
        answer = httpx.get(f"{server.url}{case}", headers=headers, trust_env=False)
        if answer.status_code == 200 and answer.json()["told"]:
            return dict(answer.json()["told"][0])
    raise AssertionError(answer.text)
