"""A disk of a few megabytes, made for a test, that can be filled and freed. It takes the right to mount."""

import errno
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from deploy.servers.failures import PartMissing
from tests.harness.servers import skipped_without_parts

LARGE, BLOCK = 1 << 20, 4096


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A file system of its own; `folder` is its root."""

    folder: Path

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"

    def fill(self, *, leaving: int = 0) -> None:
        """Fill it, but for so many bytes."""
        with self._ballast.open("ab", buffering=0) as file:
            for size in (LARGE, BLOCK):
                while _written(file, size):
                    pass
            file.truncate(max(0, file.tell() - leaving))

    def free(self) -> None:
        """Free what was filled."""
        self._ballast.unlink()

    def make_read_only(self) -> None:
        """From now on nothing can be written; no file may be open for writing."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)


@contextmanager
def mounted(folder: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """Mounted on this folder, which is made, until the end. Raises `PartMissing` where it may not be mounted."""
    folder.mkdir(parents=True)
    _mount(folder, megabytes)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """As `mounted`, for a test, which is skipped where it may not be mounted."""
    with ExitStack() as stack:
        with skipped_without_parts():
            disk = stack.enter_context(mounted(folder, megabytes=megabytes))
        yield disk


def _written(file: FileIO, size: int) -> bool:
    try:
        file.write(bytes(size))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return False
    return True


def _mount(folder: Path, megabytes: int) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0711", "hotline-test", str(folder)]
    try:
        made = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise PartMissing("mount is missing") from None
    if made.returncode != 0:
        raise PartMissing(f"a small disk cannot be mounted: {made.stderr.strip()}")
