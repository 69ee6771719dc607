"""What commonly keeps a process from starting is said in one line; anything else is a fault and keeps its traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.support.errors import CannotStart


@contextmanager
def in_one_line(where: Path, database_url: str | None = None) -> Iterator[None]:
    """Raise `CannotStart` in place of a failure that an operator can mend; `where` is the file or folder in use."""
    try:
        yield
    except CannotStart:
        raise
    except Exception as error:
        from shared.runtime.start_failure_lines import explanation  # loads the drivers, which few commands need

        line = explanation(error, where, database_url)
        if line is None:
            raise
        raise CannotStart(line) from error
