"""The key file: private, whole, and refused in plain words otherwise."""

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from shared.platform.privacy.keyfile import KeyFile, KeyFileRefused, remove_left_drafts
from shared.platform.privacy.sealing import CannotOpen, CaseKey

KEY = CaseKey("case-1", bytes(range(32)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hotline.key"


def rewrite(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_created_file_is_private_and_loads_as_it_was(path: Path) -> None:
    keys = KeyFile.create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyFile.load(path) == keys
    assert list(path.parent.iterdir()) == [path]


def test_existing_file_is_never_replaced_by_a_new_one(path: Path) -> None:
    keys = KeyFile.create(path)
    with pytest.raises(FileExistsError):
        KeyFile.create(path)
    assert KeyFile.load_or_create(path) == keys
    assert list(path.parent.iterdir()) == [path]


def test_missing_file_is_made_when_that_was_asked_for(path: Path) -> None:
    assert KeyFile.load_or_create(path) == KeyFile.load(path)


def test_missing_file_is_refused_when_it_is_to_be_there(path: Path) -> None:
    with pytest.raises(KeyFileRefused, match="there is no key file"):
        KeyFile.load(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_file_others_may_use_is_refused_with_what_to_do(path: Path, mode: int) -> None:
    KeyFile.create(path)
    path.chmod(mode)
    with pytest.raises(KeyFileRefused, match=f"mode {mode:04o}.*chmod 600"):
        KeyFile.load(path)


def test_read_only_file_is_fine(path: Path) -> None:
    keys = KeyFile.create(path)
    path.chmod(0o400)
    assert KeyFile.load(path) == keys


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyFileRefused, match="ordinary file"):
        KeyFile.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not json", b"\xff\xfe", b"[]", b"{}", b"7"])
def test_what_is_no_key_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileRefused, match="key file"):
        KeyFile.load(path)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "hotline-key-file-9"},
        {"current": "k-none"},
        {"current": ["k"]},
        {"root": "c2hvcnQ"},
        {"root": 7},
        {"wrapping": {}},
        {"wrapping": {"k-1": "c2hvcnQ"}},
        {"wrapping": None},
    ],
)
def test_damaged_file_is_refused_without_quoting_it(path: Path, changes: dict[str, Any]) -> None:
    KeyFile.create(path)
    root = json.loads(path.read_text())["root"]
    rewrite(path, **changes)
    with pytest.raises(KeyFileRefused) as refused:
        KeyFile.load(path)
    assert root not in str(refused.value)


def test_rotated_file_wraps_by_the_new_key_and_still_opens_the_old(path: Path) -> None:
    old = KeyFile.create(path)
    wrapped = old.wrap(KEY)
    old.rotated().save_over(path)
    new = KeyFile.load(path)
    assert new.current != old.current
    assert new.unwrap("case-1", old.current, wrapped) == KEY
    assert new.unwrap("case-1", new.current, new.wrap(KEY)) == KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_wrapped_key_of_one_case_does_not_open_another() -> None:
    keys = KeyFile.new()
    with pytest.raises(CannotOpen):
        keys.unwrap("case-2", keys.current, keys.wrap(KEY))


def test_key_wrapped_by_a_lost_wrapping_key_says_so() -> None:
    keys = KeyFile.new()
    with pytest.raises(CannotOpen, match=keys.current):
        KeyFile.new().unwrap("case-1", keys.current, keys.wrap(KEY))


def test_keys_for_different_purposes_differ_and_stay_the_same() -> None:
    keys = KeyFile.new()
    assert keys.derive("a") == keys.derive("a") != keys.derive("b")
    assert len(keys.derive("a")) == 32


def test_what_a_killed_process_left_beside_the_file_is_removed_and_nothing_else(path: Path) -> None:
    keys = KeyFile.create(path)
    left = path.with_name("hotline.key.0123456789ab.new")
    kept = [path, *(path.with_name(name) for name in ("hotline.key.erased", "hotline.key.copy.new", "other.key"))]
    for each in (left, *kept[1:]):
        each.write_bytes(path.read_bytes())
    assert remove_left_drafts(path) == 1
    assert sorted(path.parent.iterdir()) == sorted(kept)
    assert KeyFile.load(path) == keys


def test_a_draft_of_a_process_that_lives_is_left_to_it(path: Path) -> None:
    keys = KeyFile.create(path).rotated()
    with keys._draft(path) as draft:
        assert remove_left_drafts(path) == 0
        draft.replace(path)
    assert KeyFile.load(path) == keys
    assert list(path.parent.iterdir()) == [path]


def test_a_rotation_that_cannot_be_written_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = KeyFile.create(path)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", _full)
        with pytest.raises(KeyFileRefused, match="cannot be written: No space left"):
            keys.rotated().save_over(path)
    assert KeyFile.load(path) == keys
    assert list(path.parent.iterdir()) == [path]


def _full(descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
