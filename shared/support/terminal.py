"""What a person at a terminal reads: lines, complaints and tables, with Chinese characters counted as two wide."""

import sys
import unicodedata
from collections.abc import Sequence


def say(line: str = "") -> None:
    """A line of the answer."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def say_error(line: str) -> None:
    """A line about what is wrong."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows under a heading, in columns."""
    cells = [[str(cell if cell is not None else "-") for cell in row] for row in (head, *rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        say("  ".join(padded).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
