"""After a restore no token of the back-up is valid, and the auditor can read who restored it."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from shared.engine.migrations import migrate_sqlite
from shared.platform.settings import Settings
from shared.runtime.backup.restoring import restore_sqlite
from shared.runtime.backup.sqlite import back_up_sqlite
from shared.runtime.ownership import HalfRestored
from tests.harness.old_data import restore_sqlite as put_back
from tests.harness.people import AUDITOR, REPORTER
from tests.harness.world import World


def silent(line: str) -> None:
    """Show no progress."""


def restored(settings: Settings, tmp_path: Path) -> Settings:
    """The folder of these settings backed up and restored beside it, without its file of sign-ins."""
    back_up_sqlite(settings, tmp_path / "backup", silent)
    there = tmp_path / "restored"
    there.mkdir(mode=0o700)
    (there / "hotline.key").write_bytes(settings.keys.read_bytes())
    (there / "hotline.key").chmod(0o600)
    beside = settings.model_copy(update={"data_dir": there})
    restore_sqlite(beside, tmp_path / "backup", silent)
    return beside


async def test_a_token_of_the_back_up_is_refused_and_a_new_one_is_not(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data") as before:
        old = before.tokens[REPORTER]
        beside = restored(before.settings, tmp_path)
    after = World(beside.data_dir)
    await after.open()
    try:
        assert after.tokens[REPORTER] != old  # the demo issues its own anew
        assert (await after.by(REPORTER).get("/api/platform/me")).status_code == 200
        after.tokens[REPORTER] = old
        assert (await after.by(REPORTER).get("/api/platform/me")).status_code == 401
    finally:
        await after.end()


async def test_the_auditor_reads_who_restored_what_and_how_many_tokens_ended(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data") as before:
        await before.by(REPORTER).reports(text="客户不满")
        beside = restored(before.settings, tmp_path)
    after = World(beside.data_dir)
    await after.open()
    try:
        auditor = after.by(AUDITOR)
        [line] = await listed(auditor, "/api/platform/audit", action="backup.restore")
        assert line["actor"] == "local"
        assert line["facts"]["user"]
        assert line["facts"]["tokens_ended"] > 10
        assert line["facts"]["last_events"]["intake"] >= 1
        [event] = await listed(auditor, "/api/platform/security-events", kind="restored")
        assert event["subject"] == line["facts"]["made_at"]
    finally:
        await after.end()


async def listed(person: Any, path: str, **wanted: str) -> list[dict[str, Any]]:
    answer = await person.get(path, **wanted)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_a_back_up_of_an_earlier_version_is_restored_with_its_tokens_ended(tmp_path: Path) -> None:
    put_back("0.1.0", tmp_path / "data")
    beside = restored(Settings(data_dir=tmp_path / "data"), tmp_path)
    platform = beside.data_dir / "platform.db"
    migrate_sqlite("platform", platform)
    with sqlite3.connect(platform) as connection:
        alive = connection.execute("SELECT count(*) FROM tokens WHERE revoked_at IS NULL").fetchone()
        [[facts]] = connection.execute("SELECT facts FROM audit WHERE action = 'backup.restore'").fetchall()
        [ended] = connection.execute("SELECT count(*) FROM tokens").fetchone()
    connection.close()
    assert alive == (0,)
    assert 0 < json.loads(facts)["tokens_ended"] <= ended


def test_a_folder_that_was_restored_in_part_is_not_backed_up(tmp_path: Path) -> None:
    put_back("0.1.0", tmp_path / "data")
    (tmp_path / "data" / "restore.unfinished").touch()
    with pytest.raises(HalfRestored):
        back_up_sqlite(Settings(data_dir=tmp_path / "data"), tmp_path / "backup", silent)
