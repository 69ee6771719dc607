"""Output at a terminal: lines, errors and tables, with Chinese characters counted as two columns wide."""

import os
import sys
import unicodedata
from collections.abc import Sequence


class NoReader(Exception):
    """The program that read standard output has ended, as `head` does after its lines."""


def say(line: str = "") -> None:
    """Print a line to standard output. Raises `NoReader`."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python itself flushes at its end
        raise NoReader from None


def say_error(line: str) -> None:
    """Print a line to standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def is_terminal() -> bool:
    """True if standard output is a terminal; otherwise it may be kept: a file, a log, another program."""
    return sys.stdout.isatty()


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a heading, in aligned columns; None as a dash."""
    cells = [[str(cell if cell is not None else "-") for cell in row] for row in (head, *rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        say("  ".join(padded).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
