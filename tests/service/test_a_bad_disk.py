"""A real server on a disk that is full, read-only or damaged, or held by a stranger: it says so, and recovers."""

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.engine.db.database import Cause
from tests.harness.people import CALLER, REPORTER
from tests.harness.running import Running, command, serving
from tests.harness.small_disk import SmallDisk, small_disk
from tests.harness.waiting import until

SPEED = "60"  # five minutes are five seconds
FLOOR = 8  # MB
_keys = itertools.count(1)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", megabytes=32) as mounted:
        yield mounted


def ask(server: Running, method: str, path: str, staff_id: str = REPORTER, **body: Any) -> httpx.Response:
    """Ask as this person, and wait two seconds for the answer at the most."""
    headers = {"Authorization": f"Bearer {server.token(staff_id)}", "Idempotency-Key": f"key-{next(_keys)}"}
    url = f"{server.url}{path}"
    content = {"json": body} if method == "POST" else {}
    return httpx.request(method, url, headers=headers, trust_env=False, timeout=2, **content)  # type: ignore[arg-type]


def report(server: Running) -> httpx.Response:
    return ask(server, "POST", "/api/intake/reports", stage="calming", text="x" * 4000)


def degraded(server: Running) -> dict[str, str]:
    """What does not work; empty while the process is ready."""
    ready = ask(server, "GET", "/readyz")
    assert (ready.status_code == 200) is ready.json()["ready"]
    return {} if ready.json()["ready"] else ready.json()["degraded"]


def takes_reports(server: Running) -> bool:
    return degraded(server) == {} and report(server).status_code == 201


def level(server: Running, case_id: str) -> int:
    case = ask(server, "GET", f"/api/escalation/cases/{case_id}")
    return int(case.json()["level"]) if case.status_code == 200 else -1


def test_below_the_floor_reports_are_refused_and_the_clocks_of_open_cases_go_on(disk: SmallDisk) -> None:
    with serving(disk.folder / "data", clock_speed=SPEED, free_space_floor=str(FLOOR)) as server:
        case_id = report(server).json()["id"]
        disk.fill(leaving=FLOOR << 19)
        until(lambda: "new reports are refused" in degraded(server).get("disk", ""))

        refused = report(server)

        assert (refused.status_code, refused.json()["code"]) == (503, "reports_paused")
        before = level(server, case_id)
        until(lambda: level(server, case_id) > max(before, 0))
        assert set(degraded(server)) == {"disk"}
        disk.free()
        until(lambda: takes_reports(server))


def test_a_disk_without_any_room_is_said_and_when_there_is_room_the_clocks_go_on(disk: SmallDisk) -> None:
    with serving(disk.folder / "data", clock_speed=SPEED, free_space_floor="0") as server:
        case_id = report(server).json()["id"]
        until(lambda: level(server, case_id) == 0)
        disk.fill()
        until(lambda: degraded(server).get("intake.database") == Cause.FULL)
        assert report(server).status_code == 503
        figures = httpx.get(f"{server.url}/metrics", trust_env=False).text
        assert "hotline_ready 0.0" in figures
        assert 'hotline_failing{part="intake.database"} 1.0' in figures
        assert '"readiness.lost"' in server.output() or "readiness.lost" in server.output()

        disk.free()

        until(lambda: takes_reports(server))
        until(lambda: level(server, case_id) > 0)


def test_a_stranger_who_holds_a_file_stops_neither_other_answers_nor_the_process(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        stranger = sqlite3.connect(server.folder / "intake.db", isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
        until(lambda: degraded(server).get("intake.database") == Cause.LOCKED)
        assert report(server).status_code == 503
        assert set(degraded(server)) >= {"intake.database"}
        assert ask(server, "GET", "/api/callback/cases", CALLER).status_code == 200
        stranger.close()
        until(lambda: takes_reports(server))


def spoil(file: Path) -> None:
    """Overwrite all pages but the first."""
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xa5" * (size - 4096))


def test_a_file_that_is_damaged_while_it_runs_is_503_and_unready_not_500(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        report(server)
    with serving(tmp_path / "data") as server:
        spoil(server.folder / "intake.db")
        statuses = {report(server).status_code for _ in range(3)}
        until(lambda: degraded(server).get("intake.database") == Cause.DAMAGED)
        assert statuses <= {201, 503}
        assert report(server).json()["code"] == "reports_paused"
        assert ask(server, "GET", "/api/callback/cases", CALLER).status_code == 200


def test_a_file_that_was_damaged_before_the_start_is_found_by_the_start(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        report(server)
        assert server.stop() == 0
    rows = sqlite3.connect(tmp_path / "data" / "callback.db")
    root = rows.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'event_log'").fetchone()[0]
    rows.close()
    with (tmp_path / "data" / "callback.db").open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)

    with serving(tmp_path / "data") as server:
        assert degraded(server).get("callback.database") == Cause.DAMAGED
        assert report(server).status_code == 201  # the others serve


def test_a_file_that_is_no_database_is_named_in_one_line_and_nothing_starts(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        assert server.stop() == 0
    (tmp_path / "data" / "intake.db").write_bytes(b"\xa5" * 100_000)

    refused = command(tmp_path / "data")

    assert refused.returncode == 2
    assert "intake.db: this is not a database" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_file_that_was_removed_makes_the_process_unready(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        (server.folder / "intake.db").rename(server.folder / "elsewhere.db")
        until(lambda: degraded(server).get("intake.database") == Cause.GONE)
        assert report(server).json()["code"] == "reports_paused"
        (server.folder / "elsewhere.db").rename(server.folder / "intake.db")
        until(lambda: takes_reports(server))


def test_a_folder_that_is_read_only_is_named_in_one_line_and_nothing_starts(disk: SmallDisk) -> None:
    with serving(disk.folder / "data") as server:
        assert server.stop() == 0
    disk.make_read_only()

    refused = command(disk.folder / "data")

    assert refused.returncode == 2
    assert str(disk.folder / "data") in refused.stderr
    assert "Traceback" not in refused.stderr
