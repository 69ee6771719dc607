"""The data folder and what is in it are for their owner only; an older, wider mode is narrowed, not refused."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.runtime import private_folder
from shared.runtime.ownership import take_folder
from shared.runtime.private_folder import OpenToOthers, make_private
from tests.harness.old_data import VERSIONS, restore_sqlite
from tests.harness.running import command, serving


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def opened_up(folder: Path, *names: str) -> Path:
    """A folder that others may read, with these files and folders of mode 0600 and 0700."""
    folder.mkdir()
    for name in names:
        (folder / name).mkdir(0o700) if name.endswith("/") else (folder / name).touch(0o600)
    folder.chmod(0o755)
    return folder


@pytest.fixture
def no_umask() -> Iterator[None]:
    """New files of this process, and of those it starts, may be used by everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("no_umask")
def test_a_served_folder_holds_no_file_that_others_may_read(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        files = [*server.folder.iterdir()]
        assert {"intake.db", "intake.db-wal", "owner.lock", "demo.lock"} <= {file.name for file in files}
        assert {file.name: mode(file) for file in files if mode(file) != 0o600} == {}
        assert mode(server.folder) == 0o700


@pytest.mark.parametrize("version", VERSIONS)
def test_the_open_folder_of_an_earlier_version_is_narrowed_and_starts(version: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    restore_sqlite(version, folder)
    folder.chmod(0o755)
    for file in folder.glob("*.db*"):
        file.chmod(0o644)
    migrated = command(folder, "migrate")
    assert migrated.returncode == 0, migrated.stderr
    assert {file.name: mode(file) for file in folder.iterdir() if mode(file) != 0o600} == {}
    assert mode(folder) == 0o700
    assert len([*folder.glob("*.before-upgrade-from-*")]) == 4


@pytest.mark.parametrize("names", [[], ["lost+found", ".profile"], ["platform.db", "others.txt"], ["hotline.key"]])
def test_an_empty_folder_or_one_of_the_hotline_is_narrowed(names: list[str], tmp_path: Path) -> None:
    folder = opened_up(tmp_path / "data", *names)
    take_folder(folder).release()
    assert mode(folder) == 0o700


@pytest.mark.parametrize("names", [["others.txt"], ["hotline.key", "passwd"], ["backups/"]])
def test_an_open_folder_of_other_programs_is_refused_and_unchanged(names: list[str], tmp_path: Path) -> None:
    folder = opened_up(tmp_path / "data", *names)
    with pytest.raises(OpenToOthers, match=r"has mode 0755 .* chmod 700 it, or choose another folder"):
        take_folder(folder)
    assert mode(folder) == 0o755
    assert sorted(path.name for path in folder.iterdir()) == sorted(name.strip("/") for name in names)


def test_the_servers_beside_the_data_are_still_reached_by_the_user_they_run_as(tmp_path: Path) -> None:
    folder = opened_up(tmp_path / "data", "servers/", "hotline.key")
    for _ in range(2):
        make_private(folder)
        assert mode(folder) == 0o711
    folder.chmod(0o700)
    make_private(folder)
    assert mode(folder) == 0o700


def test_a_folder_of_another_user_as_a_container_mounts_it_is_used_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "hosts").touch()
    tmp_path.chmod(0o777)
    stranger = os.geteuid() + 1
    monkeypatch.setattr(private_folder.os, "geteuid", lambda: stranger)
    make_private(tmp_path)
    assert mode(tmp_path) == 0o777
    assert "belongs to another user, who should chmod 700 it" in caplog.text
