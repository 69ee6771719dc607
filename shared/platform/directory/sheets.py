"""One import file as rows of cells, and the faults found in them. The meaning of the cells is in `reading`."""

import csv
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from io import StringIO
from typing import TypeVar
from unicodedata import normalize

from shared.support.errors import FieldError, Invalid
from shared.support.local_time import SHANGHAI

Word = TypeVar("Word", bound=StrEnum)

_LONGEST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One fault: the file, the line (1 is the header), the column ("" for the whole line), and the reason."""

    file: str
    line: int
    column: str
    code: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column {self.column or '-'}: {self.reason}"


class DirectoryRefused(Invalid):
    """An import was refused as a whole; `faults` lists every fault in it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line)))
        errors = (FieldError(f"{f.file}:{f.line}:{f.column}", f.code, f.reason) for f in self.faults)
        super().__init__("directory_refused", f"The directory has {len(faults)} faults.", errors=tuple(errors))


@dataclass(slots=True)
class Faults:
    """The faults found so far, in all files."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, line: int, column: str, code: str, reason: str) -> None:
        """Record a fault."""
        self.found.append(Fault(file=file, line=line, column=column, code=code, reason=reason))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of one file. A method that finds a fault in a cell records it and returns a harmless value."""

    file: str
    line: int
    cells: dict[str, str]
    faults: Faults

    def fault(self, column: str, code: str, reason: str) -> None:
        """Record a fault of one cell."""
        self.faults.add(self.file, self.line, column, code, reason)

    def optional(self, column: str) -> str | None:
        """The text, None for an empty cell; at most 100 printable characters."""
        text = normalize("NFC", self.cells[column].strip())
        if len(text) > _LONGEST or not text.isprintable():
            self.fault(column, "text", f"takes at most {_LONGEST} printable characters")
        return text or None

    def text(self, column: str) -> str:
        """The text; an empty cell is a fault."""
        text = self.optional(column)
        if text is None:
            self.fault(column, "required", "must not be empty")
        return text or ""

    def number(self, column: str, least: int, most: int) -> int:
        """A whole number in a range."""
        text = self.text(column)
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        if text:
            self.fault(column, "number", f"must be a number from {least} to {most}")
        return least

    def yes(self, column: str) -> bool:
        """`yes` or `no`; an empty cell is yes."""
        text = self.optional(column)
        if text not in (None, "yes", "no"):
            self.fault(column, "yes_no", "must be yes or no")
        return text != "no"

    def words(self, column: str, vocabulary: type[Word]) -> tuple[Word, ...]:
        """The words of a closed vocabulary, separated by spaces."""
        known = {word.value: word for word in vocabulary}
        texts = (self.optional(column) or "").split()
        for text in texts:
            if text not in known:
                self.fault(column, "unknown_word", f"does not know '{text}': one of {', '.join(known)}")
        return tuple(known[text] for text in texts if text in known)

    def optional_word(self, column: str, vocabulary: type[Word]) -> Word | None:
        """One word of a closed vocabulary, None for an empty cell."""
        words = self.words(column, vocabulary)
        if len(words) > 1:
            self.fault(column, "one_word", "takes one word only")
        return words[0] if words else None

    def word(self, column: str, vocabulary: type[Word]) -> Word:
        """One word of a closed vocabulary; an empty cell is a fault."""
        self.text(column)
        return self.optional_word(column, vocabulary) or next(iter(vocabulary))

    def moment(self, column: str) -> datetime:
        """A time in UTC; a date, or a time without zone, is local time (Asia/Shanghai)."""
        text = self.text(column)
        try:
            stated = datetime.fromisoformat(text)
            return (stated if stated.tzinfo else stated.replace(tzinfo=SHANGHAI)).astimezone(UTC)
        except (ValueError, OverflowError):
            if text:
                self.fault(column, "time", "must be a date (2026-03-31) or a time (2026-03-31T08:00:00+08:00)")
            return datetime.min.replace(tzinfo=UTC)


def read_sheet(file: str, content: bytes | None, columns: tuple[str, ...], faults: Faults) -> list[Row]:
    """The rows of one file: UTF-8 with or without a byte order mark, the columns in any order, blank lines skipped."""
    if content is None:
        faults.add(file, 1, "", "missing_file", "the file is missing")
        return []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.add(file, line, "", "encoding", "is not UTF-8")
        return []
    return _rows(file, text, columns, faults)


def _rows(file: str, text: str, columns: tuple[str, ...], faults: Faults) -> list[Row]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        if not _header_holds(file, header, columns, faults):
            return []
        start = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                rows.append(Row(file, start, dict(zip(header, cells, strict=True)), faults))
            elif any(cells):
                faults.add(file, start, "", "cells", f"has {len(cells)} cells, the header {len(header)}")
            start = reader.line_num + 1
    except csv.Error as error:
        faults.add(file, reader.line_num, "", "csv", f"is not CSV: {error}")
    return rows


def _header_holds(file: str, header: list[str], columns: tuple[str, ...], faults: Faults) -> bool:
    before = len(faults.found)
    for column in columns:
        if header.count(column) != 1:
            faults.add(file, 1, column, "header", "the column must be there, once")
    for column in header:
        if column not in columns:
            faults.add(file, 1, column, "header", "there is no such column")
    return len(faults.found) == before
