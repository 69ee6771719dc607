"""Free space beside the files of the databases: bytes and inodes, and the floor below which reports are refused."""

import os
from dataclasses import dataclass
from pathlib import Path

from shared.support import metrics

FEWEST_INODES = 256
TOO_LITTLE = "Only {free} MB are free beside the data; below {floor} MB new reports are refused."
TOO_FEW = "Only {free} more files can be made beside the data; below {floor} new reports are refused."
UNKNOWN = "The data folder cannot be read."


@dataclass(frozen=True, slots=True)
class FreeSpace:
    """That of the file system of `folder`; `floor` is in megabytes (of 2**20 bytes)."""

    folder: Path
    floor: int

    def lacking(self) -> str | None:
        """One sentence if there is too little space."""
        try:
            found = os.statvfs(self.folder)
        except OSError:
            return UNKNOWN
        free = found.f_bavail * found.f_frsize
        metrics.free_bytes.set(free)
        if free < self.floor << 20:
            return TOO_LITTLE.format(free=free >> 20, floor=self.floor)
        if self.floor and found.f_files and found.f_favail < FEWEST_INODES:  # some file systems have no fixed number
            return TOO_FEW.format(free=found.f_favail, floor=FEWEST_INODES)
        return None
