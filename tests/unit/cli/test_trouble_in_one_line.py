"""The command line when the system says no, or a setting names nothing: one line that says which, never a stack."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.cli.main import REFUSED, UNREAD, WRONG, main
from shared.platform.settings import ROOT

TOO_LONG = "a" * 300
DONE = 0


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    "command", [("policy", "check"), ("import-directory",), ("restore",), ("backup",)], ids=lambda words: words[0]
)
def test_a_name_that_no_disk_takes_is_refused_in_one_line(
    command: tuple[str, ...], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, TOO_LONG]) == WRONG

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "Traceback" not in lines[0]
    assert not data.exists()


def test_a_reader_that_has_gone_is_no_fault(data: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as unread:
        command = subprocess.run(
            [sys.executable, "-m", "services", "settings"], cwd=ROOT, stdout=unread, stderr=subprocess.PIPE, check=False
        )

    assert (command.returncode, command.stderr) == (UNREAD, b"")


@pytest.mark.parametrize("name", ["DATA_DIR", "KEY_FILE", "POLICY_DIR", "CALENDAR_FILE", "DIRECTORY_DIR"])
def test_an_empty_path_is_not_the_folder_one_stands_in(
    name: str, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"HOTLINE_{name}", "")

    assert main(["keys", "check"]) == WRONG
    assert capsys.readouterr().err == f"HOTLINE_{name}: is set but empty; unset it for the default\n"


def test_a_calendar_that_is_named_has_to_be_there(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOTLINE_CALENDAR_FILE", str(tmp_path / "overides.toml"))

    assert main(["keys", "check"]) == WRONG
    assert capsys.readouterr().err == f"HOTLINE_CALENDAR_FILE: there is no file {tmp_path / 'overides.toml'}\n"


def test_a_folder_of_policies_that_is_not_there_is_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["policy", "check", str(tmp_path / "polices")]) == REFUSED
    assert "polices:1: there is no such folder" in capsys.readouterr().err


def test_a_back_up_beside_an_older_key_file_is_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate"]) == DONE
    assert main(["token", "list"]) == DONE
    key_file = data / "hotline.key"
    older = key_file.read_bytes()
    assert main(["keys", "rotate"]) == DONE
    key_file.write_bytes(older)
    capsys.readouterr()

    assert main(["backup", str(tmp_path / "copy")]) == WRONG
    assert "put back the newest copy of it" in capsys.readouterr().err
    assert not (tmp_path / "copy").exists()
