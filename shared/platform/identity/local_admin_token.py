"""The local administrator's token: the command line uses it to act through a running server.

It is a secret of one run, in a file of the data folder that only the owner can read. It belongs to no staff member and
grants platform administration only.
"""

import hmac
import os
from pathlib import Path

FILE = "local-admin.token"


class LocalAdminToken:
    """One secret, and its file while the server runs."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def matches(self, shown: str) -> bool:
        """True if this is the secret; compared in constant time."""
        return hmac.compare_digest(self.secret.encode(), shown.encode())

    def write_to(self, folder: Path) -> None:
        """Write the file (mode 0600) in one step; several processes may write to the same folder at once."""
        draft = folder / f"{FILE}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(self.secret)
        draft.replace(folder / FILE)

    @staticmethod
    def read_from(folder: Path) -> str | None:
        """The secret of the running server; None if the file is missing, cannot be read or is damaged."""
        try:
            secret = (folder / FILE).read_text("ascii")
        except (OSError, UnicodeError):
            return None
        return secret if secret and secret.isprintable() and " " not in secret else None

    @staticmethod
    def remove_from(folder: Path) -> None:
        """Remove the file, when the server stops."""
        (folder / FILE).unlink(missing_ok=True)
