"""One import file as rows of cells, and the faults found in them. The meaning of the cells is in `reading`."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from io import StringIO
from typing import TypeVar

from shared.platform.directory.decoding import decoded
from shared.support.errors import FieldError, Invalid
from shared.support.ids import MOST_ID, is_id
from shared.support.local_time import SHANGHAI

Word = TypeVar("Word", bound=StrEnum)

_LONGEST = 100
_YES = frozenset(("yes", "y", "true", "1", "是"))
_NO = frozenset(("no", "n", "false", "0", "否"))
_BETWEEN_WORDS = re.compile(r"[\s、，,;；|/]+")
_NUMBER_OF_A_SPREADSHEET = re.compile(r"[0-9](?:\.[0-9]+)?[Ee][+]?[0-9]{2,}|[0-9]+\.0+")
_LOCAL_TIME = re.compile(
    r"(?P<year>[0-9]{4})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"
    r"(?:[ T](?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
)
_DAYS_OF_A_SPREADSHEET = re.compile(r"[3-7][0-9]{4}(?:\.[0-9]+)?")
_FIRST_DAY = datetime(1899, 12, 30, tzinfo=SHANGHAI)


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
    """An import was refused as a whole; `faults` lists its faults, the first of a large import only.

    `found`: how many there are.
    """

    def __init__(self, faults: Sequence[Fault], *, found: int | None = None) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line)))
        errors = (FieldError(f"{f.file}:{f.line}:{f.column}", f.code, f.reason) for f in self.faults)
        super().__init__("directory_refused", f"The directory has {found or len(faults)} faults.", errors=tuple(errors))


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
        text = unicodedata.normalize("NFC", self.cells[column].strip())
        if len(text) > _LONGEST or not all(c.isprintable() or unicodedata.category(c) == "Co" for c in text):
            self.fault(column, "text", f"takes at most {_LONGEST} printable characters")
        return text or None

    def text(self, column: str) -> str:
        """The text; an empty cell is a fault."""
        text = self.optional(column)
        if text is None:
            self.fault(column, "required", "must not be empty")
        return text or ""

    def optional_id(self, column: str) -> str | None:
        """An id that routes take, None for an empty cell."""
        text = self.optional(column)
        if text is not None and _NUMBER_OF_A_SPREADSHEET.fullmatch(text):
            reason = (
                f"holds {text}: a spreadsheet made a number of the id; format the column as text and enter it again"
            )
            self.fault(column, "id", reason)
        elif text is not None and not is_id(text):
            allowed = f"at most {MOST_ID} half-width letters, digits and . _ -"
            self.fault(column, "id", f"takes {allowed}: no route could name this one; enter it again")
        return text

    def id(self, column: str) -> str:
        """An id that routes take; an empty cell is a fault."""
        self.text(column)
        return self.optional_id(column) or ""

    def number(self, column: str, least: int, most: int) -> int:
        """A whole number in a range."""
        text = self.text(column)
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        if text:
            self.fault(column, "number", f"must be a number from {least} to {most}")
        return least

    def yes(self, column: str) -> bool:
        """`yes` or `no`, 是 or 否, TRUE or FALSE; an empty cell is yes."""
        text = (self.optional(column) or "yes").casefold()
        if text not in _YES | _NO:
            self.fault(column, "yes_no", "must be yes or no")
        return text not in _NO

    def words(self, column: str, vocabulary: type[Word]) -> tuple[Word, ...]:
        """The words of a closed vocabulary, separated by spaces or commas."""
        known = {word.value: word for word in vocabulary}
        texts = [text for text in _BETWEEN_WORDS.split(self.optional(column) or "") if text]
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
        """A time in UTC; a date, or a time without zone, is local time (Asia/Shanghai). Spreadsheets' dates too."""
        text = self.text(column)
        try:
            return _moment(text)
        except (ValueError, OverflowError):
            if text:
                forms = "a date (2026-03-31, 2026/3/31) or a time (2026-03-31T08:00:00+08:00, 2026/3/31 8:00)"
                self.fault(column, "time", f"must be {forms}")
            return datetime.min.replace(tzinfo=UTC)


def _moment(text: str) -> datetime:
    plain = unicodedata.normalize("NFKC", text)
    local = _LOCAL_TIME.fullmatch(plain)
    if local is not None:
        year, month, day, hour, minute, second = (int(number or 0) for number in local.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI).astimezone(UTC)
    if _DAYS_OF_A_SPREADSHEET.fullmatch(plain):
        return (_FIRST_DAY + timedelta(days=float(plain))).astimezone(UTC)
    stated = datetime.fromisoformat(plain)
    return (stated if stated.tzinfo else stated.replace(tzinfo=SHANGHAI)).astimezone(UTC)


def read_sheet(file: str, content: bytes | None, columns: tuple[str, ...], faults: Faults) -> list[Row]:
    """The rows of one file, the columns in any order; rows without any value are skipped, as blank lines are."""
    if content is None:
        faults.add(file, 1, "", "missing_file", "the file is missing")
        return []
    text = decoded(content)
    if text is None:
        reason = "is neither UTF-8 nor GB 18030 nor UTF-16: in Excel, save it as 'CSV UTF-8 (comma delimited)'"
        faults.add(file, _first_odd_line(content), "", "encoding", reason)
        return []
    return _rows(file, text, columns, faults)


def _first_odd_line(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 1


def _rows(file: str, text: str, columns: tuple[str, ...], faults: Faults) -> list[Row]:
    reader = csv.reader(StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
    rows: list[Row] = []
    try:
        header = _header(next(reader, []))
        if not _header_holds(file, header, columns, faults):
            return []
        start = reader.line_num + 1
        for cells in reader:
            while len(cells) > len(header) and not cells[-1].strip():
                cells.pop()
            if not any(cell.strip() for cell in cells):
                pass  # a row that was cleared in a spreadsheet stays as commas
            elif len(cells) == len(header):
                rows.append(Row(file, start, dict(zip(header, cells, strict=True)), faults))
            else:
                faults.add(file, start, "", "cells", f"has {len(cells)} cells, the header {len(header)}")
            start = reader.line_num + 1
    except csv.Error as error:
        faults.add(file, reader.line_num, "", "csv", f"is not CSV: {error}")
    return rows


def _delimiter(text: str) -> str:
    """The mark between the cells of the first line: a comma, or what spreadsheets write in other regions."""
    first = text.partition("\n")[0]
    return next((mark for mark in ",\t;" if mark in first), ",")


def _header(cells: list[str]) -> list[str]:
    """The names of the columns, without empty ones at the end."""
    header = [unicodedata.normalize("NFKC", name).strip().strip("\ufeff").casefold() for name in cells]
    while header and not header[-1]:
        header.pop()
    return header


def _header_holds(file: str, header: list[str], columns: tuple[str, ...], faults: Faults) -> bool:
    before = len(faults.found)
    for column in columns:
        if header.count(column) != 1:
            faults.add(file, 1, column, "header", "the column must be there, once")
    for column in header:
        if column not in columns:
            faults.add(file, 1, column, "header", "there is no such column")
    return len(faults.found) == before
