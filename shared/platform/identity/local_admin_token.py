"""The pass of whoever may read the data folder: the command line acts through a running server with it.

A secret of this run, in a file only the folder's owner can read. It is nobody of the directory, and opens the
administration of the platform only.
"""

import hmac
import os
from pathlib import Path

FILE = "local-admin.token"


class LocalAdminToken:
    """One secret, and the file it is left in while the server runs."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def matches(self, shown: str) -> bool:
        """True if that is the secret."""
        return hmac.compare_digest(self.secret.encode(), shown.encode())

    def write_to(self, folder: Path) -> None:
        """Write the file (mode 0600), whole or not at all; processes that share a folder may do so at once."""
        draft = folder / f"{FILE}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(self.secret)
        draft.replace(folder / FILE)

    @staticmethod
    def read_from(folder: Path) -> str | None:
        """The secret left by the running server; None if there is none, or not for us."""
        try:
            return (folder / FILE).read_text("ascii")
        except OSError:
            return None

    @staticmethod
    def remove_from(folder: Path) -> None:
        """The server stops: the secret opens nothing any more."""
        (folder / FILE).unlink(missing_ok=True)
