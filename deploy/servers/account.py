"""Which user a server runs as when root starts it: PostgreSQL refuses root, and nothing else needs to be root either.

A user of that kind often cannot reach what root has (a clone or a cache below a folder that is closed to others). Then
the server is given one capability, to read and search closed folders, and the secure bit `no_setuid_fixup`: without it
access(2), which Java and PostgreSQL ask before they open a file, ignores the capabilities of a user other than root.
The server listens on loopback only, and what it can be made to do takes the password that lies in its folder.
"""

import os
import pwd
import shutil
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.servers.failures import PartMissing, ServerFailed

PREFERRED = ("postgres", "nobody")
CAPABILITIES = {"dac_read_search": 2, "dac_override": 1}  # by preference: name, bit; the second is what containers have
SETPCAP = 8  # the capability to set `no_setuid_fixup`


@dataclass(frozen=True, slots=True)
class Account:
    """A user other than root."""

    uid: int
    gid: int

    def can_reach(self, path: Path) -> bool:
        """True if every folder on the way to `path` lets this user through."""
        return all(self._may_enter(folder.stat()) for folder in path.resolve().parents)

    def _may_enter(self, folder: os.stat_result) -> bool:
        if folder.st_uid == self.uid:
            return bool(folder.st_mode & stat.S_IXUSR)
        if folder.st_gid == self.gid:
            return bool(folder.st_mode & stat.S_IXGRP)
        return bool(folder.st_mode & stat.S_IXOTH)


def take_folder(folder: Path) -> Account | None:
    """Make the folder, owned by whoever the server will run as; that account, None for ourselves.

    What an account made stays with it; only what root owns changes hands.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = folder.stat()
    if os.geteuid() != 0:
        if owner.st_uid != os.geteuid():
            raise ServerFailed(f"the folder {folder} belongs to another user; choose another one")
        return None
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    account = _preferred()
    give(account, folder)
    return account


def give(account: Account | None, folder: Path) -> None:
    """Let the account own this folder and all in it."""
    if account is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)


def run_as(account: Account | None, command: Sequence[str], needs: Iterable[Path]) -> list[str]:
    """The command line that runs `command` as the account, able to reach all it `needs`."""
    if account is None:
        return list(command)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise PartMissing("setpriv (Debian: util-linux) is missing; or start the servers as a user other than root")
    lent = [] if all(account.can_reach(path) for path in needs) else _lent()
    return [setpriv, f"--reuid={account.uid}", f"--regid={account.gid}", "--clear-groups", *lent, *command]


def _preferred() -> Account:
    for name in PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise PartMissing(f"root needs another user to run servers as, and there is none of {', '.join(PREFERRED)}")


def _lent() -> list[str]:
    """What setpriv is told so that closed folders can be read. Raises `PartMissing` where root may not do so."""
    [ours] = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line[:6] == "CapEff"]
    for name, bit in CAPABILITIES.items():
        if int(ours, 16) >> bit & int(ours, 16) >> SETPCAP & 1:
            return ["--securebits=+no_setuid_fixup", f"--inh-caps=+{name}", f"--ambient-caps=+{name}"]
    raise PartMissing(
        "the servers may not enter this folder, which is closed to others, and root lacks the capability to let them; "
        "move the clone below a folder that others may enter, or start the servers as a user other than root"
    )
