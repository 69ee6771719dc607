"""Reads TOML files of operations so that every fault is reported with file, line and reason.

`tomllib` does not keep the line of a value, so the source text is scanned once for headers and keys; a fault is
reported on the nearest known line. All faults of all files are collected and reported at once. The meaning of the keys
is defined in `shared.platform.calendar.overrides` and `shared.platform.policies.loading`.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from shared.support.errors import BadFiles, FileProblem

Value = TypeVar("Value")
Where = tuple[str | int, ...]
"""The path of a value: keys of tables and positions in lists, `("onsite", "steps", 0, "after")`."""

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([A-Za-z0-9_\-.\"' ]+?)\s*=")
_BROKEN_AT = re.compile(r"line (\d+)")


class Source:
    """One file: its values, their lines, and the faults found so far."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.problems: list[FileProblem] = []
        self._lines = _lines(text)
        self.values: dict[str, Any] = {}
        self._broken = False
        try:
            self.values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as broken:
            self._broken = True
            line = _BROKEN_AT.search(str(broken))
            self.problems.append(
                FileProblem(name, int(line[1]) if line else text.count("\n") + 1, f"not TOML: {broken}")
            )

    @classmethod
    def read(cls, path: Path) -> "Source":
        """The file at `path`; raises `BadFiles` if it cannot be read."""
        try:
            return cls(path.name, path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as unreadable:
            raise BadFiles([FileProblem(str(path), 1, f"cannot be read: {unreadable}")]) from unreadable

    def root(self) -> "Table":
        """The outermost table."""
        return Table(self, (), self.values)

    def line_of(self, where: Where) -> int:
        """The line of the value, or of the nearest table or key around it."""
        while where not in self._lines:
            where = where[:-1]
        return self._lines[where]

    def add_problem(self, where: Where, reason: str) -> None:
        """Record a fault of the value at `where`. For a file that is not TOML that one fault is enough."""
        if self._broken:
            return
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in where)
        self.problems.append(FileProblem(self.name, self.line_of(where), f"{name}: {reason}" if name else reason))


class Table:
    """One table of a file. After the last key is read, `finish` refuses all other keys."""

    def __init__(self, source: Source, where: Where, values: Mapping[str, object]) -> None:
        self.source = source
        self.where = where
        self._values = values
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def read(self, key: str, parse: Callable[[object], Value]) -> Value | None:
        """The value from `parse`; None if absent, or if `parse` raises `ValueError` (its text is reported)."""
        self._asked.add(key)
        if key not in self._values:
            return None
        try:
            return parse(self._values[key])
        except ValueError as wrong:
            self.add_problem(str(wrong), key)
            return None

    def need(self, key: str, parse: Callable[[object], Value]) -> Value | None:
        """Like `read`, but a missing key is a fault."""
        if key not in self._values:
            self.add_problem(f"the key `{key}` is missing")
        return self.read(key, parse)

    def table(self, key: str) -> "Table | None":
        """The table under `key`."""
        values = self.read(key, _table)
        return Table(self.source, (*self.where, key), values) if values is not None else None

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of the list under `key`, in order."""
        for place, values in enumerate(self.read(key, _tables) or ()):
            yield Table(self.source, (*self.where, key, place), values)

    def add_problem(self, reason: str, *key: str) -> None:
        """Record a fault of a key, or of the table as a whole."""
        self.source.add_problem((*self.where, *key), reason)

    def finish(self) -> None:
        """Record a fault for every key that was not read: it is probably misspelt and would have no effect."""
        for key in self._values.keys() - self._asked:
            self.add_problem(f"unknown key; known here are {', '.join(sorted(self._asked))}", key)


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("must be a table")
    return value


def _tables(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list) or not value:
        raise ValueError("must be a list of tables, with at least one")
    return [_table(entry) for entry in value]


def _lines(text: str) -> dict[Where, int]:
    """The line of every header and of every key at the start of a line. The first one counts."""
    lines: dict[Where, int] = {(): 1}
    table: Where = ()
    entries: Counter[Where] = Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.fullmatch(line):
            table = _place(header[2], entries, opens_entry=header[1] == "[[")
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_names(key[1])), number)
    return lines


def _place(header: str, entries: Counter[Where], *, opens_entry: bool) -> Where:
    """The path of a header's table: a list in it means its last entry so far, `[[…]]` opens the next one."""
    names = _names(header)
    where: Where = ()
    for depth, name in enumerate(names, start=1):
        where = (*where, name)
        if opens_entry and depth == len(names):
            entries[where] += 1
        if entries[where]:
            where = (*where, entries[where] - 1)
    return where


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip(" \t\"'") for name in dotted.split("."))
