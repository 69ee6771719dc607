"""An erased case: its clocks are stopped, and people do nothing to it any more."""

from datetime import datetime

from shared.support.errors import Conflict


def must_not_be_erased(erased_at: datetime | None) -> None:
    """Raises `Conflict` for a case whose personal data was erased at this moment; None: it was not."""
    if erased_at is not None:
        raise erased(erased_at)


def erased(at: datetime) -> Conflict:
    """The case was erased: what its customer says now is a new report."""
    return Conflict("case_erased", "The personal data of this case was erased; make a new report.", at=at)
