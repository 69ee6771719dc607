"""The data folder and its files are for their owner only: 0700 and 0600.

Older versions left wider modes, and a folder that was made by hand has them: they are narrowed at each start. A folder
of another user, as a container mounts it, is used as it is: the files in it are private in any case.
"""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from shared.support.errors import CannotStart
from shared.support.files import PRIVATE, PRIVATE_FOLDER

log = logging.getLogger(__name__)

_OTHERS = 0o077
_PASSED_THROUGH = 0o711
_EVERYBODY = 0o007
_FILES = (
    "*.db",
    "*.db-*",
    "*.db.before-upgrade-from-*",
    "*.lock",
    "demo-sign-ins.*",
    "local-admin.token*",
    "restore.unfinished",
)
_KEYS = "hotline.key*"  # a key file that is open to others is refused, not narrowed: others may have it already
_DATABASE = "platform.db"
_SERVERS = ("servers", "processes", "nginx")
"""Folders that `make servers` and `make run-scale` make here; their programs may run as another user."""


class OpenToOthers(CannotStart):
    """The folder is open to others and holds what is not the hotline's, so its mode is not changed."""


def make_private(folder: Path) -> None:
    """Make the folder if it is missing; narrow it and the hotline's files in it to their owner. Raises `OpenToOthers`.

    The mode of a folder that other programs seem to need, such as `/etc`, is not changed. Below a folder with servers
    of `deploy.servers` others may go, without reading its names (0711).
    """
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    mode, own = _mode(folder)
    wanted = _PASSED_THROUGH if any((folder / name).is_dir() for name in _SERVERS) else PRIVATE_FOLDER
    if own and mode & _OTHERS & ~wanted:
        _refuse_shared(folder, mode)
        folder.chmod(wanted)
        log.warning("%s had mode %04o: it has %04o now", folder, mode, wanted, extra={"action": "folder.narrowed"})
    elif not own and mode & _EVERYBODY:
        text = "%s has mode %04o and belongs to another user, who should chmod 700 it"
        log.warning(text, folder, mode, extra={"action": "folder.open_to_others"})
    for file in _ours(folder, *_FILES):
        with suppress(FileNotFoundError):  # another process on this folder has just removed it
            mode, own = _mode(file)
            if own and mode & _OTHERS:
                file.chmod(PRIVATE)


def _refuse_shared(folder: Path, mode: int) -> None:
    """Raise `OpenToOthers` unless it has the databases, or nothing of other programs, as a new volume."""
    known = {path.name for path in _ours(folder, *_FILES, _KEYS)} | {"lost+found", *_SERVERS}
    if (folder / _DATABASE).exists() or all(path.name in known or _is_hidden(path) for path in folder.iterdir()):
        return
    raise OpenToOthers(
        f"{folder} has mode {mode:04o} and files that are not the hotline's: chmod 700 it, or choose another folder "
        "with HOTLINE_DATA_DIR"
    )


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _ours(folder: Path, *patterns: str) -> Iterator[Path]:
    return (path for pattern in patterns for path in folder.glob(pattern) if path.is_file())


def _mode(path: Path) -> tuple[int, bool]:
    """The permissions, and whether it belongs to the user of this process."""
    status = path.stat()
    return stat.S_IMODE(status.st_mode), status.st_uid == os.geteuid()
