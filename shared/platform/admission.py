"""Whether new reports are taken. `shared.runtime.readiness` decides, intake asks.

A report that would fail is refused at once, and on a disk that is nearly full what is left is for the timers, messages
and audit lines of the reports that were taken.
"""

from shared.support.errors import Unavailable

RETRY_AFTER = 5
"""Seconds after which a refused sender may try again."""


class Admission:
    """`closed` is one sentence that says why reports are refused; None while they are taken."""

    def __init__(self) -> None:
        self.closed: str | None = None

    def check(self) -> None:
        """Raise `Unavailable` while reports are refused."""
        if self.closed is not None:
            detail = f"New reports are not taken now. {self.closed} Send it again with the same Idempotency-Key."
            raise Unavailable("reports_paused", detail, retry_after=RETRY_AFTER)
